import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine import signing
from .. import upload_samples as samples
from .test_papers import PapersCase


@tagged("post_install", "-at_install")
class TestPapersSigning(PapersCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.packed, cls.password, cls.root = samples.key_file()

    def load(self, agency=None, **changes):
        vals = {
            "agency_id": (agency or self.commune).id,
            "file": base64.b64encode(self.packed),
            "password": self.password,
        }
        return self.env["onestop.signing.certificate"].with_user(self.manager).create({**vals, **changes})

    def result(self, content=None, name="Giấy phép.pdf"):
        return self.add(self.receive(), content or samples.pdf(2), name, paper=None)

    # ------------------------------------------------------------------ the certificate

    def test_nothing_can_be_read_back(self):
        certificate = self.load()
        self.assertRecordValues(certificate, [{"name": "UBND Xã Một", "issuer": "CA thử"}])
        self.env.invalidate_all()
        self.assertEqual(
            certificate.read(["file", "password"])[0], {"id": certificate.id, "file": False, "password": False}
        )
        self.assertRefused(AccessError, "", certificate.read, ["key_file"])
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", certificate._name),
                    ("res_field", "=", "key_file"),
                    ("res_id", "=", certificate.id),
                ]
            )
        )
        admin = self.env.ref("base.user_admin")
        admin.group_ids += self.env.ref("onestop_core.group_manager")
        for user in (self.manager, admin):
            self.assertRefused(AccessError, "", attachment.with_user(user).read, ["datas"])
        # what is stored opens neither with the password nor without one
        for password in (self.password, ""):
            with self.assertRaises(signing.KeyRefused):
                signing.repack(attachment.raw, password, b"x")
        self.env.cr.execute(
            "SELECT row_to_json(c)::text FROM onestop_signing_certificate c WHERE id = %s", [certificate.id]
        )
        self.assertNotIn("mật", self.env.cr.fetchone()[0])

    def test_wrong_password(self):
        for changes in ({"password": "sai"}, {"file": base64.b64encode(b"x")}, {"file": False}):
            self.assertRefused(UserError, "cannot be opened", self.load, **changes)

    # ------------------------------------------------------------------ signing

    def test_signed_by_the_leader(self):
        self.load()
        self.env["ir.config_parameter"].set_param("onestop_core.signing_roots", self.root)
        file = self.result()
        dossier = file.dossier_id
        self.assertFalse(dossier.papers_data()["may_sign"])
        leader = file.with_user(self.users["leader"])
        self.assertTrue(leader.dossier_id.papers_data()["may_sign"])
        signed = self.env["onestop.dossier.file"].with_user(self.users["leader"]).browse(leader.sign_result())
        self.assertFalse(file.active)
        self.assertEqual((signed.name, signed.page_count, signed.kind), (file.name, 2, "result"))
        self.assertEqual(signed._screen_data()[0]["signatures"][0]["words"], "Signed by UBND Xã Một, unchanged since.")
        [verdict] = signing.verify(signed._content(), self.root)
        self.assertTrue(verdict.holds and verdict.trusted and not verdict.changed)
        self.assertEqual(self.actions(dossier)[-2:], ["file_sign", "file_supersede"])

    def test_who_may_not_sign(self):
        self.load()
        file = self.result()
        for role in ("receptionist", "specialist"):
            self.assertRefused(
                AccessError, "signed by a leader of Xã Một", file.with_user(self.users[role]).sign_result
            )
        self.assertRefused(AccessError, "", file.with_user(self.users_2["leader"]).sign_result)

    def test_what_is_not_signed(self):
        leader = self.users["leader"]
        file = self.result()
        self.assertRefused(UserError, "no valid certificate", file.with_user(leader).sign_result)
        self.load(agency=self.commune_2)
        self.assertRefused(UserError, "no valid certificate", file.with_user(leader).sign_result)
        self.load()
        with freeze_time("2101-01-01"):
            self.assertRefused(UserError, "no valid certificate", file.with_user(leader).sign_result)
        word = self.result(samples.docx(), "a.docx")
        self.assertRefused(UserError, "Only a result in PDF", word.with_user(leader).sign_result)
        scan = self.add(file.dossier_id)
        self.assertRefused(UserError, "Only a result in PDF", scan.with_user(leader).sign_result)

    # ------------------------------------------------------------------ what comes in signed

    def test_uploaded_signed(self):
        key, _certificate = signing.repack(self.packed, self.password, b"s")
        signed = signing.sign(samples.pdf(), key, b"s", reason="", place="")
        forged = signed.replace(b"MediaBox", b"mediaBox", 1)
        dossier = self.receive()
        for content, words in (
            (
                signed,
                "Signed by UBND Xã Một, unchanged since; the certificate's authority is not among those trusted here.",
            ),
            (forged, "The signature of UBND Xã Một does not hold: the file was changed, or the signature is damaged."),
        ):
            with self.subTest(words):
                [found] = self.add(dossier, content)._screen_data()[0]["signatures"]
                self.assertEqual(found["words"], words)
        self.assertEqual(self.add(dossier, samples.pdf(7))._screen_data()[0]["signatures"], [])
