from odoo import api, fields, models
from odoo.exceptions import AccessError

from .onestop_dossier import STATE_LABELS


class OnestopDossierEvent(models.Model):
    """The history of a dossier. Rows are added by actions and never changed."""

    _name = "onestop.dossier.event"
    _description = "Dossier Event"
    _order = "dossier_id, id"
    _log_access = False

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade", readonly=True)
    number = fields.Integer(required=True, readonly=True, default=0, help="Counts the events of the dossier.")
    action = fields.Char(required=True, readonly=True)
    action_label = fields.Char("Action Taken", compute="_compute_action_label")
    at = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", readonly=True, ondelete="restrict", index="btree_not_null")
    state_from = fields.Selection(STATE_LABELS, readonly=True)
    state_to = fields.Selection(STATE_LABELS, readonly=True)
    note = fields.Text(readonly=True)
    data = fields.Json(readonly=True)
    previous_hash = fields.Char(readonly=True)
    hash = fields.Char(readonly=True)

    _at_idx = models.Index("(at)")

    @api.depends("action", "data")
    def _compute_action_label(self):
        labels = self.env["onestop.dossier"]._action_labels()
        marks = {
            "delegated": self.env._("authority delegated to the desk"),
            "single_handed": self.env._("received by the same person"),
        }
        for event in self:
            label = labels.get(event.action, event.action)
            found = [words for mark, words in marks.items() if (event.data or {}).get(mark)]
            event.action_label = f"{label} ({', '.join(found)})" if found else label

    def write(self, vals):
        if self:
            raise AccessError(self.env._("The history of a dossier is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        # a draft has no history yet, so deleting drafts never comes here
        raise AccessError(self.env._("The history of a dossier is not deleted."))
