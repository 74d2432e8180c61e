import io
import unittest

from pypdf import PdfReader, PdfWriter

from ...engine import signing
from .. import upload_samples as samples

SECRET = b"0123456789abcdef"


class TestSigning(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        packed, password, cls.root = samples.key_file()
        cls.key, cls.certificate = signing.repack(packed, password, SECRET)
        cls.signed = signing.sign(samples.pdf(2), cls.key, SECRET, reason="Kết quả", place="Xã Một")

    def verdicts(self, content, roots=None):
        found = signing.verify(content, self.root if roots is None else roots)
        return [(one.signer, one.holds, one.changed, one.trusted) for one in found]

    def test_what_the_certificate_says(self):
        self.assertEqual((self.certificate.subject, self.certificate.issuer), ("UBND Xã Một", "CA thử"))
        self.assertEqual((self.certificate.valid_to - self.certificate.valid_from).days, 366)

    def test_wrong_password_and_no_key_file(self):
        packed, _password, _root = samples.key_file()
        for content, password in ((packed, "sai"), (b"x", "x"), (b"", "")):
            with self.subTest(content=content[:4]), self.assertRaises(signing.KeyRefused):
                signing.repack(content, password, SECRET)

    def test_signed(self):
        self.assertEqual(self.verdicts(self.signed), [("UBND Xã Một", True, False, True)])
        self.assertEqual(len(PdfReader(io.BytesIO(self.signed)).pages), 2)
        self.assertIsNotNone(signing.verify(self.signed)[0].signed_at)

    def test_unknown_authority(self):
        self.assertEqual(self.verdicts(self.signed, ""), [("UBND Xã Một", True, False, False)])
        stranger = samples.key_file()[2]
        self.assertEqual(self.verdicts(self.signed, stranger), [("UBND Xã Một", True, False, False)])

    def test_second_signature_leaves_the_first_one(self):
        packed, password, _root = samples.key_file("Sở Thử")
        key, _certificate = signing.repack(packed, password, SECRET)
        twice = signing.sign(self.signed, key, SECRET, reason="Xác nhận", place="Tỉnh Thử")
        self.assertEqual(self.verdicts(twice), [("UBND Xã Một", True, False, True), ("Sở Thử", True, False, False)])

    def test_changed_bytes(self):
        place = self.signed.index(b"MediaBox")
        forged = self.signed[:place] + b"mediaBox" + self.signed[place + 8 :]
        self.assertFalse(signing.verify(forged, self.root)[0].holds)

    def test_changed_by_an_addition(self):
        """What is added behind leaves the signed bytes as they are; it is a change of the document all the same."""
        writer = PdfWriter(io.BytesIO(self.signed), incremental=True)
        writer.pages[0].rotate(90)
        buffer = io.BytesIO()
        writer.write(buffer)
        self.assertEqual(self.verdicts(buffer.getvalue()), [("UBND Xã Một", True, True, True)])

    def test_not_signed(self):
        self.assertEqual(signing.verify(samples.pdf()), [])

    def test_what_only_looks_signed(self):
        found = signing.verify(b"%PDF-1.4 /ByteRange nothing")
        self.assertEqual([(one.signer, one.holds) for one in found], [("", False)])

    def test_protected_pdf(self):
        with self.assertRaises(signing.NotSigned):
            signing.sign(samples.pdf(encrypt="x"), self.key, SECRET, reason="", place="")

    def test_roots_of_no_certificates(self):
        self.assertEqual(signing.roots_from_pem("nothing"), [])
        self.assertEqual(len(signing.roots_from_pem(self.root + self.root)), 2)
