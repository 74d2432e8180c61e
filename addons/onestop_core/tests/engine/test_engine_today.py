import re
from pathlib import Path
from unittest import TestCase

ADDONS = Path(__file__).parents[3]
USERS_DAY = re.compile(r"context_today|Date\.today\(|Datetime\.today\(|date\.today\(|CURRENT_DATE")


class TestToday(TestCase):
    def test_no_model_asks_for_the_day_of_the_user(self):
        """The day of the law is the agency's: ``onestop.agency._today`` is the one source of it."""
        found = [
            f"{path.relative_to(ADDONS)}:{number}"
            for pattern in ("*.py", "*.xml")
            for path in ADDONS.glob(f"onestop_*/**/{pattern}")
            if "tests" not in path.parts
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if USERS_DAY.search(line) and "the day of the user" not in line
        ]
        self.assertEqual(found, [])
