from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged


@tagged("post_install", "-at_install")
class TestNoticeSettings(OnestopCase):
    """What the settings screen lets through is what the sending reads."""

    def saved(self, **values):
        with Form(self.env["res.config.settings"].with_user(self.env.ref("base.user_admin"))) as form:
            for name, value in values.items():
                form[name] = value
        form.record.execute()

    def test_what_is_set_holds(self):
        self.saved(onestop_notice_sms_per_hour=0, onestop_notice_quiet_from="12:30")
        settings = self.env["onestop.settings"]
        self.assertEqual(settings._number("onestop_notice.sms_per_hour"), 0)
        self.assertEqual(settings._text("onestop_notice.quiet_from"), "12:30")

    def test_what_cannot_be_is_refused(self):
        for name, value, words in (
            ("quiet_from", "25:00", "time of day"),
            ("quiet_to", "7 giờ", "time of day"),
            ("lifetime_hours", 0, "1 hour or more"),
            ("sms_per_hour", -1, "0 or more"),
        ):
            with self.subTest(name=name):
                self.assertRefused(ValidationError, words, self.saved, **{f"onestop_notice_{name}": value})
