from odoo import fields, models


class OnestopDossierPause(models.Model):
    """Why and for how long the legal clock stood."""

    _name = "onestop.dossier.pause"
    _description = "Dossier Pause"
    _order = "dossier_id, start_at, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [("supplement", "Waiting for Supplement"), ("payment", "Waiting for Payment")], required=True
    )
    start_at = fields.Datetime(required=True)
    end_at = fields.Datetime()
    reason = fields.Text()
    resume_state = fields.Char(required=True, help="Where the dossier goes on when the pause ends.")

    _open_pause = models.UniqueIndex("(dossier_id) WHERE end_at IS NULL", "The clock of this dossier stands already.")
