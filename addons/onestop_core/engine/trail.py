"""What the history of a dossier hashes, and how.

Each event carries the hash of its own content and of the event before it, so that a change, a removal or an exchange
anywhere breaks the chain from there on. The dossier keeps the number and hash of its last event, so that the end of a
chain cannot be cut off either. All events stand in one log besides (``engine.merkle``), whose signed states keep
somebody who may write to the database from building whole new chains.

Every hash covers canonical bytes (``canonical``) that begin with a version and the kind of thing they are of. The
content of an event holds a random salt: its hash tells nothing of what is in it, so that the content can be erased by
law while the hash, and with it the chain and the log, stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

try:
    import orjson
except ImportError:
    # the verifier runs without Odoo, and so without its packages
    orjson = None

VERSION = "onestop.trail/1"
# what stands before the first event of a chain
ROOT = "0" * 64
# the content of an event that its hash covers, besides the hash before it
CONTENT = (
    "dossier_id", "number", "action", "at", "user_id", "agency_id", "state_from", "state_to", "note", "data", "changes",
    "salt",
)  # fmt: skip

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_plainly(value) -> bytes:
    """``canonical`` by Python's own library, for a verifier on a machine that has nothing else."""
    return _encode(value).encode()


def canonical(value) -> bytes:
    """The one byte string for ``value``: the form of RFC 8785 for texts, integers, lists, and dicts with ASCII keys.

    Fractions are to be given as texts: nobody agrees on how to write them.
    """
    # eight times as fast, and half of what proving a history takes
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS) if orjson else canonical_plainly(value)


def _digest(kind, *parts):
    return hashlib.sha256(canonical([VERSION, kind, *parts])).hexdigest()


def link(previous: str, event: Mapping) -> str:
    """Hash (SHA-256, hexadecimal) of an event that follows ``previous``.

    ``event`` maps the names of ``CONTENT``; ``at`` is an ISO text, empty values are None.
    """
    return _digest(
        "event", previous, {name: event[name] if event[name] not in (False, "") else None for name in CONTENT}
    )


def seal(salt: str, path: str, value) -> dict | None:
    """What an event tells of a value that only supervisors may read: whoever knows value and salt can prove it.

    A dict, which no field holds: nobody can type in something that looks like it.
    """
    return None if value is None else {"sealed": _digest("value", salt, path, value)}


def plain(value):
    """A stored value as events hold it: texts, integers, True; None for everything empty; moments and amounts as text."""
    if not value:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, float) else value


# ---------------------------------------------------------------------- entries of the log


def event_entry(event_id: int, dossier_id: int, number: int, event_hash: str) -> bytes:
    """The entry of the log for an event."""
    return canonical([VERSION, "log/event", event_id, dossier_id, number, event_hash])


def head_entry(checkpoint: str) -> bytes:
    """The entry for a signed state: each state stands in the next one, so that they chain."""
    return canonical([VERSION, "log/head", hashlib.sha256(checkpoint.encode()).hexdigest()])


def restore_entry(restore: Mapping) -> bytes:
    """The entry by which two people answer for a restored backup; ``restore`` maps ``RESTORE``."""
    return canonical([VERSION, "log/restore", {name: restore[name] for name in RESTORE}])


# lost, kept: the signed states after which, and from which, the log goes on
RESTORE = ("id", "lost", "kept", "requested_by", "requested_at", "confirmed_by", "confirmed_at", "salt")
