import base64
from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from ..engine.history import HEADINGS
from ..engine.meaning import months_before

# earlier dossiers as a commune has them on paper; two lines are wrong, and wait to be mended
EARLIER = (
    ("HN-2019-0001", "Trực tiếp", "Nguyễn Văn Thụ", "04/03/2019", "11/03/2019", "08/03/2019", "11/03/2019", "Đã trả kết quả"),
    ("HN-2019-0002", "Trực tiếp", "Trần Thị Loan", "05/03/2019", "12/03/2019", "13/03/2019", "14/03/2019", "Đã trả kết quả"),
    ("HN-2019-0003", "Bưu chính", "Lê Văn Định", "06/03/2019", "13/03/2019", "13/03/2019", "15/03/2019", "Đã trả kết quả"),
    ("HN-2019-0004", "Fax", "Phạm Thị Nhàn", "07/03/2019", "14/03/2019", "12/03/2019", "14/03/2019", "Đã trả kết quả"),
    ("HN-2019-0005", "Trực tuyến", "Đỗ Quang Huy", "31/02/2019", "", "", "", "Công dân yêu cầu rút hồ sơ"),
)  # fmt: skip


class OnestopDemo(models.AbstractModel):
    _inherit = "onestop.demo"

    @api.model
    def _load_reports(self):
        """Reports as a province has them on some day: last month closed, one by mail, and a file of earlier dossiers in which
        two lines wait to be mended.
        """
        env = self.env(context=dict(self.env.context, lang="vi_VN", tz="Asia/Ho_Chi_Minh", tracking_disable=True))
        env["onestop.report.fact"]._build()
        closer = env.ref("onestop_reports.user_hanam_baocao")
        province = env.ref("onestop_core.agency_hanam")
        first = months_before(env["onestop.agency"]._today(), 1)
        last = months_before(first, -1) - timedelta(days=1)
        form = env.ref("onestop_reports.form_progress")
        view = (
            env["onestop.report.view"]
            .with_user(closer)
            .create(
                {"form_id": form.id, "agency_id": province.id, "period": "other", "date_from": first, "date_to": last, "cut_off": last}
            )
        )  # fmt: skip
        view.action_close()
        env["onestop.report.schedule"].create(
            {
                "form_id": env.ref("onestop_reports.form_monitoring").id,
                "agency_id": province.id,
                "reader_ids": [Command.set((env.ref("onestop_core.user_hanam_giamsat") | closer).ids)],
            }
        )
        agency = env.ref("onestop_core.agency_kha_phong")
        lines = [";".join(HEADINGS.values())]
        for code, channel, applicant, *rest in EARLIER:
            lines.append(";".join((code, agency.code, "1.001193", "2", channel, applicant, *rest)))
        content = "\r\n".join(lines).encode("utf-8-sig")
        env["onestop.history.import"].create(
            {"file": base64.b64encode(content), "file_name": "so-theo-doi-2019.csv"}
        ).action_check()
        env["onestop.report.public"]._cron_make()
