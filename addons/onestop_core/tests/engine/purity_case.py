import subprocess
import sys
import textwrap
from pathlib import Path
from unittest import TestCase

SCRIPT = textwrap.dedent(
    """
    import importlib, pkgutil, sys, types
    from datetime import datetime, timezone
    from pathlib import Path

    class Refuse:
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] == "odoo" and ".engine" not in name:
                raise ImportError(f"an engine imports {name}")

    # packages that load nothing themselves: of an add-on only its engines can be imported
    def stand_in(name, path=()):
        package = sys.modules[name] = types.ModuleType(name)
        package.__path__ = [str(each) for each in path]

    addon = Path(sys.argv[1])
    stand_in("odoo")
    stand_in("odoo.addons")
    for manifest in addon.parent.glob("*/__manifest__.py"):
        stand_in(f"odoo.addons.{manifest.parent.name}", [manifest.parent])
    sys.meta_path.insert(0, Refuse())

    engine = importlib.import_module(f"odoo.addons.{addon.name}.engine")
    names = [each.name for each in pkgutil.iter_modules(engine.__path__)]
    for name in names:
        importlib.import_module(f"{engine.__name__}.{name}")
    print(*sorted(names))
    """
)


class PurityCase(TestCase):
    """Imports every engine of an add-on where Odoo cannot be imported, in a process of its own; an engine may use that of
    an add-on on which its own depends.
    """

    def check_purity(self, addon, script=""):
        """Import the engines, and run more code after that.

        :param addon: path of the add-on
        :return: what ``script`` printed
        """
        answer = subprocess.run(
            [sys.executable, "-c", SCRIPT + textwrap.dedent(script), str(addon)],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(answer.stderr, "")
        names, _line, said = answer.stdout.partition("\n")
        files = {path.stem for path in (Path(addon) / "engine").glob("*.py")} - {"__init__"}
        self.assertEqual(set(names.split()), files)
        return said.strip()
