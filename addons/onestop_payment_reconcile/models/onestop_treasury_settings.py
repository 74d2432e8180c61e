from odoo import api, fields, models


class OnestopSettings(models.AbstractModel):
    _inherit = "onestop.settings"

    @api.model
    def _defaults(self):
        return super()._defaults() | {
            # day of the next month until which a month's money is handed in to the treasury. TT 226/2016/TT-BTC art. 6 and
            # its like say the fifth; the issuer of a fee may fix another one (NĐ 120/2016/NĐ-CP art. 3)
            "onestop_payment_reconcile.deposit_day": "5",
            # days within which a statement shows a transfer or a deposit; longer is looked into
            "onestop_payment_reconcile.bank_days": "3",
        }


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    onestop_payment_reconcile_deposit_day = fields.Integer("Handed In Until This Day of the Next Month")
    onestop_payment_reconcile_bank_days = fields.Integer("Days Until a Statement Shows It")
