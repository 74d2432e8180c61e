from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, local
from .test_report_slip import ReportCase

SHEET = "onestop_core.action_report_due_explanation"


@tagged("post_install", "-at_install")
class TestReportDueExplanation(ReportCase):
    """“Why this date?” on paper."""

    def sheet(self, dossier, user=None):
        return " ".join(self.pages(self.print(SHEET, dossier, user=user)))

    def test_a_date_that_never_moved(self):
        with freeze_time(local(MONDAY, "12:00")):
            dossier = self.receive(applicant_name="Nguyễn Thị Thùy Dương")
        sheet = self.sheet(dossier)
        self.assertSays(
            sheet,
            "PHIẾU GIẢI THÍCH NGÀY HẸN TRẢ KẾT QUẢ",
            "Mã hồ sơ: H99.11-261123-0001",
            "Hồ sơ của: Nguyễn Thị Thùy Dương",
            "Nội dung yêu cầu giải quyết: Thủ tục ba ngày",
            "được dùng để tính: Xã Một",
            "Tiếp nhận hồ sơ: 12 giờ 00 phút, ngày 23 tháng 11 năm 2026.",
            "Thời hạn giải quyết theo quy định: 03 ngày làm việc.",
            "Thời hạn bắt đầu tính: 13 giờ 30 phút, ngày 23 tháng 11 năm 2026.",
            "Ngày hẹn trả kết quả: 13 giờ 30 phút, ngày 26 tháng 11 năm 2026.",
            "Điều 147, Điều 148 Bộ luật Dân sự năm 2015",
            "https://motcua.example/dich-vu-cong/tra-cuu",
            "Trang 1/1",
        )
        self.assertRegex(sheet, r"2 Thời gian làm việc được tính ?23/11/2026 13:30 ?26/11/2026 13:30 ?3 ngày")
        self.assertNotIn("Những lần", sheet)
        self.assertNotIn("Mẫu số", sheet)
        self.assertNotRegex(sheet, r"False|None|onestop")

    def test_pause_and_new_date(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            clock.move_to(local("2026-11-24"))
            dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu giấy khai sinh")
            self.assertSays(
                self.sheet(dossier),
                "– Từ 09 giờ 00 phút, ngày 24 tháng 11 năm 2026 đến nay: chờ bổ sung hồ sơ (Thiếu giấy khai sinh).",
                "Ngày hẹn được tính lại khi thời hạn được tính tiếp.",
            )
            clock.move_to(local("2026-11-25"))
            dossier.act("resume")
            clock.move_to(local("2026-12-01"))
            self.as_role(dossier, "leader").act(
                "apologise",
                reason="Hồ sơ phức tạp",
                new_due_at=local("2026-12-03"),
                responsible_id=self.users["specialist"].id,
            )
        letter = dossier.letter_ids.filtered(lambda one: one.kind == "apology")
        sheet = self.sheet(dossier)
        self.assertRegex(
            sheet, r"2 Đã dừng tính hạn: chờ bổ sung ?24/11/2026 09:00 ?25/11/2026 09:00 ?1 ngày, không tính"
        )
        self.assertRegex(sheet, r"27/11/2026 09:00 ?03/12/2026 09:00 ?thêm 4 ngày")
        self.assertSays(
            sheet,
            "Ngày hẹn ban đầu, ghi trên giấy tiếp nhận: 09 giờ 00 phút, ngày 26 tháng 11 năm 2026.",
            "Ngày hẹn trả kết quả hiện nay: 09 giờ 00 phút, ngày 03 tháng 12 năm 2026.",
            "đến 09 giờ 00 phút, ngày 25 tháng 11 năm 2026: chờ bổ sung hồ sơ",
            f"– Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết số {letter.name}, ngày 01 tháng 12 năm 2026: hẹn lại 09 giờ 00 phút, ngày 03 tháng 12 năm 2026."
            " Lý do: Hồ sơ phức tạp",
        )

    def test_days_off_are_named_by_their_own_days(self):
        with freeze_time(local("2026-11-26")):
            dossier = self.receive()
        self.assertRegex(self.sheet(dossier), r"Ngày nghỉ hằng tuần ?28/11/2026 ?29/11/2026")

    def test_without_a_time_limit(self):
        with freeze_time(local(MONDAY)):
            dossier = self.receive(procedure=self.make_procedure("9.000020", "Thủ tục trống", duration=0, unit="none"))
        # nobody has said it yet: that is another thing than a law that sets none
        self.assertSays(self.sheet(dossier), "Chưa có thông tin về thời hạn.", "Không có ngày hẹn được tính")
        dossier.procedure_id.sudo().current_version_id.channel_ids.no_limit = True
        sheet = self.sheet(dossier)
        self.assertSays(sheet, "Pháp luật không quy định thời hạn.", "Không có ngày hẹn được tính theo thời hạn.")
        self.assertNotIn("Cách tính", sheet)

    def test_language_of_the_reader_changes_nothing(self):
        with freeze_time(local(MONDAY, "12:00")):
            dossier = self.receive()
            sheets = set()
            for lang in ("en_US", "vi_VN"):
                self.users["receptionist"].lang = lang
                sheets.add(self.sheet(dossier.with_context(lang=lang)))
        self.assertEqual(len(sheets), 1)

    def test_who_may_print_what(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "Nháp"})
        )
        self.assertRefused(UserError, "not been received", self.print, SHEET, draft)
        dossier = self.receive()
        self.assertRefused(AccessError, ".", self.print, SHEET, dossier, user=self.users_2["receptionist"])
        self.print(SHEET, dossier)
        self.assertEqual(dossier.event_ids[-1].data["form"], "due_explanation")
