import hashlib

from odoo import api, fields, models
from odoo.addons.onestop_core.examination import examine
from odoo.addons.onestop_payment.engine import books
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import AccessError, UserError

from ..engine import matching, settlement, statement
from .onestop_bank_statement import IMPORTERS, MOST_TOLD


class OnestopGatewaySettlement(models.Model):
    """What a gateway pays out in one sum: the payments of a session, of a weekend too, less its fee. The list says what is in it;
    the line of the bank says that it has come. Between the two it is owed by the gateway.
    """

    _name = "onestop.gateway.settlement"
    _description = "Settlement of a Gateway"
    _order = "id desc"

    name = fields.Char("File", required=True, readonly=True)
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    account_id = fields.Many2one("onestop.fee.account", required=True, readonly=True, index=True, ondelete="restrict")
    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Taken In By", required=True, readonly=True, ondelete="restrict")
    day = fields.Date("Taken In", required=True, readonly=True)
    amount = Dong("Paid by Citizens", required=True, readonly=True)
    fee = Dong("Fee of the Gateway", required=True, readonly=True)
    net = Dong("Paid Out", compute="_compute_net", store=True, precompute=True)
    transaction_ids = fields.Many2many("payment.transaction", string="Online Payments", readonly=True)
    count = fields.Integer("Payments", required=True, readonly=True, aggregator=None)
    state = fields.Selection(
        [("awaited", "Awaited"), ("arrived", "Arrived")], required=True, readonly=True, default="awaited", index=True
    )
    line_id = fields.Many2one(
        "onestop.bank.line", "Bank Line", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    move_id = fields.Many2one("account.move", "Entry", readonly=True, index="btree_not_null", ondelete="restrict")

    _file_uniq = models.UniqueIndex("(account_id, sha256)", "This list was taken in already.")

    @api.depends("amount", "fee")
    def _compute_net(self):
        for one in self:
            one.net = one.amount - one.fee

    @api.model
    def _take_in(self, account, name, content):
        """Take a list in, once, and look whether its money is there already.

        :param account: the confirmed ``onestop.fee.account`` to which the gateway pays out
        :return: the settlement
        :raises UserError: it cannot be read, or lists a payment that was paid out before
        """
        account.check_access("read")
        if not self.env.user._onestop_has_role(IMPORTERS, account.agency_id):
            raise AccessError(self.env._("An accountant takes statements in."))
        if account.state != "confirmed":
            raise UserError(self.env._("Nobody has confirmed this account yet."))
        sha256 = hashlib.sha256(content).hexdigest()
        settlements = self.sudo()
        if there := settlements.search([("account_id", "=", account.id), ("sha256", "=", sha256)], limit=1):
            return there.sudo(False)
        listed = self._read(content)
        transactions = self.env["payment.transaction"].sudo().search(
            [("reference", "in", [one.reference for one in listed.items]), ("company_id", "=", account.agency_id.sudo().company_id.id)]
        )  # fmt: skip
        if before := settlements.search([("transaction_ids", "in", transactions.ids)], limit=1):
            raise UserError(self.env._("Some of these payments were paid out before: %s.", before.name))
        taken = settlements.create(
            {
                "name": name,
                "agency_id": account.agency_id.id,
                "account_id": account.id,
                "sha256": sha256,
                "user_id": self.env.uid,
                "day": account.agency_id._today(),
                "amount": listed.amount,
                "fee": listed.fee,
                "count": len(listed.items),
                "transaction_ids": [fields.Command.set(transactions.ids)],
            }
        )
        taken._compare(listed.items)
        self.env["onestop.bank.line"].sudo()._match_new(account)
        return taken.sudo(False)

    @api.model
    def _read(self, content):
        try:
            listed = examine(self.env, settlement.read, content)
        except statement.NotAStatementError as error:
            raise UserError(
                self.env._("This is no list of payments: a reference, an amount and a fee are needed.")
            ) from error
        if listed.problems:
            lines = "\n".join(f"{one.line}: {one.value}" for one in listed.problems[:MOST_TOLD])
            raise UserError(
                self.env._(
                    "%(count)s lines cannot be read; nothing was taken in:\n%(lines)s",
                    count=len(listed.problems),
                    lines=lines,
                )
            )
        if not listed.items:
            raise UserError(self.env._("The list has no payments."))
        return listed

    def _compare(self, items):
        """What the list says otherwise than we know it gets a name and an owner; a payment of which we were never told is
        asked for at once.
        """
        exceptions = self.env["onestop.fee.exception"]
        by_reference = {one.reference: one for one in self.transaction_ids}
        for item in items:
            known = by_reference.get(item.reference)
            if not known:
                exceptions._note(
                    f"settlement/{item.reference}", "unknown_payment", self.agency_id,
                    self.env._("The gateway pays out a payment %s that we do not know.", item.reference), amount=item.amount,
                )  # fmt: skip
            elif known.state != "done":
                known.vnpay_ask_at = fields.Datetime.now()
            elif known.vnpay_received != item.amount:
                exceptions._note(
                    f"settlement/{item.reference}", "amount_differs", self.agency_id,
                    self.env._("The gateway pays out another amount for %s than it has reported.", item.reference),
                    amount=item.amount, dues=known.onestop_due_ids,
                )  # fmt: skip

    # ------------------------------------------------------------------ its money

    def _as_awaited(self):
        """As ``engine.matching`` wants what is awaited: below zero, so that no transfer has the key."""
        return [matching.Awaited(-one.id, "", one.account_id.number, one.amount, one.day) for one in self]

    def _as_settlements(self):
        return [matching.Settlement(str(one.id), one.account_id.number, one.day, (-one.id,), one.fee) for one in self]

    def _arrive(self, line):
        """The bank shows it: what the gateway owed is on the account, less what it keeps."""
        self.ensure_one()
        own = self.env["onestop.fee.books"]._of(self.agency_id.company_id)
        lines = [(books.BANK, self.net), (books.GATEWAY_FEE, self.fee), (books.ONLINE, -self.amount)]
        move = self.env["account.move"].with_company(own.company_id).create(
            own._entry(self.agency_id, line.day, self.name, [one for one in lines if one[1]])
        )  # fmt: skip
        move.action_post()
        self.write({"state": "arrived", "line_id": line.id, "move_id": move.id})
        if line.exception_id:
            self.env["onestop.fee.exception"]._clear(line.exception_id.key, self.env._("Pays %s.", self.name))
        line.write({"state": "booked", "why": matching.NET})

    def _leave(self):
        """The line was another one: it is awaited again, and its entry is reversed."""
        for one in self:
            one.move_id._reverse_moves(cancel=True)
            one.write({"state": "awaited", "line_id": False, "move_id": False})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the gateway has listed stays."))


class OnestopBankLine(models.Model):
    _inherit = "onestop.bank.line"

    settlement_ids = fields.One2many("onestop.gateway.settlement", "line_id", readonly=True)
