from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestException(PaymentCase):
    def note(self, key="bank/1", **values):
        exceptions = self.env["onestop.fee.exception"]
        return exceptions._note(key, "paid_twice", self.commune, "Nộp hai lần, FT26332123456", amount=24_000, **values)

    def test_noted_once(self):
        self.assertEqual(self.note(), self.note())
        self.assertNotEqual(self.note(), self.note("bank/2"))

    def test_taken_in_hand_and_clarified(self):
        accountant = self.money["accountant"]
        exception = self.note(dues=self.received().due_ids).with_user(accountant)
        exception.action_take()
        self.assertEqual((exception.owner_id, exception.state, exception.age), (accountant, "open", 0))
        action = exception.action_resolve()
        dialog = self.env[action["res_model"]].with_user(accountant).browse(action["res_id"])
        self.assertRefused(UserError, "Say what became", dialog.action_confirm)
        dialog.words = "Đã hoàn trả theo ủy nhiệm chi số 112"
        dialog.action_confirm()
        self.assertEqual((exception.state, exception.resolved_by_id), ("resolved", accountant))
        self.assertRefused(UserError, "clarified already", exception.action_take)
        self.assertRefused(UserError, "stays as it is", exception.sudo().write, {"resolution": "x"})
        self.assertRefused(UserError, "never deleted", exception.sudo().unlink)

    def test_who_clarifies(self):
        exception = self.note()
        for user in (self.cashier, self.money["auditor"], self.users["leader"]):
            if exception.with_user(user).has_access("read"):
                self.assertRefused(AccessError, "accountant clarifies", exception.with_user(user).action_take)
        stranger = self.make_money_staff("accountant", self.commune_2, "_2")
        self.assertRefused(AccessError, "", exception.with_user(stranger).action_take)
