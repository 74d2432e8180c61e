from odoo import api, fields, models


class OnestopDossierPause(models.Model):
    _inherit = "onestop.dossier.pause"

    receipt_number = fields.Char(
        readonly=True, help="Of the receipt for what was paid, where the dossier waited for it."
    )


class OnestopDossier(models.Model):
    """What is owed, as far as the catalogue says, and the receipt by which a dossier that waits for its fee goes on."""

    _inherit = "onestop.dossier"

    fee_text = fields.Char("Fee", compute="_compute_fee_text", help="What the catalogue says of the fee.")

    @api.depends("version_id", "channel", "case_id")
    def _compute_fee_text(self):
        for dossier in self:
            dossier.fee_text = dossier._channel_line()._fee_words()

    @api.model
    def _action_inputs(self):
        return super()._action_inputs() | {"resume": ("receipt_number",)}

    @api.model
    def _input_guards(self):
        return super()._input_guards() | {"receipt_named"}

    def _guard_receipt_named(self, row, params):
        return "" if (params.get("receipt_number") or "").strip() else self.env._("Enter the number of the receipt.")

    def _event_data(self, row, params):
        data = super()._event_data(row, params)
        return (data or {}) | {"receipt": params["receipt_number"].strip()} if "receipt_named" in row.guards else data

    def _effect_note_receipt(self, row, params):
        pause = self.pause_ids.filtered(lambda pause: not pause.end_at)
        pause.receipt_number = params["receipt_number"].strip()
