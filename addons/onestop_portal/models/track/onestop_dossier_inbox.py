from odoo import api, fields, models
from odoo.fields import Domain


class OnestopDossier(models.Model):
    """What the desk sees of the dossiers that wait for its answer: since when, and against which limit."""

    _inherit = "onestop.dossier"

    waiting_words = fields.Char(
        "Waiting", compute="_compute_intake", help="Since when the citizen waits for the desk's answer."
    )
    intake_state = fields.Selection(
        [("on_time", "In Time"), ("soon", "Soon Due"), ("late", "Late")], "Answer", compute="_compute_intake"
    )
    citizen_messages = fields.Html("Correspondence", compute="_compute_citizen_messages", sanitize=False)

    @api.depends("state", "submitted_at", "intake_due_at")
    @api.depends_context("lang")
    def _compute_intake(self):
        now = fields.Datetime.now()
        for dossier in self:
            dossier.waiting_words = dossier.intake_state = False
            if dossier.state != "submitted" or not dossier.submitted_at:
                continue
            since = max(filter(None, (dossier.submitted_at, dossier.citizen_answered_at)))
            minutes = int((now - since).total_seconds() // 60)
            if minutes < 60:
                dossier.waiting_words = self.env._("%s minutes", max(minutes, 0))
            elif minutes < 48 * 60:
                dossier.waiting_words = self.env._("%s hours", minutes // 60)
            else:
                dossier.waiting_words = self.env._("%s days", minutes // (24 * 60))
            if dossier.intake_due_at:
                left = (dossier.intake_due_at - now).total_seconds()
                dossier.intake_state = "late" if left < 0 else "soon" if left < 2 * 3600 else "on_time"

    @api.depends("citizen_message_ids")
    @api.depends_context("lang")
    def _compute_citizen_messages(self):
        for dossier in self:
            lines = [
                {
                    "citizen": one.side == "citizen",
                    "who": one.user_id.sudo().name or "",
                    "when": dossier._lookup_moment(one.at),
                    "text": one.text,
                    "seen": dossier._lookup_moment(one.seen_at),
                }
                for one in dossier.citizen_message_ids
            ]
            dossier.citizen_messages = self.env["ir.qweb"]._render(
                "onestop_portal.messages_of_dossier", {"lines": lines}
            )

    @api.model
    def _home_desk(self):
        """Beside what waits to be accepted: citizens who have written or sent what was asked."""
        section = super()._home_desk()
        if not section:
            return section
        here = Domain("received_agency_id", "in", self._my_agency_ids(self.env["onestop.role"]._desk_codes()))
        late = here & Domain("state", "=", "submitted") & Domain("intake_due_at", "<", "now")
        unread = here & Domain("unseen_message_count", ">", 0)
        section["figures"] += [
            self._home_figure("intake_late", self.env._("Answer to the citizen overdue"), late, "late"),
            self._home_figure("citizen_messages", self.env._("Messages from citizens"), unread, "soon"),
        ]
        return section
