"""Signatures in PDF files (PAdES): the agency's own, and the verdict on those that come in."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem, x509
from cryptography import x509 as cx509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from .examined import MIB, examined

# they log each verdict with its traceback and the signer's name; the verdict is the caller's to tell
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# every PDF that is signed names this entry
MARK = b"/ByteRange"


class KeyRefused(ValueError):
    """The key file cannot be opened: another password, or no PKCS#12."""


class NotSigned(Exception):
    """The PDF cannot be signed: it is protected, or too damaged to add to it."""


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of itself. Its times are aware, in UTC."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True)
class Signature:
    """The verdict on one signature.

    :ivar signer: subject of the certificate, as it was written; empty if it cannot be read
    :ivar signed_at: as the signer's clock said, aware; None if it did not say
    :ivar holds: the signed bytes are what was signed, with the key of that certificate
    :ivar changed: the document was changed afterwards, beyond what later signatures add
    :ivar trusted: the certificate leads to one of the given roots
    """

    signer: str
    signed_at: datetime | None
    holds: bool
    changed: bool
    trusted: bool


@examined(raises=(KeyRefused,))
def repack(key_file: bytes, password: str, secret: bytes) -> tuple[bytes, Certificate]:
    """A PKCS#12 file under another password, so that the first one need not be kept, and what it certifies.

    :raises KeyRefused: wrong password, or no such file, or no private key in it
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(key_file, password.encode() or None)
    except ValueError as error:
        raise KeyRefused from error
    if not key or not certificate:
        raise KeyRefused
    packed = pkcs12.serialize_key_and_certificates(
        b"onestop", key, certificate, others, BestAvailableEncryption(secret)
    )
    return packed, Certificate(
        subject=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
    )


def _common_name(name):
    names = name.get_attributes_for_oid(cx509.NameOID.COMMON_NAME) or list(name)
    return str(names[0].value) if names else ""


@examined(seconds=20, memory=1024 * MIB, answer=4 * MIB, growth=3, raises=(NotSigned, KeyRefused))
def sign(content: bytes, key_file: bytes, secret: bytes, reason: str, place: str) -> bytes:
    """The PDF with one more signature (PAdES baseline B), added behind what is there, so that others still hold.

    :param key_file: as ``repack`` gives it, with its ``secret``
    :raises NotSigned: the PDF does not allow it
    """
    signer = signers.SimpleSigner.load_pkcs12_data(key_file, other_certs=[], passphrase=secret)
    if signer is None:
        raise KeyRefused
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
        taken = {name for name, *_rest in fields.enumerate_sig_fields(writer)}
        number = next(number for number in range(1, len(taken) + 2) if f"OneStop{number}" not in taken)
        meta = signers.PdfSignatureMetadata(
            field_name=f"OneStop{number}",
            md_algorithm="sha256",
            reason=reason,
            location=place,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        return signers.sign_pdf(writer, meta, signer=signer).getvalue()
    except (PdfError, SigningError, ValueError, KeyError) as error:
        raise NotSigned(str(error)) from error


def roots_from_pem(text: str) -> list[x509.Certificate]:
    """The certificates in a text of PEM blocks."""
    data = text.encode()
    if not pem.detect(data):
        return []
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(data, multiple=True)]


@examined(seconds=20, memory=1024 * MIB)
def verify(content: bytes, roots: str = "") -> list[Signature]:
    """The verdict on every signature of a PDF, in their order; an empty list if there are none.

    A signature that cannot be read does not hold. Nothing is fetched from anywhere.

    :param roots: the authorities that are trusted, as PEM blocks
    """
    if MARK not in content:
        return []
    try:
        embedded = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
    except (PdfError, ValueError, KeyError, TypeError, IndexError, OSError, RecursionError):
        return [Signature(signer="", signed_at=None, holds=False, changed=True, trusted=False)]
    context = ValidationContext(trust_roots=roots_from_pem(roots), allow_fetching=False)
    return [_verdict(signature, context) for signature in embedded]


def _verdict(signature, context):
    try:
        status = validate_pdf_signature(signature, context)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return Signature(signer="", signed_at=None, holds=False, changed=True, trusted=False)
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    # without an account of what was added, anything may have been
    level = getattr(status.diff_result, "modification_level", ModificationLevel.OTHER)
    return Signature(
        signer=status.signing_cert.subject.native.get("common_name") or status.signing_cert.subject.human_friendly,
        signed_at=status.signer_reported_dt,
        holds=bool(status.intact and status.valid),
        changed=not whole and level > ModificationLevel.FORM_FILLING,
        trusted=bool(status.trusted),
    )
