from datetime import datetime, time

from odoo import api, models
from odoo.fields import Domain

from ..dossier.onestop_dossier_deadline import as_stored


class OnestopDossier(models.Model):
    """What was received and still lies at the desk. It goes to the officers on the day of its reception; what came after
    the cut-off, at the beginning of the next working day (NĐ 118/2025/NĐ-CP as amended by NĐ 309/2026/NĐ-CP, art. 9).
    What was forwarded and nobody has taken yet can be called back.
    """

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"recall": self.env._("Call Back")}

    # ------------------------------------------------------------------ lying at the desk

    @api.model
    def _desk_pile_domain(self, agencies):
        """Dossiers received at the agencies whose next step is still the desk's own."""
        return (
            Domain("state", "=", "received")
            & Domain("holder_agency_id", "in", agencies.ids)
            & Domain("step_id.role_id.code", "in", self.env["onestop.role"]._desk_codes())
        )

    @api.model
    def _desk_pile(self, agencies):
        """The dossiers of the pile, the longest waiting first."""
        return self.search(self._desk_pile_domain(agencies), order="received_at, id")

    def _lies_at_desk(self):
        """Whether it belongs to the pile, wherever the reader sits."""
        return self.state == "received" and self.step_id.role_id.code in self.env["onestop.role"]._desk_codes()

    def _forward_by(self):
        """By when the desk forwards the dossier, as a stored datetime.

        That is the closing of the day of reception; after the cut-off, or on a day off, the end of the first
        working hours of the next working day.
        """
        calendar = self._work_calendar()
        received = self._local(self.received_at)
        day = received.date()
        cut_off = time.fromisoformat(self.env["onestop.settings"]._text("onestop_core.forward_cut_off"))
        if calendar.is_working_day(day) and received.time().replace(second=0, microsecond=0) <= cut_off:
            return as_stored(calendar.closing(day))
        following = calendar.next_working_day(day)
        minutes = calendar.intervals_on(following)[0][1]
        return as_stored(datetime.combine(following, time(minutes // 60, minutes % 60), calendar.zone))

    @api.model
    def _forward_pile(self, agencies):
        """Forward all that lies at the desks of the agencies; each dossier succeeds or fails by itself.

        :return: as ``act_batch``
        """
        limit = self.env["onestop.settings"]._number("onestop_core.batch_limit")
        return self.act_batch(self._desk_pile(agencies)[:limit].ids, "forward")

    # ------------------------------------------------------------------ calling back

    @api.model
    def _hiding_guards(self):
        return super()._hiding_guards() | {"not_taken"}

    def _guard_not_taken(self, row, params):
        forwarded = self.event_ids.sorted("number").filtered(lambda event: event.action == "forward")[-1:]
        since = self.event_ids.filtered(lambda event: event.number > forwarded.number)
        first = self._previous_step()
        if first and not self._neighbour_step(-2) and not (since.user_id - forwarded.user_id):
            return ""
        return self.env._("The dossier has been taken up already: ask whoever holds it to send it back.")

    def _effect_recall(self, row, params):
        if self.out_of_territory and not self.task_ids.filtered(
            lambda task: task.state == "done" and task.agency_id == self.competent_agency_id
        ):
            # the papers never came to the competent agency
            self.competent_received_at = False
        self._effect_previous_step(row, params)
        if self.out_of_territory:
            self._update_due()
