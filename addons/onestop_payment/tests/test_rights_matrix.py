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
        company, other_company = env["res.company"].create(
            [{"name": f"{code} {number}", "currency_id": env.ref("base.VND").id} for number in range(2)]
        )
        agency.company_id = company
        journal = env["account.journal"].create(
            {"name": "J", "code": code, "type": "general", "company_id": company.id}
        )
        payer = env["res.partner"].create({"name": "P"})
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
        paper = env.ref("onestop_payment.receipt_form_01blp2")
        paper_vals = {**series_vals, "form_id": paper.id, "letters": f"{agency.id % 100:02d}XA", "first_number": 1}
        lost_of = env["onestop.fee.receipt.series"].create({**paper_vals, "last_number": 100})
        loss_vals = {"series_id": lost_of.id, "first_number": 1, "last_number": 1, "words": "W"}
        line = env["onestop.fee.payment.line"].create({"payment_id": payment.id, "due_id": due.id, "amount": 5})
        receipt_vals = {
            "series_id": series.id, "form_code": "EBL01", "symbol": "26TXA", "period": 2026, "kind": "levy", "agency_id": agency.id,
            "company_id": agency.company_id.id, "issuer_name": "I", "payer_name": "A", "dossier_id": dossier.id,
            "payment_id": payment.id, "collector_id": self.env.uid, "amount": 5, "amount_words": "Năm đồng",
        }  # fmt: skip
        receipt = env["onestop.fee.receipt"].create(receipt_vals)
        desk = env["onestop.desk"].create({"name": "D", "agency_id": agency.id})
        counters = env["onestop.counter"].create([{"name": "Q", "number": n, "desk_id": desk.id} for n in (1, 2)])
        session_vals = {
            "counter_id": counters[0].id, "agency_id": agency.id, "user_id": self.env.uid, "state": "closed",
            "opened_at": "2026-11-23", "opened_on": "2026-11-23", "opening_amount": 0,
        }  # fmt: skip
        session = env["onestop.drawer.session"].create(session_vals)
        account = self.make_account(agency)
        transfer_vals = {
            "code": f"MC{agency.id}", "agency_id": agency.id, "account_id": account.id, "payer_name": "A", "amount": 5,
            "memo": "M", "text": "T", "made_at": "2026-11-23", "user_id": self.env.uid,
        }  # fmt: skip
        return {
            "onestop.fee.books": (
                {"company_id": company.id, "journal_id": journal.id, "payer_id": payer.id},
                {"company_id": other_company.id},
                {"payer_id": payer.id},
            ),
            "onestop.fee.receipt.form": (
                {"code": code, "name": "F", "symbol_pattern": "{letters}", "valid_from": "2040-01-01", "legal_basis": "L"},
                {"code": f"{code}R"},
                {"name": "M"},
            ),
            "onestop.fee.receipt.series": (series_vals, {"letters": "YX"}, {"valid_to": "2040-01-01"}),
            "onestop.fee.receipt": (receipt_vals, {}, {"amount": 1}),
            "onestop.fee.receipt.loss": (loss_vals, {"first_number": 5, "last_number": 5}, {"words": "M"}),
            "onestop.fee.receipt.line": (
                {"receipt_id": receipt.id, "payment_line_id": line.id, "type_id": fee.id, "label": "F", "amount": 5}, {}, {"amount": 1},
            ),
            "onestop.fee.exception": (
                {"key": f"k{agency.id}", "kind": "paid_twice", "agency_id": agency.id, "words": "W"},
                {"key": f"l{agency.id}"},
                {"words": "M"},
            ),
            "onestop.drawer.session": (session_vals, {}, {"counted_amount": 1}),
            "onestop.drawer.count": (
                {"session_id": session.id, "kind": "closing", "worth": 500, "pieces": 1}, {"worth": 200}, {"pieces": 2},
            ),
            "onestop.fee.transfer": (transfer_vals, {"code": f"MC{agency.id}B"}, {"amount": 6}),
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

    def make_records(self, agency):
        """What stands in the books of an agency's company needs the books first: a company has them once."""
        records = super().make_records(agency)
        books = records["onestop.fee.books"][0]
        accounts = self.env["account.account"].create(
            [
                {
                    "code": f"9{number}",
                    "name": "A",
                    "account_type": "asset_cash",
                    "company_ids": [(6, 0, books.company_id.ids)],
                }
                for number in range(2)
            ]
        )
        vals = {"books_id": books.id, "purpose": "cash", "account_id": accounts[0].id}
        account = self.env["onestop.fee.books.account"].create(vals)
        records[account._name] = (account, {"account_id": accounts[1].id}, {**vals, "purpose": "bank"})
        self.env.invalidate_all()
        return records

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
