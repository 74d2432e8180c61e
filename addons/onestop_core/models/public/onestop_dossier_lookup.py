import re

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import codes, identity, transitions

# an identity number or a phone number in free text
_LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")

# what the page reads; nothing else of a dossier leaves the database
LOOKUP_FIELDS = (
    "code", "request_number", "slip_generation", "state", "applicant_name", "procedure_id", "version_id", "step_id", "result_channel",
    "received_agency_id", "competent_agency_id", "holder_agency_id",
    "submitted_at", "intake_due_at", "received_at", "clock_start_at", "due_original", "due_at", "due_ledger", "ready_at", "closed_at", "clock_start_rule", "cut_off_minute",
)  # fmt: skip

# the way of every dossier, and which part of it each state belongs to
MILESTONES = ("submitted", "received", "processing", "ready", "returned")
MILESTONE_OF = {
    "submitted": "submitted",
    "intake_supplement": "submitted",
    "received": "received",
    "processing": "processing",
    "supplement": "processing",
    "payment": "processing",
    "ready": "ready",
    "returned": "returned",
}


def _initials(name):
    """``Nguyễn Văn An`` as ``N. V. A.``"""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def _without_numbers(text):
    """Free text with the numbers hidden by which a person could be known: nine digits and more."""
    return _LONG_NUMBER.sub(
        lambda match: identity.mask_identity(match[0]) if sum(map(str.isdigit, match[0])) >= 9 else match[0], text
    )


class OnestopDossier(models.Model):
    """What anybody who has the code of a dossier may know about it, in citizens' words."""

    _inherit = "onestop.dossier"

    @api.model
    def _code_from_input(self, text):
        """The dossier code in what somebody typed, or scanned from a slip: there the code stands in an address.

        :return: the code as it would be stored, or an empty string if the text holds none
        """
        return codes.read_code(text)

    @api.model
    def _look_up(self, code, public_pass="", texts=False):
        """What the public page says about the dossier with ``code``, or with this request number before reception.

        By the code alone, which can be guessed: how far it is, at which agency, and until when. With the pass of whoever
        holds the slip or knows the last digits also the procedure, the initials, why the date is what it is, and which
        papers are asked for. What a letter says in words is for key or account alone (``texts``).

        Drafts and what does not exist are the same: None. The answer holds texts ready to show.
        """
        dossier = self._find_public(code)
        if not dossier:
            return None
        dossier.fetch(LOOKUP_FIELDS)
        values = dossier._lookup_public()
        values["known"] = texts or dossier._is_known_by(public_pass)
        if values["known"]:
            values |= dossier._lookup_known(texts)
        values["lines"] = dossier._lookup_lines(values["known"])
        return values

    def _lookup_lines(self, known):
        """``[(label, text)]`` that modules add to the page.

        :param known: whether the reader is known as somebody whom the dossier concerns
        """
        return []

    def _lookup_public(self):
        """What anybody may read."""
        # the agencies of the dossier, read at once
        (self.received_agency_id | self.competent_agency_id | self.holder_agency_id).fetch(
            ("name", "parent_path", "calendar_id")
        )
        due_state, remaining = self._due_state_at(fields.Datetime.now())
        return {
            "code": self.code or self.request_number,
            "stage": self._lookup_stage(),
            "agency": (self.holder_agency_id or self.received_agency_id).name,
            "milestones": self._lookup_milestones(),
            "due": self._lookup_moment(self.due_at),
            "awaits_reception": not self.received_at,
            "answer_by": self._lookup_moment(self.intake_due_at) if self.state == "submitted" else "",
            "due_state": due_state or "none",
            "remaining": remaining,
        }

    def _lookup_known(self, texts):
        """What whoever the dossier concerns may read besides."""
        return {
            "procedure": self.version_id.name,
            "applicant": _initials(self.applicant_name),
            "hint": self._lookup_hint(),
            "received": self._lookup_moment(self.received_at),
            "submitted": self._lookup_moment(self.submitted_at),
            "first_due": self._lookup_moment(self.due_original) if self.due_original != self.due_at else "",
            "ledger": self._due_lines() if self.received_at else [],
            "asked": self._lookup_asked(texts),
        }

    def _lookup_moment(self, moment):
        return self._local(moment).strftime("%d/%m/%Y %H:%M") if moment else ""

    def _lookup_stage(self):
        if self.state == "withdrawn":
            return self._lookup_withdrawn()
        return {
            "submitted": self.env._("Sent, waiting for its reception"),
            "intake_supplement": self.env._("Waiting for you to complete the dossier"),
            "rejected": self.env._("Not received"),
            "received": self.env._("Received"),
            "processing": self.env._("Being processed"),
            "supplement": self.env._("Waiting for you to complete the dossier"),
            "payment": self.env._("Waiting for your payment"),
            "ready": self.env._("The result is ready"),
            "returned": self.env._("The result has been handed over"),
            "stopped": self.env._("No longer processed"),
        }[self.state]

    def _lookup_withdrawn(self):
        """Who withdrew: the citizen by own hand, or the desk for the citizen."""
        event = self.env["onestop.dossier.event"].search(
            Domain("dossier_id", "=", self.id) & Domain("action", "=", "withdraw"), order="number desc", limit=1
        )
        if (event.data or {}).get("citizen"):
            return self.env._("Withdrawn by the submitter")
        return self.env._("Withdrawn at the desk, at the submitter's request")

    def _lookup_hint(self):
        """What the stage means for the citizen; an empty string if it says everything."""
        if self.state == "received":
            return self.env._("Your dossier has been received and is about to be processed.")
        if self.state == "processing":
            return self.env._("Present step: %s.", self.step_id.name)
        if self.state in transitions.PAUSED_STATES:
            return self.env._("The time limit stands still until then.")
        if self.state == "ready":
            if self.result_channel == "post":
                return self.env._("The result comes by post.")
            if self.result_channel == "online":
                return self.env._("The result is handed over online.")
            return self.env._(
                "Please come and collect the result at %s. Bring the receipt slip.", self.received_agency_id.name
            )
        if self.state == "stopped":
            return self.env._(
                "You have been sent a letter with the reason. Questions are answered at %s.",
                self.received_agency_id.name,
            )
        return ""

    def _lookup_milestones(self):
        """The way of the dossier as ``(name, "done" | "now" | "ahead")``; empty if it ended on the way."""
        if self.state not in MILESTONE_OF:
            return []
        names = {
            "submitted": self.env._("Sent"),
            "received": self.env._("Received"),
            "processing": self.env._("Processing"),
            "ready": self.env._("Result ready"),
            "returned": self.env._("Handed over"),
        }
        # who came to the desk has sent nothing
        waits = MILESTONE_OF[self.state] == MILESTONES[0]
        milestones = MILESTONES if waits or self.submitted_at else MILESTONES[1:]
        place = milestones.index(MILESTONE_OF[self.state])
        progress = ["done"] * place + ["now"] + ["ahead"] * (len(milestones) - place - 1)
        return [(names[milestone], status) for milestone, status in zip(milestones, progress, strict=True)]

    def _lookup_asked(self, texts):
        """What is asked of the citizen at this moment: a dict ``number``, ``day``, ``papers`` (names that the
        law gives them) and ``text``, which is empty unless ``texts``; or None.
        """
        papers = []
        if self.state in transitions.SUPPLEMENT_STATES:
            papers = self.document_ids.filtered(lambda paper: paper.is_missing and paper.component_id).mapped("name")
            letter = self.env["onestop.dossier.letter"].search_fetch(
                Domain("dossier_id", "=", self.id) & Domain("kind", "=", "supplement"),
                ("name", "issued_at", "content", "reason"),
                order="issued_at desc, id desc",
                limit=1,
            )
            number, moment, text = letter.name, letter.issued_at, letter.content or letter.reason
        elif self.state == "payment":
            pause = self.env["onestop.dossier.pause"].search_fetch(
                Domain("dossier_id", "=", self.id) & Domain("end_at", "=", False), ("start_at", "reason"), limit=1
            )
            number, moment, text = "", pause.start_at, pause.reason
        else:
            return None
        if not moment:
            # brought in from elsewhere, without its letter
            return None
        return {
            "number": number,
            "day": self._local(moment).strftime("%d/%m/%Y"),
            "papers": papers,
            "text": _without_numbers(text or "") if texts else "",
        }
