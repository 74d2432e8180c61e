from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.transitions import PAUSED_STATES
from .onestop_dossier_deadline import as_aware, as_stored

# what the dialog proposes as a new date; the leader decides
NEW_DATE_DAYS, NEW_DATE_CLOCK = 3, time(16)


class OnestopDossier(models.Model):
    """The rule of the apology: whoever is late says so, with the cause and the person responsible, before the result is
    handed over; a new date is set at most once, then a leader above decides (NĐ 61/2018/NĐ-CP art. 20).
    """

    _inherit = "onestop.dossier"

    late_without_apology = fields.Boolean(
        compute="_compute_late_without_apology", search="_search_late_without_apology",
        help="Past its due date, and no leader has apologised: its result may not be handed over.",
    )  # fmt: skip

    @api.depends("due_at", "ready_at", "closed_at", "state", "letter_ids")
    def _compute_late_without_apology(self):
        for dossier in self:
            running = not dossier.closed_at and dossier.state not in PAUSED_STATES
            dossier.late_without_apology = running and dossier._lacks_apology()

    @api.model
    def _search_late_without_apology(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        self.flush_model(["closed_at", "due_at", "ready_at"])
        self.env["onestop.dossier.letter"].flush_model(["dossier_id", "kind", "issued_at"])
        late = SQL(
            """(SELECT dossier.id FROM onestop_dossier dossier
                 WHERE dossier.closed_at IS NULL AND COALESCE(dossier.ready_at, %s) > dossier.due_at
                   AND NOT EXISTS (SELECT FROM onestop_dossier_letter letter
                                    WHERE letter.dossier_id = dossier.id AND letter.kind = 'apology'
                                      AND letter.issued_at >= dossier.due_at))""",
            fields.Datetime.now(),
        )
        return Domain("id", "in", late) & Domain("state", "not in", PAUSED_STATES)

    def _is_late(self):
        """Whether the dossier was, or is, not settled by the date last promised."""
        return bool(self.due_at) and (self.ready_at or fields.Datetime.now()) > self.due_at

    def _guard_apology_if_late(self, row, params):
        if not self._lacks_apology():
            return ""
        return self.env._(
            "%s is late. Before the result is handed over, a leader issues the apology with its cause "
            "and the person responsible.",
            self.display_name,
        )

    def _apologised(self):
        """Whether an apology was issued after the date that was missed."""
        return any(letter.issued_at >= self.due_at for letter in self._letters("apology"))

    def _lacks_apology(self):
        """Whether the dossier is late and nobody has apologised for it."""
        return self._is_late() and not self._apologised()

    def _propose_new_due(self):
        """A new date to propose, as a stored datetime: in the afternoon, some working days from now, or from the
        date promised before if that is still to come.
        """
        calendar = self._work_calendar()
        start = as_aware(max(fields.Datetime.now(), self.due_at or fields.Datetime.now()))
        day = calendar.add_working_days(start, NEW_DATE_DAYS).date()
        return as_stored(calendar.next_working_moment(datetime.combine(day, NEW_DATE_CLOCK, calendar.zone)))

    def _guard_apology_owed(self, row, params):
        """Of a result that is ready: whether there is still something to apologise for."""
        if not self.ready_at:
            return ""
        if not self._is_late():
            return self.env._("The result was ready in time: there is nothing to apologise for.")
        return self.env._("The apology was issued already.") if self._apologised() else ""

    def _guard_apology_date(self, row, params):
        new_due_at = fields.Datetime.to_datetime(params.get("new_due_at"))
        if self.ready_at:
            return self.env._("The result is ready: no new date is needed.") if new_due_at else ""
        if not new_due_at:
            return self.env._("Name the new date.")
        if new_due_at <= max(self.due_at or fields.Datetime.now(), fields.Datetime.now()):
            return self.env._("The new date lies in the future, after the one promised before.")
        limit = self.env["onestop.settings"]._number("onestop_core.max_apologies")
        if len(self._letters("apology")) < limit or self._user_stands_above():
            return ""
        return self.env._(
            "A new date was set already (at most %(limit)s). The next one is for a leader of %(agency)s.",
            limit=limit,
            agency=self._answerable_agency().name,
        )

    def _guard_apology_responsible(self, row, params):
        """The citizen is told who answers for the delay."""
        if self._answers_for_delay(params):
            return ""
        return self.env._("Name the person who answers for the delay.")

    def _answers_for_delay(self, params):
        """The user whom ``params`` name, else whoever holds the dossier, or held it last."""
        if params.get("responsible_id"):
            return self.env["res.users"].browse(params["responsible_id"]).exists()
        return self.holder_id or self.task_ids.filtered("user_id").sorted("id")[-1:].user_id

    def _user_stands_above(self):
        """Whether the user leads an agency above the competent one."""
        above = self.competent_agency_id.parent_id
        return bool(above) and self.env.user._onestop_has_role(["leader"], above)

    def _effect_letter_apology(self, row, params):
        self._issue_letter(
            "apology",
            row,
            params,
            responsible_id=self._answers_for_delay(params).id,
            new_due_at=params.get("new_due_at"),
        )
        if params.get("new_due_at"):
            self._update_due()
            if self.task_id:
                self.task_id.due_at = self._step_due(self.step_id)

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"apology_owed"}
