"""Template databases: installed once, copied for every test run.

There are layers. The lower one has Odoo's and the OCA's add-ons and changes
only with them; the upper one adds ours, with demo data and with the assets
that a browser asks for; for the tests in Odoo one more adds the world that
their classes share. Each is named by a digest of what it is made from, so that
a change makes a new one.
"""

import time
from hashlib import sha256
from pathlib import Path

from launcher import addons, console, database

_KEPT = 4  # of the upper layer: one per choice of modules that a developer alternates between
_WORLD = "onestop_core/tests/common.py"
_WORLD_SCRIPT = Path(__file__).with_name("world_script.py")
_ASSETS = Path(__file__).with_name("assets_script.py")


def prepare(runtime, databases, modules):
    """Return the name of a template with these add-ons of ours installed."""
    ours, others = addons.with_dependencies(runtime.project, modules)
    lower = _name("deps", _foundation(runtime), *others)
    upper = _name("suite", lower, *(f"{addon.name} {addon.digest()}" for addon in ours))
    existing = databases.names()
    if upper not in existing:
        last = _drop_old(databases, [name for name in existing if name.startswith("tpl_")], keep=(lower,))
        if lower not in existing:
            with console.step(f"template database: {', '.join(others) or 'base'}"):
                databases.create("tpl_unfinished")
                runtime.once(
                    "tpl_unfinished", "-i", ",".join(["base", *others]), "--with-demo", "--load-language", "vi_VN"
                )
                databases.rename("tpl_unfinished", lower)
        with console.step(f"template database: {', '.join(addon.name for addon in ours)}"):
            databases.copy(lower, "tpl_unfinished")
            if ours:
                runtime.once("tpl_unfinished", "-i", ",".join(addon.name for addon in ours), "--with-demo")
            if last:
                databases.share_files(last, "tpl_unfinished")
            names = f"LAST = {last!r}\nLAZY = {[name for addon in ours for name in addon.bundles()]!r}\n"
            runtime.script("tpl_unfinished", names + _ASSETS.read_text(encoding="utf-8"))
            databases.rename("tpl_unfinished", upper)
    for name in (lower, upper):
        databases.note(name, {"used": time.time()})
    return upper


def with_world(runtime, databases, template):
    """Return the name of a template that has the world of the tests too."""
    path = runtime.project.addons / _WORLD
    if not path.exists():  # another directory of add-ons
        return template
    name = _name("world", template, sha256(path.read_bytes()).hexdigest())
    if name not in databases.names():
        with console.step("template database: the world of the tests"):
            databases.copy(template, "tpl_unfinished")
            runtime.script("tpl_unfinished", _WORLD_SCRIPT.read_text(encoding="utf-8"))
            databases.rename("tpl_unfinished", name)
    databases.note(name, {"used": time.time()})
    return name


def _foundation(runtime):
    files = (runtime.project.root / "requirements.txt", database.SEARCH)
    digests = [sha256(file.read_bytes()).hexdigest() for file in files]
    return " ".join([str(runtime.odoo.path), runtime.odoo.version, *digests])


def _name(kind, *parts):
    return f"tpl_{kind}_{sha256(chr(10).join(parts).encode()).hexdigest()[:16]}"


def _drop_old(databases, names, keep):
    """Drop templates that were not used for long; return the one of the upper layer that was used last, if any."""
    used = {name: (databases.noted(name) or {"used": 0})["used"] for name in names}
    last = {}
    for kind, number in (("tpl_suite_", _KEPT - 1), ("tpl_world_", _KEPT - 1), ("tpl_deps_", 1)):
        known = sorted((name for name in names if name.startswith(kind)), key=used.get, reverse=True)
        last[kind] = next(iter(known), None)
        for name in known[number:]:
            if name not in keep:
                databases.drop(name)
    return last["tpl_suite_"]
