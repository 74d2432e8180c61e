import uuid

from odoo.addons.onestop_core.tests.common import local
from odoo.addons.onestop_reports.tests.common import ReportsCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestFeedbackReport(ReportsCase):
    """October at Xã Một: one of September answered late, one answered in time and criticised, one still open and late."""

    def setUp(self):
        super().setUp()
        self.say("20/09", "10/10", "no")
        self.say("05/10", "12/10", "yes", verdict="0")
        self.say("06/10", None, False, due="20/10", about="staff")
        self.say("02/11", None, False, due="20/11")

    def say(self, sent, closed, in_time, due="31/10", about="procedure", verdict=False):
        def moment(day):
            date, month = day.split("/")
            return local(f"2026-{month}-{date}")

        return self.env["onestop.feedback"].create(
            {
                "number": f"PA-{uuid.uuid4()}", "state": "answered" if closed else "received", "kind": "complaint", "about": about,
                "about_agency_id": self.commune.id, "agency_id": self.commune.id, "text": "Chậm", "sender_name": "Nguyễn Văn A",
                "sent_at": moment(sent), "clock_from": moment(sent), "answer_due_at": moment(due),
                "closed_at": closed and moment(closed), "in_time": in_time, "verdict": verdict, "client_uuid": str(uuid.uuid4()),
            }
        )  # fmt: skip

    def test_the_table(self):
        scope, filled = self.filled("feedback", self.meaning())
        [row] = [one for one in filled.rows if one.key == str(self.commune.id)]
        keys = (
            "taken",
            "new",
            "carried",
            "done",
            "done_in_time",
            "done_late",
            "open",
            "open_in_time",
            "open_late",
            "staff",
            "unhappy",
        )
        self.assertEqual([row.values[key] for key in keys], [3, 2, 1, 2, 1, 1, 1, 0, 1, 1, 1])
        self.assertEqual(filled.findings, [])
        self.assertOpens(scope, filled)
        self.assertEqual(len(self.env["onestop.report.table"]._record(scope)["counted"][str(self.commune.id)]), 3)

    def test_its_components_of_the_index(self):
        self.take("05/10")
        scope, filled = self.filled("index766", self.meaning())
        [row] = [one for one in filled.rows if one.key == str(self.commune.id)]
        # 6 · 1/2, and nobody content; who had no feedback has all of them
        self.assertEqual((float(row.values["p_fb_time"]), float(row.values["p_fb_content"])), (3, 0))
        others = [one for one in filled.rows if one.key != str(self.commune.id)]
        self.assertEqual({float(one.values["p_fb_time"]) for one in others} - {6.0}, set())
        self.assertOpens(scope, filled)
