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
        company = env["res.company"].create({"name": code, "currency_id": env.ref("base.VND").id})
        agency.company_id = company
        books = env["onestop.fee.books"]._of(company)
        others = env["res.company"].create([{"name": f"{code} {number}"} for number in range(3)])
        books_vals = {"journal_id": books.journal_id.id, "payer_id": books.payer_id.id}
        accounts = books.account_ids.account_id
        # companies are seen by whoever sees an agency of theirs
        below = {"level_id": agency.level_id.id, "parent_id": agency.id}
        env["onestop.agency"].create(
            [
                {"name": one.name, "code": f"{agency.code}.{number}", "company_id": one.id, **below}
                for number, one in enumerate(others)
            ]
        )
        bare = env["onestop.fee.books"].create({"company_id": others[2].id, **books_vals})
        form = self.env.ref("onestop_payment.receipt_form_ebl01")
        series_vals = {
            "form_id": form.id,
            "letters": "XY",
            "agency_id": agency.id,
            "kind": "levy",
            "first_number": agency.id * 10 + 1,
            "last_number": agency.id * 10 + 1,
        }
        series = env["onestop.fee.receipt.series"].create({**series_vals, "letters": "XA"})
        line = env["onestop.fee.payment.line"].create({"payment_id": payment.id, "due_id": due.id, "amount": 5})
        receipt_vals = {
            "series_id": series.id, "form_code": "EBL01", "symbol": "26TXA", "period": 2026, "kind": "levy", "agency_id": agency.id,
            "company_id": agency.company_id.id, "issuer_name": "I", "payer_name": "A", "dossier_id": dossier.id,
            "payment_id": payment.id, "collector_id": self.env.uid, "amount": 5, "amount_words": "Năm đồng",
        }  # fmt: skip
        receipt = env["onestop.fee.receipt"].create(receipt_vals)
        return {
            "onestop.fee.books": (
                {"company_id": others[0].id, **books_vals}, {"company_id": others[1].id}, {"payer_id": books.payer_id.id},
            ),
            "onestop.fee.books.account": (
                {"books_id": bare.id, "purpose": "cash", "account_id": accounts[0].id}, {"purpose": "bank"}, {"account_id": accounts[1].id},
            ),
            "onestop.fee.receipt.form": (
                {"code": code, "name": "F", "symbol_pattern": "{letters}", "valid_from": "2040-01-01", "legal_basis": "L"},
                {"code": f"{code}R"},
                {"name": "M"},
            ),
            "onestop.fee.receipt.series": (series_vals, {"letters": "YX"}, {"valid_to": "2040-01-01"}),
            "onestop.fee.receipt": (receipt_vals, {}, {"amount": 1}),
            "onestop.fee.receipt.line": (
                {"receipt_id": receipt.id, "payment_line_id": line.id, "type_id": fee.id, "label": "F", "amount": 5}, {}, {"amount": 1},
            ),
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
