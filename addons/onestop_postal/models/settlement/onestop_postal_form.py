from odoo import fields, models

from .onestop_postal_agreement import CODE_WORDS

# Mẫu 08a of NĐ 11/2020, and where the service is ordered by the budget: contract 03 and minutes 04 of NĐ 32/2019
WORK_DONE, ORDER, ACCEPTANCE = "postal_work_done", "postal_order", "postal_acceptance"
SETTLEMENT, AGREEMENT = "onestop.postal.settlement", "onestop.postal.agreement"


class OnestopForm(models.Model):
    """Forms of the settlement with the post: dated, as all statutory forms are."""

    _inherit = "onestop.form"

    code = fields.Selection(
        selection_add=[
            (WORK_DONE, "Work Done in a Month (08a)"),
            (ORDER, "Contract of an Order (03)"),
            (ACCEPTANCE, "Minutes of an Order (04)"),
        ],
        ondelete={WORK_DONE: "cascade", ORDER: "cascade", ACCEPTANCE: "cascade"},
    )

    def _printed_by(self):
        settlement = ("onestop_postal.action_report_postal_settlement", SETTLEMENT)
        return super()._printed_by() | {
            WORK_DONE: settlement,
            ACCEPTANCE: settlement,
            ORDER: ("onestop_postal.action_report_postal_agreement", AGREEMENT),
        }

    def _sample(self, model, dossier):
        if model not in (SETTLEMENT, AGREEMENT):
            return super()._sample(model, dossier)
        day = self.set_id.valid_from
        lines = (("intake", 26_000), ("result", 26_000), ("staff", 3_500_000))
        agreement = self.env[AGREEMENT].new(
            {
                "number": "01/HĐ-BĐ",
                "agency_id": dossier.received_agency_id.id,
                "operator": "Bưu điện tỉnh, đại diện: Nguyễn Văn A",
                "route": "contract" if self.code == WORK_DONE else "order",
                "signed_on": day,
                "valid_from": day,
                "value": 45_000_000,
                "budget_line": "Chương 805, loại 340, khoản 341",
                "line_ids": [fields.Command.create({"code": code, "unit_price": price}) for code, price in lines],
            }
        )
        if model == AGREEMENT:
            return agreement
        rows = (("leg", "intake", 40, 26_000), ("leg", "result", 55, 26_000), ("fixed", "staff", 1, 3_500_000))
        return self.env[SETTLEMENT].new(
            {
                "agreement_id": agreement.id,
                "month": day.replace(day=1),
                "line_ids": [
                    fields.Command.create(
                        {"kind": kind, "code": code, "name": CODE_WORDS[code], "quantity": count, "unit_price": price}
                    )
                    for kind, code, count, price in rows
                ],
            }
        )
