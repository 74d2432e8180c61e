from pathlib import Path

from odoo.addons.onestop_core.tests.engine.rooms_case import RoomsCase


class TestRooms(RoomsCase):
    addon = Path(__file__).parents[2]

    def test_each_room_is_loaded_after_the_ground(self):
        self.check_order_of_loading()

    def test_no_room_knows_one_above_it(self):
        self.check_no_room_knows_one_above_it()

    def test_no_file_hides_what_one_before_it_adds(self):
        self.check_no_file_hides_another()

    def test_all_tests_are_run(self):
        self.check_all_tests_are_run()
