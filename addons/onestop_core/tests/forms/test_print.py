import hashlib
import io
from pathlib import Path

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader
from psycopg2 import IntegrityError

from ..common import MONDAY, OnestopHttpCase, local
from .test_report_forms import CONTROL_SHEET, LETTER, REGISTER, SLIP_OF_WORK, FormStories
from .test_report_slip import SLIP, SLIP_A5, ReportCase


@tagged("post_install", "-at_install")
class TestPrint(FormStories, ReportCase):
    """What is printed is kept: the first time it is the original, afterwards a marked copy."""

    def prints(self, dossier, role="receptionist"):
        return dossier.with_user(self.users[role]).print_ids

    def test_the_first_print_is_the_original(self):
        dossier = self.received(MONDAY)
        with freeze_time(local(MONDAY, "08:20")):
            content = self.print(SLIP, dossier)
        row = self.prints(dossier)
        self.assertEqual(row.sha256, hashlib.sha256(content).hexdigest())
        self.assertEqual(row._content(), content)
        self.assertEqual(
            (row.form, row.edition, row.copy_number, row.size, row.user_id, row.printed_at),
            ("receipt_slip", 1, 0, len(content), self.users["receptionist"], local(MONDAY, "08:20")),
        )
        self.assertIn(dossier.code, row.name)
        self.assertNotIn("BẢN SAO", " ".join(self.pages(content)))

    def test_printed_again_it_is_a_copy_with_number_and_date(self):
        dossier = self.received(MONDAY)
        original = self.print(SLIP, dossier)
        for number, (clock, role) in enumerate((("09:05", "receptionist"), ("10:00", "leader")), 1):
            with freeze_time(local(MONDAY, clock)):
                copy = self.print(SLIP, dossier, self.users[role])
            for page in self.pages(copy):
                self.assertIn(f"BẢN SAO số {number} – in lúc {clock} ngày 23/11/2026", page)
            self.assertEqual(self.unmarked(copy), self.pages(original))
            row = self.prints(dossier).filtered(lambda row, number=number: row.copy_number == number)
            self.assertEqual((row.sha256, row.user_id), (hashlib.sha256(copy).hexdigest(), self.users[role]))
            self.assertEqual(row._content(), original)
            self.assertFalse(row.sudo().attachment_id)
        self.assertEqual(row.original_id.copy_count, 2)

    def test_on_other_paper_it_is_a_copy_all_the_same(self):
        dossier = self.received(MONDAY)
        self.print(SLIP, dossier)
        copy = self.print(SLIP_A5, dossier)
        self.assertIn("BẢN SAO số 1", self.pages(copy)[0])
        self.assertEqual(round(float(PdfFileReader(io.BytesIO(copy)).pages[0].mediabox.width) / 72 * 25.4), 148)

    def test_what_says_something_new_is_a_new_edition(self):
        dossier = self.received(MONDAY)
        self.print(SLIP, dossier)
        self.as_role(dossier, "receptionist").applicant_phone = "0905 999 999"
        with freeze_time(local(MONDAY, "11:00")):
            again = self.print(SLIP, dossier)
        self.assertSays(self.pages(again)[0], "0905999999", "Bản in số 2 – in lúc 11:00 ngày 23/11/2026")
        self.assertNotIn("BẢN SAO", " ".join(self.pages(again)))
        self.assertIn("BẢN SAO số 1", self.pages(self.print(SLIP, dossier))[0])
        self.assertEqual(
            sorted(self.prints(dossier).mapped(lambda row: (row.edition, row.copy_number))), [(1, 0), (2, 0), (2, 1)]
        )

    def test_the_control_sheet_grows(self):
        dossier = self.processed(MONDAY)
        self.print(CONTROL_SHEET, dossier)
        self.act(dossier, MONDAY, "14:00", "specialist", "forward")
        self.assertIn("Bản in số 2", self.pages(self.print(CONTROL_SHEET, dossier))[0])

    def test_a_letter_keeps_what_it_said(self):
        letter = self.letter("refusal", MONDAY)
        first = self.pages(self.print(LETTER, letter))
        self.env.ref("onestop_core.form_2025_refusal").intro = "Lời khác."
        self.commune.hotline = "1900 9999"
        self.assertEqual(self.unmarked(self.print(LETTER, letter)), first)
        row = self.prints(letter.dossier_id)[-1:]
        self.assertEqual((row.form, row.name), ("refusal", "Phiếu từ chối tiếp nhận giải quyết hồ sơ 01-TTPVHCC"))

    def test_several_in_one_printing(self):
        dossiers = self.received(MONDAY) | self.received(MONDAY)
        self.print(SLIP, dossiers[0])
        pages = self.pages(self.print(SLIP, dossiers))
        self.assertEqual(["BẢN SAO" in page for page in pages], [True, False])

    def test_nobody_alters_or_deletes_it(self):
        dossier = self.received(MONDAY)
        self.print(SLIP, dossier)
        row = self.prints(dossier)
        for user in (self.users["receptionist"], self.users["agency_admin"], self.manager):
            self.assertRefused(AccessError, ".", row.with_user(user).unlink)
            self.assertRefused((AccessError, UserError), ".", row.with_user(user).write, {"sha256": "0"})
            with self.assertRaises(AccessError):
                row.with_user(user).read(["attachment_id"])
        self.assertRefused(UserError, "kept", row.sudo().unlink)
        self.assertRefused(UserError, "kept as it is", row.sudo().write, {"sha256": "0"})
        self.assertRefused(IntegrityError, "violates foreign key", row.sudo().attachment_id.unlink)

    @mute_logger("odoo.addons.onestop_core.models.forms.onestop_print")
    def test_a_changed_pdf_is_found(self):
        dossier = self.received(MONDAY)
        self.print(SLIP, dossier)
        row = self.prints(dossier)
        self.assertEqual(row.action_verify()["params"]["type"], "success")
        attachment = row.sudo().attachment_id
        path = Path(attachment._full_path(attachment.store_fname))
        # the same bytes may be those of another test's print
        self.addCleanup(path.write_bytes, path.read_bytes())
        path.write_bytes(path.read_bytes() + b" ")
        attachment.invalidate_recordset()
        self.assertRefused(UserError, f"print number {row.id}", row.action_verify)
        self.assertRefused(UserError, "was changed", self.print, SLIP, dossier)

    def test_what_others_printed_is_theirs(self):
        dossier = self.received(MONDAY)
        self.print(SLIP, dossier)
        row = self.prints(dossier)
        self.assertFalse(row.with_user(self.users_2["receptionist"]).search([("id", "=", row.id)]))
        self.assertRefused(AccessError, ".", row.with_user(self.users_2["receptionist"]).action_verify)

    # ------------------------------------------------------------------ slips

    def test_slips_are_numbered_and_kept(self):
        dossiers = self.received(MONDAY) | self.received(MONDAY)
        first, second = (self.slip("handover", dossiers, MONDAY) for _ in range(2))
        self.assertEqual((first.name, second.name), ("01/TTPVHCC", "02/TTPVHCC"))
        self.assertEqual((first.agency_id, first.to_agency_id), (self.commune, self.commune))
        original = self.pages(self.print(SLIP_OF_WORK, first))
        self.assertEqual([page.split("Liên: ")[1][:8] for page in original], ["Bên giao", "Bên nhận"])
        self.assertEqual(self.unmarked(self.print(SLIP_OF_WORK, first)), original)
        for dossier in dossiers:
            printed = dossier.event_ids.filtered(lambda event: event.action == "print")
            self.assertEqual([event.data["number"] for event in printed], ["01/TTPVHCC"] * 2)
        self.assertRefused(UserError, "kept", first.sudo().unlink)

    def test_slips_only_of_what_they_are_about(self):
        draft, processed, settled = self.draft(MONDAY), self.processed(MONDAY), self.settled(MONDAY)
        for kind, dossier, words in (
            ("handover", draft, "not been received"),
            ("result_handover", processed, "no result yet"),
            ("reminder", processed, "not overdue"),
            ("reminder", settled, "not overdue"),
        ):
            self.assertRefused(UserError, words, self.slip, kind, dossier, MONDAY)

    def test_slips_of_others(self):
        dossier = self.received(MONDAY)
        slips = self.env["onestop.working.slip"].with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, ".", slips._issue, "handover", self.commune_2, self.commune, dossier)
        slips = self.env["onestop.working.slip"].with_user(self.users["receptionist"])
        self.assertRefused(AccessError, "no slips for", slips._issue, "handover", self.commune_2, self.commune, dossier)
        slip = self.slip("handover", dossier, MONDAY)
        self.assertRefused(AccessError, ".", self.print, SLIP_OF_WORK, slip, self.users_2["receptionist"])

    def test_each_late_agency_is_reminded(self):
        here = self.processed(MONDAY)
        there = self.received(MONDAY)
        there.sudo().competent_agency_id = self.department
        self.act(there, MONDAY, "09:00", "receptionist", "forward")
        self.assertEqual(there.holder_agency_id, self.department)
        slips = self.slip("reminder", here | there, self.after(MONDAY, 20))
        self.assertEqual(
            {(slip.to_agency_id, slip.dossier_ids) for slip in slips}, {(self.commune, here), (self.department, there)}
        )
        self.assertEqual(set(slips.mapped("answer_by")), {local(self.after(MONDAY, 22), "08:00")})
        self.env["ir.config_parameter"].set_param("onestop_core.reminder_hours", "16")
        self.assertEqual(
            self.slip("reminder", here, self.after(MONDAY, 20)).answer_by, local(self.after(MONDAY, 23), "08:30")
        )
        # the clerk who types it does not sign for the head of the agency
        text = " ".join(self.pages(self.print(SLIP_OF_WORK, slips)))
        self.assertSays(text, "PHỤ TRÁCH BỘ PHẬN")
        self.assertNotIn("Phạm Thu Hà (", text)

    # ------------------------------------------------------------------ register

    def test_the_register_is_a_book_of_numbered_pages(self):
        for _count in range(45):
            self.received(MONDAY)
        with freeze_time(local(MONDAY, "17:00")):
            content = self.print(REGISTER, self.register(MONDAY))
        pages = self.pages(content)
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertSays(page, f"Trang {number}/{len(pages)}", "Quyển số 2026")
            if "H99.11-" in page:
                self.assertSays(page, "Cơ quan chủ trì giải quyết", "Ký nhận")
        self.assertSays(pages[-1], "Cộng: 45 hồ sơ", "NGƯỜI LẬP SỔ", "THỦ TRƯỞNG CƠ QUAN")
        box = PdfFileReader(io.BytesIO(content)).pages[0].mediabox
        self.assertGreater(box.width, box.height)
        self.assertIn("BẢN SAO số 1", self.pages(self.print(REGISTER, self.register(MONDAY)))[0])
        kept = self.env["onestop.print"].with_user(self.users["supervisor"]).search([("form", "=", "register")])
        self.assertEqual(kept.agency_ids, self.commune)
        self.received(MONDAY)
        self.assertIn("Bản in số 2", self.pages(self.print(REGISTER, self.register(MONDAY)))[0])

    def test_the_register_holds_the_days_of_the_agency_alone(self):
        with freeze_time(local("2026-12-31", "16:59")):
            last = self.receive()
        with freeze_time(local("2027-01-04", "08:00")):
            first = self.receive()
        for day, begin, dossier in (("2026-12-31", "2026-12-31", last), ("2027-01-04", "2027-01-01", first)):
            wizard = self.register(day, begin)
            self.assertEqual(wizard._dossiers(), dossier)
            text = " ".join(self.pages(self.print(REGISTER, wizard)))
            self.assertSays(text, f"Quyển số: {day[:4]} – từ số thứ tự 1 đến số thứ tự 1")

    def test_registers_that_are_not_printed(self):
        self.received(MONDAY)
        for wizard, words in (
            (self.register("2026-11-24"), "No dossier"),
            (self.register(MONDAY, "2025-12-31"), "one year"),
            (self.register(MONDAY, user=self.users_2["receptionist"]), "not yours"),
        ):
            self.assertRefused(UserError, words, self.print, REGISTER, wizard, wizard.env.user)
        wizard = (
            self.env["onestop.register.wizard"]
            .with_user(self.users["receptionist"])
            .create({"agency_id": self.commune.id, "year": 2026})
        )
        self.assertEqual(
            (str(wizard.date_from), str(wizard.date_to), wizard.dossier_count), ("2026-01-01", "2026-12-31", 1)
        )


@tagged("post_install", "-at_install")
class TestPrintHttp(FormStories, OnestopHttpCase):
    def test_a_kept_print(self):
        dossier = self.received(MONDAY)
        reports = (
            self.env["ir.actions.report"]
            .with_user(self.users["receptionist"])
            .with_context(force_report_rendering=True)
        )
        content, _kind = reports._render_qweb_pdf(SLIP, dossier.ids)
        row = dossier.print_ids
        self.authenticate(self.users["leader"].login, self.users["leader"].login)
        answer = self.url_open(row.action_open()["url"])
        self.assertEqual((answer.status_code, answer.content), (200, content))
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        dossier.invalidate_recordset()
        event = dossier.event_ids.filtered(lambda event: event.action == "print_view")
        self.assertEqual((event.user_id, event.data["sha256"]), (self.users["leader"], row.sha256))
        self.authenticate(self.users_2["leader"].login, self.users_2["leader"].login)
        self.assertEqual(self.url_open(f"/onestop/print/{row.id}").status_code, 404)

    def test_a_preview(self):
        self.authenticate(self.users["agency_admin"].login, self.users["agency_admin"].login)
        form = self.env.ref("onestop_core.form_2025_apology")
        answer = self.url_open(form.with_user(self.users["agency_admin"]).action_preview()["url"])
        self.assertEqual((answer.status_code, answer.headers["Content-Type"]), (200, "application/pdf"))
        self.assertEqual(self.url_open("/onestop/form/0/preview").status_code, 404)
