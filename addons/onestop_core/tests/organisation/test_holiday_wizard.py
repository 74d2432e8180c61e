from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestHolidayWizard(OnestopCase):
    """The holidays of a year are shown before they are added, and never overwrite a correction."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))

    def test_holidays_are_shown_then_added(self):
        days = self.env["onestop.calendar.day"].with_user(self.manager)
        days.search([]).unlink()
        days.create({"date": "2026-09-02", "name": "Đã sửa tay"})
        form = Form(self.env["onestop.holiday.wizard"].with_user(self.manager))
        form.year = "2026"
        wizard = form.save()
        self.assertNotIn("2026-09-02", [str(line.date) for line in wizard.line_ids])
        self.assertIn("2026-09-01", [str(line.date) for line in wizard.line_ids])
        self.assertEqual(days.search_count([]), 1, "nothing is added before the button is pressed")
        wizard.action_add()
        self.assertEqual(days.search([("date", "=", "2026-09-02")]).name, "Đã sửa tay")
        self.assertTrue(
            days.search([("date", "=", "2026-01-10"), ("working", "=", True)]), "the make-up day comes along"
        )
        again = Form(self.env["onestop.holiday.wizard"].with_user(self.manager))
        self.assertEqual(again.year, "2027")
        again.year = "2026"
        self.assertFalse(again.save().line_ids)

    def test_year_out_of_range(self):
        wizard = self.env["onestop.holiday.wizard"].with_user(self.manager).create({"year": "abcd"})
        with self.assertRaisesRegex(UserError, "year between"):
            wizard.action_add()

    def test_only_the_provincial_administrator_adds_days(self):
        with self.assertRaises(AccessError):
            self.env["onestop.holiday.wizard"].with_user(self.users["agency_admin"]).create({"year": "2026"})
