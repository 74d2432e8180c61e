"""Signatures in the XML of a receipt (XMLDSig), in the shape that the tax authority's own files have: one of the data and of the
time of signing, both named, canonical XML 1.0, RSA with SHA-256, the certificate inside. Written by ``signxml``; read with what
it found signed and nothing else.
"""

from __future__ import annotations

import base64
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature as CryptographyInvalid
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from lxml import etree
from odoo.addons.onestop_core.engine.examined import examined
from OpenSSL import crypto
from signxml import SignatureConfiguration, XMLSigner, XMLVerifier
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException

# each value that is digested is written there, also what a receipt says of its payer
logging.getLogger("signxml").setLevel(logging.WARNING)

DS = "http://www.w3.org/2000/09/xmldsig#"
_C14N = CanonicalizationMethod.CANONICAL_XML_1_0
_ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
# the hours of the files are those of Vietnam
HANOI = timezone(timedelta(hours=7))
_TIME = "%Y-%m-%dT%H:%M:%S"
_LONGEST = 1024 * 1024
_EXPIRED = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_COMPROMISED = {x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise, x509.ReasonFlags.aa_compromise}

# what is found of a signature
GOOD = "good"
UNCHECKED = "unchecked"  # it holds, but no list of its authority says whether its certificate was revoked
FORM = "form"  # no such file, or not signed in the way and at the place that is agreed
CHANGED = "changed"
UNTRUSTED = "untrusted"
EXPIRED = "expired"
REVOKED = "revoked"
FOREIGN = "foreign"  # a good signature of somebody else


@dataclass(frozen=True)
class Place:
    """Where in a file the data and its signature are; ``namespace`` of the file, ``time`` of the time of signing."""

    root: str
    data: str
    signatures: str
    party: str
    namespace: str
    time: str

    def tag(self, name: str) -> str:
        """The name of one of its elements, with the namespace."""
        return f"{{{self.namespace}}}{name}" if self.namespace else name


@dataclass(frozen=True)
class Verdict:
    """What is found of a signature; all but ``state`` is as the signature says, and empty where it does not hold."""

    state: str
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class RevocationList:
    """What a list of revoked certificates says of itself; times aware, in UTC."""

    issuer: str
    published: datetime
    next: datetime
    count: int


class CannotSign(Exception):
    """The key cannot sign: it is no RSA key."""


class KeyRefused(ValueError):
    """The key file cannot be opened."""


class ListRefused(ValueError):
    """These bytes are no list of revoked certificates."""


def place_of(layout: dict, kind: str) -> Place:
    """Where the documents of a layout have their signature."""
    document = layout["documents"][kind]
    return Place(
        document["root"],
        document["data"],
        document["signatures"],
        document["party"],
        layout.get("namespace") or "",
        document["time"],
    )


# ---------------------------------------------------------------------- signing


class _Signer(XMLSigner):
    """Adds the time of signing as an object of its own, with a reference to it."""

    def __init__(self, identity, moment, space):
        super().__init__(
            signature_algorithm=SignatureMethod.RSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
            c14n_algorithm=_C14N,
        )
        self._identity, self._moment, self._space = identity, moment, space
        self.signature_annotators.append(self._add_time)

    def _add_time(self, signature, signing_settings):
        signature.set("Id", self._identity)
        time = etree.SubElement(signature, _ds("Object"), Id=f"{self._identity}-time")
        properties = etree.SubElement(time, _ds("SignatureProperties"))
        one = etree.SubElement(properties, _ds("SignatureProperty"), Target=f"#{self._identity}")
        etree.SubElement(one, f"{{{self._space}}}SigningTime", nsmap={None: self._space}).text = self._moment
        reference = etree.SubElement(self._find(signature, "SignedInfo"), _ds("Reference"), URI=f"#{time.get('Id')}")
        transforms = etree.SubElement(reference, _ds("Transforms"))
        etree.SubElement(transforms, _ds("Transform"), Algorithm=_C14N.value)
        etree.SubElement(reference, _ds("DigestMethod"), Algorithm=self.digest_alg.value)
        digest = self._get_digest(self._c14n(self.get_root(time), algorithm=_C14N), self.digest_alg)
        etree.SubElement(reference, _ds("DigestValue")).text = base64.b64encode(digest).decode()


def _ds(tag):
    return f"{{{DS}}}{tag}"


@examined(seconds=20, growth=3, raises=(CannotSign, KeyRefused))
def sign(content: bytes, key_file: bytes, secret: bytes, place: Place, moment: datetime) -> bytes:
    """A document of ``layout.build`` with its signature.

    :param key_file: PKCS#12, as ``onestop_core.engine.signing.repack`` gives it, with its ``secret``
    :param moment: aware; the time of signing
    """
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(key_file, secret)
    except ValueError as error:
        raise KeyRefused from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise CannotSign
    root = etree.fromstring(content, _parser())
    data = root.find(place.tag(place.data))
    party = root.find(f"{place.tag(place.signatures)}/{place.tag(place.party)}")
    etree.SubElement(party, _ds("Signature"), Id="placeholder", nsmap={"ds": DS})
    signer = _Signer(f"sig-{data.get('Id')}", moment.astimezone(HANOI).strftime(_TIME), place.time)
    signed = signer.sign(
        root, key=key, key_info=_key_info(certificate, others), reference_uri=f"#{data.get('Id')}", id_attribute="Id"
    )
    # canonical, so that no other program has a reason to write it differently
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(signed, method="c14n")


def _key_info(certificate, others):
    """The certificate by name and whole, and those between it and its root."""
    info = etree.Element(_ds("KeyInfo"), nsmap={"ds": DS})
    data = etree.SubElement(info, _ds("X509Data"))
    etree.SubElement(data, _ds("X509SubjectName")).text = certificate.subject.rfc4514_string()
    for one in [certificate, *(other for other in others if other.subject != other.issuer)]:
        der = base64.b64encode(one.public_bytes(Encoding.DER)).decode()
        etree.SubElement(data, _ds("X509Certificate")).text = der
    return info


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False)


# ---------------------------------------------------------------------- verifying


class _RefusedError(Exception):
    """The signature is not to be believed; its argument is the state."""


@examined(seconds=20, raises=())
def verify(content: bytes, place: Place, roots: str, lists: list[bytes], signers: list[str]) -> Verdict:
    """The verdict on the one signature of a file. Nothing is fetched from anywhere.

    :param roots: the authorities that are trusted, as PEM blocks
    :param lists: lists of revoked certificates, DER or PEM
    :param signers: ``signer_key`` of the certificates that may have signed
    """
    try:
        root = _read(content)
        signature = _only_signature(root, place)
        leaf, between = _certificates(signature)
        moment = _verified_time(root, signature, leaf, place)
    except _RefusedError as error:
        return Verdict(error.args[0])
    said = {
        "signer": common_name(leaf.subject), "issuer": common_name(leaf.issuer), "serial": f"{leaf.serial_number:X}",
        "signed_at": moment,
    }  # fmt: skip
    return Verdict(_standing(leaf, between, moment, roots, lists, signers), **said)


def signer_key(issuer: str, serial: str) -> str:
    """What a certificate is known by: who gave it, and its number there."""
    return f"{issuer}|{serial.lstrip('0').upper()}"


def common_name(name: x509.Name) -> str:
    """The name in a certificate by which people know its owner."""
    names = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME) or list(name)
    return str(names[0].value) if names else ""


def _read(content):
    if len(content) > _LONGEST:
        raise _RefusedError(FORM)
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _RefusedError(FORM) from error
    # a comment within a number is left out of what is signed, and parts what is read
    if root.getroottree().docinfo.doctype or next(root.iter(etree.Entity, etree.PI, etree.Comment), None) is not None:
        raise _RefusedError(FORM)
    # an Id that two elements have is how another part is put in the place of what was signed
    known = [
        value for element in root.iter() for name, value in element.attrib.items()
        if etree.QName(name).localname.lower() == "id"
    ]  # fmt: skip
    if len(known) != len(set(known)):
        raise _RefusedError(FORM)
    return root


def _only_signature(root, place):
    """The signature, if it is the only one and stands where it has to, beside the only data."""
    data = root.findall(f".//{place.tag(place.data)}")
    found = list(root.iter(_ds("Signature")))
    at = root.find(f"{place.tag(place.signatures)}/{place.tag(place.party)}/{_ds('Signature')}")
    fits = (
        root.tag == place.tag(place.root)
        and [child.tag for child in root] == [place.tag(place.data), place.tag(place.signatures)]
        and len(data) == 1
        and data[0] is root[0]
        and root[0].get("Id")
        and len(found) == 1
        and found[0] is at
    )
    if not fits:
        raise _RefusedError(FORM)
    methods = {
        element.get("Algorithm")
        for tag in ("CanonicalizationMethod", "Transform") for element in at.iter(_ds(tag))
    }  # fmt: skip
    if not methods <= {_C14N.value, _ENVELOPED}:
        raise _RefusedError(FORM)
    return at


def _certificates(signature):
    """The signer's certificate, and those between it and its root, as the file brings them."""
    found = signature.findall(f"{_ds('KeyInfo')}/{_ds('X509Data')}/{_ds('X509Certificate')}")
    try:
        loaded = [x509.load_der_x509_certificate(base64.b64decode(one.text or "")) for one in found]
        for one in loaded:
            # read when it is asked for
            _read_now = one.subject, one.issuer, one.extensions, one.public_key(), one.not_valid_before_utc
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.DuplicateExtension) as error:
        raise _RefusedError(FORM) from error
    if not loaded or len(loaded) > 5:
        raise _RefusedError(FORM)
    return loaded[0], loaded[1:]


def _verified_time(root, signature, leaf, place):
    """The time of signing, once the signature over it and over the data is found to hold."""
    # whether the certificate was valid then is asked afterwards, at the time that was signed
    expected = SignatureConfiguration(
        location=f"./{place.tag(place.signatures)}/{place.tag(place.party)}/",
        expect_references=2,
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=leaf.not_valid_before_utc,
        default_reference_c14n_method=_C14N,
    )
    try:
        data, time = XMLVerifier().verify(
            etree.tostring(root), x509_cert=leaf, id_attribute="Id", expect_config=expected
        )
    except (SignXMLException, CryptographyInvalid, etree.LxmlError, ValueError, TypeError, AttributeError) as error:
        # signxml has no error of its own for a text that is missing or for an unknown algorithm
        raise _RefusedError(CHANGED) from error
    uris = [one.get("URI") for one in data.signature_xml.iter(_ds("Reference"))]
    # from here on only what was found signed
    texts = time.signed_xml.findall(
        f"{_ds('SignatureProperties')}/{_ds('SignatureProperty')}[@Target='#{signature.get('Id')}']/{{{place.time}}}SigningTime"
    )
    fits = (
        data.signed_xml.tag == place.tag(place.data)
        and time.signed_xml.tag == _ds("Object")
        and uris == [f"#{data.signed_xml.get('Id')}", f"#{time.signed_xml.get('Id')}"]
        and len(texts) == 1
    )
    if not fits:
        raise _RefusedError(FORM)
    try:
        return datetime.strptime(texts[0].text or "", _TIME).replace(tzinfo=HANOI)
    except ValueError as error:
        raise _RefusedError(FORM) from error


def _standing(leaf, between, moment, roots, lists, signers):
    """What a signature that holds is worth: by its chain at the time of signing, what was revoked, and who it is."""
    store = crypto.X509Store()
    trusted = _pem_certificates(roots)
    if not trusted:
        return UNTRUSTED
    for one in trusted:
        store.add_cert(crypto.X509.from_cryptography(one))
    store.set_time(moment.astimezone(timezone.utc).replace(tzinfo=None))
    context = crypto.X509StoreContext(
        store, crypto.X509.from_cryptography(leaf), [crypto.X509.from_cryptography(one) for one in between]
    )
    try:
        chain = [one.to_cryptography() for one in context.get_verified_chain()]
    except crypto.X509StoreContextError as error:
        return EXPIRED if error.errors[0] in _EXPIRED else UNTRUSTED
    if not _may_sign(leaf):
        return UNTRUSTED
    known = [revocation for content in lists for revocation in _load_lists(content)]
    answers = [_revocation(one, issuer, moment, known) for one, issuer in pairwise(chain)]
    if REVOKED in answers:
        return REVOKED
    if signer_key(common_name(leaf.issuer), f"{leaf.serial_number:X}") not in signers:
        return FOREIGN
    return UNCHECKED if UNCHECKED in answers else GOOD


def _pem_certificates(text):
    return x509.load_pem_x509_certificates(text.encode()) if "BEGIN CERTIFICATE" in (text or "") else []


def _may_sign(certificate):
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _revocation(certificate, issuer, moment, known):
    """Whether a certificate was revoked, by the newest list of its authority that speaks of the moment."""
    own = [
        one for one in known
        if one.issuer == issuer.subject and one.next_update_utc and one.next_update_utc >= moment
        and one.is_signature_valid(issuer.public_key())
    ]  # fmt: skip
    if not own:
        return UNCHECKED
    newest = max(own, key=lambda one: one.last_update_utc)
    entry = newest.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is None:
        return GOOD
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        reason = x509.ReasonFlags.unspecified
    # the time of signing is the signer's own word: whoever has stolen a key says an earlier one
    later = entry.revocation_date_utc > moment and reason not in _COMPROMISED
    return GOOD if later else REVOKED


# ---------------------------------------------------------------------- lists of revoked certificates


@examined(raises=(ListRefused,))
def read_list(content: bytes) -> RevocationList:
    """What a list of revoked certificates says of itself.

    :raises ListRefused: it is none, or does not say until when it holds
    """
    try:
        [found] = _load_lists(content)
    except ValueError as error:
        raise ListRefused from error
    if not found.next_update_utc:
        raise ListRefused
    return RevocationList(common_name(found.issuer), found.last_update_utc, found.next_update_utc, len(found))


def _load_lists(content):
    """The list in bytes, DER or PEM.

    :raises ValueError: there is none
    """
    if re.match(rb"\s*-----BEGIN", content):
        return [x509.load_pem_x509_crl(content)]
    return [x509.load_der_x509_crl(content)]
