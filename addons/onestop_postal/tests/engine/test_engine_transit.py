from datetime import date
from unittest import TestCase

from odoo.addons.onestop_core.engine.calendar import CalendarDay, WorkCalendar

from ...engine import tariff, transit
from .test_engine_tariff import BINH_LUC, CAN_THO, DA_NANG, HA_NOI, PHU_LY

OFFICE_DAY = ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60))
# Tết of 2027: 17/02 is the first day of the year; 16/02 to 22/02 are off (Monday to Friday and the weekend between is off anyway)
TET = {date(2027, 2, day): CalendarDay(False, None, "Tết Nguyên đán") for day in (15, 16, 17, 18, 19)}
CALENDAR = WorkCalendar("Asia/Ho_Chi_Minh", (OFFICE_DAY,) * 5 + ((), ()), TET)


class TestTransit(TestCase):
    def test_promised_days(self):
        for origin, destination, days in (
            (PHU_LY, PHU_LY, 1),
            (PHU_LY, BINH_LUC, 2),
            (HA_NOI, DA_NANG, 3),
            (PHU_LY, HA_NOI, 4),
            (PHU_LY, CAN_THO, 4),
        ):
            with self.subTest(origin=origin, destination=destination):
                self.assertEqual(transit.promised_days(origin, destination), days)
                self.assertEqual(transit.promised_days(origin, destination, there_and_back=True), 2 * days)
        island = tariff.Place("Đảo", "35", 1, extra_days=3)
        self.assertEqual(transit.promised_days(PHU_LY, island), 5)

    def test_over_tet(self):
        # accepted on Thursday 11/02: J+1 is Friday, J+2 the first day after Tết
        for accepted, days, expected in (
            (date(2027, 2, 11), 1, date(2027, 2, 12)),
            (date(2027, 2, 11), 2, date(2027, 2, 22)),
            (date(2027, 2, 12), 4, date(2027, 2, 25)),
            # in the midst of it: the first working day is J+1
            (date(2027, 2, 17), 1, date(2027, 2, 22)),
            (date(2027, 2, 11), 0, date(2027, 2, 11)),
        ):
            with self.subTest(accepted=accepted, days=days):
                self.assertEqual(transit.working_day_after(CALENDAR, accepted, days), expected)

    def test_late(self):
        promised = date(2027, 2, 12)
        for done, days in (
            (date(2027, 2, 10), 0),
            (date(2027, 2, 12), 0),
            # Tết is nobody's delay
            (date(2027, 2, 20), 0),
            (date(2027, 2, 22), 1),
            (date(2027, 2, 24), 3),
        ):
            with self.subTest(done=done):
                self.assertEqual(transit.days_late(CALENDAR, promised, done), days)

    def test_two_invitations_two_working_days_apart(self):
        for invited, goes_back in (
            ((), False),
            ((date(2026, 11, 23),), False),
            ((date(2026, 11, 23), date(2026, 11, 24)), False),
            ((date(2026, 11, 23), date(2026, 11, 25)), True),
            # Friday to Monday is one working day
            ((date(2026, 11, 27), date(2026, 11, 30)), False),
            ((date(2026, 11, 27), date(2026, 12, 1)), True),
            # across Tết
            ((date(2027, 2, 12), date(2027, 2, 22)), False),
            ((date(2027, 2, 12), date(2027, 2, 23)), True),
            # one too early does not spoil the next
            ((date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)), True),
        ):
            with self.subTest(invited=invited):
                self.assertEqual(transit.undeliverable_after(CALENDAR, invited, 2), goes_back)

    def test_complaints(self):
        ended = date(2026, 8, 31)
        self.assertEqual(transit.complaint_until(transit.DELAY, ended), date(2027, 2, 28))
        self.assertEqual(transit.complaint_until(transit.LOSS, ended), date(2027, 2, 28))
        self.assertEqual(transit.complaint_until(transit.DAMAGE, ended), date(2026, 9, 30))
        self.assertEqual(transit.complaint_until(transit.PRICE, date(2026, 12, 15)), date(2027, 1, 15))

    def test_compensation(self):
        for kind, price, extra, expected in (
            (transit.LOSS, 26_000, {}, 104_000),
            (transit.LOSS, 26_000, {"contract": 500_000}, 500_000),
            (transit.LOSS, 26_000, {"contract": 100_000, "reissue": 58_000}, 162_000),
            (transit.DAMAGE, 26_000, {"reissue": 8_000}, 112_000),
            (transit.DELAY, 26_000, {"contract": 500_000}, 26_000),
            (transit.LOSS, 26_000, {"contract": 500_000, "reissue": 9_000, "proven": False}, 0),
        ):
            with self.subTest(kind=kind, **extra):
                self.assertEqual(transit.compensation(kind, price, **extra), expected)

    def test_months(self):
        self.assertEqual(transit.add_months(date(2027, 8, 31), 6), date(2028, 2, 29))
        self.assertEqual(transit.add_months(date(2026, 11, 30), 3), date(2027, 2, 28))
        self.assertEqual(transit.add_months(date(2026, 12, 1), 1), date(2027, 1, 1))
