from odoo.exceptions import UserError
from odoo.tests import tagged

from .transition_case import REASON, TransitionCase


@tagged("post_install", "-at_install")
class TestFee(TransitionCase):
    """Until a module takes the money, a dossier that waits for its fee goes on by the number of a receipt."""

    def setUp(self):
        super().setUp()
        self.procedure.current_version_id.channel_ids.fee_text = "26.000 đ"

    def dialog(self, dossiers):
        action = dossiers.with_context(onestop_action="resume").action_act()
        return self.env[action["res_model"]].with_user(dossiers.env.user).browse(action["res_id"])

    def test_by_the_number_of_a_receipt(self):
        dossier = self.as_role(self.dossier_in("payment"), "cashier")
        self.assertEqual(dossier.fee_text, "26.000 đ")
        for nothing in (None, "", "  "):
            self.assertRefused(UserError, "number of the receipt", dossier.act, "resume", receipt_number=nothing)
        dossier.act("resume", receipt_number=" 0000123 ")
        self.assertEqual(dossier.sudo().pause_ids.receipt_number, "0000123")
        self.assertEqual(dossier.sudo().event_ids[-1].data, {"receipt": "0000123"})

    def test_the_dialog_asks_for_it(self):
        dialog = self.dialog(self.as_role(self.dossier_in("payment"), "cashier"))
        self.assertEqual(dialog.inputs, ["receipt_number"])
        self.assertIn("26.000 đ", dialog.hint)
        dialog.receipt_number = "0000124"
        dialog.action_confirm()
        self.assertEqual(dialog.dossier_ids.state, "processing")

    def test_nothing_is_asked_after_a_supplement(self):
        dossier = self.dossier_in("supplement")
        self.assertTrue(dossier.with_context(onestop_action="resume").action_act())
        self.assertEqual(dossier.state, "processing")

    def test_many_have_a_receipt_each(self):
        dossiers = self.dossier_in("payment") | self.dossier_in("payment")
        answers = self.as_role(dossiers, "cashier").act_batch(dossiers.ids, "resume", reason=REASON)
        self.assertEqual([answer["done"] for answer in answers], [False, False])
