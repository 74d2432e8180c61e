import time
from unittest.mock import patch

from odoo.http import root
from odoo.tests import tagged

from ..common import OnestopCase

LIMIT, AWAY = 600, 700_000


@tagged("post_install", "-at_install")
class TestInactivity(OnestopCase):
    def told(self, **said):
        """When the password is asked next, once a browser has told that nobody touched it for longer than the limit."""
        session = root.session_store.new()
        session.update(said)
        user = self.users["receptionist"]
        with patch.object(type(user), "_get_lock_timeout_inactivity", lambda _user: LIMIT):
            self.env["ir.http"].with_user(user)._set_session_inactivity(session, AWAY)
        root.session_store.delete(session)
        return session.get("identity-check-next")

    def test_who_was_away_is_asked(self):
        self.assertLess(self.told(), time.time())
        self.assertLess(self.told(**{"identity-check-last": time.time() - 800}), time.time())

    def test_who_has_just_given_the_password_is_not_asked_again(self):
        self.assertIsNone(self.told(**{"identity-check-last": time.time() - 1}))
