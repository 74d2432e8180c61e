"""An authority that gives certificates to agencies, made this moment: good ones, expired ones, and lists of revoked ones."""

from datetime import datetime, timedelta, timezone
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

SECRET = b"0123456789abcdef"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
    "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@cache
def rsa_key(number):
    """The key of this number; making one takes a moment."""
    del number  # it only tells keys apart
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """:ivar pem: its own certificate"""

    def __init__(self, name="CA thử", number=0, above=None):
        self.name, self.key, self.above = name, rsa_key(number), above
        self.certificate = self.give(name, number, authority=True, by=above or self)
        self.pem = self.certificate.public_bytes(Encoding.PEM).decode()

    def give(self, name, number, *, authority=False, by=None, start=NOW - timedelta(days=30), days=365, usage=None):
        by = by or self
        usages = usage or (("key_cert_sign", "crl_sign") if authority else ("digital_signature", "content_commitment"))
        return (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(by.name))
            .public_key(rsa_key(number).public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**{one: one in usages for one in _USAGES}), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(rsa_key(number).public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False)
            .sign(by.key, hashes.SHA256())
        )

    def packed(self, certificate, number, secret=SECRET):
        """The PKCS#12 file of a certificate that was given with the key of this number."""
        between = [self.certificate] if self.above else []
        return pkcs12.serialize_key_and_certificates(
            b"x", rsa_key(number), certificate, between, BestAvailableEncryption(secret)
        )

    def revoked(self, *entries, start=NOW - timedelta(days=1), days=7, key=None):
        """The list of ``(certificate, when, reason or None)`` that it publishes, in DER."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name(self.name))
            .last_update(start)
            .next_update(start + timedelta(days=days))
        )
        for certificate, when, reason in entries:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(when)
            if reason:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(key or self.key, hashes.SHA256()).public_bytes(Encoding.DER)


def curve_key_file(secret=SECRET):
    """A key file with which receipts are not signed: its key is none of RSA."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(_name("UBND"))
        .issuer_name(_name("UBND"))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(secret))
