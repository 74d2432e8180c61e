"""Notices to the citizen: on which events, and with which words.

NĐ 224/2026/NĐ-CP art. 15: on every change of status the person is told at least the agency, who received or
settles the dossier, and the times of reception, of settlement and of the result.
"""

from __future__ import annotations

import re

# what may stand between braces in a template; there are no other expressions
PLACEHOLDERS = (
    "applicant",
    "dossier",
    "procedure",
    "agency",
    "competent_agency",
    "receiver",
    "officer",
    "received_at",
    "due_at",
    "ready_at",
    "returned_at",
    "moment",
    "reason",
    "content",
    "answer_by",
    "result_place",
    "hotline",
    "tracking",
)

EVENTS = (
    "submitted",
    "received",
    "supplement",
    "rejected",
    "processing",
    "forwarded",
    "payment",
    "apology",
    "ready",
    "refused",
    "returned",
    "stopped",
    "withdrawn",
)

_BY_ACTION = {
    "submit": "submitted",
    "receive": "received",
    "request_supplement": "supplement",
    "reject": "rejected",
    "request_payment": "payment",
    "apologise": "apology",
    "approve": "ready",
    "refuse": "refused",
    "return_result": "returned",
    "stop": "stopped",
    "withdraw": "withdrawn",
}

_BRACED = re.compile(r"\{([^{}]*)\}")


def event_of(action: str, state_from: str, state_to: str, *, agency_changed: bool) -> str | None:
    """The event that an action on a dossier is for the citizen, None if it is an internal one.

    :param agency_changed: whether another agency holds the dossier now
    """
    if action in _BY_ACTION:
        return _BY_ACTION[action]
    if action == "forward" and agency_changed:
        return "forwarded"
    if state_from != state_to and state_to in ("received", "processing"):
        return "processing"
    return None


def unknown_placeholders(text: str) -> list[str]:
    """Names in braces that are no placeholder, and stray braces."""
    names = [name for name in _BRACED.findall(text) if name not in PLACEHOLDERS]
    return names + re.findall(r"[{}]", _BRACED.sub("", text))


def render(text: str, values: dict[str, str]) -> str:
    """The text with its placeholders replaced by ``values``; a line that held nothing but empty values goes."""
    lines = []
    for line in text.strip().splitlines():
        names = _BRACED.findall(line)
        if names and not any(values.get(name) for name in names):
            continue
        lines.append(_BRACED.sub(lambda match: values.get(match.group(1)) or "", line).rstrip())
    return "\n".join(lines)
