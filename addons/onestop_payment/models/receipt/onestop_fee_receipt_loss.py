from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# Luật Quản lý thuế, receipts on paper: the tax authority is told within so many working days
TELL_WITHIN_DAYS = 5


class OnestopFeeReceiptLoss(models.Model):
    """Blank receipts on paper that were lost, burned or damaged: numbers that nobody will issue. They stand in the use report
    (BC26), are no gap, and the tax authority is told of them within five working days.
    """

    _name = "onestop.fee.receipt.loss"
    _description = "Lost Receipts"
    _order = "found_on desc, id desc"
    _rec_name = "words"
    _rec_names_search = ["words"]

    series_id = fields.Many2one(
        "onestop.fee.receipt.series", required=True, index=True, ondelete="restrict", domain=[("electronic", "=", False)]
    )  # fmt: skip
    agency_id = fields.Many2one(related="series_id.agency_id", string="Agency", store=True, index=True, precompute=True)
    period = fields.Integer(compute="_compute_period", store=True, precompute=True, aggregator=None)
    first_number = fields.Integer("From Number", required=True, aggregator=None)
    last_number = fields.Integer("Up To Number", required=True, aggregator=None)
    count = fields.Integer("Receipts", compute="_compute_count", store=True, precompute=True)
    cause = fields.Selection(
        [("lost", "Lost"), ("burned", "Burned"), ("damaged", "Damaged")], required=True, default="lost"
    )
    found_on = fields.Date("Noticed On", required=True, default=lambda self: self.env["onestop.agency"]._today())
    words = fields.Char("How It Came About", required=True)
    report_by = fields.Date("Tell the Tax Authority By", compute="_compute_report_by", store=True)
    reported_on = fields.Date("Tax Authority Told On")

    _range = models.Constraint(
        "CHECK(first_number >= 1 AND last_number >= first_number)", "A range begins at 1 at the earliest, and ends after it begins."
    )  # fmt: skip

    @api.depends("first_number", "last_number")
    def _compute_count(self):
        for loss in self:
            loss.count = loss.last_number - loss.first_number + 1

    @api.depends("series_id", "found_on")
    def _compute_period(self):
        """The book in which its numbers count, as those of receipts."""
        for loss in self:
            loss.period = loss.series_id._period(loss.found_on.year) if loss.found_on else 0

    @api.depends("agency_id", "found_on")
    def _compute_report_by(self):
        for loss in self:
            day = loss.found_on
            if day and loss.agency_id:
                calendar = loss.agency_id._calendar()._onestop_work_calendar()
                for _day in range(TELL_WITHIN_DAYS):
                    day = calendar.next_working_day(day)
            loss.report_by = day

    @api.constrains("first_number", "last_number", "series_id", "period")
    def _check_range(self):
        for loss in self.sudo():
            series = loss.series_id
            if series.electronic:
                raise ValidationError(self.env._("Electronic receipts cannot be lost: they have no blank paper."))
            if loss.first_number < series.first_number or loss.last_number > series._end():
                raise ValidationError(
                    self.env._("%s has no such numbers.", series.with_env(self.env).display_name)
                )  # fmt: skip
            others = (
                Domain("series_id", "=", series.id) & Domain("period", "=", loss.period) & Domain("id", "!=", loss.id)
            )
            if self.sudo().search_count(
                others
                & Domain("first_number", "<=", loss.last_number)
                & Domain("last_number", ">=", loss.first_number),
                limit=1,
            ):
                raise ValidationError(self.env._("Some of these numbers are noted as lost already."))
            if loss.first_number <= series._hold_numbers(loss.period):
                raise ValidationError(
                    self.env._("Number %s was issued already. Only blank receipts are noted here.", loss.first_number)
                )

    def write(self, vals):
        if vals.keys() & {"series_id", "first_number", "last_number", "found_on", "cause"}:
            raise UserError(
                self.env._("What was noted stays. Delete it while nothing was issued after it, and note it anew.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_passed(self):
        """Numbers that turn up again may be issued, unless later ones were issued or the tax authority knows of the loss."""
        for loss in self.sudo():
            if loss.reported_on or loss.series_id._hold_numbers(loss.period) > loss.first_number:
                raise UserError(self.env._("Later numbers were issued, or the tax authority was told: it stays noted."))
