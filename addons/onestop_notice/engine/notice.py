"""Notices to the citizen: on which events, and with which words.

NĐ 224/2026/NĐ-CP art. 15: on every change of status the person is told at least the agency, who received or
settles the dossier, and the times of reception, of settlement and of the result.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

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
    "rechoose": "rechosen",
}

_BRACED = re.compile(r"\{([^{}]*)\}")
_STATUS = re.compile(r"HTTP \d{3}")


@dataclass(frozen=True)
class Event:
    """An event of which citizens are told.

    ``samples`` are the placeholders that a template of it may use, each with what a preview shows for it. Those named
    in ``secrets`` stand for something that only the citizen may learn: they are filled in when the notice is sent, and
    neither stored nor logged.
    """

    label: str
    samples: Mapping[str, str]
    secrets: tuple[str, ...] = ()


def event_of(action: str, state_from: str, state_to: str, *, agency_changed: bool) -> str | None:
    """The event that an action on a dossier is for the citizen, None if it is an internal one.

    :param agency_changed: whether another agency holds the dossier now
    """
    if action == "apologise" and state_from == "ready":
        # late, and there nevertheless: nobody is given a new date
        return "apology_ready"
    if action in _BY_ACTION:
        return _BY_ACTION[action]
    if action == "forward" and agency_changed:
        return "forwarded"
    if state_from != state_to and state_to in ("received", "processing"):
        return "processing"
    return None


def unknown_placeholders(text: str, known: Container[str]) -> list[str]:
    """Names in braces that are none of ``known``, and stray braces. There are no other expressions."""
    names = [name for name in _BRACED.findall(text) if name not in known]
    return names + re.findall(r"[{}]", _BRACED.sub("", text))


def render(text: str, values: Mapping[str, str], kept: Container[str] = ()) -> str:
    """The text with its placeholders replaced by ``values``; a line that held nothing but empty values goes.

    :param kept: placeholders that stay as they are
    """
    lines = []
    for line in text.strip().splitlines():
        names = _BRACED.findall(line)
        if names and not any(name in kept or values.get(name) for name in names):
            continue
        lines.append(
            _BRACED.sub(lambda match: match[0] if match[1] in kept else values.get(match[1]) or "", line).rstrip()
        )
    return "\n".join(lines)


def reveal(text: str, secrets: Mapping[str, str]) -> str:
    """The text with the placeholders that ``render`` kept replaced by ``secrets``; nothing else is touched."""
    return _BRACED.sub(lambda match: secrets.get(match[1], match[0]), text)


def sober(answer: str) -> str:
    """What may be kept of the answer to a message with a secret, which the answer may repeat: its HTTP status."""
    found = _STATUS.search(answer or "")
    return found[0] if found else ""
