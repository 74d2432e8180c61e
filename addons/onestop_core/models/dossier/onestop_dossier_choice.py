from dataclasses import dataclass
from datetime import date

from odoo import api, fields, models

from ...engine.text import normalise


@dataclass(frozen=True)
class Choice:
    """What a dossier is about: what the citizen asks for, and by which way it came."""

    procedure: models.Model
    version: models.Model
    case: models.Model
    case_none: bool
    channel: str
    day: date

    def said(self):
        return self.procedure, self.case, self.case_none, self.channel


class OnestopDossier(models.Model):
    """A procedure, case or channel that was chosen wrongly is put right, so that nobody withdraws in the citizen's name.

    Until the first hand-over the desk does it; afterwards a leader, with a reason. The papers are asked for again, the
    due date is counted again from the same reception, and the event keeps what stood there before, also the date that
    was printed on the slip. The slip is then printed again and says which one it replaces.
    """

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"rechoose": self.env._("Correct Procedure, Case or Channel")}

    @api.model
    def _action_inputs(self):
        return super()._action_inputs() | {
            "rechoose": ("procedure_id", "case_id", "case_none", "channel", "component_ids")
        }

    @api.model
    def _input_guards(self):
        return super()._input_guards() | {"choice_named"}

    def _choice(self):
        """What the dossier says now, under the law of its reception, before that under the law of today."""
        day = self._choice_day()
        version = self.version_id if self.received_at else self.procedure_id._version_on(day)
        return Choice(self.procedure_id, version, self._case_in(version), self.case_none, self.channel, day)

    def _choice_day(self):
        """The day whose law the choice is under."""
        return self._local(self.received_at or fields.Datetime.now()).date()

    def _choice_said(self, params):
        """What ``params`` of the action make of the choice; what they do not name stays."""
        now = self._choice()
        procedure = self.env["onestop.procedure"].browse(params.get("procedure_id") or now.procedure.id).exists()
        same = procedure == now.procedure
        version = now.version if same else procedure._version_on(now.day) if procedure else now.version.browse()
        case = self.env["onestop.procedure.case"].browse(params.get("case_id") or []).exists()
        case_none = bool(params.get("case_none"))
        if same and not case and not case_none:
            case, case_none = now.case, now.case_none
        return Choice(procedure, version, case, case_none and not case, params.get("channel") or now.channel, now.day)

    def _guard_choice_named(self, row, params):
        choice = self._choice_said(params)
        if not choice.procedure:
            return self.env._("There is no such procedure.")
        if choice.said() == self._choice().said():
            return self.env._("Nothing was changed.")
        if choice.channel not in dict(self._fields["channel"].selection):
            return self.env._("There is no such channel.")
        refusal = self._procedure_refusal(choice.procedure, choice.day)
        if refusal:
            return refusal
        if choice.case and choice.case.version_id != choice.version:
            return self.env._("“%s” is no case of this procedure. Choose its case again.", choice.case.name)
        refusal = self._case_refusal(choice.version, choice.case, choice.case_none, choice.channel)
        if refusal:
            return refusal
        asked = {paper["component_id"] for paper in choice.version._paper_vals(choice.case.id)}
        if set(params.get("component_ids") or ()) - asked:
            return self.env._("The procedure has changed meanwhile. Check its papers again.")
        return ""

    def _event_data(self, row, params):
        data = super()._event_data(row, params)
        if row.action != "rechoose":
            return data
        return (data or {}) | {
            "procedure": self.procedure_id.code,
            "case": self.case_id.sudo().name or "",
            "channel": self.channel,
            "due_original": fields.Datetime.to_string(self.due_original) if self.due_original else "",
        }

    def _effect_rechoose(self, row, params):
        choice = self._choice_said(params)
        before = self.procedure_id
        self.write(
            {
                "procedure_id": choice.procedure.id,
                "version_id": choice.version.id,
                "case_id": choice.case.id,
                "case_none": choice.case_none,
                "channel": choice.channel,
            }
        )
        if choice.procedure != before:
            self.competent_agency_id = self._find_competent_agency()
        self._ask_papers_anew(params.get("component_ids"))
        if not self.received_at:
            return
        if choice.procedure != before:
            self.competent_received_at = False
            self.verified_since = False
        # the slip in the citizen's hands is replaced: it no longer opens the public page
        self.write({"due_original": False, "slip_generation": self.slip_generation + 1})
        self._update_due()
        if choice.procedure != before or self.step_id not in self._steps():
            self._close_task(row.action, params, state="cancelled")
            desk = self.env["onestop.role"]._desk_codes()
            still_there = self.receiver_id._onestop_has_role(desk, self.received_agency_id)
            self._start_process(self.receiver_id if still_there else None)
        else:
            self.task_id.due_at = self._step_due(self.step_id)
        self.duplicate_id = self._find_duplicate()

    def _ask_papers_anew(self, component_ids):
        """List what the law asks for now. A paper of the same name keeps what was handed in of it; one that nobody asks
        for any more stays only if it was handed in.

        :param component_ids: of the papers that are there, if somebody has said so
        """
        left = self.document_ids
        for paper in self.version_id._paper_vals(self.case_id.id):
            same = left.filtered(
                lambda line, paper=paper: (
                    line.component_id.id == paper["component_id"] or normalise(line.name) == normalise(paper["name"])
                )
            )[:1]
            left -= same
            there = same.handed_in if component_ids is None else paper["component_id"] in component_ids
            if same:
                kept = ("originals", "certified_copies", "copies") if same.handed_in else ()
                same.write({name: value for name, value in paper.items() if name not in kept} | {"handed_in": there})
            else:
                self.document_ids.create({**paper, "dossier_id": self.id, "handed_in": there})
        given = left.filtered(lambda line: line._was_given())
        given.required = False
        (left - given).unlink()

    def _choice_corrected(self):
        """The events by which the choice was put right after the reception, when a slip had been printed; the last one last."""
        events = self.event_ids.sorted("number")
        received = events.filtered(lambda event: event.action == "receive")[-1:]
        return events.filtered(lambda event: event.action == "rechoose" and event.number > received.number)
