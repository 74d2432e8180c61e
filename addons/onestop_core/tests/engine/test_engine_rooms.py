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
