"""Time stamps of a third party (RFC 3161) on the signed states of the trail: what is asked, and what an answer proves.

An answer is kept as it came: anybody can prove it without us, by ``openssl ts -verify -data STATE -in ANSWER -CAfile ROOTS``.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import tsp
from pyhanko.sign.general import CMSStructuralError, SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from .examined import MIB, examined
from .signing import roots_from_pem

# what an authority is sent, and what it answers
QUERY_TYPE, REPLY_TYPE = "application/timestamp-query", "application/timestamp-reply"
# whatever asn1crypto, pyhanko and cryptography raise at bytes that make no sense
_NONSENSE = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, NotImplementedError, AssertionError,
    CMSStructuralError, SigningError, SignatureValidationError,
)  # fmt: skip


@dataclass(frozen=True)
class Stamp:
    """What an answer proves: a text existed ``at`` that moment (aware), says ``authority``, which leads to a trusted root."""

    at: datetime
    authority: str


def query(text: str, nonce: int) -> bytes:
    """The request for a stamp on ``text``, of which the authority learns the hash only.

    :param nonce: chosen anew for each request, so that an old answer cannot be given again
    """
    return tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": hashlib.sha256(text.encode()).digest(),
            },
            "nonce": nonce,
            "cert_req": True,
        }
    ).dump()


@examined(seconds=60, memory=256 * MIB)
def read(replies: list[bytes], texts: list[str], roots: str, nonce: int | None = None) -> list[Stamp | None]:
    """What each answer proves of its text; None for one that proves nothing: refused, another text, not signed by a certificate
    for time stamps that led to a trusted root at the moment of the stamp.

    :param roots: the authorities that are trusted, as PEM blocks
    :param nonce: of the request, if an answer was just received
    """
    return [_read(reply, text, roots, nonce) for reply, text in zip(replies, texts, strict=True)]


def _read(reply, text, roots, nonce):
    try:
        answer = tsp.TimeStampResp.load(reply, strict=True)
        if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
            return None
        signed = answer["time_stamp_token"]["content"]
        info = signed["encap_content_info"]["content"].parsed
        moment = info["gen_time"].native
        if nonce is not None and info["nonce"].native != nonce:
            return None
        if info["message_imprint"]["hash_algorithm"]["algorithm"].native != "sha256":
            return None
        context = ValidationContext(trust_roots=roots_from_pem(roots), allow_fetching=False, moment=moment)
        status = TimestampSignatureStatus(
            **asyncio.run(
                validate_tst_signed_data(signed, context, lambda _name: hashlib.sha256(text.encode()).digest())
            )
        )
    except _NONSENSE:
        return None
    if not (status.intact and status.valid and status.trusted):
        return None
    name = status.signing_cert.subject
    return Stamp(moment, str(name.native.get("common_name") or name.human_friendly))
