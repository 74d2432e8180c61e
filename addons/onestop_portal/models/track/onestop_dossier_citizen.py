from odoo import api, models
from odoo.addons.onestop_core.engine import transitions
from odoo.fields import Domain

# what of the history concerns the citizen, and by which word of ``_citizen_words``
TOLD = (
    "submit", "receive", "transfer", "request_supplement", "reject", "request_payment", "forward", "approve", "refuse",
    "verify", "answer", "resume", "return_result", "withdraw", "stop", "apologise", "confirm", "reopen", "correct",
    "rechoose",
)  # fmt: skip


class OnestopDossier(models.Model):
    """A dossier as whoever filed it sees it from home: in the citizen's words, with what can be done now."""

    _inherit = "onestop.dossier"

    @api.model
    def _citizen_words(self):
        """``{action: what it means for the citizen}``."""
        return {
            "submit": self.env._("You sent the dossier"),
            "receive": self.env._("The desk has accepted the dossier"),
            "transfer": self.env._("It was passed on to the competent agency"),
            "request_supplement": self.env._("You were asked to complete the dossier"),
            "reject": self.env._("The dossier was not accepted"),
            "request_payment": self.env._("You were asked to pay"),
            "forward": self.env._("It went on to the next step"),
            "approve": self.env._("The result is ready"),
            "refuse": self.env._("The request was refused; the letter says why"),
            "verify": self.env._("Time was added for a verification"),
            "answer": self.env._("You sent what was asked"),
            "resume": self.env._("The agency goes on with it"),
            "return_result": self.env._("The result was handed over"),
            "withdraw": self.env._("The dossier was withdrawn"),
            "stop": self.env._("The dossier is no longer processed"),
            "apologise": self.env._("The agency apologised and set a new date"),
            "confirm": self.env._("You confirmed the draft of the result"),
            "reopen": self.env._("The dossier was taken up again"),
            "correct": self.env._("Something was corrected after the end"),
            "rechoose": self.env._(
                "The agency corrected procedure, case or channel; a new slip replaces the one before"
            ),
        }

    def _citizen_history(self):
        """``[(moment, words, agency)]`` of what concerns the citizen, the latest first."""
        self.ensure_one()
        words = self._citizen_words()
        events = self.env["onestop.dossier.event"].sudo().search_fetch(
            Domain("dossier_id", "=", self.id) & Domain("action", "in", TOLD), ["action", "at", "agency_id"], order="id desc"
        )  # fmt: skip
        return [
            (self._lookup_moment(event.at), words[event.action], event.agency_id.sudo().name or "") for event in events
        ]

    def _citizen_actions(self):
        """What whoever filed may do now: names of ``engine.transitions`` that the table opens to citizens here."""
        self.ensure_one()
        found = []
        for (action, source), row in self._transition_index().items():
            if source == self.state and row.citizen and not self._citizen_refusal(row):
                found.append(action)
        return found

    def _citizen_refusal(self, row):
        """Why the citizen may not take the action of ``row`` now; empty if nothing speaks against it.

        Only guards that ask the state and the step count here; what the citizen can mend is said when it is tried.
        """
        hiding = self._hiding_guards() | {"awaits_confirmation"}
        refusals = (self._guard_refusal(guard, row, {}) for guard in row.guards if guard in hiding)
        return next(filter(None, refusals), "")

    def _citizen_page(self):
        """All that the page of the dossier shows to whoever filed it: dict of texts and lists, ready to show."""
        self.ensure_one()
        dossier = self.sudo()
        actions = dossier._citizen_actions()
        public = dossier._lookup_public() | {"known": True} | dossier._lookup_known(texts=True)
        public["lines"] = dossier._lookup_lines(True)
        return {
            "dossier": public,
            "id": dossier.id,
            "request_number": dossier.request_number or "",
            "history": dossier._citizen_history(),
            "may_complete": bool({"submit", "answer"} & set(actions)),
            "may_withdraw": "withdraw" in actions,
            "may_confirm": "confirm" in actions,
            "asked_papers": dossier._asked_documents(),
            "closed": dossier.state in transitions.CLOSED_STATES,
        }

    def _asked_documents(self):
        """Papers to which a supplement may bring files: those that are missing first, then all others."""
        documents = self.document_ids.sorted()
        missing = documents.filtered("is_missing")
        return [(one.id, one.name, one in missing) for one in missing | documents]
