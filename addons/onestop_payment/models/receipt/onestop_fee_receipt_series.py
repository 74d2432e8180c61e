from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine import receipts
from ...money_fields import Dong
from ..schedule.onestop_fee_type import KINDS


class OnestopFeeReceiptSeries(models.Model):
    """A run of receipts that one body issues of one form: charges and levies apart, and a range of its own for a delegate.

    Numbers follow one another without a gap in each year of a series (``onestop.number.book``); nobody types one.
    """

    _name = "onestop.fee.receipt.series"
    _description = "Receipt Series"
    _inherit = ["mail.thread"]
    _order = "agency_id, kind, form_id, letters, first_number"

    form_id = fields.Many2one("onestop.fee.receipt.form", required=True, ondelete="restrict", index=True, tracking=True)
    letters = fields.Char(required=True, tracking=True, help="Two letters of the symbol: AA.")
    symbol = fields.Char("Symbol This Year", compute="_compute_symbol")
    agency_id = fields.Many2one(
        "onestop.agency", "Issued By", required=True, ondelete="restrict", index=True, tracking=True,
        help="The body that collects. Those below it without a series of their own issue from it, too.",
    )  # fmt: skip
    kind = fields.Selection(KINDS, required=True, tracking=True)
    face_value = Dong("Printed Amount", aggregator=None, tracking=True)
    first_number = fields.Integer(required=True, default=1, aggregator=None, tracking=True)
    last_number = fields.Integer(
        aggregator=None, tracking=True, help="Of the range, where it has an end. Empty: as far as the digits reach."
    )
    valid_from = fields.Date(
        required=True, default=lambda self: self.env["onestop.agency"]._today(), tracking=True,
        help="From when it may be issued: the tax authority has accepted its registration.",
    )  # fmt: skip
    valid_to = fields.Date("Last Day", tracking=True)
    delegate_name = fields.Char("Delegate", tracking=True, help="Who issues in the body's name: the post.")
    delegate_address = fields.Char(tracking=True)
    delegate_desk_id = fields.Many2one(
        "onestop.desk", "Issued at the Desk", ondelete="restrict", index="btree_not_null", tracking=True
    )
    delegate_told_on = fields.Date("Tax Authority Told On", tracking=True)
    loss_ids = fields.One2many("onestop.fee.receipt.loss", "series_id", "Lost Receipts", readonly=True)
    # of the form, kept here since each receipt asks for them
    form_code = fields.Char(related="form_id.code", store=True, precompute=True)
    symbol_pattern = fields.Char(related="form_id.symbol_pattern", store=True, precompute=True)
    digits = fields.Integer(related="form_id.digits", store=True, precompute=True, aggregator=None)
    yearly = fields.Boolean(related="form_id.yearly", store=True, precompute=True)
    electronic = fields.Boolean(related="form_id.electronic", store=True, precompute=True)
    printed_value = fields.Boolean(related="form_id.printed_value")
    receipt_count = fields.Integer("Issued", compute="_compute_receipt_count")

    _range = models.Constraint(
        "CHECK(first_number >= 1 AND (COALESCE(last_number, 0) = 0 OR last_number >= first_number))",
        "A range begins at 1 at the earliest, and ends after it begins.",
    )

    @api.depends("form_id", "letters")
    def _compute_symbol(self):
        year = self.env["onestop.agency"]._today().year
        for series in self:
            series.symbol = series._symbol_of(year) if series.form_id and series.letters else False

    def _compute_receipt_count(self):
        counts = dict(
            self.env["onestop.fee.receipt"]._read_group(
                [("series_id", "in", self.ids), ("number", ">", 0)], ["series_id"], ["__count"]
            )
        )
        for series in self:
            series.receipt_count = counts.get(series, 0)

    @api.depends("symbol", "form_id", "kind")
    def _compute_display_name(self):
        kinds = dict(KINDS)
        labels = dict(self._fields["kind"]._description_selection(self.env)) if self else kinds
        for series in self:
            series.display_name = f"{series.form_id.code} {series.symbol} – {labels.get(series.kind, '')}"

    @api.constrains("letters", "form_id", "face_value", "delegate_name", "delegate_told_on")
    def _check_series(self):
        for series in self:
            try:
                receipts.check_letters(series.letters)
            except ValueError as error:
                raise ValidationError(self.env._("The letters of a series are two of %s.", receipts.LETTERS)) from error
            if bool(series.face_value) != series.form_id.printed_value:
                raise ValidationError(self.env._("A printed amount belongs to forms with one, and to no others."))
            if series.delegate_name and not (series.delegate_told_on and series.delegate_desk_id):
                raise ValidationError(
                    self.env._(
                        "Say on which day the tax authority was told of the delegate, and at which desk it issues."
                    )
                )

    @api.constrains("form_id", "letters", "agency_id", "first_number", "last_number")
    def _check_ranges(self):
        """Two series of one symbol have no number in common."""
        for series in self:
            others = self.sudo().search(
                [
                    ("id", "!=", series.id),
                    ("form_id", "=", series.form_id.id),
                    ("letters", "=", series.letters),
                    ("agency_id.company_id", "=", series.agency_id.company_id.id),
                ]
            )
            for other in others:
                if series.first_number <= other._end() and other.first_number <= series._end():
                    raise ValidationError(
                        self.env._("The numbers overlap with those of %s.", other.with_env(self.env).display_name)
                    )

    def write(self, vals):
        fixed = {"form_id", "letters", "agency_id", "kind", "face_value", "first_number"}
        if vals.keys() & fixed and any(series.receipt_count for series in self.sudo()):
            raise UserError(self.env._("Receipts of this series were issued: only its end can still be set."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        if any(series.receipt_count for series in self.sudo()):
            raise UserError(self.env._("Receipts of this series were issued. Give it a last day instead."))

    # ------------------------------------------------------------------ numbers

    def _end(self):
        """The last number that the series may issue in a year."""
        return self.last_number or 10**self.digits - 1

    def _symbol_of(self, year):
        return receipts.symbol(self.symbol_pattern, self.letters, year)

    def _period(self, year):
        """Which book of the series counts: one a year, or one for ever where a regime counts on."""
        return year if self.yearly else 0

    def _used(self, period):
        """Query for the highest number that is used, see ``onestop.number.book``. The book counts what can be issued: numbers
        that were lost on paper are passed over (``_number_at``).
        """
        return SQL(
            """
            SELECT COALESCE(last.number - (
                SELECT COALESCE(sum(count), 0) FROM onestop_fee_receipt_loss
                WHERE series_id = %s AND period = %s AND last_number < last.number
            ), %s), last.issued_on FROM (SELECT 1) AS book LEFT JOIN LATERAL (
                SELECT number, issued_on FROM onestop_fee_receipt WHERE series_id = %s AND period = %s AND number > 0
                ORDER BY number DESC LIMIT 1
            ) AS last ON TRUE
            """,
            self.id,
            period,
            self.first_number - 1,
            self.id,
            period,
        )

    def _number_at(self, place, period):
        """The number of a receipt: its place among those that can be issued, past what was lost on paper."""
        if self.electronic:
            return place
        number = place
        for loss in self.loss_ids.filtered(lambda one: one.period == period).sorted("first_number"):
            if number >= loss.first_number:
                number += loss.count
        return number

    def _hold_numbers(self, period):
        """The highest number issued of a book, which nobody goes on with until this transaction ends."""
        self.env.flush_all()
        book = (f"receipt/{self.id}", str(period), self._used(period), 0)
        [(_none, last)] = self.env["onestop.number.book"].sudo()._allot_many([book])
        # the place of the last one, as a number
        return self._number_at(last[0], period) if last and last[1] else 0

    @api.model
    def _for(self, agency, kind, day, *, amount, desk=None):
        """The series of which a receipt is issued: that of the delegate at its desk, else that of the agency or of the nearest
        one above it.

        :param desk: ``onestop.desk`` at which the money is taken, if at one
        :return: one series; none if there is none for ``day``
        """
        above = agency.sudo()._parent_ids()
        forms = self.env["onestop.fee.receipt.form"]._on(day)
        found = self.sudo().search_fetch(
            Domain("agency_id", "in", above)
            & Domain("kind", "=", kind)
            & Domain("face_value", "in", (0, amount))
            & Domain("form_id", "any", forms)
            & Domain("valid_from", "<=", day)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
            & Domain("delegate_desk_id", "in", (False, desk.id if desk else False)),
            [
                "agency_id", "form_id", "letters", "kind", "face_value", "valid_from", "first_number", "last_number",
                "form_code", "symbol_pattern", "digits", "yearly", "electronic", "delegate_name", "delegate_address", "delegate_told_on", "delegate_desk_id",
            ],
        )  # fmt: skip
        found = found.filtered(lambda one: not one.delegate_name or receipts.delegate_from(one.delegate_told_on) <= day)
        best = found.sorted(
            lambda one: (
                bool(one.delegate_desk_id),
                above.index(one.agency_id.id),
                bool(one.face_value),
                one.valid_from,
                -one.id,
            ),
            reverse=True,
        )
        return best[:1]
