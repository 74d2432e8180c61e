from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged
from vietnam_qr_pay import QRPay

from ...engine import payment_code, vietqr
from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestTransfer(PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.account = cls.make_account(cls.commune)
        return result

    def ask(self, *dossiers, user=None):
        transfers = self.env["onestop.fee.transfer"].with_user(user or self.cashier)
        return transfers._await(
            self.env["onestop.fee.due"].with_user(transfers.env.user).browse(self.due_ids(*dossiers))
        )

    @staticmethod
    def due_ids(*dossiers):
        return [due.id for dossier in dossiers for due in dossier.due_ids]

    def test_one_code_for_all_that_goes_to_one_account(self):
        first, second = self.received(), self.received(quantity=1)
        transfer = self.ask(first, second)
        self.assertEqual((transfer.amount, transfer.state, transfer.account_id), (32_000, "waiting", self.account))
        self.assertTrue(payment_code.is_code(transfer.code))
        self.assertTrue(transfer.memo.startswith(transfer.code))
        self.assertEqual(transfer.session_id, self.drawer)

    def test_read_by_us_and_by_another_reader(self):
        transfer = self.ask(self.received())
        read = vietqr.read(transfer.text)
        self.assertEqual(
            (read.bin, read.account, read.amount, read.memo), ("970436", "1023456789", 24_000, transfer.memo)
        )
        other = QRPay(transfer.text)
        self.assertTrue(other.is_valid)
        self.assertEqual(
            (other.consumer.bank_bin, other.consumer.bank_number, other.amount, other.additional_data.purpose),
            ("970436", "1023456789", "24000", transfer.memo),
        )
        self.assertTrue(transfer._pay_data()["qr"].startswith("data:image/svg+xml;base64,"))

    def test_each_account_its_code(self):
        self.make_account(self.commune, kind="charge", number="3511009876543")
        transfers = self.ask(self.received(), self.received(self.procedure_same_day, quantity=3))
        self.assertEqual(sorted(transfers.mapped("amount")), [5_000, 24_000])
        self.assertEqual(len(set(transfers.mapped("code"))), 2)

    def test_asked_twice_is_asked_once(self):
        first, second = self.received(), self.received()
        transfer = self.ask(first)
        self.assertEqual(self.ask(first), transfer)
        both = self.ask(first, second)
        self.assertEqual((transfer.state, both.state, both.amount), ("withdrawn", "waiting", 48_000))

    def test_no_money_goes_to_an_account_that_nobody_confirmed(self):
        self.account.write({"state": "draft"})
        self.assertRefused(UserError, "no confirmed bank account", self.ask, self.received())

    def test_arrived(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        self.assertRefused(UserError, "transaction number", transfer._confirm, "  ")
        payment = transfer._confirm(" FT26332 123456 ")
        self.assertEqual(
            (payment.method, payment.amount, payment.reference, transfer.state),
            ("transfer", 24_000, "FT26332 123456", "paid"),
        )
        self.assertEqual(dossier.due_ids.state, "paid")
        self.assertRefused(UserError, "another payment already", transfer._confirm, "ft26332 123456")

    def test_one_message_proves_one_payment(self):
        self.ask(self.received())._confirm("FT26332123456")
        second = self.ask(self.received())
        self.assertRefused(UserError, "another payment already", second._confirm, "ft26332123456")
        second._confirm("FT26332123457")
        # by whatever screen it is said
        dues = self.received().due_ids.with_user(self.cashier)
        collecting = dues.env["onestop.fee.collect"].create(
            {"due_ids": [(6, 0, dues.ids)], "method": "transfer", "reference": " FT26332123457"}
        )
        self.assertRefused(UserError, "another payment already", collecting.action_collect)
        collecting.reference = " "
        self.assertRefused(UserError, "transaction number", collecting.action_collect)
        collecting.reference = "ft26332123458"
        collecting.action_collect()
        self.assertEqual(dues.line_ids.payment_id.reference, "FT26332123458")

    def test_said_wrongly(self):
        """What was said to have arrived and had not is undone; its code is no longer awaited, and may still be paid."""
        dossier = self.received()
        transfer = self.ask(dossier)
        transfer._confirm("FT26332123456")._undo("Nhầm tài khoản")
        self.assertEqual((transfer.state, transfer.payment_id.id, dossier.due_ids.state), ("withdrawn", False, "open"))
        transfer._confirm("FT26332123456")
        self.assertEqual(transfer.state, "paid")

    def test_paid_in_cash_instead(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        self.pay(dossier)
        self.assertEqual(transfer.state, "withdrawn")

    def in_vain(self, transfer, message="FT26332123456"):
        """What is noted of money that has arrived and pays nothing."""
        due_states = transfer.due_ids.mapped("state")
        before = self.env["onestop.fee.payment"].search_count([])
        self.assertFalse(transfer._confirm(message))
        self.assertEqual(self.env["onestop.fee.payment"].search_count([]), before)
        self.assertEqual(transfer.due_ids.mapped("state"), due_states)
        # told twice, noted once
        self.assertFalse(transfer._confirm(message))
        [noted] = self.env["onestop.fee.exception"].search([("reference", "=", message)])
        self.assertEqual(
            (noted.agency_id, noted.amount, noted.due_ids), (self.commune, transfer.amount, transfer.due_ids)
        )
        self.assertEqual((noted.state, noted.owner_id), ("open", self.money["accountant"]))
        self.assertIn(transfer.code, noted.words)
        return noted.kind

    def test_d2_05_another_amount_than_is_owed_now(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        due = dossier.due_ids.with_user(self.cashier)
        due.exempt(self.extract.exemption_ids.filtered(lambda one: one.group_id == self.poor).id, "Sổ hộ nghèo 12")
        self.assertEqual((self.in_vain(transfer), due.paid), ("amount_differs", 0))
        self.assertEqual(transfer.state, "withdrawn", "nobody is asked for the old sum any more")
        self.drawer._count(self.pieces(500_000))

    def test_a_message_that_was_told_of_another_transfer_first(self):
        """It pays what it is for, and is not to be given back."""
        dossier = self.received()
        wrong, right = self.ask(dossier), self.ask(self.received())
        self.pay(dossier)
        self.in_vain(wrong), self.in_vain(wrong, "FT26332999001")
        right._confirm("FT26332123456")
        exceptions = self.env["onestop.fee.exception"]
        noted, other = (
            exceptions.search([("reference", "=", message)]) for message in ("FT26332123456", "FT26332999001")
        )
        self.assertEqual((right.state, noted.state, other.state), ("paid", "resolved", "open"))
        self.assertIn(right.payment_id.display_name, noted.resolution)

    def test_who_sees_a_part_of_the_dossiers_sees_their_transfers(self):
        """Also what they asked for themselves; everybody else sees all of the agency's."""
        dossier, other = self.received(), self.received()
        seen, unseen = self.ask(dossier), self.ask(other)
        beside = self.make_staff("cashier", self.commune, "_beside")

        def sight(user):
            return seen.with_user(user).search([("id", "in", (seen | unseen).ids)]).sorted("id").ids

        self.assertEqual(sight(beside), [seen.id, unseen.id])
        self.addCleanup(self.env.registry.clear_cache)
        users = self.env.registry["res.users"]
        with patch.object(users, "_dossier_narrowing", lambda _user: Domain("id", "=", dossier.id)):
            self.env.registry.clear_cache()
            self.assertEqual(sight(beside), [seen.id])
            self.assertEqual(sight(self.cashier), [seen.id, unseen.id])

    def test_d2_12_paid_twice(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        self.pay(dossier)
        self.assertEqual((self.in_vain(transfer), len(dossier.due_ids.line_ids)), ("paid_twice", 1))
        again = self.ask(self.received())
        again._confirm("FT26332999001")
        self.assertEqual(self.in_vain(again, "FT26332999002"), "paid_twice")

    def test_d2_23_paid_when_nothing_is_owed_any_more(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        dossier.act("withdraw", reason="Công dân xin rút")
        self.assertEqual(self.in_vain(transfer), "no_longer_owed")
        self.assertFalse(self.env["onestop.fee.receipt"].search([("dossier_id", "=", dossier.id)]))

    def test_let_off_meanwhile(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        due = dossier.due_ids.with_user(self.cashier)
        due.exempt(self.extract.exemption_ids.filtered(lambda one: one.group_id == self.poor).id, "Sổ hộ nghèo 12")
        due.exempt(self.extract.exemption_ids.filtered(lambda one: one.group_id == self.child).id, "Giấy khai sinh 5")
        self.assertEqual(transfer.state, "withdrawn")

    def test_d2_11_late_money_of_what_was_withdrawn(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        transfer.action_withdraw()
        self.assertEqual(transfer.state, "withdrawn")
        transfer._confirm("FT26332123456")
        self.assertEqual((transfer.state, dossier.due_ids.state), ("paid", "paid"))

    def test_another_agency(self):
        transfer = self.ask(self.received())
        stranger = self.make_staff("cashier", self.commune_2, "_2")
        self.assertRefused(AccessError, "", transfer.with_user(stranger)._confirm, "FT26332123456")
        self.assertRefused(AccessError, "", transfer.with_user(stranger).read, ["code"])
        for user in (self.money["auditor"], self.users["leader"]):
            self.assertRefused(AccessError, "take no money", transfer.with_user(user)._confirm, "FT26332123456")
            self.assertRefused(AccessError, "take no money", transfer.with_user(user).action_withdraw)

    def test_the_dialog(self):
        transfer = self.ask(self.received())
        action = transfer.action_confirm()
        dialog = self.env[action["res_model"]].with_user(self.cashier).browse(action["res_id"])
        dialog.message = "FT26332123456"
        dialog.action_confirm()
        self.assertEqual(transfer.state, "paid")
        dialog.message = "FT26332123457"
        self.assertIn("to be clarified", dialog.action_confirm()["params"]["message"])

    def test_a_code_stays_known(self):
        transfer = self.ask(self.received())
        self.assertRefused(UserError, "stays known", transfer.sudo().unlink)
        self.assertRefused(AccessError, "system alone", transfer.write, {"amount": 1})

    def test_the_bank_is_chosen_not_typed(self):
        account = self.env["onestop.fee.account"].new({"bank_id": self.env.ref("onestop_payment.bank_970405").id})
        account._inverse_bank_id()
        self.assertEqual((account.bank_bin, account.bank_name[:8]), ("970405", "Agribank"))
        self.assertEqual(self.account.bank_id, self.env.ref("onestop_payment.bank_970436"))
        banks = self.env["res.bank"].search([("napas_as_of", "!=", False)])
        self.assertEqual(len(banks), len(set(banks.mapped("bic"))))
        self.assertTrue(all(len(bank.bic) == 6 and bank.bic.isdecimal() for bank in banks))
