import uuid

from odoo.tests import tagged

from ..postal_case import PostalCase

SIZE = 40


@tagged("post_install", "-at_install")
class TestBag(PostalCase):
    """A bag on one slip: what a scan costs does not grow with the bag."""

    def test_a_bag(self):
        items = [self.accept(applicant_name=f"Người số {number:03d}").name for number in range(SIZE)]
        slip = self.slip(offered=False)
        slip.scan(items[0], str(uuid.uuid4()))
        self.env.flush_all()
        with self.assertQueryCount(20):
            slip.scan(items[1], str(uuid.uuid4()))
            self.env.flush_all()
        for item in items[2:-1]:
            slip.scan(item, str(uuid.uuid4()))
        self.env.flush_all()
        with self.assertQueryCount(20):
            answer = slip.scan(items[-1], str(uuid.uuid4()))
            self.env.flush_all()
        self.assertEqual(answer["count"], SIZE)
        slip.action_offer()
        self.sign(slip)
        self.assertEqual(set(slip.line_ids.dossier_id.mapped("state")), {"received"})
        book = self.env["onestop.postal.custody"]
        held = book.search([("paper_id", "in", slip.line_ids.shipment_id.paper_ids.ids), ("until", "=", False)])
        self.assertEqual(len(held), len(slip.line_ids.shipment_id.paper_ids))
        self.assertEqual(set(held.mapped("holder")), {f"agency:{self.commune.id}"})
