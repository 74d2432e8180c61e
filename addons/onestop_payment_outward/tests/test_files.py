import base64
from datetime import timedelta

from lxml import etree
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .authority import NOW, Authority, curve_key_file
from .outward_case import OutwardCase


@tagged("post_install", "-at_install")
class TestFiles(OutwardCase):
    def tree(self, file):
        return etree.fromstring(base64.b64decode(file.content))

    def test_a_receipt_is_signed_once(self):
        receipt = self.receipt()
        action = receipt.with_user(self.cashier).action_official_file()
        file = receipt.file_ids
        self.assertEqual((action["res_model"], action["res_id"]), ("onestop.receipt.file", file.id))
        self.assertEqual((file.verdict, file.signer), ("good", "UBND Xã Một"))
        self.assertEqual(file.file_name, f"EBL01-{receipt.symbol}-{receipt.number}.xml")
        before = (file.digest, file.content)
        self.assertEqual(self.signed(receipt, self.money["accountant"]), file)
        self.assertEqual((file.digest, file.content), before)
        self.assertIn("signature holds", file.words)

    def test_what_it_says(self):
        receipt = self.receipt(quantity=3)
        root = self.tree(self.signed(receipt))
        said = {one: root.findtext(f".//{one}") for one in (
            "KHMSBLai", "KHBLai", "SBLai", "NLap", "TCThu/Ten", "TCThu/MDVQHNSach", "NNT/Ten", "TLPhi", "LPLPhi", "TgTTTBSo", "TgTTTBChu", "MHSo", "HTTToan",
        )}  # fmt: skip
        self.assertEqual(
            said,
            {
                "KHMSBLai": "EBL01", "KHBLai": receipt.symbol, "SBLai": str(receipt.number), "NLap": f"{receipt.issued_on:%Y-%m-%d}",
                "TCThu/Ten": self.commune.name, "TCThu/MDVQHNSach": "1057328", "NNT/Ten": receipt.payer_name,
                "TLPhi": receipt.line_ids.label, "LPLPhi": "Lệ phí", "TgTTTBSo": "24000", "TgTTTBChu": "Hai mươi bốn nghìn đồng",
                "MHSo": receipt.dossier_id.code, "HTTToan": "Tiền mặt",
            },
        )  # fmt: skip
        # the receipt bears the budget unit code in the place of a tax code, the file does not
        self.assertIsNone(root.find(".//TCThu/MST"))

    def test_a_tax_code_beside_the_budget_code(self):
        self.commune.tax_code = "0700123456"
        root = self.tree(self.signed())
        self.assertEqual([one.tag for one in root.find(".//NDBLai/TCThu")][:3], ["Ten", "MST", "MDVQHNSach"])

    def test_a_replacement_and_a_cancellation(self):
        receipt = self.receipt()
        new = receipt.browse(receipt.with_user(self.cashier).replace("Sai tên", "Trần Văn Đúng"))
        self.end_transaction()
        related = self.tree(self.signed(new)).find(".//TTBLLQuan")
        self.assertEqual((related.findtext("SBLCLQuan"), related.findtext("GChu")), (str(receipt.number), "Sai tên"))
        new._cancel("Trả lại tiền")
        action = new.with_user(self.cashier).action_official_file()
        self.assertEqual(action["domain"], [("receipt_id", "=", new.id)])
        cancelled = new.file_ids.filtered(lambda one: one.kind == "cancellation")
        root = self.tree(cancelled)
        self.assertEqual(
            (root.tag, root.findtext(".//LDo"), root.findtext(".//SCTu")), ("TBao", "Trả lại tiền", str(new.number))
        )
        self.assertEqual((cancelled.verdict, len(new.file_ids)), ("good", 2))

    def test_who_has_it_signed(self):
        receipt = self.receipt()
        for user in (self.money["auditor"], self.money["fee_approver"], self.users["leader"]):
            self.assertRefused(AccessError, "Whoever takes the money", receipt.with_user(user).action_official_file)
        self.signed(receipt)
        receipt.with_user(self.money["auditor"]).action_official_file()
        with self.assertRaises(AccessError):
            receipt.with_user(self.users["agency_admin"]).file_ids.with_user(self.users["receptionist"]).action_verify()

    def test_verified_anew(self):
        file = self.signed()
        self.load_list((self.certificate, NOW - timedelta(days=2), None), start=NOW + timedelta(hours=1))
        own = file.with_user(self.money["auditor"])
        own.action_verify()
        self.assertEqual(file.verdict, "revoked")
        self.assertIn("was revoked", own.words)
        self.env["onestop.revocation.list"].search([]).unlink()
        own.action_verify()
        self.assertEqual(file.verdict, "unchecked")
        self.env["ir.config_parameter"].set_param("onestop_core.signing_roots", Authority("CA khác", 2).pem)
        own.action_verify()
        self.assertEqual(file.verdict, "untrusted")
        self.env["ir.config_parameter"].set_param("onestop_core.signing_roots", self.ca.pem)
        file.sudo().content = base64.b64encode(base64.b64decode(file.content).replace(b"24000", b"24001"))
        own.action_verify()
        self.assertEqual((file.verdict, file.signer), ("changed", ""))
        self.assertIn("was changed", own.words)

    def test_another_bodys_certificate_is_a_foreign_one(self):
        file = self.signed()
        self.agency_certificate.agency_id = self.commune_2
        file.action_verify()
        self.assertEqual(file.verdict, "foreign")

    def test_an_archived_certificate_still_holds(self):
        file = self.signed()
        self.agency_certificate.active = False
        file.action_verify()
        self.assertEqual(file.verdict, "good")

    def test_what_is_lacking(self):
        receipt = self.receipt()
        number, receipt.sudo().number = receipt.number, 0
        self.assertRefused(UserError, "electronic receipt with its number", self.signed, receipt)
        receipt.sudo().number = number
        self.agency_certificate.active = False
        self.assertRefused(UserError, "no valid certificate", self.signed, receipt)
        self.agency_certificate.active = True
        layouts = self.env["onestop.receipt.layout"].search([])
        layouts.form_ids -= receipt.series_id.form_id
        self.assertRefused(UserError, "No XML form", self.signed, receipt)

    def test_a_revoked_or_expired_certificate_signs_nothing(self):
        receipt = self.receipt()
        self.load_list((self.certificate, NOW - timedelta(days=2), None), start=NOW + timedelta(hours=1))
        self.assertRefused(UserError, "Nothing is signed", self.signed, receipt)
        self.assertFalse(receipt.file_ids)
        end = self.agency_certificate.valid_to
        with freeze_time(end + timedelta(days=1)):
            self.assertRefused(UserError, "no valid certificate", self.signed, receipt)

    def test_a_key_of_another_kind(self):
        self.agency_certificate.active = False
        record = self.env["onestop.signing.certificate"].create(
            {"agency_id": self.commune.id, "file": base64.b64encode(curve_key_file(b"x")), "password": "x"}
        )
        with freeze_time(record.valid_from + timedelta(minutes=5)):
            self.assertRefused(UserError, "RSA key", record._sign_xml, b"<a/>", None)

    def test_a_body_without_a_code(self):
        self.commune.budget_code = False
        self.commune.company_id.vat = False
        self.assertRefused(UserError, "MST is missing", self.signed)

    def test_nothing_of_it_is_changed_or_deleted(self):
        file = self.signed()
        with self.assertRaises(AccessError):
            file.with_user(self.money["finance_office"]).write({"content": b""})
        self.assertRefused(UserError, "stays", file.sudo().unlink)

    def test_the_download(self):
        file = self.signed().with_user(self.money["accountant"])
        self.assertEqual(
            file.action_download()["url"],
            f"/web/content/onestop.receipt.file/{file.id}/content?download=true&filename={file.file_name}",
        )


@tagged("post_install", "-at_install")
class TestLayouts(OutwardCase):
    def test_one_description_a_day(self):
        layout = self.env.ref("onestop_payment_outward.receipt_layout_2_1_0")
        vals = {
            "name": "3",
            "valid_from": "2027-01-01",
            "form_ids": layout.form_ids.ids,
            "layout": layout.layout,
            "legal_basis": "X",
        }
        self.assertRefused(ValidationError, "2.1.0", layout.create, vals)
        layout.valid_to = "2026-12-31"
        new = layout.create(vals)
        form = layout.form_ids[0]
        self.assertEqual(layout._for(form, fields.Date.to_date("2026-12-31")), layout)
        self.assertEqual(layout._for(form, fields.Date.to_date("2027-01-01")), new)
        self.assertFalse(layout._for(form, fields.Date.to_date("2020-01-01")))

    def test_what_is_no_description(self):
        # of one by which the demo data has made no file
        layout = self.env.ref("onestop_payment_outward.receipt_layout_2_1_0")
        layout.valid_to = "2039-12-31"
        layout = layout.copy({"valid_from": "2040-01-01", "valid_to": False})
        for text, words in (
            ("{", "no JSON"),
            ("[1]", "not whole"),
            (layout.layout.replace("DLBLai", "DL BLai"), "receipt: data"),
        ):
            self.assertRefused(ValidationError, words, layout.write, {"layout": text})

    def test_a_description_that_is_being_typed(self):
        """It has no schema yet; what is wrong with it is said when it is saved."""
        whole = self.env.ref("onestop_payment_outward.receipt_layout_2_1_0").layout
        typed = self.env["onestop.receipt.layout"].new({"name": "3.0.0"})
        for text in (
            False,
            "{",
            "[1]",
            '{"version": "3.0.0"}',
            whole.rstrip()[:-1],
            whole.replace("DLBLai", "DL BLai"),
        ):
            typed.layout = text
            self.assertFalse(typed.receipt_schema)
        typed.layout = whole
        self.assertTrue(typed.receipt_schema)

    def test_what_files_were_made_by_stays(self):
        layout = self.signed().layout_id
        self.assertRefused(UserError, "Files were made", layout.write, {"layout": layout.layout})
        self.assertRefused(UserError, "Files were made", layout.sudo().unlink)
        self.assertEqual(layout.file_count, len(self.files.search([("layout_id", "=", layout.id)])))

    def test_schemas(self):
        layout = self.env.ref("onestop_payment_outward.receipt_layout_2_1_0")
        file = self.signed()
        schema = etree.XMLSchema(etree.fromstring(base64.b64decode(layout.receipt_schema)))
        self.assertTrue(schema.validate(etree.fromstring(base64.b64decode(file.content))))
        self.assertEqual(layout.receipt_schema_name, "receipt-2.1.0.xsd")


@tagged("post_install", "-at_install")
class TestRevocationLists(OutwardCase):
    @mute_logger("odoo.addons.onestop_core.examination")
    def test_what_is_no_list(self):
        lists = self.env["onestop.revocation.list"].with_user(self.money["finance_office"])
        for content in (b"", b"x", self.ca.pem.encode()):
            self.assertRefused(UserError, "no list", lists.create, {"file": base64.b64encode(content)})

    def test_what_it_says(self):
        one = self.load_list((self.certificate, NOW, None))
        self.assertEqual((one.issuer, one.revoked_count, one.published_at), ("CA thử", 1, NOW.replace(tzinfo=None)))
        self.assertFalse(one._outdated())
        with freeze_time(NOW + timedelta(days=3651)):
            self.assertEqual(one._outdated().mapped("issuer"), ["CA thử"])
