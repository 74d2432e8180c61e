import re

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import codes, identity, transitions

# an identity number or a phone number in free text
_LONG_NUMBER = re.compile(r"\d[\d .]{7,}\d")

# what the page reads; nothing else of a dossier leaves the database
LOOKUP_FIELDS = (
    "code", "state", "applicant_name", "procedure_id", "version_id", "step_id", "result_channel",
    "received_agency_id", "competent_agency_id", "holder_agency_id",
    "received_at", "clock_start_at", "clock_start_rule", "cut_off_minute", "due_original", "due_at", "due_ledger", "ready_at", "closed_at",
)  # fmt: skip

# the way of every dossier, and which part of it each state belongs to
MILESTONES = ("received", "processing", "ready", "returned")
MILESTONE_OF = {
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
    def _look_up(self, code):
        """What the public page says about the dossier with ``code``.

        Only dossiers that an agency has received are found; the others, and those that do not exist, are the
        same: None. The answer holds texts ready to show and nothing personal beyond the applicant's initials.
        """
        domain = Domain("code", "=", code) & Domain("received_at", "!=", False)
        dossier = self.sudo().search_fetch(domain, LOOKUP_FIELDS, limit=1) if code else self.browse()
        return dossier._lookup_values() if dossier else None

    def _lookup_values(self):
        # the agencies of the dossier, read at once
        (self.received_agency_id | self.competent_agency_id | self.holder_agency_id).fetch(
            ("name", "parent_path", "calendar_id")
        )
        due_state, remaining = self._due_state_at(fields.Datetime.now())
        return {
            "code": self.code,
            "procedure": self.version_id.name,
            "applicant": _initials(self.applicant_name),
            "stage": self._lookup_stage(),
            "hint": self._lookup_hint(),
            "agency": (self.holder_agency_id or self.received_agency_id).name,
            "milestones": self._lookup_milestones(),
            "received": self._lookup_moment(self.received_at),
            "due": self._lookup_moment(self.due_at),
            "first_due": self._lookup_moment(self.due_original) if self.due_original != self.due_at else "",
            "due_state": due_state or "none",
            "remaining": remaining,
            "ledger": self._due_lines(),
            "asked": self._lookup_asked(),
        }

    def _lookup_moment(self, moment):
        return self._local(moment).strftime("%d/%m/%Y %H:%M") if moment else ""

    def _lookup_stage(self):
        return {
            "received": self.env._("Received"),
            "processing": self.env._("Being processed"),
            "supplement": self.env._("Waiting for you to complete the dossier"),
            "payment": self.env._("Waiting for your payment"),
            "ready": self.env._("The result is ready"),
            "returned": self.env._("The result has been handed over"),
            "withdrawn": self.env._("Withdrawn by the submitter"),
            "stopped": self.env._("No longer processed"),
        }[self.state]

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
            "received": self.env._("Received"),
            "processing": self.env._("Processing"),
            "ready": self.env._("Result ready"),
            "returned": self.env._("Handed over"),
        }
        place = MILESTONES.index(MILESTONE_OF[self.state])
        progress = ["done"] * place + ["now"] + ["ahead"] * (len(MILESTONES) - place - 1)
        return [(names[milestone], status) for milestone, status in zip(MILESTONES, progress, strict=True)]

    def _lookup_asked(self):
        """What is asked of the citizen at this moment: a dict ``number``, ``day``, ``text``, or None."""
        if self.state == "supplement":
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
        return {"number": number, "day": self._local(moment).strftime("%d/%m/%Y"), "text": _without_numbers(text or "")}
