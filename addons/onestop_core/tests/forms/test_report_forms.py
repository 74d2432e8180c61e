import io
import os
from datetime import date, timedelta
from pathlib import Path

from odoo import Command
from odoo.tests import freeze_time, tagged

from .. import upload_samples as samples
from ..common import MONDAY, OnestopCase, local
from .test_report_slip import SLIP, SLIP_A5, ReportCase

CONTROL_SHEET = "onestop_core.action_report_control_sheet"
LETTER = "onestop_core.action_report_dossier_letter"
RETURN_RECEIPT = "onestop_core.action_report_return_receipt"
EXPLANATION = "onestop_core.action_report_due_explanation"
SLIP_OF_WORK = "onestop_core.action_report_working_slip"
REGISTER = "onestop_core.action_report_register"

# a Monday under each circular: TT 01/2018/TT-VPCP, TT 03/2025/TT-VPCP
DAYS = {"2018": "2025-08-11", "2025": MONDAY}
# where the PDFs are written for people to look at, if this variable of the environment names a directory
SAMPLES = "ONESTOP_FORM_SAMPLES"

# what every form says; then what each says of its own (Vietnamese Government Office, the circulars' annexes)
EVERYWHERE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Trang 1/")
PERSON = (
    "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công xã Khả Phong",
    "Nguyễn Thị Thùy Dương",
    "Địa chỉ: Thôn Vồng, xã Khả Phong, tỉnh Ninh Bình",
    "Số điện thoại: 0905 123 456",
    "Email: duong@example.com",
    "Nội dung yêu cầu giải quyết: Cấp giấy phép xây dựng nhà ở riêng lẻ",
)
SLIP_FIELDS = (
    "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    *PERSON,
    "Liên: Giao khách hàng",
    "Số: 0",
    "Khả Phong, ngày",
    "Mã hồ sơ: H99.11-",
    "Quyển số: ",
    "Số thứ tự: ",
    "Người nộp hồ sơ: Đặng Ngọc Bích (Giấy ủy quyền số 15)",
    "Số định danh cá nhân/CCCD/Hộ chiếu: 035190001234",
    "1. Thành phần hồ sơ nộp gồm:",
    "Tên thành phần hồ sơ",
    "Bản chính",
    "Bản chứng thực",
    "Bản photo",
    "Đơn đề nghị cấp giấy phép xây dựng",
    "2. Số lượng hồ sơ: 01 (bộ)",
    "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
    "4. Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày",
    "5. Thời gian trả kết quả giải quyết hồ sơ: 08 giờ 15 phút, ngày",
    "6. Đăng ký nhận kết quả tại:",
    "7. Phí, lệ phí (nếu có): Lệ phí: 75.000 đ",
    "Vào Sổ theo dõi hồ sơ",
    "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên)",
    "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên)",
    "mang theo và nộp lại Giấy này",
    "1900 1022",
    "/dich-vu-cong/tra-cuu",
    "Quét mã để tra cứu",
)
SUPPLEMENT_FIELDS = (
    "Mẫu số 02",
    "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    *PERSON,
    "Yêu cầu Ông/Bà bổ sung, hoàn thiện hồ sơ gồm những nội dung như sau:",
    "Bản vẽ mặt bằng móng, tỷ lệ 1/100",
    "Sơ đồ đấu nối thoát nước",
    "Lý do: Bản vẽ thiết kế chưa đầy đủ",
    "Thời hạn bổ sung, hoàn thiện hồ sơ: trước",
    "truy cập trang thông tin điện tử",
    "số điện thoại 0226 3 111 222 để được hướng dẫn",
    "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên)",
    "Số yêu cầu: H99.11-",
    "Quét mã để tra cứu",
)
REFUSAL_FIELDS = (
    "Mẫu số 03",
    *PERSON,
    "Qua xem xét, Trung tâm Phục vụ hành chính công xã Khả Phong thông báo không tiếp nhận, giải quyết hồ sơ này với lý do",
    "Thửa đất thuộc dự án đã có quyết định thu hồi",
    "Đề nghị Ông/Bà liên hệ Sở Nông nghiệp và Môi trường tỉnh Ninh Bình",
    "Xin thông báo cho Ông/Bà được biết và thực hiện",
    "NGƯỜI NỘP HỒ SƠ",
    "NGƯỜI TIẾP NHẬN HỒ SƠ",
)
APOLOGY_FIELDS = (
    "Mẫu số 04",
    "Kính gửi: Ông/Bà Nguyễn Thị Thùy Dương",
    "Địa chỉ: Thôn Vồng, xã Khả Phong, tỉnh Ninh Bình; số điện thoại: 0905 123 456",
    "tiếp nhận hồ sơ thuộc lĩnh vực Hoạt động xây dựng",
    "Mã hồ sơ: H99.11-",
    "Ngày hẹn trả kết quả: ngày",
    "đã chuyển hồ sơ cho Ủy ban nhân dân xã Khả Phong xem xét, giải quyết theo quy định",
    "chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "Lý do: Chờ văn bản trả lời của cơ quan phối hợp",
    "Người chịu trách nhiệm về việc chậm trễ: Trần Văn Hưng",
    "trân trọng gửi lời xin lỗi",
    "rất mong nhận được sự thông cảm",
    "Thời gian hẹn trả kết quả lại: 16 giờ 30 phút, ngày",
    "Trân trọng./.",
    "/PXL",
    "Nơi nhận:",
    "- Như trên;",
    "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
    "Lê Minh Tuấn",
    "Quét mã để tra cứu",
)
APOLOGY_READY_FIELDS = (
    "Mẫu số 04",
    "Kính gửi: Ông/Bà Nguyễn Thị Thùy Dương",
    "Hồ sơ đã được Ủy ban nhân dân xã Khả Phong giải quyết xong ngày",
    "chậm so với ngày hẹn",
    "Lý do: Chờ văn bản trả lời của cơ quan phối hợp",
    "Người chịu trách nhiệm về việc chậm trễ: Trần Văn Hưng",
    "trân trọng gửi lời xin lỗi",
    "kính mời Ông/Bà nhận theo hình thức đã đăng ký",
    "Trân trọng./.",
    "/PXL",
    "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
)
STOP_FIELDS = (
    "Mẫu số 05",
    "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ",
    "Kính gửi: Ông/Bà Nguyễn Thị Thùy Dương",
    "hồ sơ mã số H99.11-",
    "thông báo dừng giải quyết hồ sơ nêu trên với lý do như sau:",
    "Đang có tranh chấp về ranh giới thửa đất",
    "Giai đoạn giải quyết khi dừng:",
    "Dừng theo đề nghị của: Ủy ban nhân dân xã Khả Phong.",
    "/TB-UBND",
    "Người quyết định dừng: Lê Minh Tuấn, Phó Chủ tịch, lúc",
    "hồ sơ chưa có quyết định về kết quả giải quyết",
    "Phí, lệ phí đã nộp (nếu có) được xử lý theo quy định",
    "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
)
HANDOVER_TABLE = (
    "Tên cơ quan (1. Giao; 2. Nhận)",
    "1. Giao:",
    "2. Nhận:",
    "Thời gian giao, nhận hồ sơ",
    "Kết quả giải quyết hồ sơ (trước hạn/đúng hạn/quá hạn)",
    "Ghi chú",
)
CONTROL_SHEET_FIELDS = (
    "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    "Quyển số: ",
    "Số thứ tự: ",
    "Kèm theo hồ sơ của: Nguyễn Thị Thùy Dương",
    "Mã hồ sơ: H99.11-",
    "Ngày nhận: 08 giờ 15 phút",
    "Ngày, giờ hẹn trả kết quả: 08 giờ 15 phút",
    "Cơ quan (bộ phận) giải quyết hồ sơ: Ủy ban nhân dân xã Khả Phong",
    "Cơ quan phối hợp giải quyết hồ sơ: Sở Xây dựng tỉnh Ninh Bình",
    *HANDOVER_TABLE,
    "Trước hạn",
    "dịch vụ bưu chính công ích: thời gian và chữ ký giao, nhận thể hiện trong hóa đơn",
    "Kết quả giải quyết hồ sơ do bên nhận ghi khi nhận bàn giao",
    "tự động ghi nhận, thay cho chữ ký",
)
REGISTER_FIELDS = (
    "SỔ THEO DÕI HỒ SƠ",
    "Quyển số: ",
    "từ số thứ tự",
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Số lượng hồ sơ (bộ)",
    "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết",
    "Nhận và trả kết quả",
    "Ngày, tháng, năm nhận hồ sơ",
    "Hẹn trả kết quả",
    "Trả kết quả",
    "Phương thức nhận kết quả",
    "Ký nhận",
    "Ghi chú",
    "H99.11-",
    "Thôn Vồng, xã Khả Phong, tỉnh Ninh Bình; 0905 123 456",
    "Cộng: ",
)
GIVEN = ("Số: 01/", "H99.11-", "Nguyễn Thị Thùy Dương", "Cấp giấy phép xây dựng nhà ở riêng lẻ")
HANDOVER_FIELDS = (
    "GIẤY BÀN GIAO HỒ SƠ",
    *GIVEN,
    "Cơ quan giải quyết",
    "Cơ quan phối hợp",
    *HANDOVER_TABLE,
    "lập thành 02 bản, mỗi bên giữ 01 bản, có giá trị như nhau",
    "Liên: Bên giao",
    "Liên: Bên nhận",
    "NGƯỜI GIAO",
    "NGƯỜI NHẬN",
)
MINUTES_FIELDS = (
    "BIÊN BẢN GIAO NHẬN HỒ SƠ",
    *GIVEN,
    "Nội dung",
    "Đơn vị",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Thời hạn xử lý",
    "03 ngày làm việc",
    "Số lượng",
    "Họ tên",
)
RESULT_HANDOVER_FIELDS = (
    "PHIẾU BÀN GIAO KẾT QUẢ",
    *GIVEN,
    "Nội dung",
    "Kết quả",
    "Đã giải quyết số 15/GPXD",
    "Họ tên chủ hồ sơ",
    "Địa chỉ",
    "Phí, lệ phí",
    "Bưu điện",
    " X",
    "NGƯỜI GIAO",
    "NGƯỜI NHẬN",
)
RETURN_RECEIPT_FIELDS = (
    "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ",
    "Thủ tục hành chính: Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Chủ hồ sơ: Nguyễn Thị Thùy Dương",
    "Người trả kết quả: Phạm Thu Hà",
    "Người nhận kết quả: Đặng Ngọc Bích",
    "Loại kết quả: Giấy phép xây dựng",
    "Số của kết quả: 15/GPXD",
    "Trích yếu: Đã giải quyết",
    "Ngày trả kết quả: 16 giờ 00 phút",
    "NGƯỜI TRẢ KẾT QUẢ",
    "NGƯỜI NHẬN KẾT QUẢ",
)
REMINDER_FIELDS = (
    "PHIẾU ĐÔN ĐỐC GIẢI QUYẾT HỒ SƠ",
    *GIVEN,
    # not to its own sender
    "Kính gửi: Công chức, viên chức giải quyết hồ sơ của Ủy ban nhân dân xã Khả Phong",
    "Số: 01/PĐĐ-UBND",
    "Số ngày quá hạn",
    "01",
    "Thời hạn trả lời: trước ",
    "văn bản xin lỗi và hẹn lại ngày trả kết quả",
    "Nơi nhận:",
    "Lãnh đạo Ủy ban nhân dân xã Khả Phong",
    "Lưu: VT, Bộ phận TN&TKQ",
)

EXPLANATION_FIELDS = (
    "PHIẾU GIẢI THÍCH NGÀY HẸN TRẢ KẾT QUẢ",
    "Hồ sơ của: Nguyễn Thị Thùy Dương",
    "Tiếp nhận hồ sơ: 08 giờ 15 phút, ngày 23 tháng 11 năm 2026.",
    "Ngày nghỉ lễ: Ngày Văn hóa Việt Nam",
    "chờ bổ sung hồ sơ",
    "Ngày hẹn ban đầu, ghi trên giấy tiếp nhận: 08 giờ 15 phút, ngày 27 tháng 11 năm 2026.",
    "Ngày hẹn trả kết quả hiện nay: 16 giờ 30 phút, ngày 04 tháng 12 năm 2026.",
)
POSTED = {
    "applicants": "Cá nhân, hộ gia đình",
    "decision": "2304/QĐ-UBND",
    "decision_date": "2026-06-20",
    "issuing_body": "Ủy ban nhân dân tỉnh Ninh Bình",
    "conditions": "Phù hợp với quy hoạch đã được phê duyệt; bảo đảm an toàn cho công trình liền kề.",
    "competent_body": "Ủy ban nhân dân cấp xã",
    "sequence_text": "\n".join(
        (
            "Bước 1: Chủ đầu tư nộp hồ sơ tại Trung tâm Phục vụ hành chính công, trực tuyến hoặc qua bưu chính công ích.",
            "Bước 2: Người tiếp nhận kiểm tra hồ sơ, hẹn ngày trả kết quả hoặc hướng dẫn bổ sung một lần.",
            "Bước 3: Ủy ban nhân dân cấp xã thẩm định hồ sơ, kiểm tra thực địa và cấp giấy phép.",
            "Bước 4: Chủ đầu tư nhận kết quả theo hình thức đã chọn.",
        )
    ),
    "case_ids": [Command.create({"name": "Có ủy quyền"})],
    "legal_basis_ids": [
        Command.create(
            {"name": "50/2014/QH13", "abstract": "Luật Xây dựng", "issued_on": "2014-06-18", "issuing_body": "Quốc hội"}
        )
    ],
}

NUMBERS = {
    "2018": {"control_sheet": "Mẫu số 05 – TT 01/2018", "register": "Mẫu số 06 – TT 01/2018", "refusal": "PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", "apology": "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"},
    "2025": {"control_sheet": "Mẫu số 06 – TT 03/2025", "register": "Mẫu số 07 – TT 03/2025", "refusal": "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", "apology": "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"},
}  # fmt: skip


class FormStories(OnestopCase):
    """A commune as it is in life, and the stories that bring its forms about, each told by those who do it."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.province.write(
            {"name": "Ủy ban nhân dân tỉnh Ninh Bình", "hotline": "1900 1022", "phone": "0226 3 111 222"}
        )
        cls.commune.write({"name": "Ủy ban nhân dân xã Khả Phong", "website": "https://khaphong.example"})
        cls.desk.name = "Trung tâm Phục vụ hành chính công xã Khả Phong"
        cls.department.name = "Sở Xây dựng tỉnh Ninh Bình"
        for role, name, title in (
            ("receptionist", "Phạm Thu Hà", "Công chức"),
            ("specialist", "Trần Văn Hưng", "Chuyên viên"),
            ("leader", "Lê Minh Tuấn", "Phó Chủ tịch"),
        ):
            cls.users[role].name = name
            cls.users[role].onestop_staff_ids.title = title
        cls.sector.name = "Hoạt động xây dựng nhà ở"
        version = cls.procedure.current_version_id
        version.name = "Cấp giấy phép xây dựng nhà ở riêng lẻ"
        version.channel_ids.fee_text = "Lệ phí: 75.000 đ/giấy phép"
        version.result_ids = [(0, 0, {"name": "Giấy phép xây dựng"})]
        names = (
            "Đơn đề nghị cấp giấy phép xây dựng",
            "Giấy chứng nhận quyền sử dụng đất",
            "Bản vẽ thiết kế xây dựng",
            "Bản cam kết bảo đảm an toàn công trình liền kề",
            "Giấy tờ về phòng cháy, chữa cháy",
        )
        for component, name in zip(version.component_ids.sorted(), names, strict=True):
            component.name = name
        return result

    def story(self, **changes):
        return {
            "applicant_identity": "035190001234",
            "applicant_address": "Thôn Vồng, xã Khả Phong, tỉnh Ninh Bình",
            "applicant_phone": "0905 123 456",
            "applicant_email": "duong@example.com",
            "applicant_name": "Nguyễn Thị Thùy Dương",
            "submitter_name": "Đặng Ngọc Bích",
            "submitter_authority": "Giấy ủy quyền số 15",
            **changes,
        }

    def act(self, dossier, day, clock, role, action, **params):
        with freeze_time(local(day, clock)):
            self.as_role(dossier, role).act(action, **params)
        return dossier

    def received(self, day, **changes):
        with freeze_time(local(day, "08:15")):
            return self.receive(**self.story(**changes))

    def draft(self, day):
        with freeze_time(local(day, "08:00")):
            dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
            return dossiers._enter(self.payload(**self.story()))[0]

    def processed(self, day, **changes):
        return self.act(self.received(day, **changes), day, "09:00", "receptionist", "forward")

    def settled(self, day, **changes):
        dossier = self.processed(day, **changes)
        self.env["onestop.dossier.opinion"].create(
            {
                "dossier_id": dossier.id,
                "agency_id": self.department.id,
                "question": "Đề nghị cho ý kiến về quy hoạch",
                "asked_by_id": self.users["specialist"].id,
                "asked_at": local(day, "10:00"),
                "answer": "Phù hợp quy hoạch",
                "answered_at": local(day, "11:00"),
            }
        )
        self.act(dossier, day, "14:00", "specialist", "forward")
        return self.act(dossier, day, "15:00", "leader", "approve", result_number="15/GPXD")

    def returned(self, day):
        dossier = self.settled(day)
        desk = self.as_role(dossier, "receptionist")
        paper = self.env["onestop.dossier.document"].browse(desk.result_authority_paper())
        desk._add_file("uy-quyen.pdf", io.BytesIO(samples.pdf()), paper)
        return self.act(dossier, day, "16:00", "receptionist", "return_result", recipient="Đặng Ngọc Bích")

    def letter(self, kind, day):
        late, new = self.after(day, 4), self.after(day, 8)
        if kind == "supplement":
            draft = self.draft(day)
            dossier = self.act(
                draft, day, "08:30", "receptionist", "request_supplement", lines=self.asked(draft),
                reason="Bản vẽ thiết kế chưa đầy đủ theo quy định",
                content="- Bản vẽ mặt bằng móng, tỷ lệ 1/100\n- Sơ đồ đấu nối thoát nước",
            )  # fmt: skip
        elif kind == "refusal":
            dossier = self.act(
                self.draft(day), day, "08:30", "receptionist", "reject",
                reason="Thửa đất thuộc dự án đã có quyết định thu hồi",
                competent_body="Sở Nông nghiệp và Môi trường tỉnh Ninh Bình",
            )  # fmt: skip
        elif kind == "apology":
            dossier = self.act(
                self.processed(day), late, "09:00", "leader", "apologise",
                reason="Chờ văn bản trả lời của cơ quan phối hợp",
                new_due_at=local(new, "16:30"),
                responsible_id=self.users["specialist"].id,
            )  # fmt: skip
        elif kind == "apology_ready":
            dossier = self.processed(day)
            self.act(dossier, new, "14:00", "specialist", "forward")
            self.act(dossier, new, "15:00", "leader", "approve", result_number="15/GPXD")
            self.act(
                dossier, new, "16:00", "leader", "apologise", reason="Chờ văn bản trả lời của cơ quan phối hợp",
                responsible_id=self.users["specialist"].id,
            )  # fmt: skip
        else:
            dossier = self.act(
                self.processed(day), day, "10:30", "leader", "stop", reason="Đang có tranh chấp về ranh giới thửa đất"
            )
        return dossier.letter_ids

    @staticmethod
    def after(day, days):
        return str(date.fromisoformat(day) + timedelta(days=days))

    def slip(self, kind, dossiers, day, role="receptionist"):
        with freeze_time(local(day, "09:00")):
            wizard = (
                self.env["onestop.working.slip.wizard"]
                .with_user(self.users[role])
                .with_context(active_model="onestop.dossier", active_ids=dossiers.ids)
                .create({"kind": kind})
            )
            action = wizard.action_issue()
        return self.env["onestop.working.slip"].browse(action["context"]["active_ids"])

    def register(self, day, first=None, user=None):
        with freeze_time(local(day, "17:00")):
            wizards = self.env["onestop.register.wizard"].with_user(user or self.users["receptionist"])
            return wizards.create(
                {"agency_id": self.commune.id, "year": int(day[:4]), "date_from": first or day, "date_to": day}
            )


@tagged("post_install", "-at_install")
class TestReportForms(FormStories, ReportCase):
    """Every form of both circulars, and the working slips: each says all that it has to say."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a day off within the limit, as in life
        cls.env["onestop.calendar.day"].create(
            {"date": "2026-11-24", "name": "Ngày Văn hóa Việt Nam", "source": "Nghị quyết số 80-NQ/TW"}
        )

    @staticmethod
    def keep(name, content):
        if os.environ.get(SAMPLES):
            Path(os.environ[SAMPLES], f"{name}.pdf").write_bytes(content)

    def check(self, name, set_name, report, record, day, fields, user=None):
        with freeze_time(local(day, "16:45")):
            content = self.print(report, record, user)
        self.keep(f"{name}_{set_name}", content)
        pages = self.pages(content)
        text = " ".join(pages)
        for field in (*EVERYWHERE, *fields):
            with self.subTest(form=name, set=set_name, field=field):
                # a line may break anywhere
                self.assertIn(field.replace(" ", ""), text.replace(" ", ""))
        self.assertNotRegex(text, r"False|None|\bNaN\b|[{}]")
        return pages

    def test_forms_of_both_circulars(self):
        for set_name, day in DAYS.items():
            numbers = NUMBERS[set_name]
            received = self.received(day)
            late = self.after(day, 4)
            self.check("form01_receipt_slip_a4", set_name, SLIP, received, day, SLIP_FIELDS)
            self.check("form01_receipt_slip_a5", set_name, SLIP_A5, self.received(day), day, SLIP_FIELDS)
            self.check("form02_supplement", set_name, LETTER, self.letter("supplement", day), day, SUPPLEMENT_FIELDS)
            self.check(
                "form03_refusal",
                set_name,
                LETTER,
                self.letter("refusal", day),
                day,
                (*REFUSAL_FIELDS, numbers["refusal"]),
            )
            self.check(
                "form04_apology",
                set_name,
                LETTER,
                self.letter("apology", day),
                late,
                (*APOLOGY_FIELDS, numbers["apology"]),
            )
            self.check(
                "form04_apology_ready",
                set_name,
                LETTER,
                self.letter("apology_ready", day),
                self.after(day, 8),
                APOLOGY_READY_FIELDS,
            )
            if set_name == "2025":
                self.check("form05_stop", set_name, LETTER, self.letter("stop", day), day, STOP_FIELDS)
            returned = self.returned(day)
            number = "05" if set_name == "2018" else "06"
            self.check(
                f"form{number}_control_sheet",
                set_name,
                CONTROL_SHEET,
                returned,
                day,
                (*CONTROL_SHEET_FIELDS, numbers["control_sheet"]),
            )
            number = "06" if set_name == "2018" else "07"
            register = self.check(
                f"form{number}_register",
                set_name,
                REGISTER,
                self.register(day),
                day,
                (*REGISTER_FIELDS, numbers["register"]),
            )
            # no heading is broken within a word
            self.assertIn("lượng", register[0])
            self.check("slip_return_receipt", set_name, RETURN_RECEIPT, returned, day, RETURN_RECEIPT_FIELDS)

    def test_working_slips(self):
        for set_name, day in DAYS.items():
            late = self.after(day, 4)
            received = self.received(day) | self.received(
                day, applicant_name="Đinh Văn Lộc", result_channel="post", result_address="Thôn Vồng"
            )
            settled = self.settled(day) | self.settled(
                day, applicant_name="Đinh Văn Lộc", result_channel="post", result_address="Thôn Vồng"
            )
            processed = self.processed(day) | self.processed(day, applicant_name="Đinh Văn Lộc")
            for kind, dossiers, when, role, fields in (
                ("handover", received, day, "receptionist", HANDOVER_FIELDS),
                ("handover_minutes", received, day, "receptionist", MINUTES_FIELDS),
                ("result_handover", settled, day, "leader", RESULT_HANDOVER_FIELDS),
                ("reminder", processed, late, "leader", REMINDER_FIELDS),
            ):
                slip = self.slip(kind, dossiers, when, role)
                pages = self.check(f"slip_{kind}", set_name, SLIP_OF_WORK, slip, when, (*fields, "Đinh Văn Lộc"))
                self.assertEqual(len(pages), 1 if kind == "reminder" else 2)

    def test_two_pages_break_cleanly(self):
        """Each page repeats the head of its table, and signatures never stand alone."""
        day = MONDAY
        procedure = self.make_procedure("9.000031", "Cấp giấy phép xây dựng nhà ở riêng lẻ", papers=24)
        back_and_forth = self.processed(day)
        for hour in range(10, 16):
            self.act(back_and_forth, day, f"{hour}:00", "specialist", "forward", note="Trình lãnh đạo")
            self.act(back_and_forth, day, f"{hour}:30", "leader", "send_back", reason="Bổ sung ý kiến thẩm định")
        dossiers = self.env["onestop.dossier"].union(*(self.received(day) for _count in range(9)))
        for name, report, record, head, last in (
            ("form01_receipt_slip_two_pages", SLIP, self.received(day, procedure=procedure), "Tên thành phần hồ sơ", "NGƯỜI TIẾP NHẬN HỒ SƠ"),
            ("form06_control_sheet_two_pages", CONTROL_SHEET, back_and_forth, "Thời gian giao, nhận hồ sơ", "Ghi chú:"),
            ("slip_handover_minutes_two_pages", SLIP_OF_WORK, self.slip("handover_minutes", dossiers, day), "Thời hạn xử lý", "NGƯỜI NHẬN"),
        ):  # fmt: skip
            pages = self.check(name, "2025", report, record, day, ())
            copies = 2 if name.startswith("slip") else 1
            self.assertEqual(len(pages), 2 * copies, name)
            for number, page in enumerate(pages):
                self.assertIn(f"Trang {number % 2 + 1}/2", page)
                rows = "Giấy tờ" in page or "1. Giao:" in page or "H99.11-261123-" in page.split("Mã hồ sơ")[-1]
                if rows:
                    self.assertSays(page, head)
            self.assertIn(last, pages[1])
            self.assertTrue(any(word in pages[1] for word in ("2. Số lượng", "1. Giao", "Cộng: ")), name)

    def test_a_copy(self):
        with freeze_time(local(MONDAY, "08:20")):
            dossier = self.received(MONDAY)
            self.print(SLIP, dossier)
        self.check(
            "form01_receipt_slip_copy",
            "2025",
            SLIP,
            dossier,
            MONDAY,
            (*SLIP_FIELDS, "BẢN SAO số 1 – in lúc 16:45 ngày 23/11/2026"),
        )

    def test_why_a_date_moved(self):
        """A request for papers, a day off and a new date: all of it on one sheet."""
        day, late = MONDAY, self.after(MONDAY, 9)
        dossier = self.processed(day)
        self.act(
            dossier, self.after(day, 2), "10:30", "specialist", "request_supplement", lines=self.asked(dossier),
            reason="Bản vẽ thiết kế chưa đầy đủ", content="- Bản vẽ mặt bằng móng, tỷ lệ 1/100",
        )  # fmt: skip
        self.act(dossier, self.after(day, 4), "15:00", "receptionist", "resume")
        self.act(
            dossier, late, "09:00", "leader", "apologise", reason="Chờ văn bản trả lời của cơ quan phối hợp",
            new_due_at=local(self.after(day, 11), "16:30"), responsible_id=self.users["specialist"].id,
        )  # fmt: skip
        self.check("due_explanation", "2025", EXPLANATION, dossier, late, EXPLANATION_FIELDS)

    def test_postings(self):
        """What hangs at the desk: a procedure as the law wants it said, and the list of its sector."""
        version = self.procedure.current_version_id
        version.write(POSTED)
        case = version.case_ids
        version.component_ids = [
            Command.create({"name": "Văn bản ủy quyền", "case_id": case.id, "required": False, "sequence": 90}),
            Command.create({"name": "Giấy tờ nộp bản chính để đối chiếu.", "is_note": True, "sequence": 91}),
        ]
        version.channel_ids = [
            Command.create({"channel": "online", "duration": 3, "fee_text": "Lệ phí: 75.000 đ/giấy phép", "sequence": 20}),
            Command.create({"channel": "post", "duration": 5, "fee_text": "Lệ phí: 75.000 đ/giấy phép", "sequence": 30}),
        ]  # fmt: skip
        self.procedure_same_day.current_version_id.name = "Cấp bản sao giấy phép xây dựng"
        self.env["onestop.procedure"].search(
            [("code", "=", "9.000003")]
        ).current_version_id.name = "Cấp giấy phép xây dựng công trình cấp I"
        for name, report, record in (
            ("posting_a4", "onestop_core.action_report_posting_a4", self.procedure),
            ("posting_sector", "onestop_core.action_report_posting_sector_a4", self.sector),
        ):
            with freeze_time(local(MONDAY, "16:45")):
                content = self.print(report, record)
            self.keep(name, content)
            pages = self.pages(content)
            for number, page in enumerate(pages, 1):
                self.assertIn(f"Trang {number}/{len(pages)}", page)
                # nothing but the running lines is no page
                self.assertGreater(len(page), 300, f"{name}: page {number} says next to nothing: {page}")
            self.assertNotRegex(" ".join(pages), r"False|None|Khác|[{}]")
