from datetime import datetime, time

from odoo import fields, models
from odoo.exceptions import UserError

from .onestop_dossier_deadline import as_aware, as_stored

# Defaults of settings; what the law says differs between decrees and provinces, so each is a system parameter.
DEFAULTS = {
    # requests per stage (reception, appraisal): NĐ 61/2018 and the national portal say once
    "onestop_core.max_supplements": "1",
    # working days that the citizen has, where the procedure names none
    "onestop_core.supplement_days": "30",
    # NĐ 61/2018 art. 20: a new date is set at most once
    "onestop_core.max_apologies": "1",
}
# what the dialog proposes as a new date; the leader decides
NEW_DATE_DAYS, NEW_DATE_CLOCK = 3, time(16)


class OnestopDossier(models.Model):
    """The rules about letters: what may be asked once, what must be said before a late dossier is closed."""

    _inherit = "onestop.dossier"

    def _setting(self, name):
        return int(self.env["ir.config_parameter"].sudo().get_param(name, DEFAULTS[name]))

    def _letters(self, kind, stage=None):
        return self.letter_ids.filtered(lambda letter: letter.kind == kind and (not stage or letter.stage == stage))

    def _stage(self):
        return "appraisal" if self.received_at else "intake"

    def _issue_letter(self, kind, params, **more):
        """Issue a letter under the next number of its book (agency and year, without gaps)."""
        agency = self.holder_agency_id or self.received_agency_id
        now = fields.Datetime.now()
        day = self._local(now).date()
        year = str(day.year)
        suffix = self.env["onestop.form.set"]._form(kind, agency, day).suffix
        number = self.env["onestop.number.book"]._allot_gapless(f"letter/{kind}/{agency.id}", year)
        return self.env["onestop.dossier.letter"].create(
            {
                "dossier_id": self.id,
                "kind": kind,
                "stage": self._stage(),
                "name": f"{number:02d}/{suffix}",
                "issued_at": now,
                "agency_id": agency.id,
                "user_id": self.env.uid,
                "reason": params["reason"],
                "content": params.get("content"),
                "competent_body": params.get("competent_body"),
                **more,
            }
        )

    # ------------------------------------------------------------------ supplement: once

    def _supplements_left(self):
        """How many more requests the rule and the leaders allow at the present stage."""
        used = len(self._letters("supplement", self._stage()))
        return self._setting("onestop_core.max_supplements") + self.supplements_allowed - used

    def _guard_supplement_once(self, row, params):
        if self._supplements_left() <= 0:
            raise UserError(
                self.env._(
                    "A supplement was asked for already, and may be asked for only once. Decide on what is there, or have "
                    "a leader allow one more with its legal basis."
                )
            )

    def _guard_supplement_used_up(self, row, params):
        if self._supplements_left() > 0:
            raise UserError(self.env._("A supplement may still be asked for: nothing has to be allowed."))

    def _effect_allow_supplement(self, row, params):
        self.supplements_allowed += 1

    def _supplement_days(self):
        """Working days that the citizen has to complete the dossier."""
        return self.version_id.supplement_days or self._setting("onestop_core.supplement_days")

    def _supplement_answer_by(self):
        """By when the citizen would have to answer a request made now, as a stored datetime."""
        return self.competent_agency_id._working_days_from_now(self._supplement_days())

    def _effect_letter_supplement(self, row, params):
        in_person = bool(params.get("in_person"))
        self._issue_letter(
            "supplement",
            params,
            answer_by=self._supplement_answer_by(),
            in_person=in_person,
        )
        if in_person and self.channel == "online":
            # allowed to happen, never to stay unseen: filing online and bringing paper is what the rule forbids
            self.double_channel = True

    def _effect_letter_refusal(self, row, params):
        self._issue_letter("refusal", params)

    def _effect_letter_stop(self, row, params):
        self._issue_letter("stop", params)

    def _is_offered(self, row):
        dossier = self.sudo()
        if "supplement_used_up" in row.guards and dossier._supplements_left() > 0:
            return False
        if "apology_due" in row.guards and dossier.ready_at and not dossier._lacks_apology():
            return False
        return super()._is_offered(row)

    # ------------------------------------------------------------------ apology

    def _is_late(self):
        """Whether the dossier was, or is, not settled by the date last promised."""
        return bool(self.due_at) and (self.ready_at or fields.Datetime.now()) > self.due_at

    def _guard_apology_if_late(self, row, params):
        if self._lacks_apology():
            raise UserError(
                self.env._(
                    "%s is late. Before the result is handed over, a leader issues the apology with its cause "
                    "and the person responsible.",
                    self.display_name,
                )
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
        day = calendar.add_working_minutes(start, NEW_DATE_DAYS * calendar.minutes_per_day).date()
        return as_stored(calendar.next_working_moment(datetime.combine(day, NEW_DATE_CLOCK, calendar.zone)))

    def _guard_apology_due(self, row, params):
        new_due_at = fields.Datetime.to_datetime(params.get("new_due_at"))
        if self.ready_at:
            if not self._is_late():
                raise UserError(self.env._("The result was ready in time: there is nothing to apologise for."))
            if self._apologised():
                raise UserError(self.env._("The apology was issued already."))
            if new_due_at:
                raise UserError(self.env._("The result is ready: no new date is needed."))
            return
        if not new_due_at:
            raise UserError(self.env._("Name the new date."))
        if new_due_at <= max(self.due_at or fields.Datetime.now(), fields.Datetime.now()):
            raise UserError(self.env._("The new date lies in the future, after the one promised before."))
        limit = self._setting("onestop_core.max_apologies")
        if len(self._letters("apology")) >= limit and not self._user_stands_above():
            raise UserError(
                self.env._(
                    "A new date was set already (at most %(limit)s). The next one is for a leader of %(agency)s.",
                    limit=limit,
                    agency=self._answerable_agency().name,
                )
            )

    def _user_stands_above(self):
        """Whether the user leads an agency above the competent one."""
        above = self.competent_agency_id.parent_id
        return bool(above) and self.env.user._onestop_has_role(["leader"], above)

    def _effect_letter_apology(self, row, params):
        self._issue_letter(
            "apology",
            params,
            responsible_id=params.get("responsible_id") or self.holder_id.id,
            new_due_at=params.get("new_due_at"),
        )
        if params.get("new_due_at"):
            self._update_due()
            if self.task_id:
                self.task_id.due_at = self._step_due(self.step_id)
