from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, local
from .test_report_slip import ReportCase

LETTER = "onestop_core.action_report_dossier_letter"
CONTROL_SHEET = "onestop_core.action_report_control_sheet"


@tagged("post_install", "-at_install")
class TestReportLetters(ReportCase):
    def setUp(self):
        super().setUp()
        with freeze_time(local(MONDAY, "08:15")):
            self.dossier = self.receive(applicant_address="Thôn Vồng, xã Một")

    def letter(self, kind, **values):
        return self.env["onestop.dossier.letter"].create(
            {
                "dossier_id": self.dossier.id,
                "kind": kind,
                "stage": "appraisal",
                "name": "07/PXL",
                "issued_at": local("2026-12-01", "10:00"),
                "agency_id": self.commune.id,
                "user_id": self.users["leader"].id,
                "of_agency": kind in ("apology", "stop"),
                "reason": "Lý do cụ thể.",
                **values,
            }
        )

    def text(self, letter):
        (page,) = self.pages(self.print(LETTER, letter))
        self.assertNotRegex(page, r"False|None")
        self.assertSays(
            page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", letter.name, "Lý do cụ thể.", self.dossier.code, "Trang 1/1"
        )
        return page

    def test_supplement(self):
        page = self.text(
            self.letter(
                "supplement",
                stage="intake",
                content="- Giấy chứng sinh\n\n- Hộ chiếu",
                user_id=self.users["specialist"].id,
            )
        )
        self.assertSays(
            page,
            "Mẫu số 02",
            "MỘT CỬA XÃ MỘT",
            "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
            "Ông/Bà: Nguyễn Thị Thử",
            "Địa chỉ: Thôn Vồng, xã Một",
            "như sau: Giấy chứng sinh Hộ chiếu Lý do:",
            "NGƯỜI HƯỚNG DẪN",
            "0226 3 111 222",
            "specialist",
        )

    def test_refusal(self):
        page = self.text(self.letter("refusal", stage="intake", competent_body="Sở Tư pháp"))
        self.assertSays(
            page,
            "Mẫu số 03",
            "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
            "không tiếp nhận, giải quyết hồ sơ này",
            "Sở Tư pháp",
            "NGƯỜI TIẾP NHẬN HỒ SƠ",
        )

    def test_apology(self):
        self.users["leader"].onestop_staff_ids.title = "Phó Giám đốc"
        page = self.text(self.letter("apology", new_due_at=local("2026-12-04", "16:30")))
        self.assertSays(
            page,
            "Mẫu số 04",
            "TỈNH THỬ XÃ MỘT",
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "Một, ngày 01 tháng 12 năm 2026",
            "Kính gửi: Ông/Bà Nguyễn Thị Thử",
            "Ngày 23 tháng 11 năm 2026",
            "lĩnh vực Hộ tịch thử",
            "Ngày hẹn trả kết quả: ngày 26 tháng 11 năm 2026",
            "trân trọng gửi lời xin lỗi",
            "Thời gian hẹn trả kết quả lại: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026",
            "Nơi nhận:",
            "PHÓ GIÁM ĐỐC",
            "leader",
        )

    def test_the_letter_is_of_its_day(self):
        page = self.text(
            self.letter("apology", issued_at=local("2025-09-01"), name="01/PXL", new_due_at=local("2025-09-05"))
        )
        self.assertSays(page, "TT 01/2018/TT-VPCP", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "THỦ TRƯỞNG CƠ QUAN")

    def test_an_apology_for_what_is_ready(self):
        self.dossier.sudo().ready_at = local("2026-11-30", "15:00")
        letter = self.letter("apology", responsible_id=self.users["specialist"].id)
        page = self.text(letter)
        self.assertEqual(letter.title, "Văn bản xin lỗi")
        self.assertSays(
            page,
            "Mẫu số 04",
            "VĂN BẢN XIN LỖI Mã hồ sơ",
            "giải quyết xong ngày 30 tháng 11 năm 2026, chậm so với ngày hẹn",
            "Người chịu trách nhiệm về việc chậm trễ: specialist.",
            "kính mời Ông/Bà nhận",
        )
        for words in ("chưa trả kết quả", "hẹn trả kết quả lại", "gia hạn"):
            self.assertNotIn(words, page.lower())

    def test_in_whose_name(self):
        """The agency's letter has its head, its number and its head's signature; the desk's has the desk's."""
        self.commune.name = "Ủy ban nhân dân xã Một"
        self.users["leader"].onestop_staff_ids.title = "Chủ tịch"
        dossier = self.dossier
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("request_supplement", reason="Thiếu.", lines=self.asked(dossier))
        desk = dossier.letter_ids
        self.assertEqual(desk.name, "01/TTPVHCC")
        self.assertSays(self.pages(self.print(LETTER, desk))[0], "MỘT CỬA XÃ MỘT", "NGƯỜI HƯỚNG DẪN")
        self.as_role(dossier, "leader").act("stop", reason="Có đơn.", asked_by="Tòa án nhân dân khu vực 1")
        stop = dossier.letter_ids - desk
        self.assertEqual((stop.name, stop.of_agency), ("01/TB-UBND", True))
        self.assertSays(
            self.pages(self.print(LETTER, stop))[0],
            "ỦY BAN NHÂN DÂN XÃ MỘT CỘNG HÒA",
            "Số: 01/TB-UBND Một, ngày",
            "Dừng theo đề nghị của: Tòa án nhân dân khu vực 1.",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        )
        self.assertSays(self.pages(self.print(LETTER, stop))[0], "THÔNG BÁO DỪNG")

    def test_a_request_before_reception_can_be_looked_up(self):
        with freeze_time(local(MONDAY, "08:15")):
            draft = self.env["onestop.dossier"].with_user(self.users["receptionist"])._enter(self.payload())[0]
            draft.act("request_supplement", reason="Thiếu.", lines=self.asked(draft))
        page = self.pages(self.print(LETTER, draft.letter_ids))[0]
        self.assertSays(page, "Số yêu cầu: H99.11-261123-R0001", "Quét mã để tra cứu")
        self.assertEqual(self.env["onestop.dossier"]._look_up(draft.request_number)["code"], draft.request_number)

    def test_stop(self):
        self.dossier.sudo().write({"applicant_kind": "organisation", "applicant_name": "Công ty Thử"})
        page = self.text(self.letter("stop"))
        self.assertSays(page, "Mẫu số 05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Kính gửi: Công ty Thử", "Quý tổ chức")
        self.assertNotIn("Ông/Bà", page)

    def test_letters_of_others(self):
        letter = self.letter("stop")
        self.assertRefused(AccessError, ".", self.print, LETTER, letter, user=self.users_2["receptionist"])
        self.print(LETTER, letter)
        event = self.dossier.event_ids.filtered(lambda event: event.action == "print")
        self.assertEqual(
            event.data, {"form": "stop", "number": "07/PXL", "report": "onestop_core.report_dossier_letter"}
        )

    def test_control_sheet(self):
        for clock, role, action in (
            ("09:00", "receptionist", "forward"),
            ("15:00", "specialist", "forward"),
            ("16:00", "leader", "approve"),
            ("16:30", "receptionist", "return_result"),
        ):
            with freeze_time(local(MONDAY, clock)):
                self.as_role(self.dossier, role).act(action)
        (page,) = self.pages(self.print(CONTROL_SHEET, self.dossier))
        self.assertSays(
            page,
            "Mẫu số 06",
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "Kèm theo hồ sơ của: Nguyễn Thị Thử",
            "1. Giao: Nguyễn Thị Thử 2. Nhận: Xã Một (receptionist) 08 giờ 15 phút, ngày 23 tháng 11 năm 2026",
            "1. Giao: Xã Một (receptionist) 2. Nhận: Xã Một (specialist) 09 giờ 00 phút, ngày 23 tháng 11 năm 2026",
            "1. Giao: Xã Một (specialist) 2. Nhận: Xã Một (leader) 15 giờ 00 phút, ngày 23 tháng 11 năm 2026 Trước hạn",
            "1. Giao: Một cửa Xã Một 2. Nhận: Nguyễn Thị Thử 16 giờ 30 phút, ngày 23 tháng 11 năm 2026",
        )
        self.assertNotRegex(page, r"False|None")
