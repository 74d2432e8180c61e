from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestBankRightsMatrix(PaymentCase, RightsMatrixCase):
    addon = "onestop_payment_reconcile"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.money

    def make_table(self, agency):
        statement_vals = {
            "name": "S", "account_id": self.make_account(agency).id, "agency_id": agency.id, "sha256": "0",
            "imported_at": "2026-11-23", "user_id": self.env.uid,
        }  # fmt: skip
        statement = self.env["onestop.bank.statement"].create(statement_vals)
        line_vals = {
            "key": f"k{agency.id}", "statement_id": statement.id, "agency_id": agency.id, "account_number": "1", "day": "2026-11-23",
            "amount": 5, "memo": "M",
        }  # fmt: skip
        deposit_vals = {
            "agency_id": agency.id, "kind": "levy", "amount": 5, "month": "2026-10-01", "day": "2026-11-02",
            "slip_number": f"S{agency.id}",
        }  # fmt: skip
        month_vals = {"agency_id": agency.id, "first_day": "2020-01-01"}
        month = self.env["onestop.fee.month"].create({**month_vals, "first_day": "2020-02-01"})
        difference_vals = {"month_id": month.id, "key": "k", "kind": "gap", "words": "W"}
        declaration_vals = {"month_id": month.id, "type_id": self.levy.id, "kind": "levy", "taken": 5}
        settlement_vals = {
            "name": "S", "agency_id": agency.id, "account_id": statement.account_id.id, "sha256": "1", "user_id": self.env.uid,
            "day": "2026-11-23", "amount": 5, "fee": 1, "count": 1,
        }  # fmt: skip
        return {
            "onestop.gateway.settlement": (settlement_vals, {"sha256": "2"}, {"amount": 6}),
            "onestop.fee.deposit": (deposit_vals, {"slip_number": f"T{agency.id}"}, {"amount": 6}),
            "onestop.fee.month": (month_vals, {"first_day": "2020-03-01"}, {"dues_sum": 6}),
            "onestop.fee.difference": (difference_vals, {"key": "l"}, {"amount": 6}),
            "onestop.fee.declaration": (declaration_vals, {}, {"taken": 6}),
            "onestop.bank.statement": (statement_vals, {}, {"name": "M"}),
            "onestop.bank.line": (line_vals, {"key": f"l{agency.id}"}, {"amount": 6}),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
