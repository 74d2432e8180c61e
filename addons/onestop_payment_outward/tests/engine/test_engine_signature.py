import base64
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path
from unittest import TestCase
from xml.etree import ElementTree

from cryptography import x509
from lxml import etree

from ...engine import layout, signature
from ...engine.signature import CHANGED, EXPIRED, FOREIGN, FORM, GOOD, REVOKED, UNCHECKED, UNTRUSTED
from ..authority import NOW, SECRET, Authority, curve_key_file, rsa_key
from .samples import CANCELLATION, LAYOUT, RECEIPT

PLACE = signature.place_of(LAYOUT, "receipt")
DS = signature.DS
DAY = timedelta(days=1)


class SignatureCase(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ca = Authority()
        cls.certificate = cls.ca.give("UBND Xã Một", 1)
        cls.lists = [cls.ca.revoked()]
        cls.signed = cls.sign()

    @classmethod
    def sign(cls, certificate=None, moment=NOW, kind="receipt", given=LAYOUT, ca=None):
        values = RECEIPT if kind == "receipt" else CANCELLATION
        content = layout.build(given, kind, values, "BL-1")
        key_file = (ca or cls.ca).packed(certificate or cls.certificate, 1)
        return signature.sign(content, key_file, SECRET, signature.place_of(given, kind), moment)

    def verdict(self, content=None, place=PLACE, roots=None, lists=None, signers=None):
        content = self.signed if content is None else content
        lists = self.lists if lists is None else lists
        return signature.verify(content, place, roots or self.ca.pem, lists, signers or [self.key(self.certificate)])

    @staticmethod
    def key(certificate):
        return signature.signer_key(signature.common_name(certificate.issuer), f"{certificate.serial_number:X}")

    def state(self, *args, **kwargs):
        return self.verdict(*args, **kwargs).state

    def xmlsec(self, content, data="DLBLai", pem=None):
        """Whether the other verifier finds that the signature holds, and its chain."""
        with tempfile.TemporaryDirectory() as folder:
            file, root = Path(folder) / "a.xml", Path(folder) / "ca.pem"
            file.write_bytes(content)
            root.write_text(pem or self.ca.pem, encoding="utf-8")
            ids = ("--id-attr:Id", data, "--id-attr:Id", f"{DS}:Object")
            command = ["xmlsec1", "--verify", "--trusted-pem", root, "--verification-time", "2026-11-23 09:00:00"]
            answer = subprocess.run([*command, *ids, file], capture_output=True, text=True, check=False)
        self.assertRegex(answer.stderr, r"(?m)^(OK|FAIL|ERROR)$|failed to verify", "it was not asked rightly")
        return answer.returncode == 0


class TestSigned(SignatureCase):
    def test_what_it_says(self):
        found = self.verdict()
        self.assertEqual((found.state, found.signer, found.issuer), (GOOD, "UBND Xã Một", "CA thử"))
        self.assertEqual(found.signed_at, NOW)
        self.assertEqual(found.serial, f"{self.certificate.serial_number:X}")

    def test_it_is_valid_by_its_schema(self):
        self.assertEqual(layout.faults(self.signed, layout.schema(LAYOUT, "receipt")), [])

    def test_the_shape(self):
        """As in the tax authority's own files."""
        root = etree.fromstring(self.signed)
        self.assertEqual([one.tag for one in root], ["DLBLai", "DSCKS"])
        [found] = root.findall(f"DSCKS/TCThu/{{{DS}}}Signature")
        self.assertEqual(
            [etree.QName(one).localname for one in found], ["SignedInfo", "SignatureValue", "KeyInfo", "Object"]
        )
        uris = [one.get("URI") for one in found.iter(f"{{{DS}}}Reference")]
        self.assertEqual(uris, ["#BL-1", f"#{found[3].get('Id')}"])
        algorithms = {one.get("Algorithm") for one in found[0].iter() if one.get("Algorithm")}
        self.assertEqual(
            algorithms,
            {
                "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2001/04/xmlenc#sha256",
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
            },
        )
        [time] = found.findall(".//{https://hoadondientu.gdt.gov.vn}SigningTime")
        self.assertEqual((time.text, time.getparent().get("Target")), ("2026-11-23T16:00:00", f"#{found.get('Id')}"))
        self.assertEqual([etree.QName(one).localname for one in found[2][0]], ["X509SubjectName", "X509Certificate"])

    def test_another_verifier_agrees(self):
        self.assertTrue(self.xmlsec(self.signed))
        self.assertTrue(self.xmlsec(self.sign(kind="cancellation"), "DLTBao"))
        self.assertFalse(self.xmlsec(self.signed.replace(b"24000", b"24001")))
        self.assertFalse(self.xmlsec(self.signed, pem=Authority("CA khác", 2).pem))

    def test_a_namespace(self):
        given = LAYOUT | {"namespace": "urn:thue"}
        content = self.sign(given=given)
        self.assertEqual(self.state(content, place=signature.place_of(given, "receipt")), GOOD)
        self.assertEqual(self.state(content), FORM)
        self.assertTrue(self.xmlsec(content, "urn:thue:DLBLai"))

    def test_keys_that_do_not_sign(self):
        content = layout.build(LAYOUT, "receipt", RECEIPT, "BL-1")
        with self.assertRaises(signature.CannotSign):
            signature.sign(content, curve_key_file(), SECRET, PLACE, NOW)
        for key_file, secret in ((b"x", SECRET), (self.ca.packed(self.certificate, 1), b"other")):
            with self.assertRaises(signature.KeyRefused):
                signature.sign(content, key_file, secret, PLACE, NOW)


class TestChanged(SignatureCase):
    def test_every_byte(self):
        """Each byte of the data, of the time and of what ties them together, changed once: found, unless the file says the
        same afterwards by the rules of canonical XML (as another tool counts them).
        """
        start, end = self.signed.index(b"<DLBLai"), self.signed.index(b"<ds:SignatureValue>")
        time = self.signed.index(b"<ds:Object")
        places = [*range(start, end), *range(time, self.signed.index(b"</ds:Object>"))]
        same = []
        for place in places:
            changed = bytearray(self.signed)
            changed[place] ^= 1
            if self.state(bytes(changed)) == GOOD:
                same.append(place)
                self.assertEqual(ElementTree.canonicalize(bytes(changed)), ElementTree.canonicalize(self.signed))
        self.assertEqual(same, [])
        self.assertGreater(len(places), 2_000)

    def test_the_signature_and_the_certificate(self):
        for tag in (b"<ds:SignatureValue>", b"<ds:X509Certificate>"):
            place = self.signed.index(tag) + len(tag)
            for step in range(0, 300, 7):
                changed = bytearray(self.signed)
                changed[place + step] = ord("A") if changed[place + step] != ord("A") else ord("B")
                self.assertNotEqual(self.state(bytes(changed)), GOOD, step)

    def test_what_says_the_same_still_holds(self):
        """Another way of writing the same: by another tool that reads and writes it."""
        root = etree.fromstring(self.signed)
        self.assertEqual(self.state(etree.tostring(root, encoding="UTF-16", xml_declaration=True)), GOOD)
        self.assertEqual(self.state(self.signed.replace(b"<DLBLai Id=", b"<DLBLai\n Id=")), GOOD)

    def test_words_said_otherwise(self):
        for old, new in (
            ("Trần Văn A", "Trần Văn B"), ("24000", "240000"), ("<SBLai>7", "<SBLai>8"), ("26TAB", "26TAC"),
            ("2026-11-23T16:00:00", "2026-11-23T16:00:01"), ("2026-11-23<", "2026-11-24<"),
        ):  # fmt: skip
            with self.subTest(new=new):
                self.assertEqual(self.state(self.signed.replace(old.encode(), new.encode())), CHANGED)


class TestAttacks(SignatureCase):
    def tree(self):
        root = etree.fromstring(self.signed)
        return root, root[0], root.find(f"DSCKS/TCThu/{{{DS}}}Signature")

    def refused(self, root, *states):
        self.assertIn(self.state(etree.tostring(root)), states or (FORM,))

    def test_the_signed_data_moved_away_and_other_data_in_its_place(self):
        """Signature wrapping: what was signed is still there, but is not what a reader would take."""
        for identity in ("BL-1", "BL-2"):
            for hide in ("root", "signature", "object"):
                root, data, found = self.tree()
                forged = etree.fromstring(etree.tostring(data).replace(b"24000", b"99000"))
                forged.set("Id", identity)
                root.replace(data, forged)
                if hide == "root":
                    root.append(data)
                elif hide == "object":
                    etree.SubElement(found, f"{{{DS}}}Object").append(data)
                else:
                    etree.SubElement(root.find("DSCKS"), "An").append(data)
                with self.subTest(identity=identity, hide=hide):
                    self.refused(root, FORM, CHANGED)

    def test_two_signatures_two_data_or_another_place(self):
        root, data, found = self.tree()
        root.find("DSCKS/TCThu").append(etree.fromstring(etree.tostring(found)))
        self.refused(root)
        root, data, found = self.tree()
        root.append(etree.fromstring(etree.tostring(data)))
        self.refused(root)
        root, data, found = self.tree()
        data.append(found)
        self.refused(root)
        root, data, found = self.tree()
        root.insert(0, root[1])
        self.refused(root)
        root, data, found = self.tree()
        root.set("Id", "BL-1")
        self.refused(root)
        root, data, found = self.tree()
        found.getparent().remove(found)
        self.refused(root)

    def test_one_reference_more_or_less(self):
        for change in ("less", "more", "swapped", "whole"):
            root, _data, found = self.tree()
            references = found.findall(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")
            if change == "less":
                references[1].getparent().remove(references[1])
            elif change == "more":
                references[0].getparent().append(etree.fromstring(etree.tostring(references[0])))
            elif change == "swapped":
                references[0].getparent().append(references[0])
            else:
                references[0].set("URI", "")
            self.resign(root, found)
            with self.subTest(change=change):
                self.refused(root, FORM, CHANGED)

    def resign(self, root, found):
        """Sign what stands in a signature anew, with the right key: only its shape is wrong."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

        info = found.find(f"{{{DS}}}SignedInfo")
        text = rsa_key(1).sign(etree.tostring(info, method="c14n"), PKCS1v15(), hashes.SHA256())
        found.find(f"{{{DS}}}SignatureValue").text = base64.b64encode(text).decode()

    def test_the_right_key_signs_nothing_else(self):
        """What the key's owner signed in another way is no receipt: weak or other algorithms, no time, another time's place."""
        info = f"{{{DS}}}SignedInfo"
        for what in ("sha1", "exclusive", "digest", "time", "target"):
            root, _data, found = self.tree()
            if what == "sha1":
                found.find(f"{info}/{{{DS}}}SignatureMethod").set("Algorithm", f"{DS}rsa-sha1")
            elif what == "exclusive":
                method = found.find(f"{info}/{{{DS}}}CanonicalizationMethod")
                method.set("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#")
            elif what == "digest":
                found.find(f".//{{{DS}}}DigestMethod").set("Algorithm", f"{DS}sha1")
            elif what == "time":
                found.find(f".//{{{DS}}}SignatureProperties").clear()
            else:
                found.find(f".//{{{DS}}}SignatureProperty").set("Target", "#other")
            self.resign(root, found)
            with self.subTest(what=what):
                self.refused(root, FORM, CHANGED)

    def test_a_key_beside_the_certificate(self):
        """A key of the attacker's own, named beside the certificate, signs nothing."""
        root, data, found = self.tree()
        data.find(".//TPhi").text = "99000"
        info = found.find(f"{{{DS}}}KeyInfo")
        value = etree.SubElement(etree.SubElement(info, f"{{{DS}}}KeyValue"), f"{{{DS}}}RSAKeyValue")
        etree.SubElement(value, f"{{{DS}}}Modulus").text = "AQAB"
        etree.SubElement(value, f"{{{DS}}}Exponent").text = "AQAB"
        self.refused(root, CHANGED)

    def test_files_that_are_none(self):
        bomb = b'<!DOCTYPE a [<!ENTITY x "y">]>' + self.signed.partition(b"?>\n")[2]
        for content in (
            b"", b"x", b"<a/>", b"<BLai/>", bomb, b"PK\x03\x04", self.signed[:-20], self.signed + b"<a/>",
            self.signed.replace(b"<TPhi>24000", b"<TPhi>2<!-- -->4000"), b"<BLai>" + b" " * 2**20 + b"</BLai>",
        ):  # fmt: skip
            with self.subTest(content=content[:30]):
                self.assertEqual(self.state(content), FORM)

    def test_nothing_can_be_fetched(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(b"secret")
            file.flush()
            body = self.signed.partition(b"?>\n")[2]
            dtd = f'<!DOCTYPE BLai [<!ENTITY x SYSTEM "file://{file.name}">]>'.encode()
            self.assertEqual(self.state(dtd + body.replace(b"Ti", b"&x;Ti", 1)), FORM)


class TestStanding(SignatureCase):
    def test_an_authority_that_nobody_trusts(self):
        self.assertEqual(self.state(roots=Authority("CA thử", 3).pem), UNTRUSTED)
        self.assertEqual(signature.verify(self.signed, PLACE, "", self.lists, []).state, UNTRUSTED)

    def test_one_that_calls_itself_like_the_right_one(self):
        false = Authority("CA thử", 4)
        certificate = false.give("UBND Xã Một", 1)
        self.assertEqual(self.state(self.sign(certificate, ca=false), signers=[self.key(certificate)]), UNTRUSTED)

    def test_somebody_else(self):
        other = self.ca.give("Công ty ABC", 1)
        self.assertEqual(self.state(self.sign(other)), FOREIGN)
        self.assertEqual(self.state(self.sign(other), signers=[self.key(other)]), GOOD)

    def test_a_certificate_that_signs_no_documents(self):
        certificate = self.ca.give("UBND Xã Một", 1, usage=("key_encipherment",))
        self.assertEqual(self.state(self.sign(certificate), signers=[self.key(certificate)]), UNTRUSTED)

    def test_expired(self):
        """What counts is the day on which it was signed."""
        short = self.ca.give("UBND Xã Một", 1, days=60)
        key = [self.key(short)]
        lists = [self.ca.revoked(days=90)]
        self.assertEqual(self.state(self.sign(short, NOW + 29 * DAY), signers=key, lists=lists), GOOD)
        self.assertEqual(self.state(self.sign(short, NOW + 31 * DAY), signers=key, lists=lists), EXPIRED)
        self.assertEqual(self.state(self.sign(short, NOW - 31 * DAY), signers=key, lists=lists), EXPIRED)

    def test_revoked(self):
        reason = x509.ReasonFlags
        for when, why, state in (
            (NOW - DAY, None, REVOKED),
            (NOW, reason.superseded, REVOKED),
            (NOW + DAY, reason.superseded, GOOD),
            (NOW + DAY, None, GOOD),
            # who has stolen a key dates back
            (NOW + DAY, reason.key_compromise, REVOKED),
            (NOW + DAY, reason.ca_compromise, REVOKED),
        ):
            with self.subTest(when=when, why=why):
                lists = [self.ca.revoked((self.certificate, when, why), start=NOW + 2 * DAY)]
                self.assertEqual(self.state(lists=lists), state)

    def test_the_newest_list_counts(self):
        older = self.ca.revoked()
        newer = self.ca.revoked((self.certificate, NOW, None), start=NOW)
        for lists in ([older, newer], [newer, older]):
            self.assertEqual(self.state(lists=lists), REVOKED)

    def test_without_a_list_nobody_knows(self):
        other = Authority("CA thử", 5)
        for lists in (
            [],
            [self.ca.revoked(start=NOW - 30 * DAY)],
            [other.revoked()],
            [self.ca.revoked(key=other.key)],
            [Authority("CA khác", 6).revoked()],
        ):
            self.assertEqual(self.state(lists=lists), UNCHECKED)

    def test_an_authority_between(self):
        between = Authority("CA trung gian", 7, above=self.ca)
        certificate = between.give("UBND Xã Một", 1)
        content = self.sign(certificate, ca=between)
        key = [self.key(certificate)]
        lists = [between.revoked(), self.ca.revoked()]
        self.assertEqual(self.state(content, lists=lists, signers=key), GOOD)
        self.assertEqual(self.state(content, lists=lists[:1], signers=key), UNCHECKED)
        gone = [between.revoked(), self.ca.revoked((between.certificate, NOW - DAY, None))]
        self.assertEqual(self.state(content, lists=gone, signers=key), REVOKED)
        self.assertTrue(self.xmlsec(content))


class TestLists(TestCase):
    def test_what_a_list_says(self):
        ca = Authority()
        content = ca.revoked((ca.give("A", 1), NOW, None))
        pem = x509.load_der_x509_crl(content).public_bytes(signature.Encoding.PEM)
        for one in (content, pem):
            found = signature.read_list(one)
            self.assertEqual((found.issuer, found.count, found.published), ("CA thử", 1, NOW - DAY))
            self.assertEqual(found.next, NOW + 6 * DAY)
        for wrong in (b"", b"x", content[:-9], ca.pem.encode()):
            with self.assertRaises(signature.ListRefused):
                signature.read_list(wrong)
