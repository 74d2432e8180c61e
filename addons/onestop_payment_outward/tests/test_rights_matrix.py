import base64

from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged

from .authority import NOW
from .outward_case import OutwardCase


@tagged("post_install", "-at_install")
class TestOutwardRightsMatrix(OutwardCase, RightsMatrixCase):
    addon = "onestop_payment_outward"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.money

    def receipts_of(self, agency):
        """Two receipts of an agency."""
        env = self.env
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        payment = env["onestop.fee.payment"].create(
            {
                "method": "cash", "amount": 5, "state": "done", "at": "2026-11-23", "day": "2026-11-23",
                "collector_id": env.uid, "agency_id": agency.id, "company_id": agency.company_id.id, "payer_name": "A",
            }
        )  # fmt: skip
        series = self.make_series(
            "levy", "XA", agency_id=agency.id, first_number=agency.id * 10, last_number=agency.id * 10 + 9
        )
        vals = {
            "series_id": series.id, "form_code": "EBL01", "symbol": "26TXA", "period": 2026, "kind": "levy", "agency_id": agency.id,
            "company_id": agency.company_id.id, "issuer_name": "I", "payer_name": "A", "dossier_id": dossier.id,
            "payment_id": payment.id, "collector_id": env.uid, "amount": 5, "amount_words": "Năm đồng", "issued_on": "2026-11-23",
        }  # fmt: skip
        return env["onestop.fee.receipt"].create(
            [{**vals, "number": agency.id * 10 + one, "name": f"R{one}"} for one in (1, 2)]
        )

    def make_table(self, agency):
        first, second = self.receipts_of(agency)
        layout = self.env.ref("onestop_payment_outward.receipt_layout_2_1_0")
        form = layout.form_ids[0].copy({"code": f"F{agency.id}"})
        file_vals = {
            "receipt_id": first.id, "kind": "receipt", "agency_id": agency.id, "layout_id": layout.id, "file_name": "a.xml",
            "digest": "0", "verdict": "good",
        }  # fmt: skip
        layout_vals = {
            "name": "9", "form_ids": form.ids, "valid_from": "2020-01-01", "valid_to": "2020-12-31", "legal_basis": "L",
            "layout": layout.layout,
        }  # fmt: skip
        return {
            "onestop.receipt.file": (file_vals, {"receipt_id": second.id}, {"file_name": "b.xml"}),
            "onestop.receipt.layout": (
                layout_vals,
                {"valid_from": "2021-01-01", "valid_to": "2021-12-31"},
                {"name": "M"},
            ),
            "onestop.receipt.message": (
                {"receipt_id": first.id, "kind": "issue", "series_id": first.series_id.id, "agency_id": agency.id},
                {"receipt_id": second.id},
                {"code": "M"},
            ),
            "onestop.receipt.connection": (
                {"agency_id": agency.id, "url": "https://bienlai.example"},
                {"active": False},
                {"timeout": 9},
            ),
            "onestop.revocation.list": ({"file": base64.b64encode(self.ca.revoked(start=NOW))}, {}, {"issuer": "M"}),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
