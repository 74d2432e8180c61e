from odoo import api, fields, models
from odoo.addons.onestop_payment.engine import books
from odoo.addons.onestop_payment.models.schedule.onestop_fee_type import KINDS
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import AccessError, UserError

from .onestop_bank_statement import IMPORTERS

# where the money comes from, and the account of the books that it leaves
SOURCES = {"cash": books.CASH, "bank": books.BANK, "post": books.POST}
OWED = {"charge": books.CHARGE_BUDGET, "levy": books.LEVY}


class OnestopFeeDeposit(models.Model):
    """Money that goes on: what was collected for the budget, to the treasury (giấy nộp tiền); what the post has collected for
    us, to our account. It is on its way from the day of its slip until the treasury's or the bank's line shows it.

    NĐ 120/2016/NĐ-CP art. 3 as amended by NĐ 82/2023/NĐ-CP: daily, weekly or monthly, as the fee's issuer has fixed.
    """

    _name = "onestop.fee.deposit"
    _description = "Deposit"
    _order = "day desc, id desc"
    _rec_name = "slip_number"
    _rec_names_search = ["slip_number"]

    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict", default=lambda self: self._own_agency())  # fmt: skip
    source = fields.Selection(
        [("cash", "Cash"), ("bank", "Our Account"), ("post", "The Post")], "Comes From", required=True, default="bank"
    )
    kind = fields.Selection(KINDS, help="Empty where the post hands over what it has collected.")
    month = fields.Date("Collected In", required=True, default=lambda self: self.env["onestop.agency"]._today().replace(day=1), help="Any day of the month whose money it is.")  # fmt: skip
    month_name = fields.Char("Month", compute="_compute_month_name")
    amount = Dong(required=True)
    day = fields.Date("Day of the Slip", required=True, default=lambda self: self.env["onestop.agency"]._today())
    slip_number = fields.Char("Number of the Slip", required=True)
    state = fields.Selection(
        [("draft", "Being Written"), ("sent", "On Its Way"), ("arrived", "Arrived"), ("cancelled", "Cancelled")],
        required=True, readonly=True, default="draft", copy=False, index=True,
    )  # fmt: skip
    sent_by_id = fields.Many2one("res.users", "Handed In By", readonly=True, copy=False, ondelete="restrict")
    arrived_on = fields.Date(readonly=True, copy=False)
    arrived_by_id = fields.Many2one(
        "res.users",
        "Said By",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Empty: a line of the bank shows it.",
    )
    line_id = fields.Many2one(
        "onestop.bank.line", "Bank Line", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
    sent_move_id = fields.Many2one("account.move", "Entry", readonly=True, copy=False, ondelete="restrict", index="btree_not_null")  # fmt: skip
    arrived_move_id = fields.Many2one(
        "account.move", "Entry of the Arrival", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )

    _above_zero = models.Constraint("CHECK(amount > 0)", "An amount of money is above zero.")
    _slip_uniq = models.UniqueIndex(
        "(agency_id, source, slip_number) WHERE state <> 'cancelled'", "A slip with this number is there already."
    )

    @api.depends("month")
    def _compute_month_name(self):
        for deposit in self:
            deposit.month_name = f"{deposit.month:%m/%Y}" if deposit.month else False

    @api.model
    def _own_agency(self):
        held = self.env.user._onestop_role_map()
        agencies = {agency for role in IMPORTERS for agency in held.get(role, ())}
        return agencies.pop() if len(agencies) == 1 else False

    def _check_keeper(self):
        self.check_access("read")
        for deposit in self:
            if not self.env.user._onestop_has_role(IMPORTERS, deposit.agency_id):
                raise AccessError(self.env._("An accountant hands money in."))
            if deposit.source != "post" and not deposit.kind:
                raise UserError(self.env._("Say whether it is charges or levies: they go to accounts of their own."))
        self.sudo().lock_for_update(allow_referencing=True)
        self.invalidate_recordset()

    def action_send(self):
        """The money leaves: its slip is stamped. From now on it is on its way, and the slip stays as it is."""
        self._check_keeper()
        for deposit in self:
            if deposit.state != "draft":
                raise UserError(self.env._("This slip was handed in already."))
            deposit.env["onestop.fee.month"]._check_open(deposit.agency_id, deposit.day)
            left = deposit._left()
            if deposit.amount > left:
                raise UserError(
                    self.env._("Of what was collected in that month %s is left to be handed in.",
                        self.env["onestop.fee.due"]._money(left))
                )  # fmt: skip
            deposit.sudo()._leave()

    def _leave(self):
        """Note that it is on its way; called after the check who may, or by a module whose own slip it is."""
        self.ensure_one()
        self.write(
            {
                "state": "sent",
                "sent_by_id": self.env.uid,
                "sent_move_id": self._post(
                    self.day, (books.TRANSIT, self.amount), (SOURCES[self.source], -self.amount)
                ).id,
            }
        )

    def _left(self):
        """What was collected for the budget (by the post: at all) in the month, and is not handed in yet."""
        month = self.env["onestop.fee.month"]._of(self.agency_id, self.month)
        if self.source == "post":
            return month._post_owed()
        return month._budget_owed(self.kind)

    def action_arrived(self):
        """Say that it has arrived: by the treasury's stamp on the slip, or its confirmation."""
        self._check_keeper()
        if any(deposit.state != "sent" for deposit in self):
            raise UserError(self.env._("Only what is on its way can arrive."))
        for deposit in self.sudo():
            deposit._arrive(deposit.agency_id._today())
            deposit.arrived_by_id = self.env.user

    def _arrive(self, day, line=None):
        self.ensure_one()
        goes_to = books.BANK if self.source == "post" else OWED[self.kind]
        self.write(
            {
                "state": "arrived",
                "arrived_on": day,
                "line_id": line.id if line else False,
                "arrived_move_id": self._post(day, (goes_to, self.amount), (books.TRANSIT, -self.amount)).id,
            }
        )

    def _post(self, day, *lines):
        own = self.env["onestop.fee.books"]._of(self.agency_id.company_id)
        reference = self.env._("Deposit %s", self.slip_number)
        move = (
            self.env["account.move"]
            .with_company(own.company_id)
            .create(own._entry(self.agency_id, day, reference, lines))
        )
        move.action_post()
        return move

    def action_cancel(self):
        """A slip that was never handed in is void; its number stays known."""
        self._check_keeper()
        if any(deposit.state != "draft" for deposit in self):
            raise UserError(self.env._("Only a slip that was not handed in can be cancelled."))
        self.sudo().state = "cancelled"

    def write(self, vals):
        if not self.env.su and any(deposit.state != "draft" for deposit in self):
            raise UserError(self.env._("A slip that was handed in stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(deposit.state != "draft" for deposit in self):
            raise UserError(self.env._("A slip that was handed in stays as it is."))
