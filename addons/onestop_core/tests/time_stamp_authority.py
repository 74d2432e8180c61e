"""A time stamping authority for tests: OpenSSL's own, which knows nothing of the code that is tested."""

import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .loopback_server import LoopbackServer

_CONFIG = """
[tsa]
default_tsa = t
[t]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class TimeStampAuthority:
    """One with a root of its own.

    :ivar root: PEM of the root
    :param folder: where its files lie
    :param for_stamps: whether its certificate is one for time stamps
    """

    def __init__(self, folder, name="TSA thử", for_stamps=True):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        root_key, key = (rsa.generate_private_key(65537, 2048) for _key in range(2))
        root = self._certificate("CA dấu thời gian thử", root_key, None, None, False)
        leaf = self._certificate(name, key, root, root_key, for_stamps)
        self.root = root.public_bytes(Encoding.PEM).decode()
        (self.folder / "root.pem").write_text(self.root)
        (self.folder / "tsa.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
        (self.folder / "tsa.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
        (self.folder / "serial").write_text("01\n")
        (self.folder / "tsa.cnf").write_text(_CONFIG.format(folder=self.folder))

    @staticmethod
    def _certificate(name, key, issuer, issuer_key, for_stamps):
        now = datetime.now(timezone.utc)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        usage = [ExtendedKeyUsageOID.TIME_STAMPING if for_stamps else ExtendedKeyUsageOID.CODE_SIGNING]
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=400))
            .add_extension(x509.BasicConstraints(ca=not issuer, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        )
        if issuer:
            builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=True)
        return builder.sign(issuer_key or key, hashes.SHA256())

    def answer(self, query):
        """Its answer to a request, as bytes."""
        asked = self.folder / "asked.tsq"
        asked.write_bytes(query)
        given = self.folder / "given.tsr"
        self._openssl("-reply", "-config", self.folder / "tsa.cnf", "-queryfile", asked, "-out", given)
        return given.read_bytes()

    def proves(self, reply, text):
        """Whether OpenSSL takes an answer for a proof of ``text``."""
        (self.folder / "kept.tsr").write_bytes(reply)
        (self.folder / "text").write_text(text, encoding="utf-8")
        found = self._openssl(
            "-verify", "-data", self.folder / "text", "-in", self.folder / "kept.tsr",
            "-CAfile", self.folder / "root.pem", "-untrusted", self.folder / "tsa.pem", check=False,
        )  # fmt: skip
        return found.returncode == 0

    @staticmethod
    def _openssl(*args, check=True):
        return subprocess.run(["openssl", "ts", *map(str, args)], check=check, capture_output=True, timeout=60)


class StampServer(LoopbackServer):
    """An authority behind a real HTTP server on the loopback, which also misbehaves.

    :ivar behaviours: what the next requests meet, in order; after the last one it behaves well. ``500``, ``lost`` (the line breaks),
        ``page`` (a text with status 200), ``refused``, ``old`` (the answer to the request before), ``other`` (a stamp on something
        else), ``stranger`` (of an authority that nobody trusts)
    :ivar asked: how many requests came
    """

    def __init__(self, authority, stranger):
        super().__init__()
        self.behaviours, self.asked, self.before = [], 0, b""
        self.authority, self.stranger = authority, stranger
        self.url += "/tsa"

    def _serve(self, handler, query):
        self.asked += 1
        behaviour = self.behaviours.pop(0) if self.behaviours else "ok"
        if behaviour == "lost":
            handler.connection.close()
            return
        content = self.content(behaviour, query)
        handler.send_response(500 if behaviour == "500" else 200)
        handler.send_header("Content-Type", "application/timestamp-reply")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def content(self, behaviour, query):
        if behaviour == "page":
            return b"<html>maintenance</html>"
        if behaviour in ("500", "refused"):
            # PKIStatus rejection, and no token
            return bytes.fromhex("30053003020102")
        if behaviour == "old":
            return self.before
        if behaviour == "other":
            asked = tsp.TimeStampReq.load(query)
            asked["message_imprint"]["hashed_message"] = bytes(32)
            return self.authority.answer(asked.dump(force=True))
        self.before = (self.stranger if behaviour == "stranger" else self.authority).answer(query)
        return self.before
