import json

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.addons.onestop_postal.tests.postal_case import PostalWorld
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCounterPostTour(PostalWorld, OnestopHttpCase):
    """Both sides at their Counters, on the small screen of an office."""

    browser_size = "1366x768"

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.set_up_post()
        return result

    def tour(self, name, user, **stored):
        code = f"Object.assign(sessionStorage, {json.dumps(stored)}); odoo.startTour({name!r})"
        self.start_tour("/odoo/counter", name, login=user.login, code=code)
        self.env.invalidate_all()

    def test_a_bag_by_scanning(self):
        """The clerk of the post fills a slip, the desk signs for it with one packet refused."""
        first, second = self.accept(), self.accept(applicant_name="Trần Văn Hai")
        self.tour(
            "onestop_postal_bag_fill", self.clerk,
            onestop_test_first=first.name, onestop_test_second=second.dossier_id.request_number,
        )  # fmt: skip
        slip = first.line_ids.handover_id
        self.assertEqual((slip.state, len(slip.line_ids)), ("offered", 2))
        self.tour("onestop_postal_bag_sign", self.users["receptionist"], onestop_test_second=second.name)
        self.assertEqual((first.state, second.state), ("handed_over", "accepted"))
        self.assertEqual(slip.line_ids.filtered("refused").reason, "Niêm phong rách")

    def test_a_result_by_post(self):
        """The price is told when the result is to be brought; the ready result is put on the slip from its dossier."""
        item = self.accept()
        self.sign(self.slip(item))
        dossier = self.settled(item)
        self.tour("onestop_postal_result", self.users["receptionist"], onestop_test_code=dossier.code)
        self.assertEqual(dossier.postal_shipment_ids.sorted("id")[-1:].state, "prepared")
        self.assertFalse(self.env["onestop.dossier"].search([("applicant_name", "=", "Nguyễn Thị Thử Quét")]))
