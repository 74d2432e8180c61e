from odoo import api, fields, models
from odoo.exceptions import UserError

FIRST_YEAR, LAST_YEAR = 2000, 2100


class OnestopHolidayWizard(models.TransientModel):
    """The public holidays and make-up days of a year, shown before they are added."""

    _name = "onestop.holiday.wizard"
    _description = "Add a Year's Holidays"

    year = fields.Char(required=True, default=lambda self: self._default_year(), size=4)
    line_ids = fields.One2many(
        "onestop.holiday.wizard.line", "wizard_id", compute="_compute_line_ids", store=True, readonly=False
    )
    known_count = fields.Integer("Already Marked", compute="_compute_known_count")

    @api.model
    def _default_year(self):
        """The first year from this one on in which no day is marked."""
        last = self.env["onestop.calendar.day"].search([], order="date desc", limit=1)
        this_year = self.env["onestop.agency"]._today().year
        return str(max(this_year, last.date.year + 1) if last else this_year)

    @api.depends("year")
    def _compute_line_ids(self):
        for wizard in self:
            proposed = self.env["onestop.calendar.day"]._proposed_days(wizard._years())
            wizard.line_ids = [fields.Command.clear()] + [fields.Command.create(vals) for vals in proposed]

    @api.depends("year")
    def _compute_known_count(self):
        for wizard in self:
            wizard.known_count = sum(
                self.env["onestop.calendar.day"].search_count(
                    [("date", ">=", f"{year}-01-01"), ("date", "<=", f"{year}-12-31")]
                )
                for year in wizard._years()
            )

    def _years(self):
        self.ensure_one()
        year = (self.year or "").strip()
        return [int(year)] if year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR else []

    def action_add(self):
        """Mark the listed days; days that are marked already stay as they are."""
        self.ensure_one()
        if not self._years():
            raise UserError(
                self.env._("Enter a year between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
            )
        self.env["onestop.calendar.day"].create(
            [
                {
                    "date": line.date,
                    "name": line.name,
                    "working": line.working,
                    "certainty": line.certainty,
                    "source": line.source,
                }
                for line in self.line_ids
            ]
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class OnestopHolidayWizardLine(models.TransientModel):
    _name = "onestop.holiday.wizard.line"
    _description = "Proposed Day"
    _order = "date"

    wizard_id = fields.Many2one("onestop.holiday.wizard", required=True, ondelete="cascade")
    date = fields.Date(required=True)
    name = fields.Char(required=True)
    working = fields.Boolean("Worked")
    certainty = fields.Selection(
        [("set", "In Force"), ("forecast", "Forecast"), ("proposed", "Only Proposed")], required=True, default="set"
    )
    source = fields.Char("Law or Notice")
