from odoo.tests import tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestZone(OnestopCase):
    """Clerks work in the time of their agency."""

    def test_a_post_gives_the_zone(self):
        user = self.env["res.users"].create({"name": "Mới", "login": "moi.thu", "tz": False})
        self.env["onestop.staff"].create(
            {
                "user_id": user.id,
                "agency_id": self.commune.id,
                "role_ids": self.env.ref("onestop_core.role_cashier").ids,
            }
        )
        self.assertEqual(user.tz, "Asia/Ho_Chi_Minh")

    def test_first_login_from_a_computer_set_wrongly(self):
        user = self.users["cashier"]
        user.tz = "UTC"
        user.with_user(user)._update_last_login()
        self.assertEqual(user.tz, "Asia/Ho_Chi_Minh")
        # chosen afterwards, on purpose
        user.tz = "Asia/Tokyo"
        user.invalidate_recordset()
        user.with_user(user)._update_last_login()
        self.assertEqual(user.tz, "Asia/Tokyo")
