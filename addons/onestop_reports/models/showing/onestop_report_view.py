from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...engine.meaning import months_before


class OnestopReportView(models.TransientModel):
    """A report on the screen: what is chosen above, and the table, whose every figure opens its dossiers."""

    _name = "onestop.report.view"
    _description = "Report"

    def _default_agency(self):
        return self.env.user._onestop_posts().agency_id[:1] or self.env["onestop.agency"].search(
            [("parent_id", "=", False)], limit=1
        )

    def _default_form(self):
        return self.env["onestop.report.form"]._form(
            "monitoring", self._default_agency(), self.env["onestop.agency"]._today()
        )

    form_id = fields.Many2one(
        "onestop.report.form", "Report", required=True, default=lambda self: self._default_form(), ondelete="cascade"
    )
    table_name = fields.Selection(related="form_id.table_name")
    agency_id = fields.Many2one(
        "onestop.agency", "At and Below", required=True, default=lambda self: self._default_agency(), ondelete="cascade"
    )
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    period = fields.Selection(
        [
            ("this_month", "This Month"),
            ("last_month", "Last Month"),
            ("this_quarter", "This Quarter"),
            ("last_quarter", "Last Quarter"),
            ("this_year", "This Year"),
            ("last_year", "Last Year"),
            ("other", "Other Days"),
        ],
        required=True,
        default="this_month",
    )
    date_from = fields.Date(
        "First Day", required=True, compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    date_to = fields.Date(
        "Last Day", required=True, compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    cut_off = fields.Date(
        "As at the End of", required=True, compute="_compute_cut_off", store=True, readonly=False, precompute=True,
        help="What is settled is looked at on this day.",
    )  # fmt: skip
    meaning_id = fields.Many2one(
        "onestop.report.meaning", required=True, compute="_compute_meaning_id", store=True, readonly=False,
        precompute=True, ondelete="cascade",
    )  # fmt: skip
    table = fields.Json(compute="_compute_table")

    @api.depends("form_id")
    def _compute_display_name(self):
        for view in self:
            view.display_name = view.form_id.name or self.env._("Report")

    @api.depends_context("uid")
    def _compute_own_agency_ids(self):
        self.own_agency_ids = self.env.user.onestop_agency_ids

    @api.depends("period")
    def _compute_dates(self):
        today = self.env["onestop.agency"]._today()
        for view in self:
            if view.period != "other":
                view.date_from, view.date_to = _period(view.period, today)
            elif not view.date_from:
                view.date_from, view.date_to = _period("this_month", today)

    @api.depends("date_to")
    def _compute_cut_off(self):
        today = self.env["onestop.agency"]._today()
        for view in self:
            view.cut_off = (
                min(view.date_to, max(today, view.date_from)) if view.date_to and view.date_from else view.date_to
            )

    @api.depends("form_id")
    def _compute_meaning_id(self):
        for view in self:
            view.meaning_id = view.form_id.meaning_id

    @api.depends("form_id", "agency_id", "date_from", "date_to", "cut_off", "meaning_id")
    @api.depends_context("uid")
    def _compute_table(self):
        for view in self:
            try:
                scope, made = view._made()
            except (AccessError, ValidationError) as error:
                view.table = {"refused": str(error)}
                continue
            view.table = scope and self.env["onestop.report.table"]._screen(scope, made)

    def _scope(self):
        self.ensure_one()
        if not (
            self.form_id and self.agency_id and self.date_from and self.date_to and self.cut_off and self.meaning_id
        ):
            return None
        meaning = self.meaning_id._meaning(self.date_from, self.date_to, self.cut_off)
        return self.env["onestop.report.table"]._scope(self.table_name, meaning, self.agency_id)

    def _made(self):
        """``(scope, document)`` of what is chosen; ``(None, None)`` while something is left open."""
        scope = self._scope()
        if not scope:
            return None, None
        tables = self.env["onestop.report.table"]
        return scope, tables._document(scope, tables._fill(scope), self.form_id)

    # ------------------------------------------------------------------ buttons

    @api.model
    def open_cell(self, view_id, row, column):
        """The list behind a figure, as an action for the web client."""
        view = self.browse(view_id)
        scope = view._scope()
        model, domain = self.env["onestop.report.table"]._list(scope, row, column)
        return view._list_action(scope, model, domain, column)

    @api.model
    def open_difference(self, view_id, row, identity):
        """The dossiers because of which a row does not agree."""
        view = self.browse(view_id)
        scope, made = view._made()
        finding = next(one for one in made.filled.findings if one.row == row and one.identity == identity)
        model, domain = self.env["onestop.report.table"]._difference(scope, finding)
        return view._list_action(scope, model, domain, "")

    def _list_action(self, scope, model, domain, column):
        title = (
            " / ".join(dict.fromkeys(part for part in scope.table.column(column).headings if part))
            if column
            else self.env._("Behind the Difference")
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"active_test": False},
        }

    def action_close(self):
        """Close the period: freeze the report as it is now."""
        scope, made = self._made()
        if not scope:
            raise UserError(self.env._("Choose a report, an agency and a period."))
        closing = self.env["onestop.report.closing"]._close(scope, made, self.form_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": closing._name,
            "res_id": closing.id,
            "views": [(False, "form")],
        }

    def action_xlsx(self):
        """Download the report as a workbook."""
        return self._download("xlsx")

    def action_pdf(self):
        """Download the report as it is printed."""
        return self._download("pdf")

    def action_csv(self):
        """Download the report as text."""
        return self._download("csv")

    def action_json(self):
        """Download the report as JSON."""
        return self._download("json")

    def _download(self, kind):
        self.ensure_one()
        if not self._scope():
            raise UserError(self.env._("Choose a report, an agency and a period."))
        return {"type": "ir.actions.act_url", "url": f"/onestop_reports/view/{self.id}.{kind}", "target": "download"}

    def _file_name(self):
        """Name of a file without its ending: what, where, of when."""
        return f"{self.table_name}_{self.agency_id.code}_{self.date_from:%Y%m%d}-{self.date_to:%Y%m%d}"


def _period(name, today):
    """First and last day of a named period, seen from ``today``."""
    which, unit = name.split("_")
    if unit == "month":
        begin = months_before(today, int(which == "last"))
        return begin, months_before(begin, -1) - timedelta(days=1)
    if unit == "quarter":
        begin = months_before(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * (which == "last"))
        return begin, months_before(begin, -3) - timedelta(days=1)
    year = today.year - (which == "last")
    return date(year, 1, 1), date(year, 12, 31)
