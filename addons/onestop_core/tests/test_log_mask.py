import io
import logging

import psycopg2
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ..log_mask import LogMask, mask


@tagged("post_install", "-at_install")
class TestLogMask(TransactionCase):
    def test_what_is_masked(self):
        for text, masked in (
            ("CCCD 035190001234 sai", "CCCD 0*********** sai"),
            ("('035190001234', 'x')", "('0***********', 'x')"),
            ("applicant_identity=035190001234,", "applicant_identity=0***********,"),
            (
                "GET /dich-vu-cong/phieu/H99.11-261123-0001/abcdefgh234567 HTTP/1.1",
                "GET /dich-vu-cong/phieu/H99.11-261123-0001/*** HTTP/1.1",
            ),
            ("Authorization: Bearer abc.def-123456", "Authorization: Bearer ***"),
        ):
            self.assertEqual(mask(text), masked)

    def test_what_is_left_alone(self):
        for text in (
            "2026-11-23 02:15:00,123 4567 INFO db odoo.http: ok",
            "H99.11-261123-0001",
            "checksum 0351900012345678",
            "1 000 000 rows in 0.012345678901 s",
            "the bearer of the slip",
        ):
            self.assertEqual(mask(text), text)

    def test_a_record_and_its_traceback(self):
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.addFilter(LogMask())
        logger = logging.Logger("test")
        logger.addHandler(handler)
        try:
            raise ValueError("INSERT … VALUES ('035190001234')")
        except ValueError:
            logger.exception("failed for %s", "035190001234")
        self.assertNotIn("035190001234", stream.getvalue())
        self.assertIn("failed for 0***********", stream.getvalue())
        self.assertIn("Traceback", stream.getvalue())

    def test_a_statement_that_fails_tells_no_values(self):
        """Names and telephones too, which no pattern knows."""
        name, phone = "Nguyễn Văn D'Artagnan (Bình).\nĐường 3", "0912000111"
        for query in (
            SQL("INSERT INTO res_partner (name, phone, active) VALUES (%s, %s, NULL), (%s, %s, 99999999999999)", name, phone, name, phone),
            SQL("INSERT INTO res_partner (id, name, phone) VALUES (%s, %s, %s)", 2**40, name, phone),
            SQL("INSERT INTO res_users (login, partner_id, company_id, notification_type) VALUES (%s, NULL, 1, %s)", name, phone),
            SQL("UPDATE ir_config_parameter SET key = %s || %s", name, phone),
        ):  # fmt: skip
            with self.subTest(query=query.code):
                said = self.logged(query)
                self.assertIn("bad query", said)
                for secret in ("Artagnan", "Nguy", "Bình", phone):
                    self.assertNotIn(secret, said)

    def logged(self, query):
        """What the logs say of a statement that fails, with the traceback of whoever catches it."""
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.addFilter(LogMask())
        logger = logging.getLogger("odoo.sql_db")
        # what the runner counts as an error is not written to its own log
        before, logger.propagate = logger.propagate, False
        logger.addHandler(handler)
        try:
            with self.env.cr.savepoint(), self.assertRaises(psycopg2.Error):
                try:
                    self.env.cr.execute(query)
                except psycopg2.Error:
                    logger.exception("refused")
                    raise
        finally:
            logger.removeHandler(handler)
            logger.propagate = before
        return stream.getvalue()

    def test_the_net_is_under_this_process(self):
        for handler in logging.getLogger().handlers:
            if handler.__class__.__module__.startswith(("logging", "odoo.netsvc")):
                self.assertTrue(any(isinstance(one, LogMask) for one in handler.filters), handler)
