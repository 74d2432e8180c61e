import re
from pathlib import Path

from .rooms_case import RoomsCase

# the rooms of models/, the lowest first; what stands in none of them lies on the ground
ROOMS = [
    "organisation", "catalogue", "process", "dossier", "trail", "worklist", "public", "forms", "papers", "national",
    "administration",
]  # fmt: skip


class TestRooms(RoomsCase):
    addon = Path(__file__).parents[2]

    def test_the_order_of_loading_is_the_order_of_the_rooms(self):
        self.assertEqual(self.rooms, ROOMS)
        self.check_order_of_loading()

    def test_no_room_knows_one_above_it(self):
        self.check_no_room_knows_one_above_it()

    def test_no_file_hides_what_one_before_it_adds(self):
        self.check_no_file_hides_another()

    def test_all_tests_are_run(self):
        self.check_all_tests_are_run()

    def test_the_engine_says_what_each_file_is_about(self):
        engine = self.addon / "engine"
        index = re.findall(
            r"^(?:\*[^:]+:| ) ([a-z_, \n]+)$", (engine / "__init__.py").read_text(encoding="utf-8"), re.MULTILINE
        )
        named = [name for line in index for name in re.findall(r"[a-z_]+", line)]
        self.assertEqual(sorted(named), sorted(path.stem for path in engine.glob("*.py") if path.stem != "__init__"))
