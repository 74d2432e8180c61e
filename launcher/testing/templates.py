"""Template databases: installed once, copied for every test run.

There are two layers. The lower one has Odoo's and the OCA's add-ons and
changes only with them; the upper one adds ours, with demo data and with the
assets that a browser asks for. Each is named by a digest of what it is made
from, so that a change makes a new one.
"""

import time
from hashlib import sha256

from launcher import addons, console

_KEPT = 4  # of the upper layer: one per choice of modules that a developer alternates between
# All bundles that tests open are made once, those of Odoo's own test pages too.
_ASSETS = """
env['ir.qweb']._pregenerate_assets_bundles()
for bundle in ('web.assets_unit_tests_setup', 'web.assets_unit_tests', 'web.assets_tests'):
    env['ir.qweb']._get_asset_bundle(bundle, css=False, js=True).js()
"""


def prepare(runtime, databases, modules):
    """Return the name of a template with these add-ons of ours installed."""
    ours, others = addons.with_dependencies(runtime.project, modules)
    lower = _name("deps", _foundation(runtime), *others)
    upper = _name("suite", lower, *(f"{addon.name} {addon.digest()}" for addon in ours))
    existing = databases.names()
    if upper not in existing:
        _drop_old(databases, [name for name in existing if name.startswith("tpl_")], keep=(lower,))
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
            runtime.script("tpl_unfinished", _ASSETS)
            databases.rename("tpl_unfinished", upper)
    for name in (lower, upper):
        databases.note(name, {"used": time.time()})
    return upper


def _foundation(runtime):
    locks = (runtime.project.root / "requirements.txt").read_bytes()
    return f"{runtime.odoo.path} {runtime.odoo.version} {sha256(locks).hexdigest()}"


def _name(kind, *parts):
    return f"tpl_{kind}_{sha256(chr(10).join(parts).encode()).hexdigest()[:16]}"


def _drop_old(databases, names, keep):
    used = {name: (databases.noted(name) or {"used": 0})["used"] for name in names}
    for kind, number in (("tpl_suite_", _KEPT - 1), ("tpl_deps_", 1)):
        ours = sorted((name for name in names if name.startswith(kind)), key=used.get, reverse=True)
        for name in ours[number:]:
            if name not in keep:
                databases.drop(name)
