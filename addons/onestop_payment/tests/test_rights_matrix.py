from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged

from .payment_case import MONEY_ROLES, PaymentCase


@tagged("post_install", "-at_install")
class TestPaymentRightsMatrix(PaymentCase, RightsMatrixCase):
    addon = "onestop_payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.money
        cls.env["onestop.staff"].create(
            [
                {
                    "user_id": cls.money[role].id,
                    "agency_id": cls.former.id,
                    "role_ids": [(6, 0, cls.env.ref(f"onestop_payment.role_{role}").ids)],
                    "valid_from": "2020-01-01",
                    "valid_to": "2020-12-31",
                }
                for role in MONEY_ROLES
            ]
        )

    def make_table(self, agency):
        env = self.env
        code = f"T{agency.id}"
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        fee = env["onestop.fee.type"].create({"code": f"{code}X", "name": "F", "kind": "levy"})
        rule_vals = {"procedure_id": self.procedure.id, "type_id": fee.id, "amount": 1}
        schedule = self.make_schedule(rule_vals, confirmed=False, agency_id=agency.id)
        due_vals = {
            "dossier_id": dossier.id, "agency_id": agency.id, "type_id": fee.id, "kind": "levy", "label": "F",
            "payer_name": "A", "moment": "reception", "day": "2026-11-23", "amount": 5, "full_amount": 5, "state": "open",
        }  # fmt: skip
        due = env["onestop.fee.due"].create(due_vals)
        payment_vals = {
            "method": "cash", "amount": 5, "state": "done", "at": "2026-11-23", "day": "2026-11-23",
            "collector_id": self.env.uid, "agency_id": agency.id, "company_id": agency.company_id.id, "payer_name": "A",
        }  # fmt: skip
        payment = env["onestop.fee.payment"].create(payment_vals)
        group = env["onestop.fee.exemption.group"].create({"code": code, "name": "N", "proof": "G", "legal_text": "L"})
        return {
            "onestop.fee.type": ({"code": code, "name": "F", "kind": "levy"}, {"code": f"{code}Y"}, {"name": "M"}),
            "onestop.fee.exemption.group": (
                {"code": f"{code}Z", "name": "N", "proof": "G", "legal_text": "L"}, {"code": f"{code}V"}, {"name": "M"},
            ),
            "onestop.fee.schedule": (
                {"name": "S", "number": "1", "authority": "A", "agency_id": agency.id, "valid_from": "2020-01-01"},
                {},
                {"name": "M"},
            ),
            "onestop.fee.rule": ({"schedule_id": schedule.id, **rule_vals}, {}, {"amount": 2}),
            "onestop.fee.band": ({"rule_id": schedule.rule_ids.id, "amount": 1}, {}, {"amount": 2}),
            "onestop.fee.exemption": (
                {"rule_id": schedule.rule_ids.id, "group_id": group.id}, {"group_id": self.child.id}, {"share": 2},
            ),
            "onestop.fee.account": (
                {
                    "agency_id": agency.id, "kind": "levy", "number": "3511012345678", "holder": "H", "bank_name": "B",
                    "valid_from": "2026-01-01",
                },
                {},
                {"holder": "M"},
            ),
            "onestop.fee.due": (due_vals, {}, {"amount": 1}),
            "onestop.fee.payment": (payment_vals, {}, {"amount": 1}),
            "onestop.fee.payment.line": (
                {"payment_id": payment.id, "due_id": due.id, "amount": 5}, {}, {"amount": 1},
            ),
        }  # fmt: skip

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
