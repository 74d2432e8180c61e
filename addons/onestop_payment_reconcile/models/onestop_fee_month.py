from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_payment.models.schedule.onestop_fee_type import KINDS
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.addons.onestop_payment_online.vietnamese import in_vietnamese
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .onestop_bank_statement import IMPORTERS

# nobody explains these away: they are mended before the month closes
TO_BE_MENDED = ("not_posted", "drawer_open", "unnamed")


class OnestopFeeMonth(models.Model):
    """A month of what an agency collects: what was paid of the dues, what the receipts say, what the books say and what money
    there is are four counts of the same thing. Whatever makes them differ has a name here; the month closes once each is
    explained, and is locked then.
    """

    _name = "onestop.fee.month"
    _description = "Closing of a Month"
    _order = "first_day desc, agency_id"
    _rec_names_search = ["agency_id"]

    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    first_day = fields.Date("Month", required=True, readonly=True)
    last_day = fields.Date(compute="_compute_last_day")
    state = fields.Selection([("open", "Open"), ("closed", "Closed")], required=True, readonly=True, default="open", index=True)  # fmt: skip
    checked_at = fields.Datetime("Checked", readonly=True)
    closed_at = fields.Datetime("Closed On", readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    dues_sum = Dong("Paid of the Dues", readonly=True)
    receipts_sum = Dong("On Receipts", readonly=True)
    entries_sum = Dong("In the Books", readonly=True)
    money_sum = Dong("Money", readonly=True)
    named_sum = Dong("Differences of the Money", readonly=True, help="Of money alone, with their sign; each stands below by its name.")  # fmt: skip
    cash_sum = Dong("Cash", readonly=True)
    transfer_sum = Dong("Transfers", readonly=True)
    online_sum = Dong("Online", readonly=True)
    post_sum = Dong("By the Post", readonly=True)
    difference_ids = fields.One2many("onestop.fee.difference", "month_id", "Differences", readonly=True)
    declaration_ids = fields.One2many("onestop.fee.declaration", "month_id", "To Be Declared", readonly=True)
    open_count = fields.Integer("To Be Explained", compute="_compute_open_count")

    _month_uniq = models.UniqueIndex("(agency_id, first_day)", "This month is there already.")

    @api.depends("first_day")
    def _compute_last_day(self):
        for month in self:
            month.last_day = fields.Date.end_of(month.first_day, "month") if month.first_day else False

    @api.depends("agency_id", "first_day")
    def _compute_display_name(self):
        for month in self:
            month.display_name = f"{month.first_day:%m/%Y} – {month.agency_id.name}" if month.first_day else ""

    @api.depends("difference_ids.state")
    def _compute_open_count(self):
        counts = dict(
            self.env["onestop.fee.difference"]._read_group(
                [("month_id", "in", self.ids), ("state", "=", "open")], ["month_id"], ["__count"]
            )
        )
        for month in self:
            month.open_count = counts.get(month, 0)

    # ------------------------------------------------------------------ which month

    @api.model
    def _of(self, agency, day):
        """The month of an agency in which a day lies."""
        months = self.sudo()
        first = day.replace(day=1)
        found = months.search([("agency_id", "=", agency.id), ("first_day", "=", first)], limit=1)
        return found or months.create({"agency_id": agency.id, "first_day": first})

    @api.model
    def _check_open(self, agency, day):
        """Raise if the month of a day is closed: nothing in it changes any more."""
        closed = self.sudo().search_count(
            [("agency_id", "=", agency.id), ("first_day", "=", day.replace(day=1)), ("state", "=", "closed")], limit=1
        )
        if closed:
            raise UserError(self.env._("The month %s is closed.", f"{day:%m/%Y}"))

    @api.model
    def _cron_check(self):
        """Each evening: look at the months that are not closed, of whoever has collected something."""
        today = self.env["onestop.agency"]._today()
        lines = self.env["onestop.fee.payment.line"]
        since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        moved = lines._read_group([("day", ">=", since), ("state", "=", "done")], ["agency_id", "day:month"])
        for agency, day in moved:
            self._of(agency, fields.Date.to_date(day))
        waiting = self.search([("state", "=", "open")], order="first_day, id")
        for month in waiting:
            month._check()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # ------------------------------------------------------------------ looking

    def action_check(self):
        """Count anew, as far as the month is open."""
        self.check_access("read")
        for month in self.filtered(lambda one: one.state == "open"):
            month._check_keeper()
            month.sudo()._check()

    def _check_keeper(self):
        if not self.env.user._onestop_has_role(IMPORTERS, self.agency_id):
            raise AccessError(self.env._("An accountant closes months."))

    def _check(self):
        """Count the four sums, find what makes them differ, and what is to be declared."""
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        self.env.flush_all()
        sums = self._sums()
        # what is found is kept in words, which accountants read, whoever looks
        vietnamese = in_vietnamese(self)
        found = vietnamese._differences()
        left = self._unnamed_of(sums, found)
        if any(left):
            found.append(vietnamese._unnamed(left, sums))
        named = sum(one.money for one in found)
        self.write({**sums, "named_sum": named, "checked_at": fields.Datetime.now()})
        self.difference_ids._keep_up(self, found)
        self._declare()

    # ------------------------------------------------------------------ closing

    def action_close(self):
        """Close it: each difference is explained, nothing changes any more.

        :raises UserError: it is not over, one before it is open, or something is not explained
        """
        self.ensure_one()
        self.check_access("read")
        self._check_keeper()
        month = self.sudo()
        if month.state == "closed":
            raise UserError(self.env._("This month is closed."))
        if self.agency_id._today() <= self.last_day:
            raise UserError(self.env._("The month is not over yet."))
        month._check()
        before = month.search(
            Domain("agency_id", "=", self.agency_id.id)
            & Domain("first_day", "<", self.first_day)
            & Domain("state", "=", "open")
        )
        if before:
            raise UserError(self.env._("Close %s first.", before[-1].display_name))
        differences = month.difference_ids
        mended = differences.filtered(lambda one: one.state != "gone" and one.kind in TO_BE_MENDED)
        if mended:
            raise UserError(self.env._("This has to be mended first:\n%s", "\n".join(f"– {one.words}" for one in mended[:10])))  # fmt: skip
        left = differences.filtered(lambda one: one.state == "open")
        if left:
            raise UserError(
                self.env._("%(count)s differences are not explained yet:\n%(which)s",
                    count=len(left), which="\n".join(f"– {one.words}" for one in left[:10]))
            )  # fmt: skip
        month.write({"state": "closed", "closed_at": fields.Datetime.now(), "closed_by_id": self.env.uid})

    def write(self, vals):
        if any(month.state == "closed" for month in self):
            raise UserError(self.env._("This month is closed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A month that was looked at stays."))


class OnestopFeeDeclaration(models.Model):
    """What an agency declares of a fee for a month: charges and levies are declared monthly, fee by fee."""

    _name = "onestop.fee.declaration"
    _description = "Figures of the Monthly Declaration"
    _order = "month_id, kind, type_id"
    _rec_name = "type_id"

    month_id = fields.Many2one("onestop.fee.month", required=True, readonly=True, index=True, ondelete="cascade")
    agency_id = fields.Many2one(related="month_id.agency_id", store=True, index=True, precompute=True)
    type_id = fields.Many2one("onestop.fee.type", "Fee", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    taken = Dong("Collected", readonly=True)
    given_back = Dong("Given Back", readonly=True)
    kept = Dong(readonly=True, help="The share that the agency keeps (NĐ 120/2016/NĐ-CP art. 5), reckoned payment by payment.")  # fmt: skip
    budget = Dong("For the Budget", readonly=True)
