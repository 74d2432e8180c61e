import io

from odoo.tests import freeze_time, tagged
from odoo.tools.pdf import PdfFileReader

from ..common import MONDAY, local
from .test_report_slip import ReportCase

ROLL = "onestop_core.action_report_receipt_slip_roll"
MILLIMETRE = 72 / 25.4


@tagged("post_install", "-at_install")
class TestReceiptRoll(ReportCase):
    def test_slip_on_a_roll(self):
        with freeze_time(local(MONDAY, "08:15")):
            dossier = self.receive(
                applicant_identity="035190001234",
                submitter_name="Đặng Ngọc Bích",
                result_channel="post",
                result_address="Thôn Vồng",
            )
        content = self.print(ROLL, dossier)
        (page,) = self.pages(content)
        self.assertSays(
            page,
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "H99.11-261123-0001",
            "Nguyễn Thị Thử",
            "Người nộp Đặng Ngọc Bích",
            "Thủ tục ba ngày",
            "Giấy tờ 1 (bản chính được trả lại)",
            "Giấy tờ 5",
            "Tiếp nhận 08 giờ 15 phút, ngày 23 tháng 11 năm 2026",
            "Hẹn trả 08 giờ 15 phút, ngày 26 tháng 11 năm 2026",
            "Qua bưu chính: Thôn Vồng",
        )
        # a long address runs over two lines
        self.assertIn("https://motcua.example/dich-vu-cong/tra-cuu", page.replace(" ", ""))
        # it may be thrown away at the next corner: nothing stands on it by which a person could be known
        self.assertNotIn("035190001234", page)
        width = PdfFileReader(io.BytesIO(content)).pages[0].mediabox.width
        self.assertAlmostEqual(float(width) / MILLIMETRE, 80, places=0)
        self.assertEqual(dossier.event_ids.mapped("action"), ["receive", "print"])
