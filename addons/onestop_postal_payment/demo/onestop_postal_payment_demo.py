import uuid
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.demo.people import People
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc

# an extract of the marital status: 15.000 đ by the province's schedule
PROCEDURE, FEE = "1.004873", 15_000
OFFICE, COMMUNE = "KPG", "agency_kha_phong"
ADDRESS = "Thôn Vồng, xã Khả Phong, huyện Kim Bảng, tỉnh Hà Nam"


class OnestopPostalPaymentDemo(models.AbstractModel):
    """Fees that the post has collected in the demo world. A database without demo data has this class and never runs it."""

    _name = "onestop.postal.payment.demo"
    _description = "Demo Data of Fees by Post"

    @api.model
    def _load(self):
        """One remittance that has come, and one fee that should have been remitted by now: the open problem."""
        # imported here, as in core: a database without demo data need not have it
        from freezegun import freeze_time

        agency = self.env.ref(f"onestop_core.{COMMUNE}")
        calendar = agency._calendar()._onestop_work_calendar()
        now = from_naive_utc(fields.Datetime.now())
        # a working moment some days ago, so that what was not remitted is late
        moment = to_naive_utc(calendar.add_working_minutes(now - timedelta(days=9), 0))
        with freeze_time(moment):
            self._packet("Nguyễn Thị Mơ", "0912000871", "KPG-871")
            self._remit(agency)
        with freeze_time(moment + timedelta(minutes=20)):
            self._packet("Trần Văn Lực", "0912000872", "KPG-872")

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _office(self):
        return self.env["onestop.postal.office"].search([("code", "=", OFFICE)])

    def _packet(self, name, phone, seal):
        procedure = self.env["onestop.procedure"].search([("code", "=", PROCEDURE)])
        version = procedure.current_version_id
        case = version.case_ids[:1]
        rule = self.env["onestop.fee.rule"].search([("procedure_id", "=", procedure.id)], limit=1)
        shipments = self.env["onestop.postal.shipment"].with_user(self._user("khaphong.buudien"))
        shipments.accept(
            {
                "client_uuid": str(uuid.uuid4()),
                "agency_id": self.env.ref(f"onestop_core.{COMMUNE}").id,
                "procedure_id": procedure.id,
                "case_id": case.id,
                **People.named(name, phone),
                "applicant_address": ADDRESS,
                "result_channel": "post",
                "result_address": ADDRESS,
                "fee_answers": {str(rule.id): {"quantity": 1}},
                "documents": [
                    {"component_id": paper["component_id"], "handed_in": True, "copies": 1}
                    for paper in version._paper_vals(case.id)
                ],
                "postal": {
                    "office_id": self._office().id,
                    "weight": 90,
                    "page_count": 4,
                    "sealed": True,
                    "seal_number": seal,
                    "fee_pay": FEE,
                },
            }
        )

    def _remit(self, agency):
        accountant = self._user("binhluc.ketoanbuudien")
        remittance = (
            self.env["onestop.postal.remittance"]
            .with_user(accountant)
            .create({"office_id": self._office().id, "agency_id": agency.id, "reference": "FT26330087101"})
        )
        remittance.action_send()
        remittance.with_user(self._user("khaphong.ketoan")).action_receive()
