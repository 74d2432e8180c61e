import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path

from asn1crypto import keys, pem, tsp, x509
from pyhanko.sign.timestamps import DummyTimeStamper

from ...engine import timestamp
from ..time_stamp_authority import TimeStampAuthority

STATE = "onestop-trail/thử\n42\nqqq=\n\n— onestop-trail/thử AAAA=\n"
NONCE = 2**62 + 5


class TestTimestamp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.authority = TimeStampAuthority(cls.folder / "own")
        cls.reply = cls.authority.answer(timestamp.query(STATE, NONCE))

    def found(self, reply, text=STATE, roots=None, nonce=NONCE):
        [found] = timestamp.read([reply], [text], self.authority.root if roots is None else roots, nonce)
        return found

    def test_a_stamp(self):
        stamp = self.found(self.reply)
        self.assertEqual(stamp.authority, "TSA thử")
        self.assertLess(abs(datetime.now(timezone.utc) - stamp.at), timedelta(minutes=5))
        # looked at again, years later, without the request
        self.assertEqual(self.found(self.reply, nonce=None), stamp)
        # and by somebody who knows nothing of us
        self.assertTrue(self.authority.proves(self.reply, STATE))
        self.assertFalse(self.authority.proves(self.reply, STATE + "x"))

    def test_what_proves_nothing(self):
        stranger = TimeStampAuthority(self.folder / "stranger", "TSA lạ")
        for what, found in {
            "another text": self.found(self.reply, STATE + "x"),
            "an old answer": self.found(self.reply, nonce=NONCE + 1),
            "nobody is trusted": self.found(self.reply, roots=""),
            "another authority is trusted": self.found(self.reply, roots=stranger.root),
            "an authority that is not trusted": self.found(stranger.answer(timestamp.query(STATE, NONCE))),
            "nothing": self.found(b""),
            "a page": self.found(b"<html>503</html>"),
            "a text of an answer": self.found(self.reply + b"x"),
            "half an answer": self.found(self.reply[: len(self.reply) // 2]),
        }.items():
            with self.subTest(what):
                self.assertIsNone(found)
        self.assertIsNotNone(self.found(stranger.answer(timestamp.query(STATE, NONCE)), roots=stranger.root))

    def test_every_bit_counts(self):
        """Of the text, of the moment and of the signature; what is left is how the certificates beside them are written."""
        moment = self.reply.index(self.found(self.reply).at.strftime("%Y%m%d").encode())
        for place in (*range(moment, moment + 14), *range(len(self.reply) - 200, len(self.reply))):
            forged = bytearray(self.reply)
            forged[place] ^= 1
            with self.subTest(place):
                self.assertIsNone(self.found(bytes(forged), nonce=None))

    def test_a_refusal(self):
        # PKIStatus rejection (2), and no token
        self.assertIsNone(self.found(bytes.fromhex("30053003020102")))

    def test_a_certificate_that_is_for_other_things(self):
        """OpenSSL would sign nothing with it, so another authority of tests does."""
        for for_stamps in (True, False):
            maker = TimeStampAuthority(self.folder / f"maker {for_stamps}", for_stamps=for_stamps)
            certificate, key = (pem.unarmor((maker.folder / f"tsa.{kind}").read_bytes())[2] for kind in ("pem", "key"))
            stamper = DummyTimeStamper(
                x509.Certificate.load(certificate),
                keys.PrivateKeyInfo.wrap(keys.RSAPrivateKey.load(key), "rsa"),
            )
            reply = stamper.request_tsa_response(tsp.TimeStampReq.load(timestamp.query(STATE, NONCE))).dump()
            with self.subTest(for_stamps=for_stamps):
                self.assertEqual(bool(self.found(reply, roots=maker.root)), for_stamps)
