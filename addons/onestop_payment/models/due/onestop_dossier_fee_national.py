from odoo import api, fields, models
from odoo.addons.onestop_core.engine import national


class OnestopDossier(models.Model):
    """What the national system is told of the fees: ``DanhSachLePhi`` of the status record."""

    _inherit = "onestop.dossier"

    def _national_fees(self, letter=None):
        if letter:
            # fees are asked for by dues of the dossier, never by a request for papers
            return super()._national_fees(letter)
        code = self.env["onestop.settings"]._text
        return tuple(
            national.Fee(
                name=due.label,
                code=due.type_id.code,
                amount=due.amount,
                collected=code(f"onestop_payment.national_{self._national_collected(due)}"),
                kind=code(f"onestop_payment.national_{due.kind}"),
            )
            for due in self.due_ids.sudo().sorted("id")
            if due.state != "cancelled"
        )

    @api.model
    def _national_collected(self, due):
        """How it is collected: let off, before the result, or with it."""
        if due.state == "exempt":
            return "exempt"
        return "after" if due.moment == "result" else "before"


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # codes of the national system for how a fee is collected (HinhThucThu) and what it is (LoaiPhiLePhi); the lists
            # were seen in the words of live systems only, so they are settings
            "onestop_payment.national_before": "1",
            "onestop_payment.national_after": "2",
            "onestop_payment.national_exempt": "3",
            "onestop_payment.national_charge": "1",
            "onestop_payment.national_levy": "2",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_payment_national_before = fields.Char("Code: Collected Before the Result")
    onestop_payment_national_after = fields.Char("Code: Collected With the Result")
    onestop_payment_national_exempt = fields.Char("Code: Exempt")
    onestop_payment_national_charge = fields.Char("Code: Charge (phí)")
    onestop_payment_national_levy = fields.Char("Code: Levy (lệ phí)")
