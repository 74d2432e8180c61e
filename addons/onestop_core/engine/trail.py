"""The chain of a dossier's history, and the daily digest over all of them.

Each event carries the hash of its own content and of the event before it, so that a change, a removal
or an exchange anywhere breaks the chain from there on. The dossier keeps the number and hash of its last
event, so that the end of a chain cannot be cut off either; a signed digest of each day keeps somebody who
may write to the database from building a whole new chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# what stands before the first event of a chain
ROOT = "0" * 64

# the content of an event that its hash covers, besides the hash before it
CONTENT = ("dossier_id", "number", "action", "at", "user_id", "agency_id", "state_from", "state_to", "note", "data")


class Break(NamedTuple):
    """The first place at which a chain does not hold.

    ``reason``: ``changed`` (the content is not what was hashed), ``missing`` (a number is left out),
    ``order`` (numbers do not ascend by one), ``link`` (the event does not follow the one before),
    ``end`` (the dossier knows of another last event), ``digest`` or ``signature`` (of a day).
    """

    dossier_id: int | None
    number: int | None
    reason: str


def link(previous: str, event: Mapping) -> str:
    """Hash (SHA-256, hexadecimal) of an event that follows ``previous``.

    ``event`` maps the names of ``CONTENT``; ``at`` is an ISO text, empty values are None.
    """
    content = {name: event[name] if event[name] not in (False, "") else None for name in CONTENT}
    text = json.dumps([previous, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain(dossier_id: int, events: Iterable[Mapping], count: int, last: str) -> Break | None:
    """The first break in the chain of a dossier, or None if it holds.

    :param events: the events in the order of their ids, with ``hash`` and ``previous_hash``
    :param count: how many events the dossier knows of
    :param last: hash of the last one that it knows of
    """
    previous, expected = ROOT, 1
    for event in events:
        if event["number"] != expected:
            reason = "missing" if event["number"] > expected else "order"
            return Break(dossier_id, expected, reason)
        if event["previous_hash"] != previous:
            return Break(dossier_id, expected, "link")
        if link(previous, event) != event["hash"]:
            return Break(dossier_id, expected, "changed")
        previous, expected = event["hash"], expected + 1
    if (expected - 1, previous) != (count, last or ROOT):
        return Break(dossier_id, expected - 1, "end")
    return None


def digest(previous: str, day: str, hashes: Iterator[str]) -> tuple[str, int]:
    """Digest of a day: ``(hash, number of events)`` over the hashes in the order of their events.

    :param previous: hash of the digest before, ``ROOT`` for the first
    :param day: ISO date
    """
    total = hashlib.sha256(f"{previous}|{day}".encode())
    count = 0
    for value in hashes:
        total.update(value.encode())
        count += 1
    return total.hexdigest(), count


def sign(private_key: Ed25519PrivateKey, value: str) -> str:
    """Signature of a digest, hexadecimal."""
    return private_key.sign(value.encode()).hex()


def is_signed_by(public_key: Ed25519PublicKey, value: str, signature: str) -> bool:
    """Whether ``signature`` is that of ``value`` by the holder of the key."""
    try:
        public_key.verify(bytes.fromhex(signature or ""), value.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
