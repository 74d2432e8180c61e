import io

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools.pdf import OdooPdfFileReader

from ..common import MONDAY, OnestopCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestReportPosting(OnestopCase):
    """The sheets that hang at the desks, printed by a receptionist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reports = (
            cls.env["ir.actions.report"].with_user(cls.users["receptionist"]).with_context(force_report_rendering=True)
        )
        cls.env["ir.config_parameter"].set_param("web.base.url", "https://motcua.example")
        cls.commune.hotline = "0226 3 333 333"
        cls.version = cls.procedure.current_version_id
        cls.version.write(
            {
                "applicants": "Cá nhân, tổ chức",
                "decision": "2304/QĐ-UBND",
                "decision_date": "2026-06-20",
                "issuing_body": "Ủy ban nhân dân tỉnh",
                "conditions": "Không có",
                "competent_body": "Ủy ban nhân dân cấp xã",
                "case_ids": [Command.create({"name": "Có ủy quyền"})],
                "result_ids": [Command.create({"name": "Giấy xác nhận"})],
                "legal_basis_ids": [
                    Command.create(
                        {
                            "name": "60/2014/QH13",
                            "abstract": "Luật Hộ tịch",
                            "issued_on": "2014-11-20",
                            "issuing_body": "Quốc hội",
                        }
                    )
                ],
                "sequence_text": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.",
            }
        )
        cls.version.component_ids = [
            Command.create(
                {"name": "Văn bản ủy quyền", "case_id": cls.version.case_ids.id, "required": False, "sequence": 90}
            ),
            Command.create({"name": "Giấy tờ nộp bản chính để đối chiếu.", "is_note": True, "sequence": 91}),
        ]
        cls.version.channel_ids[0].fee_text = "Lệ phí: 5.000 đ"
        cls.version.channel_ids = [
            Command.create(
                {
                    "channel": "online",
                    "duration": 2,
                    "verification_days": 5,
                    "fee_text": "Lệ phí: 5.000 đ",
                    "sequence": 20,
                }
            ),
            Command.create({"channel": "post", "duration": 3, "fee_text": "Lệ phí: 5.000 đ", "sequence": 30}),
        ]

    def html(self, report, record):
        return self.reports._render_qweb_html(f"onestop_core.{report}", record.ids)[0].decode()

    def sizes(self, report, record):
        """(width, height) of the first page in mm, and the number of pages."""
        content = self.reports._render_qweb_pdf(f"onestop_core.{report}", record.ids)[0]
        reader = OdooPdfFileReader(io.BytesIO(content))
        box = reader.pages[0].mediabox
        return tuple(round(float(side) / 72 * 25.4) for side in (box.width, box.height)), len(reader.pages)

    def test_sheet_has_every_part_of_the_law(self):
        self.procedure.classification_ids = [
            Command.create(
                {
                    "valid_from": "2026-07-01",
                    "online_scope": "partial",
                    "partial_reason": "presence",
                    "partial_legal_text": "Phải có mặt (Luật Hộ tịch, Điều 18).",
                }
            )
        ]
        html = self.html("report_posting_a4", self.procedure)
        for words in (
            "Thủ tục ba ngày",
            "9.000001",
            "Lĩnh vực: ",
            "Công bố theo Quyết định số 2304/QĐ-UBND ngày 20/06/2026 của Ủy ban nhân dân tỉnh",
            "Cá nhân, tổ chức",
            "Giấy tờ 1",
            "trả lại bản chính cùng kết quả",
            "Có ủy quyền",
            "Văn bản ủy quyền",
            "Giấy tờ nộp bản chính để đối chiếu.",
            "03 ngày làm việc",
            "02 ngày làm việc; thêm 05 ngày làm việc nếu phải xác minh",
            "Lệ phí: 5.000 đ",
            "Bước 2: Nhận kết quả.",
            "Không có",
            "Giấy xác nhận",
            "Ủy ban nhân dân cấp xã",
            "60/2014/QH13 ngày 20/11/2014 của Quốc hội: Luật Hộ tịch",
            "Dịch vụ công trực tuyến một phần: người yêu cầu phải có mặt. Phải có mặt (Luật Hộ tịch, Điều 18).",
            "Phiên bản 1, có hiệu lực từ ngày 01/01/2020",
            "0226 3 333 333",
        ):
            with self.subTest(words=words):
                self.assertIn(words, html)

    def test_channels_alike_share_a_row(self):
        rows = self.procedure.with_user(self.users["receptionist"])._posting_values()["channels"]
        self.assertEqual([row["channels"] for row in rows], [["Trực tiếp", "Bưu chính công ích"], ["Trực tuyến"]])

    def test_notes_are_not_counted_as_papers(self):
        groups = self.procedure._posting_values()["papers"]
        self.assertEqual([name for name, _rows in groups], ["", "Có ủy quyền"])
        self.assertEqual([row["number"] for row in groups[0][1]], [1, 2, 3, 4, 5, ""])
        self.assertEqual([row["number"] for row in groups[1][1]], [1])

    def test_address_is_the_public_one(self):
        self.assertEqual(self.procedure._public_url(), "https://motcua.example/dich-vu-cong/thu-tuc/9.000001")

    def test_a3_is_the_same_sheet_larger(self):
        self.assertEqual(self.sizes("action_report_posting_a4", self.procedure), ((210, 297), 1))
        self.assertEqual(self.sizes("action_report_posting_a3", self.procedure), ((297, 420), 1))

    def test_long_procedure_goes_on_on_further_pages(self):
        self.version.component_ids = [
            Command.create(
                {
                    "name": f"Giấy tờ thêm {number}: " + "chứng minh điều kiện theo quy định " * 6,
                    "sequence": 100 + number,
                }
            )
            for number in range(40)
        ] + [Command.create({"name": "Ghi chú dài hơn một trang. " * 400, "is_note": True, "sequence": 200})]
        self.assertGreater(self.sizes("action_report_posting_a4", self.procedure)[1], 3)

    def test_a_short_list_is_not_torn(self):
        """Wherever the page ends: the legal bases stand on one sheet, with their heading."""
        self.version.legal_basis_ids = [
            (5,),
            *((0, 0, {"name": f"{number}/2026/NĐ-CP", "abstract": f"Căn cứ {number}"}) for number in range(1, 5)),
        ]
        for steps in range(0, 48, 3):
            self.version.sequence_text = "\n".join(f"Bước {step}" for step in range(steps))
            content = self.reports._render_qweb_pdf("onestop_core.report_posting_a4", self.procedure.ids)[0]
            pages = [" ".join(page.extract_text().split()) for page in OdooPdfFileReader(io.BytesIO(content)).pages]
            (page,) = [text for text in pages if "CĂN CỨ PHÁP LÝ" in text.upper()]
            for number in range(1, 5):
                self.assertIn(f"{number}/2026/NĐ-CP", page, steps)

    def test_sector_sheet_lists_what_is_in_force(self):
        self.procedure_same_day.excluded_from = "2026-01-01"
        html = self.html("report_posting_sector_a4", self.sector)
        self.assertIn("Danh mục thủ tục hành chính lĩnh vực Hộ tịch thử", html)
        self.assertIn("Thủ tục ba ngày", html)
        self.assertIn("Thủ tục của Sở", html)
        self.assertNotIn("Thủ tục trong ngày", html)
        self.assertIn("Trực tiếp, bưu chính công ích: ", html)
        self.procedure_same_day.excluded_from = False
        self.assertIn("<b>Trong ngày làm việc</b>", self.html("report_posting_sector_a4", self.sector))
        self.assertEqual(self.sizes("action_report_posting_sector_a3", self.sector)[0], (297, 420))

    def test_nothing_in_force_is_not_printed(self):
        self.version.valid_to = "2026-11-22"
        self.assertRefused(
            UserError,
            "nothing to post",
            self.reports._render_qweb_pdf,
            "onestop_core.action_report_posting_a4",
            self.procedure.ids,
        )
        empty = self.env["onestop.sector"].create({"name": "Lĩnh vực trống"})
        self.assertRefused(
            UserError,
            "nothing to post",
            self.reports._render_qweb_pdf,
            "onestop_core.action_report_posting_sector_a4",
            empty.ids,
        )
