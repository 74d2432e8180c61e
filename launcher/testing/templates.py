"""Template databases: installed once, copied for every test run.

There are layers. The lowest one has Odoo's and the OCA's add-ons and changes
only with them; the middle one adds those of ours on which others stand, with
demo data, and the upper one the others and the assets that a browser asks for,
so that whoever works on a module does not install the core again; for the
tests in Odoo one more adds the world that their classes share. Each is named
by a digest of what it is made from, so that a change makes a new one.
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
    needed = {name for addon in ours for name in addon.manifest.get("depends", ())}
    stands = [addon for addon in ours if addon.name in needed]
    rest = [addon for addon in ours if addon.name not in needed]
    lower = _name("deps", _foundation(runtime), *others)
    middle = _name("stand", lower, *map(_state, stands)) if stands else lower
    upper = _name("suite", middle, *map(_state, rest))
    existing = databases.names()
    if upper not in existing:
        kept = (lower, middle)
        last = _drop_old(databases, [name for name in existing if name.startswith("tpl_")], keep=kept)
        if middle not in existing:
            if lower not in existing:
                _make(runtime, databases, lower, None, ["base", *others])
            if stands:
                # what installs itself beside them belongs to the layer above, which is made anew when it changes
                names = [addon.name for addon in stands]
                _make(runtime, databases, middle, lower, names, arguments=["--skip-auto-install"])
        _make(runtime, databases, upper, middle, [addon.name for addon in rest], lambda: _assets(databases, ours, last))
    for name in (lower, middle, upper):
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


def _make(runtime, databases, name, source, modules, last_script=None, arguments=()):
    """Make a template from another one (None: from nothing) by installing modules, and run a script in the end."""
    with console.step(f"template database: {', '.join(modules) or 'base'}"):
        if source:
            databases.copy(source, "tpl_unfinished")
        else:
            databases.create("tpl_unfinished")
        if modules:
            language = () if source else ("--load-language", "vi_VN")
            runtime.once("tpl_unfinished", "-i", ",".join(modules), "--with-demo", *language, *arguments)
        if last_script:
            runtime.script("tpl_unfinished", last_script())
        databases.rename("tpl_unfinished", name)


def _assets(databases, ours, last):
    """Return the script that makes the bundles of assets, those that did not change taken from the last template."""
    if last:
        databases.share_files(last, "tpl_unfinished")
    lazy = [name for addon in ours for name in addon.bundles()]
    return f"LAST = {last!r}\nLAZY = {lazy!r}\n" + _ASSETS.read_text(encoding="utf-8")


def _state(addon):
    return f"{addon.name} {addon.digest()}"


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
    for kind, number in (("tpl_suite_", _KEPT - 1), ("tpl_world_", _KEPT - 1), ("tpl_stand_", 2), ("tpl_deps_", 2)):
        known = sorted((name for name in names if name.startswith(kind)), key=used.get, reverse=True)
        last[kind] = next(iter(known), None)
        for name in known[number:]:
            if name not in keep:
                databases.drop(name)
    return last["tpl_suite_"]
