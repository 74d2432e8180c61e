import base64

from odoo.addons.onestop_payment.engine import payment_code
from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .engine.test_engine_camt import entry, message

HEAD = "Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Mô tả"


@tagged("post_install", "-at_install")
class TestBank(PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.account = cls.make_account(cls.commune)
        cls.make_account(cls.commune, kind="charge")
        cls.accountant = cls.money["accountant"]
        return result

    def ask(self, *dossiers):
        dues = self.env["onestop.fee.due"].browse([due.id for dossier in dossiers for due in dossier.due_ids])
        return self.env["onestop.fee.transfer"].with_user(self.cashier)._await(dues.with_user(self.cashier))

    def take_in(self, *lines, user=None):
        today = f"{self.env['onestop.agency']._today():%d/%m/%Y}"
        rows = [f"{today};{reference};;{amount};{memo}" for reference, amount, memo in lines]
        statements = self.env["onestop.bank.statement"].with_user(user or self.accountant)
        content = "\n".join((HEAD, *rows)).encode()
        return statements._take_in(self.account.with_user(statements.env.user), "SaoKe.csv", content)

    def line(self, statement):
        return statement.line_ids.ensure_one()

    def exception(self, line):
        return (line.exception_id.kind, line.exception_id.amount)

    def test_paid_by_its_line(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        statement = self.take_in(("FT1", "24.000", f"MBVCB.123.{transfer.code} LE PHI.CT tu 0123"))
        line = self.line(statement)
        self.assertEqual((line.state, line.why, line.transfer_ids), ("booked", "code", transfer))
        self.assertEqual(
            (transfer.state, transfer.payment_id.reference, dossier.due_ids.state), ("paid", "FT1", "paid")
        )
        self.assertEqual(len(transfer.payment_id.receipt_ids), 1)
        self.assertEqual(transfer._pay_data()["state"], "paid")

    def test_a_message_of_the_bank(self):
        """A camt.053 pays as a table does; that of another account is none of this one's."""
        dossier = self.received()
        transfer = self.ask(dossier)
        line = entry("24000.00", memo=f"{transfer.code} LE PHI", day=str(self.env["onestop.agency"]._today()))
        statements = self.env["onestop.bank.statement"].with_user(self.accountant)
        account = self.account.with_user(self.accountant)
        foreign = message(line, account="9999999999")
        self.assertRefused(UserError, "9999999999", statements._take_in, account, "camt.xml", foreign)
        taken = statements._take_in(account, "camt.xml", message(line, account=self.account.number))
        self.assertEqual((taken.layout, self.line(taken).state, dossier.due_ids.state), ("camt.053", "booked", "paid"))

    def test_d2_24_taken_in_twice_and_overlapping(self):
        lines = [("FT1", "24.000", "LE PHI"), ("FT1", "24.000", "LE PHI"), ("FT2", "8.000", "LE PHI")]
        first = self.take_in(*lines[:2])
        self.assertEqual((first.line_count, first.new_count), (2, 2))
        again = self.take_in(*lines[:2])
        self.assertEqual((again.line_count, again.new_count), (2, 0))
        self.assertEqual(self.take_in(*lines).new_count, 1)
        self.assertEqual(len(self.env["onestop.bank.line"].search([("agency_id", "=", self.commune.id)])), 3)

    def test_said_by_a_person_before_its_line_came(self):
        """It is paid once, and its line belongs to it."""
        transfer = self.ask(self.received())
        transfer._confirm("TIN NHAN 123")
        line = self.line(self.take_in(("FT1", "24.000", transfer.code)))
        self.assertEqual((line.state, transfer.bank_line_ids), ("booked", line))
        self.assertEqual(len(transfer.due_ids.line_ids), 1)
        more = self.line(self.take_in(("FT2", "24.000", transfer.code)))
        self.assertEqual((more.state, self.exception(more)), ("unclear", ("paid_twice", 24_000)))

    def noted(self):
        return self.env["onestop.fee.exception"].search([("agency_id", "=", self.commune.id)])

    def test_money_in_vain_is_listed_once(self):
        """Whether a desk was told of it first, or its line came first."""
        dossier = self.received()
        transfer = self.ask(dossier)
        self.pay(dossier)
        self.assertFalse(transfer._confirm("FT26332123456"))
        told = self.noted().ensure_one()
        line = self.line(self.take_in(("FT26332123456", "24.000", transfer.code)))
        self.assertEqual((line.state, line.exception_id, self.noted()), ("unclear", told, told))
        # the same sum once more is other money
        more = self.line(self.take_in(("FT26332999001", "24.000", transfer.code)))
        self.assertEqual((len(self.noted()), more.exception_id.state), (2, "open"))
        self.assertNotEqual(more.exception_id, told)
        # and now its line first
        self.assertFalse(transfer._confirm("FT26332999001"))
        self.assertEqual(len(self.noted()), 2)
        # what it pays after all clears it, by whatever door it was noted
        line._assign(self.received().due_ids.with_user(self.accountant))
        self.assertEqual((told.state, more.exception_id.state), ("resolved", "open"))

    def test_a_proposal_of_money_that_was_listed(self):
        """Refused, it is what it was, and is not listed once more."""
        line = self.line(self.take_in(("FT1", "24.000", "NGUYEN THI THU nop phi")))
        listed = self.noted().ensure_one()
        self.ask(self.received())
        line.sudo()._match_new(self.account)
        self.assertEqual(line.state, "proposed")
        line.action_reject()
        self.assertEqual((line.state, line.exception_id, self.noted()), ("unclear", listed, listed))

    def test_d2_25_a_cut_code_is_proposed(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        line = self.line(self.take_in(("FT1", "24.000", f"nop phi {transfer.code[:9]}")))
        self.assertEqual((line.state, line.why, dossier.due_ids.state), ("proposed", "cut_code", "open"))
        self.assertRefused(AccessError, "accountant decides", line.with_user(self.cashier).action_accept)
        line.action_accept()
        self.assertEqual((line.state, line.booked_by_id, dossier.due_ids.state), ("booked", self.accountant, "paid"))
        self.assertRefused(UserError, "settled already", line.action_accept)

    def test_a_proposal_that_is_wrong(self):
        transfer = self.ask(self.received())
        line = self.line(self.take_in(("FT1", "24.000", "NGUYEN THI THU nop phi")))
        self.assertEqual((line.state, line.why, line.transfer_ids), ("proposed", "same_sum", transfer))
        line.action_reject()
        self.assertEqual((line.state, transfer.state), ("unclear", "waiting"))

    def test_what_fits_nothing_has_a_name_and_an_owner(self):
        transfer = self.ask(self.received())
        for amount, memo, kind in (
            ("23.000", transfer.code, "amount_differs"),
            ("24.000", payment_code.make(77_777_777), "unknown_code"),
            ("50.000", "tien gi do", "nothing_known"),
        ):
            line = self.line(self.take_in(("FT9", amount, memo)))
            self.assertEqual((line.state, line.exception_id.kind), ("unclear", kind), memo)
        self.assertEqual(transfer.state, "waiting")

    def test_one_line_that_cannot_be_booked_keeps_no_other_out(self):
        first, second = self.ask(self.received()), self.ask(self.received(self.procedure_same_day, quantity=3))
        self.series_levy.valid_to = "2020-12-31"
        statement = self.take_in(("FT1", "24.000", first.code), ("FT2", "5.000", second.code))
        states = {line.reference: line.state for line in statement.line_ids}
        self.assertEqual(states, {"FT1": "unclear", "FT2": "booked"})
        self.assertEqual((first.state, second.state), ("waiting", "paid"))
        unclear = statement.line_ids.filtered(lambda line: line.state == "unclear")
        self.assertIn("no series of receipts", unclear.exception_id.words)

    def test_a_person_says_what_it_pays(self):
        first, second = self.received(), self.received(quantity=1)
        line = self.line(self.take_in(("FT1", "32.000", "NGUYEN VAN A NOP TIEN")))
        self.assertEqual(line.state, "unclear")
        dues = (first.due_ids | second.due_ids).with_user(self.accountant)
        action = line.action_assign()
        dialog = self.env[action["res_model"]].with_user(self.accountant).browse(action["res_id"])
        dialog.due_ids = first.due_ids
        self.assertRefused(UserError, "not the same", dialog.action_confirm)
        dialog.due_ids = dues
        dialog.action_confirm()
        self.assertEqual((line.state, line.why, line.booked_by_id), ("booked", "hand", self.accountant))
        self.assertEqual(set(dues.mapped("state")), {"paid"})
        self.assertEqual(line.exception_id.state, "resolved")
        self.assertIn(self.accountant.name, line.history)
        self.assertRefused(UserError, "settled already", line.action_assign)
        self.assertRefused(AccessError, "accountant decides", line.with_user(self.cashier).action_undo)

    def test_taken_back_with_a_trace(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        line = self.line(self.take_in(("FT1", "24.000", transfer.code)))
        payment = line.payment_ids
        self.assertRefused(UserError, "Say why", line._undo, "x")
        line._undo("Người nộp nói là của hồ sơ khác")
        self.assertEqual((line.state, payment.state, dossier.due_ids.state), ("unclear", "undone", "open"))
        self.assertEqual(payment.receipt_ids.mapped("state"), ["cancelled"])
        self.assertIn("Người nộp nói là của hồ sơ khác", line.history)
        self.assertEqual((line.exception_id.state, transfer.bank_line_ids.ids), ("open", []))
        other = self.received()
        line._assign(other.due_ids.with_user(self.accountant))
        self.assertEqual((line.state, other.due_ids.state, dossier.due_ids.state), ("booked", "paid", "open"))

    def test_too_late_to_take_back(self):
        transfer = self.ask(self.received())
        line = self.line(self.take_in(("FT1", "24.000", transfer.code)))
        line.payment_ids.sudo().day = "2020-01-01"
        self.assertRefused(UserError, "on its own day", line._undo, "Người nộp nói là của hồ sơ khác")

    def test_d2_23_money_of_a_cancelled_due(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        dossier.due_ids._cancel("Rút hồ sơ")
        line = self.line(self.take_in(("FT1", "24.000", transfer.code)))
        self.assertEqual(self.exception(line), ("no_longer_owed", 24_000))
        self.assertFalse(dossier.due_ids.line_ids)

    def test_late_money_of_what_was_withdrawn(self):
        dossier = self.received()
        transfer = self.ask(dossier)
        transfer.action_withdraw()
        self.assertEqual(self.line(self.take_in(("FT1", "24.000", transfer.code))).state, "booked")
        self.assertEqual(dossier.due_ids.state, "paid")

    def test_what_cannot_be_read_is_not_taken_in(self):
        take_in = self.env["onestop.bank.statement"].with_user(self.accountant)._take_in
        account = self.account.with_user(self.accountant)
        self.assertRefused(UserError, "no table", take_in, account, "x", b"hello")
        self.assertRefused(UserError, "No form", take_in, account, "x", b"a;b\n1;2\n")
        self.assertRefused(UserError, "cannot be read", self.take_in, ("FT1", "24,5", "x"))
        self.assertRefused(UserError, "no lines", self.take_in)
        self.assertFalse(self.env["onestop.bank.line"].search([("agency_id", "=", self.commune.id)]))

    def test_who_takes_in(self):
        for user in (self.cashier, self.money["auditor"]):
            self.assertRefused(AccessError, "accountant takes", self.take_in, ("FT1", "1", "x"), user=user)
        stranger = self.make_money_staff("accountant", self.commune_2, "_2")
        self.assertRefused(AccessError, "", self.take_in, ("FT1", "1", "x"), user=stranger)
        self.account.write({"state": "draft"})
        self.assertRefused(UserError, "confirmed this account", self.take_in, ("FT1", "1", "x"))

    def test_the_dialog(self):
        transfer = self.ask(self.received())
        dialog = self.env["onestop.bank.import"].with_user(self.accountant).create({"account_id": self.account.id})
        self.assertRefused(UserError, "Choose the account", dialog.action_confirm)
        content = f"{HEAD}\n23/11/2026;FT1;;24.000;{transfer.code}\n".encode()
        dialog.write({"file": base64.b64encode(content), "file_name": "SaoKe.csv"})
        statement = self.env["onestop.bank.statement"].browse(dialog.action_confirm()["res_id"])
        self.assertEqual((statement.name, statement.new_count, transfer.state), ("SaoKe.csv", 1, "paid"))

    def test_what_the_bank_has_said_stays(self):
        statement = self.take_in(("FT1", "24.000", "x"))
        self.assertRefused(UserError, "stays", statement.sudo().unlink)
        self.assertRefused(UserError, "stays", statement.line_ids.sudo().unlink)
        self.assertRefused(AccessError, "system alone", statement.line_ids.write, {"amount": 1})
