from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

from .post_fees_case import PostFeesCase


@tagged("post_install", "-at_install")
class TestPostFeesButtons(PostFeesCase, ButtonsCase):
    addon = "onestop_postal_payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.clerk | cls.remitter | cls.accountant | cls.sides["agency_accountant"]

    def button_records(self):
        short, sent, draft = self.env["onestop.postal.remittance"], None, None
        self.accept_paid(4)
        short = self.receive_money(self.remittance(), 30_000, "Thiếu")
        self.accept_paid(2, applicant_name="Trần Văn Hai")
        sent = self.remittance()
        self.accept_paid(1, applicant_name="Trần Văn Ba")
        draft = self.remittance(send=False)
        return [short.sudo(), sent.sudo(), draft.sudo()]

    def test_every_button(self):
        self.check_buttons()
