"""Run the tests of one add-on's engine without Odoo's models and without a database.

Run as a script: ``python engine_runner.py ADDONS_DIR MODULE``. The packages of
the add-on are stand-ins that load nothing but what a test imports: an engine
that needs Odoo's models fails here. The last line is the result as JSON.
"""

import importlib
import json
import sys
import types
import unittest
from pathlib import Path


def main(addons, module):
    """Run ``tests/**/test_engine_*.py`` of one add-on and print the result."""
    importlib.import_module("odoo.addons")
    path = Path(addons) / module
    # all of them: an engine or a test of one add-on uses those of another on which it depends
    for manifest in Path(addons).glob("*/__manifest__.py"):
        other = manifest.parent
        _stand_in(f"odoo.addons.{other.name}", other)
        _stand_in(f"odoo.addons.{other.name}.tests", other / "tests")
    suite = unittest.TestSuite()
    for file in sorted((path / "tests").rglob("test_engine_*.py")):
        name = ".".join(file.relative_to(path).with_suffix("").parts)
        tests = importlib.import_module(f"odoo.addons.{module}.{name}")
        suite.addTests(unittest.defaultTestLoader.loadTestsFromModule(tests))
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=0, buffer=True).run(suite)
    bad = [*result.errors, *result.failures]
    bad += [(test, f"skipped: {reason}") for test, reason in result.skipped]
    names = {test.id() for test, _text in bad}
    failures = [f"{test.id()}\n{text}" for test, text in bad]
    sys.stdout.write("\n" + json.dumps({"passed": result.testsRun - len(names), "failures": failures}) + "\n")


def _stand_in(name, path):
    package = types.ModuleType(name)
    package.__path__ = [str(path)]
    sys.modules[name] = package
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, package)


if __name__ == "__main__":
    main(*sys.argv[1:])
