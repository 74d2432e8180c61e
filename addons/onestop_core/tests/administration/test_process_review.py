from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestProcessReview(OnestopCase):
    """An agency looks through the processes of its procedures and signs the list off, as it does with its accounts."""

    def setUp(self):
        super().setUp()
        self.process = self.env.ref("onestop_core.process_default")
        self.process.write({"decision": "7/QĐ-UBND", "decision_date": "2026-01-02"})
        self.reviews = self.env["onestop.process.review"].with_user(self.users["agency_admin"])
        self.review = self.reviews.create({"agency_id": self.commune.id})

    def test_the_processes_of_the_agency_are_listed(self):
        line = self.review.line_ids.filtered(lambda line: line.process_id == self.process)
        self.assertEqual((line.decision, str(line.decision_date)), ("7/QĐ-UBND", "2026-01-02"))
        self.assertGreaterEqual(line.procedure_count, 1)

    def test_nothing_is_signed_undecided(self):
        review = self.review.with_user(self.users["leader"])
        self.assertRefused(UserError, "Decide", review.action_sign)
        review.line_ids.finding = "change"
        self.assertRefused(UserError, "what is to be changed", review.action_sign)
        review.line_ids.note = "Rút bước thẩm định"
        review.action_sign()
        self.assertEqual((review.state, review.signed_by_id), ("signed", self.users["leader"]))
        self.assertTrue(review.signed_at)
        self.assertRefused(UserError, "not changed", review.line_ids.write, {"note": "x"})
        self.assertRefused(UserError, "not changed", self.review.write, {"date": "2030-01-01"})
        self.assertRefused(UserError, "on record", self.review.unlink)

    def test_no_line_is_left_out(self):
        """Whoever may sign decides on every line: none is deleted to be spared a decision, nor once it is signed."""
        for reviews in (self.review, self.env["onestop.staff.review"].create({"agency_id": self.commune.id})):
            self.assertTrue(reviews.line_ids)
            for role in ("agency_admin", "leader"):
                lines = reviews.with_user(self.users[role]).line_ids
                self.assertRefused(AccessError, "", lines.unlink)
                self.assertRefused(AccessError, "", reviews.with_user(self.users[role]).write, {"line_ids": [(5,)]})

    def test_others_neither_see_nor_sign_it(self):
        for role in ("receptionist", "specialist", "cashier"):
            self.assertRefused(AccessError, "", self.review.with_user(self.users[role]).action_sign)
