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

    def test_what_is_only_proposed_does_not_count(self):
        """24/11/2026: the Politburo chose the day, no law said so."""
        day = self.env["onestop.calendar.day"].with_user(self.manager)
        day._generate_holidays([2026])
        culture = day.search([("date", "=", "2026-11-24")])
        self.assertEqual(culture.certainty, "proposed")
        with freeze_time(local(MONDAY)):
            self.assertEqual(self.receive().due_at, local("2026-11-26"))
        for vals in ({"certainty": "set"}, {"certainty": "set", "source": culture.source}, {"certainty": "forecast"}):
            self.assertRefused(UserError, "only proposed", culture.write, vals)
        culture.write({"certainty": "set", "source": "Luật 01/2027/QH16"})
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
        self.assertEqual(dossier.due_at, local("2026-11-27"))
        self.assertIn("Public holiday: Ngày Văn hóa Việt Nam", [line["label"] for line in dossier._due_lines()])

    def test_a_year_without_notice_is_a_forecast(self):
        day = self.env["onestop.calendar.day"].with_user(self.manager)
        day._generate_holidays([2027])
        first = day.search([("date", "=", "2027-01-01")])
        self.assertEqual(first.certainty, "forecast")
        with freeze_time(local("2026-12-31")):
            dossier = self.receive()
        self.assertEqual(dossier.due_at, local("2027-01-06"))
        self.assertIn("Tết Dương lịch (dự kiến)", str(dossier.due_explanation))
        first.write({"certainty": "set", "source": "Thông báo 1/TB-BNV"})
        with freeze_time(local("2026-12-31")):
            self.assertNotIn("dự kiến", str(self.receive().due_explanation))

    def test_the_wizard_keeps_what_is_certain_and_its_source(self):
        form = Form(self.env["onestop.holiday.wizard"].with_user(self.manager))
        form.year = "2026"
        form.save().action_add()
        days = self.env["onestop.calendar.day"].search([("date", ">=", "2026-01-01"), ("date", "<=", "2026-12-31")])
        by_day = {str(day.date): (day.certainty, day.working, day.source) for day in days}
        self.assertEqual(by_day["2026-01-10"], ("set", True, "Công văn 12729/VPCP-KGVX ngày 25/12/2025"))
        self.assertEqual(by_day["2026-11-24"][0], "proposed")

    def test_a_swap_is_entered_without_a_release(self):
        day = self.env["onestop.calendar.day"].with_user(self.manager)
        day.create(
            [
                {"date": "2026-11-27", "name": "Nghỉ hoán đổi", "source": "Công văn 1/VPCP"},
                {"date": "2026-11-28", "name": "Làm bù", "working": True, "source": "Công văn 1/VPCP"},
            ]
        )
        with freeze_time(local("2026-11-26")):
            self.assertEqual(self.receive().due_at, local("2026-12-01"))

    def test_the_configuration_check_asks_for_holidays(self):
        check = self.env["onestop.config.check"].with_user(self.manager)
        findings = list(check._check_calendar_days())
        self.assertEqual([finding["severity"] for finding in findings], ["2_warning", "1_error"])
        self.assertIn("Add Holidays", findings[1]["message"])
        # and who installs from the screen is asked for them at once
        todo = self.env.ref("onestop_core.todo_holidays")
        self.assertEqual(todo.action_id.id, self.env.ref("onestop_core.onestop_holiday_wizard_action").id)
        self.env["onestop.calendar.day"]._generate_holidays([2026, 2027])
        messages = " ".join(finding["message"] for finding in check._check_calendar_days())
        self.assertIn("1 days are only proposed", messages)
        self.assertIn("8 days of the next three months are a forecast", messages)

    def test_a_saved_day_says_how_many_due_dates_it_touches(self):
        day = self.env["onestop.calendar.day"].with_user(self.manager)
        days = ("2026-11-22", "2026-11-25", "2026-11-27", "2026-12-25")

        def touched():
            return {value: day.new({"name": "Nghỉ", "date": value}).touched_count for value in days}

        before = touched()  # the demo data has dossiers too
        dossiers = self.receive() | self.receive()
        dossiers |= self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        self.receive(procedure=self.procedure_province)
        after = touched()
        self.assertEqual([after[value] - before[value] for value in days], [0, 4, 1, 0])
        saved = day.create({"date": "2026-11-25", "name": "Nghỉ bão"})
        self.assertEqual(saved.touched_count, after["2026-11-25"])
        self.env.cr.precommit.run()
        said = self.env["bus.bus"].search([("channel", "like", "res.partner")], order="id desc", limit=1).message
        self.assertIn(f"{saved.touched_count} due dates run over", said)
        self.assertIn("25/11/2026", said)
        own = self.env.ref("onestop_core.calendar_office_hours").copy()
        self.commune_2.calendar_id = own
        saved.calendar_ids = own
        self.assertEqual(saved.touched_count, 1)
        dossiers.invalidate_recordset()
        self.assertEqual(set(dossiers.sudo().mapped("due_at")), {local("2026-11-26")}, "nothing moves silently")
