import uuid
from contextlib import nullcontext
from datetime import timedelta
from unittest.mock import patch

from odoo import api, fields, models

# days ago, about, kind, procedure, of whom, what was written, by whom, and what became of it
STORIES = (
    (26, "agency", "complaint", "2.000815", "", "Sáng thứ Hai chỉ mở một quầy chứng thực, phải chờ gần hai giờ.", "Nguyễn Văn Hải",
     ("accept", ("answer", "Từ tuần này Bộ phận Một cửa mở hai quầy chứng thực vào sáng thứ Hai và thứ Sáu.", True), ("publish", "Phải chờ lâu ở quầy chứng thực vào sáng thứ Hai."), ("judge", "2"))),
    (24, "procedure", "proposal", "1.001193", "", "Nên cho nộp giấy chứng sinh điện tử, không phải mang bản giấy đến.", "Phạm Thị Hoa",
     ("accept", ("answer", "Giấy chứng sinh điện tử của các cơ sở y tế đã liên thông được chấp nhận; Ông/Bà không phải nộp bản giấy.", True))),
    (23, "agency", "complaint", "", "", "Biển chỉ dẫn đến Bộ phận Một cửa bị che khuất, người già khó tìm.", "Trần Đức Long", ()),
    (6, "staff", "complaint", "1.004873", "một anh ở quầy 2, chiều thứ Ba", "Trả lời cộc lốc, không hướng dẫn cách ghi mục đích sử dụng.", "Lê Thị Thu", ()),
    (3, "procedure", "complaint", "1.013978", "", "Danh mục giấy tờ niêm yết khác với trên cổng.", "Đỗ Minh Quân",
     ("accept", ("ask", "Xin Ông/Bà cho biết giấy tờ nào ghi khác nhau."))),
    (1, "agency", "proposal", "", "", "Đề nghị có chỗ đổi tiền lẻ để nộp phí.", "Vũ Thị Ngát", ()),
)  # fmt: skip


class OnestopDemo(models.AbstractModel):
    _inherit = "onestop.demo"

    @api.model
    def _load_feedbacks(self):
        """What citizens have said in the last weeks: answered, published, late, and one that waits for the citizen."""
        from freezegun import freeze_time  # a database without demo data need not have it

        agency = self._ref("agency_kha_phong")
        leader = (
            self.env["onestop.staff"]
            .search([("agency_id", "=", agency.id), ("role_ids.code", "=", "leader")], limit=1)
            .user_id
        )
        # as where the dossiers of the demo are made: numbers are allotted in this transaction
        this_transaction = patch.object(self.env.registry, "cursor", lambda readonly=False: nullcontext(self.env.cr))
        with this_transaction:
            self._tell_stories(agency, leader, freeze_time)

    @api.model
    def _tell_stories(self, agency, leader, freeze_time):
        # a quarter past nine in Vietnam
        now = fields.Datetime.now().replace(hour=2, minute=15, second=0, microsecond=0)
        for number, (days, about, kind, code, whom, text, sender, acts) in enumerate(STORIES, 1):
            with freeze_time(now - timedelta(days=days)):
                feedback = self.env["onestop.feedback"]._take_in(
                    {
                        "kind": kind,
                        "about": about,
                        "agency": agency,
                        "procedure": self.env["onestop.procedure"].search([("code", "=", code)]) if code else None,
                        "staff_words": whom,
                        "text": text,
                        "sender_name": sender,
                        "sender_phone": f"09120003{number:02d}",
                        "private": False,
                    },
                    client_uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"onestop-demo-feedback-{number}")),
                )
            with freeze_time(now - timedelta(days=days - 1)):
                for act in acts:
                    self._deal_with(feedback.with_user(leader), act)

    @api.model
    def _deal_with(self, feedback, act):
        name, *said = act if isinstance(act, tuple) else (act,)
        if name == "accept":
            feedback.action_accept()
        elif name == "answer":
            feedback._answer(said[0], public=said[1])
        elif name == "publish":
            feedback._publish(said[0])
        elif name == "ask":
            feedback._ask(said[0])
        else:
            feedback._judge(said[0])
