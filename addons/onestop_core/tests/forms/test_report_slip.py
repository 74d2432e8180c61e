import functools
import io
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools.pdf import PdfFileReader

from ...engine import pdf
from ...examination import addon_folders, examine
from ...models.forms.ir_actions_report import STYLESHEET, IrActionsReport
from ..common import MONDAY, OnestopCase, local

SLIP = "onestop_core.action_report_receipt_slip"
SLIP_A5 = "onestop_core.action_report_receipt_slip_a5"


@functools.cache
def _pages(content):
    return tuple(" ".join(page.extract_text().split()) for page in PdfFileReader(io.BytesIO(content)).pages)


class ReportCase(OnestopCase):
    """Prints for real, as the web client does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("web.base.url", "https://motcua.example")
        cls.province.write({"place": "Tỉnh Thử", "hotline": "1900 1022", "phone": "0226 3 111 222"})

    def print(self, report, records, user=None):
        reports = self.env["ir.actions.report"].with_user(user or self.users["receptionist"])
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(report, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def pages(self, content):
        """The text of each page, blanks and line breaks as one blank, the mark of a copy last."""
        return list(_pages(content))

    def unmarked(self, content):
        """The text of each page without the mark of a copy."""
        return [page.split(" BẢN SAO ")[0] for page in self.pages(content)]

    def assertSays(self, text, *parts):
        for part in parts:
            self.assertIn(part, text)


@tagged("post_install", "-at_install")
class TestReportSlip(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.procedure.current_version_id.channel_ids.fee_text = "Lệ phí: 26.000 đ"

    def receive_full(self, **changes):
        with freeze_time(local(MONDAY, "08:15")):
            return self.receive(
                **{
                    "applicant_identity": "035190001234",
                    "applicant_address": "Thôn Vồng, xã Một",
                    "applicant_phone": "0905 123 456",
                    "applicant_email": "duong@example.com",
                    "applicant_name": "Nguyễn Thị Thùy Dương",
                    "submitter_name": "Đặng Ngọc Bích",
                    "submitter_authority": "Giấy ủy quyền số 15",
                    "summary": "lần đầu",
                    "set_count": 2,
                    **changes,
                }
            )

    def test_every_field_is_printed(self):
        dossier = self.receive_full()
        (page,) = self.pages(self.print(SLIP, dossier))
        self.assertSays(
            page,
            "Mẫu số 01 – TT 03/2025/TT-VPCP",
            "XÃ MỘT",
            "MỘT CỬA XÃ MỘT",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            f"Số: {dossier.register_number:02d}/TTPVHCC",
            "Một, ngày 23 tháng 11 năm 2026",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "Mã hồ sơ: H99.11-261123-0001",
            f"Quyển số: 2026 Số thứ tự: {dossier.register_number:02d}",
            "Bộ phận tiếp nhận và trả kết quả: Một cửa Xã Một",
            "Tiếp nhận hồ sơ của: Nguyễn Thị Thùy Dương",
            "Người nộp hồ sơ: Đặng Ngọc Bích (Giấy ủy quyền số 15)",
            "Số định danh cá nhân/CCCD/Hộ chiếu: 035190001234",
            "Địa chỉ: Thôn Vồng, xã Một",
            "Số điện thoại: 0905123456",
            "Email: duong@example.com",
            "Nội dung yêu cầu giải quyết: Thủ tục ba ngày – lần đầu",
            "1. Thành phần hồ sơ nộp gồm:",
            "Bản chính",
            "Bản chứng thực",
            "Bản photo",
            "1 Giấy tờ 1 bản chính được trả lại cùng kết quả 01 – –",
            "5 Giấy tờ 5 01 – –",
            "2. Số lượng hồ sơ: 02 (bộ).",
            "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
            "4. Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 23 tháng 11 năm 2026.",
            "5. Thời gian trả kết quả giải quyết hồ sơ: 08 giờ 15 phút, ngày 26 tháng 11 năm 2026.",
            "6. Đăng ký nhận kết quả tại: Một cửa Xã Một",
            "7. Phí, lệ phí (nếu có): Lệ phí: 26.000 đ",
            "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên) Đặng Ngọc Bích",
            "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) receptionist",
            "https://motcua.example/dich-vu-cong/tra-cuu",
            "1900 1022",
            "Trang 1/1",
        )

    def test_a_word_that_no_line_holds_stays_on_the_sheet(self):
        word = f"{'a' * 60}@{'b' * 60}.vn"
        dossier = self.receive_full(applicant_email=word, summary="w" * 124, submitter_authority="v" * 124)
        for report in (SLIP, SLIP_A5):
            pages = self.pages(self.print(report, dossier))
            text = " ".join(pages).replace("\u200b", " ")
            for long in (word, "w" * 124, "v" * 124):
                # broken over lines, and nothing of it lost
                self.assertNotIn(long, text)
                self.assertIn(long, text.replace(" ", ""))

    def test_codes_to_scan(self):
        dossier = self.receive_full()
        self.assertEqual(
            dossier._lookup_url(),
            f"https://motcua.example/dich-vu-cong/phieu/H99.11-261123-0001/{dossier._slip_token()}",
        )
        self.assertEqual(dossier._tracking_url(), "https://motcua.example/dich-vu-cong/tra-cuu?code=H99.11-261123-0001")

    def test_what_is_empty_stays_to_be_filled_in(self):
        with freeze_time(local(MONDAY)):
            dossier = self.receive(
                procedure=self.make_procedure("9.000020", "Thủ tục trống", duration=0, unit="none"),
                applicant_phone=False,
                applicant_address=False,
                applicant_identity="035190001234",
            )
        (page,) = self.pages(self.print(SLIP, dossier))
        self.assertNotRegex(page, r"False|None|\bNaN\b")
        self.assertRegex(page, r"Địa chỉ: \.{20,} Số điện thoại: \.{10,} Email: \.{10,}")
        self.assertRegex(page, r"theo quy định là: \.{10,}")
        self.assertIn("trả kết quả giải quyết hồ sơ: …… giờ …… phút, ngày …… tháng …… năm ……", page)

    def test_channels_of_the_result(self):
        for channel, words in (
            ("online", "tại: trực tuyến"),
            ("post", "tại: địa chỉ của người nhận qua dịch vụ bưu chính công ích: Số 5 phố Huế"),
        ):
            dossier = self.receive_full(result_channel=channel, result_address="Số 5 phố Huế")
            self.assertIn(words, " ".join(self.pages(self.print(SLIP, dossier))))

    def test_only_what_was_handed_in_is_certified(self):
        paper = self.procedure.current_version_id.component_ids[4]
        paper.required = False
        given = [
            {"component_id": each.id, "handed_in": each != paper}
            for each in self.procedure.current_version_id.component_ids
        ]
        (page,) = self.pages(self.print(SLIP, self.receive_full(documents=given)))
        self.assertIn("Giấy tờ 4", page)
        self.assertNotIn("Giấy tờ 5", page)

    def test_a_long_slip_breaks_cleanly(self):
        procedure = self.make_procedure("9.000021", "Thủ tục dài", papers=60)
        for report in (SLIP, SLIP_A5):
            pages = self.pages(self.print(report, self.receive_full(procedure=procedure)))
            self.assertGreater(len(pages), 1)
            for number, page in enumerate(pages, 1):
                self.assertIn(f"Trang {number}/{len(pages)}", page)
                if "Giấy tờ" in page:
                    self.assertIn("Tên thành phần hồ sơ", page)
            self.assertSays(pages[-1], "7. Phí, lệ phí", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Ghi chú")

    def test_signatures_are_never_alone(self):
        """Whatever the length of the table, the last items stay with the signatures."""
        version = self.make_procedure("9.000022", "Thủ tục dài dần", papers=14).current_version_id
        dossier = self.receive_full(procedure=version.procedure_id)
        seen = set()
        while dossier.document_ids:
            pages = self.pages(self.print(SLIP, dossier))
            seen.add(len(pages))
            last = next(page for page in pages if "NGƯỜI NỘP HỒ SƠ" in page)
            self.assertSays(last, "6. Đăng ký", "7. Phí, lệ phí", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Ghi chú")
            dossier.sudo().document_ids[-1:].unlink()
        self.assertEqual(seen, {1, 2})

    def test_paper_sizes(self):
        dossier = self.receive_full()
        for report, size in ((SLIP, (210, 297)), (SLIP_A5, (148, 210))):
            box = PdfFileReader(io.BytesIO(self.print(report, dossier))).pages[0].mediabox
            self.assertEqual((round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4)), size)

    def test_copies(self):
        self.env.ref("onestop_core.form_2025_receipt_slip").copies = "Lưu\n\nGiao khách hàng\n"
        dossiers = self.receive_full() | self.receive_full()
        pages = self.pages(self.print(SLIP, dossiers))
        self.assertEqual(
            [[name for name in ("Liên: Lưu", "Liên: Giao khách hàng") if name in page] for page in pages],
            [["Liên: Lưu"], ["Liên: Giao khách hàng"]] * 2,
        )
        for page in pages:
            self.assertIn("Trang 1/1", page)

    def test_language_of_the_reader_changes_nothing(self):
        dossier = self.receive_full()
        texts = set()
        for lang in ("en_US", "vi_VN"):
            self.users["receptionist"].lang = lang
            texts.add(tuple(self.unmarked(self.print(SLIP, dossier.with_context(lang=lang)))))
        self.assertEqual(len(texts), 1)

    def test_printed_again_it_says_the_same(self):
        """The form set, the first due date and the version of the procedure are those of the reception."""
        dossier = self.receive_full()
        first = self.pages(self.print(SLIP, dossier))
        self.env.ref("onestop_core.form_set_2025").valid_to = "2026-12-31"
        dossier.sudo().due_at = local("2026-12-30")
        with freeze_time(local("2027-03-01")):
            self.assertEqual(self.unmarked(self.print(SLIP, dossier)), first)

    def test_only_for_what_was_received(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "Nháp"})
        )
        for report in (SLIP, SLIP_A5):
            self.assertRefused(UserError, "not been received", self.print, report, draft)
        reports = self.env["ir.actions.report"].with_user(self.users["receptionist"])
        self.assertRefused(UserError, "not been received", reports._render_qweb_html, SLIP, draft.ids)

    def test_foreign_dossiers_are_not_printed(self):
        dossier = self.receive_full()
        for user in (self.users_2["receptionist"], self.env.ref("base.public_user")):
            self.assertRefused(AccessError, ".", self.print, SLIP, dossier, user=user)

    def test_each_printing_leaves_a_trace(self):
        dossier = self.receive_full()
        self.print(SLIP, dossier)
        self.print(SLIP_A5, dossier, user=self.users["leader"])
        self.env["ir.actions.report"].with_user(self.users["specialist"])._render_qweb_html(SLIP, dossier.ids)
        events = dossier.event_ids.filtered(lambda event: event.action == "print")
        self.assertEqual(events.user_id.ids, [self.users[role].id for role in ("receptionist", "leader", "specialist")])
        self.assertEqual({event.data["form"] for event in events}, {"receipt_slip"})
        self.assertEqual(events[0].action_label, "Print")


@tagged("post_install", "-at_install")
class TestWeasyprintEngine(ReportCase):
    def test_wkhtmltopdf_is_not_needed(self):
        dossier = self.receive()
        self.patch(self.registry["ir.actions.report"], "get_wkhtmltopdf_state", lambda report: "install")
        self.assertTrue(self.print(SLIP, dossier).startswith(b"%PDF"))

    def test_an_administrator_is_not_asked_for_a_layout(self):
        action = self.env.ref(SLIP).with_user(self.env.ref("base.user_admin")).report_action(self.receive().ids)
        self.assertEqual((action["type"], action["pdf_engine"]), ("ir.actions.report", "weasyprint"))

    def test_the_web_client_learns_the_engine(self):
        self.assertEqual(self.env["ir.actions.actions"]._for_xml_id(SLIP)["pdf_engine"], "weasyprint")

    def test_stored_documents_are_used_again(self):
        """Odoo's own way of keeping reports, for those that are not kept as official documents."""
        report = self.env.ref("onestop_core.action_report_posting_a4")
        report.write({"attachment": "'Niem yet %s.pdf' % object.code", "attachment_use": True})
        first = self.print(report, self.procedure, self.manager)
        stored = self.env["ir.attachment"].search(
            [("res_model", "=", self.procedure._name), ("res_id", "=", self.procedure.id)]
        )
        self.assertEqual(stored.raw, first)
        self.procedure.current_version_id.name = "Tên khác"
        self.assertEqual(self.print(report, self.procedure, self.manager), first)
        report.attachment_use = False
        self.assertNotEqual(self.print(report, self.procedure, self.manager), first)

    def test_one_document_for_each_record(self):
        dossiers = self.receive() | self.receive() | self.receive()
        pages = self.pages(self.print(SLIP, dossiers))
        self.assertEqual(len(pages), 3)
        for dossier, page in zip(dossiers, pages, strict=True):
            self.assertSays(page, dossier.code, "Trang 1/1")

    def test_the_font_has_all_vietnamese_letters(self):
        self.assertEqual(pdf.mixed_fonts(STYLESHEET, addon_folders()), [])

    def test_mixed_fonts_are_told_once(self):
        dossier = self.receive()
        self.patch(IrActionsReport, "_fonts_checked", False)
        with (
            patch(
                "odoo.addons.onestop_core.models.forms.ir_actions_report.examine",
                # everything else is examined as ever
                side_effect=lambda env, function, *args: (
                    ["DejaVu Serif", "Liberation Serif"]
                    if function is pdf.mixed_fonts
                    else examine(env, function, *args)
                ),
            ),
            self.assertLogs("odoo.addons.onestop_core.models.forms.ir_actions_report", "WARNING") as logs,
        ):
            self.print(SLIP, dossier)
            self.print(SLIP, dossier)
        self.assertEqual(len(logs.output), 1)
        self.assertIn("DejaVu Serif, Liberation Serif", logs.output[0])
