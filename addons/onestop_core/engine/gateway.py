"""Speaking to an HTTP gateway whose form is a setting: filling its request, judging its answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

from .outbox import Fate, Outcome

_PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")
# answers by which a server says "later", and those of a gateway set up wrongly, which an administrator mends
_LATER = frozenset((401, 403, 404, 408, 425, 429))
# letters of an answer that a log line keeps
_ANSWER_LENGTH = 200


@dataclass(frozen=True)
class Reply:
    """What a server answered. ``text`` may be cut; ``content`` is the same as bytes."""

    status: int
    text: str = ""
    retry_after: int | None = None
    content: bytes = b""


@dataclass(frozen=True)
class SuccessTest:
    """When an answer means that the message was taken.

    One of ``statuses`` always does (409 of a gateway that knows the message already); otherwise the status is 2xx
    and the text passes. ``path`` leads to a value in a JSON answer (``data.0.code``;
    empty: the whole text), which ``pattern`` must match in full. A value that matches ``refusal`` says that
    repeating is useless.
    """

    path: str = ""
    pattern: str = ""
    refusal: str = ""
    statuses: tuple[int, ...] = ()


def placeholders(template: str) -> list[str]:
    """Names in braces; JSON's own braces are none."""
    return _PLACEHOLDER.findall(template)


def fill(template: str, values: dict[str, str], content_type: str) -> str:
    """The template with its placeholders replaced, each value escaped as ``content_type`` wants it.

    :raises KeyError: a placeholder that ``values`` does not have
    """
    return _PLACEHOLDER.sub(lambda match: _escape(values[match.group(1)], content_type), template)


def _escape(value: str, content_type: str) -> str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind.endswith("json"):
        return json.dumps(value, ensure_ascii=False)[1:-1]
    if kind == "application/x-www-form-urlencoded":
        return quote_plus(value)
    if kind.endswith("xml"):
        return escape(value, {'"': "&quot;", "'": "&apos;"})
    return value


def parse_headers(text: str) -> dict[str, str]:
    """``Name: value`` lines as a dictionary.

    :raises ValueError: a line that is none; the text of the error does not repeat it, it may be a secret
    """
    headers = {}
    for number, line in enumerate((text or "").splitlines(), 1):
        if not line.strip():
            continue
        name, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name.strip()):
            raise ValueError(number)
        headers[name.strip()] = value.strip()
    return headers


def judge(reply: Reply, test: SuccessTest) -> Outcome:
    """Whether the message was taken, may be tried again, or is refused for good."""
    answer = f"HTTP {reply.status}"
    if reply.status in test.statuses:
        return Outcome(Fate.ACCEPTED, answer)
    if not 200 <= reply.status < 300:
        later = reply.status >= 500 or reply.status in _LATER or 300 <= reply.status < 400
        return Outcome(Fate.TRY_AGAIN if later else Fate.REFUSED, answer, reply.retry_after)
    if not test.pattern:
        return Outcome(Fate.ACCEPTED, answer)
    value = _value(reply.text, test.path)
    if value is None:
        return Outcome(Fate.TRY_AGAIN, f"{answer}: ?")
    answer = f"{answer}: {_one_line(value)}"
    if re.fullmatch(test.pattern, value):
        return Outcome(Fate.ACCEPTED, answer)
    if test.refusal and re.fullmatch(test.refusal, value):
        return Outcome(Fate.REFUSED, answer)
    return Outcome(Fate.TRY_AGAIN, answer)


def _value(text: str, path: str) -> str | None:
    """What stands at ``path`` of a JSON text, as a text; None where there is nothing, or nothing simple."""
    if not path:
        return text.strip()
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for part in path.split("."):
        if isinstance(node, dict) and part in node:
            node = node[part]
        elif isinstance(node, list) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        else:
            return None
    if isinstance(node, (dict, list)) or node is None:
        return None
    return node if isinstance(node, str) else json.dumps(node)


def _one_line(value: str) -> str:
    """The beginning of an answer; runs of digits as long as a phone number are hidden."""
    return re.sub(r"\d{7,}", "…", " ".join(value.split()))[:_ANSWER_LENGTH]
