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
    changes = fields.Json(readonly=True, help="Attested values before and after, by path.")
    sealed = fields.Json(
        readonly=True,
        groups="onestop_core.group_supervisor,onestop_core.group_manager",
        help="The values behind the commitments among the changes, with their salt.",
    )
    changes_text = fields.Text("What Changed", compute="_compute_changes_text")
    salt = fields.Char(readonly=True, groups=fields.NO_ACCESS)
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

    @api.depends("changes")
    @api.depends_context("uid", "lang", "tz")
    def _compute_changes_text(self):
        """What changed from what to what; nothing for the first event, before which there was nothing."""
        for event in self:
            changes = sorted((event.changes or {}).items()) if event.number > 1 else ()
            # the state has columns of its own
            event.changes_text = "\n".join(event._change_words(path, pair) for path, pair in changes if path != "state")

    def _change_words(self, path, pair):
        *place, name = path.split("/")
        kind, record_id = place or ("", self.dossier_id.id)
        record = self.env[self.env["onestop.dossier"]._attested_models()[kind]].sudo().browse(int(record_id)).exists()
        label = record._fields[name]._description_string(self.env)
        if kind:
            label = f"{record.display_name or record_id}: {label}"
        if name in record._sealed_fields():
            allowed = self._has_field_access(self._fields["sealed"], "read")
            pair = (self.sealed or {}).get(path, ["…", "…"]) if allowed else [value and "•••" for value in pair]
        old, new = (self._value_words(record._fields[name], value) for value in pair)
        return f"{label}: {old} → {new}"

    def _value_words(self, field, value):
        if value is None:
            return "–"
        if field.type == "many2one":
            return self.env[field.comodel_name].sudo().browse(value).exists().display_name or str(value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "boolean":
            return self.env._("yes")
        if field.type == "date":
            return fields.Date.to_date(value).strftime("%d/%m/%Y")
        if field.type == "datetime":
            return self.dossier_id._moment_short(fields.Datetime.to_datetime(value))
        return str(value)

    def write(self, vals):
        if self:
            raise AccessError(self.env._("The history of a dossier is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        # a draft has no history yet, so deleting drafts never comes here
        raise AccessError(self.env._("The history of a dossier is not deleted."))
