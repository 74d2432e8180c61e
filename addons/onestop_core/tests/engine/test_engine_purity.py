import subprocess
import sys
import textwrap
from pathlib import Path
from unittest import TestCase

MODULE = Path(__file__).parents[2]


class TestEnginePurity(TestCase):
    def test_the_engines_work_where_odoo_cannot_be_imported(self):
        """Every engine is imported, and a due date computed, in a process of its own."""
        script = textwrap.dedent(
            """
            import importlib, pkgutil, sys
            from datetime import datetime, timezone

            class Refuse:
                def find_spec(self, name, path=None, target=None):
                    if name.partition(".")[0] == "odoo":
                        raise ImportError(f"an engine imports {name}")

            sys.meta_path.insert(0, Refuse())
            sys.path.insert(0, sys.argv[1])
            import engine

            names = [each.name for each in pkgutil.iter_modules(engine.__path__)]
            for name in names:
                importlib.import_module(f"engine.{name}")
            from engine.calendar import WorkCalendar
            from engine.deadline import compute_due
            from engine.duration import Duration

            week = (((480, 1020),),) * 5 + ((), ())
            calendar = WorkCalendar("Asia/Ho_Chi_Minh", week)
            received = datetime(2026, 4, 20, 2, 0, tzinfo=timezone.utc)
            print(compute_due(calendar, received, Duration(1, "working_day")).due_at)
            assert not any(name.partition(".")[0] == "odoo" for name in sys.modules)
            print(*sorted(names))
            """
        )
        answer = subprocess.run(
            [sys.executable, "-c", script, str(MODULE)], capture_output=True, text=True, check=False
        )
        self.assertEqual(answer.stderr, "")
        due, names = answer.stdout.splitlines()
        self.assertEqual(due, "2026-04-21 09:00:00+07:00")
        files = {path.stem for path in (MODULE / "engine").glob("*.py")} - {"__init__"}
        self.assertEqual(set(names.split()), files)
