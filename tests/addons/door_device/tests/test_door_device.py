from datetime import timedelta

from odoo import fields
from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import AccessError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorDevice(OnestopCase):
    def setUp(self):
        super().setUp()
        self.screens = self.env["door.screen"].with_user(self.manager)
        self.screen = self.screens.create({"name": "Bảng gọi số"})

    def test_known_by_its_token_alone(self):
        self.assertFalse(self.screens._by_token(""))
        self.assertFalse(self.screens._by_token(None))
        token = self.screen._renew_token()
        self.assertGreaterEqual(len(token), 43)
        self.assertEqual(self.screens._by_token(token), self.screen)
        self.assertTrue(self.screen.last_seen_at)
        self.assertFalse(self.screens._by_token(token[:-1]))
        self.assertFalse(self.screens._by_token(self.screen.sudo().token_digest))

    def test_a_token_ends(self):
        first = self.screen._renew_token()
        second = self.screen._renew_token()
        self.assertFalse(self.screens._by_token(first))
        self.assertEqual(self.screens._by_token(second), self.screen)
        self.screen._revoke_token()
        self.assertFalse(self.screens._by_token(second))
        third = self.screen._renew_token()
        self.screen.active = False
        self.assertFalse(self.screens._by_token(third))
        self.assertFalse(self.screens.with_context(active_test=False)._by_token(third))

    def test_last_seen_is_not_written_at_every_call(self):
        token = self.screen._renew_token()
        self.screens._by_token(token)
        just_now = fields.Datetime.now() - timedelta(seconds=30)
        self.screen.sudo().last_seen_at = just_now
        self.screens._by_token(token)
        self.assertEqual(self.screen.last_seen_at, just_now)

    def test_who_only_reads_makes_none(self):
        screen = self.screen.with_user(self.users["receptionist"])
        self.assertRefused(AccessError, ".*", screen._renew_token)
        self.assertRefused(AccessError, ".*", screen.read, ["token_digest"])
