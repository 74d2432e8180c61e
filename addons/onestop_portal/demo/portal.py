from datetime import datetime, time, timedelta

from odoo import api, fields, models


class OnestopDemo(models.AbstractModel):
    _inherit = "onestop.demo"

    @api.model
    def _load_portal(self):
        """A citizen with an account and a filing that is not sent yet, letters between citizens and a desk, and news."""
        today = self.env["onestop.agency"]._today()
        # the next one but the very next
        sunday = today + timedelta(days=7 + 6 - today.weekday())
        self.env["onestop.portal.news"].create(
            [
                {
                    "name": "Từ 01/7/2026, giấy tờ đã có trong cơ sở dữ liệu quốc gia không phải nộp lại",
                    "text": "Ở bước giấy tờ, chọn “Cơ quan lấy từ cơ sở dữ liệu quốc gia”.",
                    "shown_from": today - timedelta(days=20),
                },
                {
                    "name": "Bảo trì hệ thống đêm Chủ nhật",
                    "kind": "stop",
                    "shown_from": today - timedelta(days=10),
                    "shown_to": sunday + timedelta(days=1),
                    # from 22:00 to 02:00, as stored
                    "stop_from": datetime.combine(sunday, time(15)),
                    "stop_to": datetime.combine(sunday, time(19)),
                },
            ]
        )
        self._write_letters()
        self._prepare_filing()

    def _write_letters(self):
        """One citizen has an answer; another waits for one since yesterday, which is what somebody has to look at."""
        waiting = self.env["onestop.dossier"].search(
            [("channel", "=", "online"), ("state", "=", "submitted"), ("received_agency_id", "=", self._ref("agency_kha_phong").id)],
            order="id", limit=2,
        )  # fmt: skip
        now = fields.Datetime.now()
        texts = [
            (
                ("citizen", "Tôi gửi nhầm ảnh mờ, có cần gửi lại không?", 3, True),
                ("agency", "Ảnh vẫn đọc được, Ông/Bà không phải gửi lại.", 2, True),
            ),
            (("citizen", "Con tôi cần giấy trước ngày 15, xin hỏi có kịp không?", 1, False),),
        ]
        for dossier, lines in zip(waiting, texts, strict=False):
            self.env["onestop.dossier.message"].create(
                [
                    {
                        "dossier_id": dossier.id,
                        "side": side,
                        "user_id": dossier.received_agency_id.staff_ids[:1].user_id.id if side == "agency" else False,
                        "text": text,
                        "at": now - timedelta(days=days),
                        "seen_at": now - timedelta(days=days, hours=-2) if seen else False,
                    }
                    for side, text, days, seen in lines
                ]
            )

    def _prepare_filing(self):
        """An account with its person proven, and a filing of which the papers are still missing."""
        account = self.env["res.users"]._citizen_account("0900012345").partner_id
        account._prove_identity("035168004512", "counter", name="Đinh Thị Nhàn")
        procedure = self.env["onestop.procedure"].search([("code", "=", "1.001731")], limit=1)
        filing = self.env["onestop.filing"]._begin(procedure, account)
        filing._choose_agency(self._ref("agency_kha_phong").code)
        filing._write_person(
            filing._read_person(
                {
                    "who": "self",
                    "applicant_name": "Đinh Thị Nhàn",
                    "applicant_identity": "035168004512",
                    "applicant_phone": "0900012345",
                }
            )
        )
