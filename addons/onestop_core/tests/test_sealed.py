from cryptography.fernet import Fernet
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from .common import OnestopCase

BEARER = "Bearer tuyet-mat-3f9c"


@tagged("post_install", "-at_install")
class TestSealed(OnestopCase):
    """A bearer is neither in the database nor in what is logged when a statement fails."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.endpoint = cls.env["onestop.national.endpoint"].create(
            {
                "name": "E",
                "url": "https://a.vn/?key=khoa-9d1",
                "unit_code": "H99",
                "headers": f"Authorization: {BEARER}",
            }
        )

    def stored(self):
        self.env.flush_all()
        [(row,)] = self.env.execute_query(
            SQL("SELECT one::text FROM onestop_national_endpoint one WHERE id = %s", self.endpoint.id)
        )
        return row

    def test_what_is_entered_is_read_and_not_stored(self):
        self.env.flush_all()
        self.env.invalidate_all()
        endpoint = self.endpoint.with_user(self.manager)
        self.assertEqual(endpoint.headers, f"Authorization: {BEARER}")
        endpoint.url = "https://b.vn/?key=khoa-9d1"
        self.env.invalidate_all()
        self.assertEqual((endpoint.url, endpoint.headers), ("https://b.vn/?key=khoa-9d1", f"Authorization: {BEARER}"))
        for word in (BEARER, "khoa-9d1", "b.vn"):
            self.assertNotIn(word, self.stored())

    def test_what_fails_tells_nothing(self):
        for values in ({"timeout": 99}, {"name": False}, {"timeout": 99, "headers": f"X: {BEARER}"}):
            with (
                self.subTest(values=values),
                self.assertLogs(level="DEBUG") as logs,
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.endpoint.write(values)
                self.env.flush_all()
            self.assertTrue(any("bad query" in line for line in logs.output))
            self.assertFalse(any(word in line for line in logs.output for word in (BEARER, "khoa-9d1")))
            self.env.invalidate_all()

    @mute_logger("odoo.addons.onestop_core.models.onestop_sealed_mixin")
    def test_without_its_key_nothing_is_told_and_it_is_entered_anew(self):
        self.env.flush_all()
        self.patch(self.registry["onestop.sealed.mixin"], "_sealing_key", lambda _self: Fernet(Fernet.generate_key()))
        self.env.invalidate_all()
        self.assertFalse(self.endpoint.headers)
        self.assertFalse(self.endpoint.url)
