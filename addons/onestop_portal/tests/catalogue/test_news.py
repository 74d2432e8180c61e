from odoo.addons.onestop_core.tests.common import MONDAY, OnestopHttpCase, local
from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged


@tagged("post_install", "-at_install")
class TestNews(OnestopHttpCase):
    def make(self, **values):
        return self.env["onestop.portal.news"].with_user(self.manager).create({"name": "Cổng thử tạm nghỉ", **values})

    def test_news_stands_above_the_pages_for_its_days(self):
        news = self.make(text="Cổng tạm dừng <b>", shown_from="2020-01-01")
        page = self.url_open("/dich-vu-cong").text
        self.assertIn("Cổng thử tạm nghỉ", page)
        self.assertIn("Cổng tạm dừng &lt;b&gt;", page)
        news.shown_to = "2020-01-02"
        self.assertNotIn("Cổng thử tạm nghỉ", self.url_open("/dich-vu-cong").text)

    @freeze_time(local(MONDAY))
    def test_a_planned_stop_is_announced_seven_working_days_ahead(self):
        stop = {"kind": "stop", "shown_from": MONDAY, "stop_to": local("2026-12-10", "05:00")}
        # from Monday the 23rd the seventh working day is Wednesday, 2 December
        self.assertRefused(ValidationError, "7", self.make, **stop, stop_from=local("2026-12-01", "22:00"))
        self.assertRefused(ValidationError, "when", self.make, kind="stop", shown_from=MONDAY)
        self.assertTrue(self.make(**stop, stop_from=local("2026-12-05", "22:00")))
        self.assertTrue(self.make(kind="outage", shown_from=MONDAY, stop_from=local(MONDAY)))
