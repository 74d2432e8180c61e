"""A made-up certification authority: its keys are forgotten as soon as it has given what the demo data needs."""

from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

NAME = "CA dùng thử (không có giá trị pháp lý)"
_USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
    "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def make(name, password):
    """``(PKCS#12 file of name, PEM of the authority, list of revoked certificates)``."""
    now = datetime.now(timezone.utc)
    root_key, key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _each in range(2))
    root = _certificate(NAME, root_key, NAME, root_key, now, ("key_cert_sign", "crl_sign"))
    leaf = _certificate(name, key, NAME, root_key, now, ("digital_signature", "content_commitment"))
    revoked = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=365))
        .sign(root_key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"demo", key, leaf, None, BestAvailableEncryption(password.encode()))
    return packed, root.public_bytes(Encoding.PEM).decode(), revoked.public_bytes(Encoding.DER)


def _certificate(name, key, issuer, issuer_key, now, usages):
    subject, authority = (
        x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, one)])
        for one in (name, issuer)
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(authority)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3 * 365))
        .add_extension(x509.BasicConstraints(ca=key is issuer_key, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{one: one in usages for one in _USAGES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
