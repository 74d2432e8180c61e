import base64
from io import BytesIO

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import UserError
from odoo.tests import tagged
from openpyxl import load_workbook

from .common import ReportsCase, day


@tagged("post_install", "-at_install")
class TestSchedule(ReportsCase):
    def schedule(self, **vals):
        return self.env["onestop.report.schedule"].create(
            {"form_id": self.env.ref("onestop_reports.form_ii06a_agency").id, "agency_id": self.province.id, **vals}
        )

    def test_each_reader_gets_what_is_theirs(self):
        self.take("05/10")
        self.take("06/10", agency=self.commune_2)
        with freeze_time(local("2026-11-01")):
            schedule = self.schedule(reader_ids=[(6, 0, self.province_leader.ids)], day=2)
            own = self.schedule(agency_id=self.commune.id, reader_ids=[(6, 0, self.users["leader"].ids)], day=2)
            self.assertEqual(schedule.next_on, day("02/11"))
        before = self.env["mail.mail"].search([])
        with freeze_time(local("2026-11-02")):
            self.env["onestop.report.schedule"]._cron_send()
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(len(mails), 2)
        totals = {}
        for mail in mails:
            sheet = load_workbook(BytesIO(base64.b64decode(mail.attachment_ids.datas)), data_only=True).active
            [total] = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Tổng cộng"]
            totals[mail.email_to] = total[2]
        self.assertEqual(totals, {self.province_leader.email_formatted: 2, self.users["leader"].email_formatted: 1})
        self.assertEqual((schedule.sent_on, schedule.next_on), (day("02/11"), day("02/12")))
        self.assertFalse(own.failure)
        with freeze_time(local("2026-11-03")):
            self.env["onestop.report.schedule"]._cron_send()
        self.assertEqual(self.env["mail.mail"].search([]) - before, mails)

    def test_a_report_that_cannot_be_made_delays_no_other(self):
        with freeze_time(local("2026-11-01")):
            wrong = self.schedule(reader_ids=[(6, 0, self.province_leader.ids)])
            right = self.schedule(reader_ids=[(6, 0, self.province_leader.ids)])
            # the reader has a post in another province since
            wrong.reader_ids.onestop_staff_ids.agency_id = self.env["onestop.agency"].create(
                {"name": "Tỉnh Khác", "code": "H00", "level_id": self.province.level_id.id}
            )
            right.reader_ids = [(6, 0, self.manager.ids)]
            self.manager.email = "quantri@example.com"
        with freeze_time(local("2026-11-02")), self.assertLogs("odoo.addons.onestop_reports", "WARNING"):
            self.env["onestop.report.schedule"]._cron_send()
        self.assertTrue(wrong.failure)
        self.assertFalse(right.failure)

    def test_nobody_is_sent_what_they_may_not_see(self):
        with self.assertRaisesRegex(UserError, "may not see"):
            self.schedule(reader_ids=[(6, 0, self.users["leader"].ids)])

    def test_a_quarter_is_sent_once(self):
        with freeze_time(local("2026-11-05")):
            schedule = self.schedule(period="last_quarter", day=3)
        self.assertEqual(schedule.next_on.isoformat(), "2027-01-03")
