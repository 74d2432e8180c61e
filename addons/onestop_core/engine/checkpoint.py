"""The signed state of a log, in the text formats of C2SP: signed notes, checkpoints and proofs in one file.

Ed25519 only. A note is a text, a blank line and one line per signature; a checkpoint is a note that names the log, its
size and its root. Other people's tools read them (https://c2sp.org/signed-note, tlog-checkpoint, tlog-proof).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .merkle import leaf_hash, verify_inclusion

ED25519 = b"\x01"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
MAX_SIGNATURES = 100
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY_NAME = re.compile(r"[^\s+]+")


class NoteError(ValueError):
    """A note, key or proof that is malformed, or whose signature does not hold."""


class VerifierKey(NamedTuple):
    """The public half of a key that signs notes, with its name."""

    name: str
    key_id: bytes
    public_key: Ed25519PublicKey

    @classmethod
    def of(cls, name: str, public_key: Ed25519PublicKey) -> VerifierKey:
        """The key ``public_key`` under ``name``; raises NoteError if no key can be called so."""
        if not _KEY_NAME.fullmatch(name):
            raise NoteError("the name of a key has neither spaces nor a plus sign")
        raw = public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return cls(name, hashlib.sha256(name.encode() + b"\n" + ED25519 + raw).digest()[:4], public_key)

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """Read ``name+hex(key id)+base64(type, key)``; raises NoteError."""
        name, key_id, encoded = ([*text.split("+", 2), "", ""])[:3]
        raw = _base64(encoded)
        if raw[:1] != ED25519 or len(raw) != 33:
            raise NoteError("not an Ed25519 key")
        key = cls.of(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
        if key.key_id.hex() != key_id:
            raise NoteError("the identifier does not belong to the key")
        return key

    def __str__(self) -> str:
        raw = self.public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + raw).decode()}"


class Checkpoint(NamedTuple):
    """The state of a log: its name, number of entries and root."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of a note; raises NoteError."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not lines[0] or not _NUMBER.fullmatch(lines[1]):
            raise NoteError("not a checkpoint")
        root = _base64(lines[2])
        if len(root) != 32:
            raise NoteError("not a root of SHA-256")
        return cls(lines[0], int(lines[1]), root)

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


# ---------------------------------------------------------------------- notes


def sign_note(text: str, name: str, private_key: Ed25519PrivateKey) -> str:
    """``text``, which ends in a line break, with the signature of the key ``name``."""
    _check_text(text)
    key = VerifierKey.of(name, private_key.public_key())
    signature = base64.b64encode(key.key_id + private_key.sign(text.encode())).decode()
    return f"{text}\n— {name} {signature}\n"


def open_note(note: str, keys: Iterable[VerifierKey]) -> str:
    """The text of a note that at least one of ``keys`` has signed.

    Signatures of keys that are not asked for are ignored; a bad one of a key that is asked for spoils the note.

    :raises NoteError: the note is malformed, is not signed by any of the keys, or a signature is bad
    """
    text, separator, rest = note.rpartition("\n\n")
    text += "\n"
    if not separator or not rest.endswith("\n"):
        raise NoteError("not a signed note")
    _check_text(text)
    lines = rest[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteError("too many signatures")
    known = {(key.name, key.key_id): key for key in keys}
    signed = False
    for line in lines:
        mark, name, encoded = ([*line.split(" "), "", ""])[:3]
        if mark != "—" or line.count(" ") != 2 or not _KEY_NAME.fullmatch(name):
            raise NoteError("not a signature line")
        blob = _base64(encoded)
        if len(blob) < 5:
            raise NoteError("not a signature")
        key = known.get((name, blob[:4]))
        if key:
            try:
                key.public_key.verify(blob[4:], text.encode())
            except InvalidSignature as error:
                raise NoteError(f"the signature of {name} does not hold") from error
            signed = True
    if not signed:
        raise NoteError("nobody who is known has signed this")
    return text


def signed_by(note: str, keys: Iterable[VerifierKey]) -> list[VerifierKey]:
    """Those of ``keys`` that have signed a note, in their order.

    :raises NoteError: as ``open_note``
    """
    keys = list(keys)
    open_note(note, keys)
    found = signers(note)
    return [key for key in keys if (key.name, key.key_id.hex()) in found]


def signers(note: str) -> list[tuple[str, str]]:
    """``(name, key id as hexadecimal)`` of the signatures that a note carries, checked or not."""
    found = []
    for line in note.rpartition("\n\n")[2].splitlines():
        mark, name, encoded = ([*line.split(" "), "", ""])[:3]
        if mark == "—":
            found.append((name, _base64(encoded)[:4].hex()))
    return found


def _check_text(text):
    if not text.endswith("\n") or any(ord(letter) < 32 and letter != "\n" for letter in text):
        raise NoteError("the text of a note ends in a line break and has no control characters")


def _base64(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("not base64") from error


# ---------------------------------------------------------------------- proofs in one file


def write_proof(index: int, path: Iterable[bytes], checkpoint: str, extra: bytes = b"") -> str:
    """The proof that an entry stands in a log, as a ``.tlog-proof`` that needs nothing else.

    :param checkpoint: the signed note
    :param extra: what the reader needs to know of the entry
    """
    lines = [PROOF_HEADER]
    if extra:
        lines.append(f"extra {base64.b64encode(extra).decode()}")
    lines.append(f"index {index}")
    lines += [base64.b64encode(step).decode() for step in path]
    return "\n".join(lines) + "\n\n" + checkpoint


def read_proof(proof: str, entry: bytes, keys: Iterable[VerifierKey]) -> Checkpoint:
    """The state of the log in which ``entry`` stands by ``proof``.

    :raises NoteError: the proof is malformed or does not hold
    """
    head, separator, note = proof.partition("\n\n")
    lines = head.split("\n")
    if not separator or lines.pop(0) != PROOF_HEADER:
        raise NoteError("not a proof")
    if lines and lines[0].startswith("extra "):
        _base64(lines.pop(0)[6:])
    word, _space, index = (lines.pop(0) if lines else "").partition(" ")
    if word != "index" or not _NUMBER.fullmatch(index):
        raise NoteError("the proof names no entry")
    path = [_base64(line) for line in lines]
    checkpoint = Checkpoint.parse(open_note(note, keys))
    if any(len(step) != 32 for step in path) or not verify_inclusion(
        int(index), checkpoint.size, leaf_hash(entry), path, checkpoint.root
    ):
        raise NoteError("the entry does not stand in the log")
    return checkpoint


def proof_extra(proof: str) -> bytes:
    """What a proof says of its entry besides, empty if nothing."""
    line = ([*proof.split("\n", 2), ""])[1]
    return _base64(line[6:]) if line.startswith("extra ") else b""
