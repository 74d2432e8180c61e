from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import wording
from ...engine.calendar import to_naive_utc
from ...models.forms.onestop_print import Printed

# rows in one printing, about 12 ms each: longer ones would keep the other prints of the process waiting
LARGEST = 1000

# words of the printed book, Vietnamese whatever language the reader has set
CHANNEL_WORDS = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính công ích"}
CLOSED_WORDS = {
    "rejected": "Từ chối tiếp nhận",
    "withdrawn": "Rút hồ sơ",
    "stopped": "Dừng giải quyết",
}


class OnestopRegisterWizard(models.TransientModel):
    """The register (sổ theo dõi hồ sơ) of an agency, of a year or of some days, printed as a book."""

    _name = "onestop.register.wizard"
    _inherit = ["onestop.form.mixin"]
    _description = "Print the Register"

    agency_id = fields.Many2one(
        "onestop.agency", required=True, default=lambda self: self.env.user._onestop_posts().agency_id[:1]
    )
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    year = fields.Integer(required=True, default=lambda self: self.env["onestop.agency"]._today().year)
    date_from = fields.Date(
        "First Day", compute="_compute_dates", store=True, readonly=False, precompute=True, required=True
    )
    date_to = fields.Date(
        "Last Day", compute="_compute_dates", store=True, readonly=False, precompute=True, required=True
    )
    dossier_count = fields.Integer("Dossiers", compute="_compute_dossier_count")

    @api.depends_context("uid")
    def _compute_own_agency_ids(self):
        user = self.env.user
        self.own_agency_ids = user.onestop_agency_ids.filtered(user._sees_whole)

    @api.depends("year")
    def _compute_dates(self):
        for wizard in self:
            if 1900 < wizard.year < 3000:
                wizard.date_from, wizard.date_to = date(wizard.year, 1, 1), date(wizard.year, 12, 31)

    @api.depends("agency_id", "date_from", "date_to")
    def _compute_dossier_count(self):
        for wizard in self:
            whole = wizard.agency_id and wizard.date_from and wizard.date_to
            wizard.dossier_count = self.env["onestop.dossier"].search_count(wizard._domain()) if whole else 0

    def _domain(self):
        """Dossiers that stand in the agency's register, received between the two days of its own time."""
        zone = self.agency_id.sudo()._calendar()._onestop_work_calendar().zone
        begin, end = (
            to_naive_utc(fields.Datetime.to_datetime(day).replace(tzinfo=zone))
            for day in (self.date_from, fields.Date.add(self.date_to, days=1))
        )
        return [
            ("register_agency_id", "=", self.agency_id.id),
            ("register_year", "in", list(range(self.date_from.year, self.date_to.year + 1))),
            ("received_at", ">=", begin),
            ("received_at", "<", end),
        ]

    def _dossiers(self):
        sample = self.env.context.get("onestop_sample_dossiers")
        # records, which no request can put into its context: the preview of the form
        if isinstance(sample, models.BaseModel):
            return sample
        return self.env["onestop.dossier"].search(self._domain(), order="register_year, register_number, id")

    def action_print(self):
        self.ensure_one()
        return {
            **self.env.ref("onestop_core.action_report_register").report_action(self.ids),
            "close_on_report_download": True,
        }

    # ------------------------------------------------------------------ printing

    def _check_printable(self, report):
        if not self.env.user._sees_whole(self.agency_id):
            raise UserError(self.env._("The register of %s is not yours to print.", self.agency_id.display_name))
        if self.date_from > self.date_to or self.date_from.year != self.date_to.year:
            raise UserError(self.env._("A volume of the register is a year: choose two days of one year, in order."))
        if not self.dossier_count:
            raise UserError(self.env._("No dossier was received at %s on these days.", self.agency_id.name))
        if self.dossier_count > LARGEST:
            raise UserError(self.env._("More than %s dossiers: choose a shorter range.", LARGEST))
        return super()._check_printable(report)

    def _printed(self, report):
        values = self._register_values()
        return Printed(
            key=f"register,{self.agency_id.id},{self.date_from},{self.date_to}",
            form="register",
            name=f"{values['title']} {self.date_from:%d.%m.%Y} - {self.date_to:%d.%m.%Y}",
            values=values,
            agencies=self.agency_id,
        )

    def _register_values(self):
        """Values of the register as its template prints them."""
        self.ensure_one()
        dossiers = self._dossiers()
        form = self.env["onestop.form.set"]._form("register", self.agency_id, self.date_to)
        desks = self.agency_id.desk_ids
        return {
            **self._document_head(form, self.agency_id, desk=desks if len(desks) == 1 else None),
            "running": f"{form.name} – Quyển số {self.date_from.year}",
            "paper": "a4 landscape",
            "volume": str(self.date_from.year),
            "begin": wording.date_words(self.date_from),
            "end": wording.date_words(self.date_to),
            "first": dossiers[:1].register_number,
            "last": dossiers[-1:].register_number,
            "rows": [dossier._register_row() for dossier in dossiers],
        }


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _register_row(self):
        """The line of the register about this dossier."""
        self.ensure_one()
        person = self._person_values()

        def day(moment):
            return f"{self._local(moment):%d/%m/%Y}" if moment else ""

        return {
            "number": self.register_number,
            "code": self.code,
            "subject": person["subject"],
            "set_count": f"{self.set_count:02d}",
            "applicant": person["applicant"],
            "contact": "; ".join(filter(None, (person["address"], person["phone"]))),
            "competent": self.competent_agency_id.name,
            "received": day(self.received_at),
            "due": day(self.due_at),
            "returned": day(self.returned_at),
            "result_channel": CHANNEL_WORDS[self.result_channel],
            "recipient": self.result_recipient or "",
            "note": CLOSED_WORDS.get(self.state, ""),
        }
