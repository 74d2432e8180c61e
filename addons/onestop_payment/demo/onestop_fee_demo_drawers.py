import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.demo.people import People
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc

EXTRACT, SIGNATURE, SINGLE = "2.000635", "2.000884", "1.004873"
YESTERDAY = (
    ("Vũ Thị Thanh Hương", "0912000411", EXTRACT, {"quantity": 3}, 50_000),
    ("Nguyễn Đình Quyết", "0912000412", SINGLE, {"quantity": 1}, 20_000),
    ("Bùi Văn Toản", "0912000413", SIGNATURE, {"pieces": 2}, 100_000),
)
TODAY = (("Lại Thị Hòa", "0912000414", EXTRACT, {"quantity": 1}, 10_000),)
ADDRESS = "Thôn Khả Phong, xã Khả Phong"


class OnestopFeeDemo(models.AbstractModel):
    """Drawers at Khả Phong: a shift that is over with a difference, one that is open, a transfer that nobody has confirmed yet,
    and money to be clarified.
    """

    _inherit = "onestop.fee.demo"

    @api.model
    def _load(self):
        self._open_books()
        result = super()._load()
        self._load_cash_days()
        return result

    def _open_books(self):
        """The commune keeps its own accounts, in đồng: those of Odoo's demo company are in another currency."""
        agency, companies = self._core("agency_kha_phong"), self.env["res.company"]
        name = "UBND xã Khả Phong"
        # the company stays when the add-on is uninstalled, and with it its books
        agency.company_id = companies.search([("name", "=", name)]) or companies.create(
            {
                "name": name,
                "currency_id": self.env.ref("base.VND").id,
                "resource_calendar_id": agency.company_id.resource_calendar_id.id,
            }
        )
        agency.tax_code = "0700123456"

    @api.model
    def _load_cash_days(self):
        """Yesterday's shift, and that of today."""
        # imported here, as in core: a database without demo data need not have it
        from freezegun import freeze_time

        now = fields.Datetime.now()
        clerk, cashier = self._core("user_khaphong_tiepnhan"), self._core("user_khaphong_thuphi")
        counter = self._core("counter_kha_phong_1")
        drawers = self.env["onestop.drawer.session"].with_user(clerk)
        with freeze_time(now - timedelta(days=1)):
            drawer = drawers._open(counter, 500_000)
            for row in YESTERDAY:
                self._collect_demo(clerk, counter, *row)
            # receipts take their numbers when a transaction ends: these of yesterday, now
            self.env.cr.flush()
            drawer._count({100_000: 4, 50_000: 2, 20_000: 2, 10_000: 1, 5_000: 1, 1_000: 2})
            drawer._close("Trả thừa cho một người nộp, không nhớ rõ ai.")
            drawer._hand_over(cashier)
            drawer.with_user(cashier)._receive({100_000: 4, 50_000: 2, 20_000: 2, 10_000: 1, 5_000: 1, 1_000: 2})
        drawers._open(counter, 500_000)
        for row in TODAY:
            self._collect_demo(clerk, counter, *row)
        waiting = self._receive_demo(clerk, "Trương Quang Vinh", "0912000415", SINGLE, {"quantity": 2})
        self.env["onestop.fee.transfer"].with_user(clerk)._await(waiting.with_user(clerk))
        self._receive_demo(clerk, "Phan Thị Kim Oanh", "0912000416", SIGNATURE, {})
        self.env["onestop.fee.exception"]._note(
            "demo/1", "no_longer_owed", self._core("agency_kha_phong"),
            "Tiền chuyển khoản 20.000 đ của Trương Quang Huy: hồ sơ đã rút, cần hoàn trả.", amount=20_000, reference="FT26330114477",
        )  # fmt: skip

    def _collect_demo(self, clerk, counter, name, phone, procedure, answer, tendered):
        dues = self._receive_demo(clerk, name, phone, procedure, answer)
        self.env["onestop.fee.payment"].with_user(clerk)._collect(
            dues, "cash", sum(dues.mapped("remaining")), counter=counter, tendered=tendered
        )

    def _receive_demo(self, clerk, name, phone, procedure, answer):
        """What is owed for a dossier of the last working moment before now."""
        from freezegun import freeze_time

        found = self.env.ref(f"onestop_core.procedure_{procedure.replace('.', '_')}")
        rules = self.env["onestop.fee.rule"].search([("procedure_id", "=", found.id)])
        version = found.current_version_id
        dossiers = self.env["onestop.dossier"].with_user(clerk)
        agency = self._core("agency_kha_phong")
        calendar = agency._calendar()._onestop_work_calendar()
        moment = calendar.add_working_minutes(from_naive_utc(fields.Datetime.now()), 0)
        with freeze_time(to_naive_utc(moment)):
            answer = dossiers.receive(
                {
                    "client_uuid": str(uuid.uuid4()),
                    "agency_id": agency.id,
                    "procedure_id": found.id,
                    "case_id": version.case_ids[:1].id,
                    **People.named(name, phone),
                    "applicant_address": ADDRESS,
                    "fee_answers": {str(rule.id): answer for rule in rules},
                    "documents": [
                        {"component_id": paper.id, "handed_in": True}
                        for paper in version.component_ids.filtered(lambda one: one._is_asked())
                    ],
                }
            )
        return dossiers.browse(answer["id"]).due_ids
