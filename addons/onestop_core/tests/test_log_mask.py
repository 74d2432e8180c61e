import io
import logging

from odoo.tests import TransactionCase, tagged

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

    def test_the_net_is_under_this_process(self):
        for handler in logging.getLogger().handlers:
            if handler.__class__.__module__.startswith(("logging", "odoo.netsvc")):
                self.assertTrue(any(isinstance(one, LogMask) for one in handler.filters), handler)
