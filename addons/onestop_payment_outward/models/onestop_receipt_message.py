import logging
from dataclasses import replace

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core.engine.outbox import Fate
from odoo.addons.onestop_core.examination import examine
from odoo.addons.onestop_core.http_call import AddressRefused, call
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import vnpt

_logger = logging.getLogger(__name__)

OVER = ("sent", "delivered", "cancelled")
ROLES = ("accountant", "finance_office")
STATES = [
    ("pending", "To Issue"),
    ("sending", "Being Sent"),
    ("sent", "Issued"),
    ("delivered", "Confirmed"),
    ("failed", "Given Up"),
    ("expired", "Too Old"),
    ("cancelled", "Set Aside"),
]
STATUSES = [
    ("to_issue", "To Issue"),
    ("sent", "Sent"),
    ("issued", "Issued"),
    ("unknown", "Unknown"),
    ("refused", "Refused"),
    ("aside", "Set Aside"),
]
# a receipt as people see it comes with its pictures
_LONGEST_VIEW = 2 * 1024 * 1024
_SOAP_HEADERS = {"Content-Type": "text/xml; charset=utf-8"}


class OnestopReceiptMessage(models.Model):
    """What the provider is told of a receipt: that it was issued, or cancelled.

    The messages of a series go one after the other, in the order of its numbers: a provider takes none that is older than the last
    one. So the first of them that is not done holds up those behind it, and shows so; the desk is never held up. Before a receipt
    is issued it is looked up: what is there already, after an answer that was lost, is adopted and never issued again.
    """

    _name = "onestop.receipt.message"
    _inherit = ["onestop.outbox"]
    _description = "Receipt to Transmit"
    _order = "id"
    _rec_name = "receipt_id"
    _rec_names_search = ["receipt_id.name", "receipt_id.payer_name"]

    receipt_id = fields.Many2one("onestop.fee.receipt", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Selection([("issue", "Receipt"), ("cancel", "Cancellation")], required=True, readonly=True)
    series_id = fields.Many2one("onestop.fee.receipt.series", required=True, readonly=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    issued_on = fields.Date(related="receipt_id.issued_on")
    state = fields.Selection(STATES)
    uncertain = fields.Boolean(readonly=True, help="It was sent, and nobody knows what became of it.")
    code = fields.Char("Provider's Code", readonly=True)
    status = fields.Selection(STATUSES, compute="_compute_status", store=True, index=True)
    reason = fields.Char("Why Not Yet", compute="_compute_reason")
    age = fields.Integer("Days", compute="_compute_reason")
    aside_reason = fields.Char("Why Set Aside", readonly=True)
    aside_by_id = fields.Many2one("res.users", "Set Aside By", readonly=True, ondelete="restrict")

    _once = models.UniqueIndex("(receipt_id, kind)", "This receipt is told already.")
    # the first of a series that is not done
    _line = models.Index("(series_id, id) WHERE state NOT IN ('sent', 'delivered', 'cancelled')")

    @api.depends("state", "uncertain")
    def _compute_status(self):
        names = {"sending": "sent", "sent": "issued", "delivered": "issued", "cancelled": "aside"}
        for one in self:
            one.status = names.get(one.state) or (
                "unknown" if one.uncertain else "refused" if one.state in ("failed", "expired") else "to_issue"
            )

    @api.depends("status", "code", "aside_reason", "issued_on")
    def _compute_reason(self):
        today = self.env["onestop.agency"]._today()
        heads = self._heads()
        for one in self:
            one.age = (today - one.issued_on).days if one.issued_on and one.state not in OVER else 0
            one.reason = one._why(one in heads)

    def _why(self, is_head):
        """Why the receipt is not issued yet, for people; empty if it is."""
        if self.status == "aside":
            return self.aside_reason
        if self.status == "issued":
            return ""
        if self.status in ("refused", "unknown") and self.code:
            words = self._code_words().get(self.code)
            return words or self.env._("The provider's answer says nothing: %s", self.code)
        if not is_head:
            return self.env._("Waits for an earlier one of its series.")
        if not self.env["onestop.receipt.connection"]._of(self.series_id.sudo().agency_id):
            return self.env._("No connection to a provider is set up.")
        return self.env._("Is about to be sent.")

    @api.model
    def _code_words(self):
        """What the codes of the provider mean."""
        return {
            "ERR:1": self.env._("The account is not known there, or may not do this."),
            "ERR:3": self.env._("The provider cannot read what was sent."),
            "ERR:6": self.env._("The provider does not know the receipt, or its range of numbers is used up."),
            "ERR:7": self.env._("The account belongs to another body."),
            "ERR:10": self.env._("Too much was sent at once."),
            "ERR:13": self.env._("The key is there already, and the receipt was not found by it yet."),
            "ERR:20": self.env._("Form or symbol is not registered there."),
            "ERR:21": self.env._("The number is there already."),
            "ERR:29": self.env._("The certificate at the provider has expired."),
            "ERR:30": self.env._("A later receipt of the series was issued there before."),
            "NUMBER": self.env._("The provider has given it another number than the payer has in hand."),
            "OTHER": self.env._("Another receipt is there under its key."),
        }

    # ------------------------------------------------------------------ what is to be told

    @api.model
    def _cron_gather(self):
        """Write a message for each receipt of a body with a connection that has none, in the order of numbers. Apart from the desk:
        whatever fails here, money is taken.
        """
        receipts = self.env["onestop.fee.receipt"].sudo()
        for connection in self.env["onestop.receipt.connection"].sudo().search([]):
            own = (
                Domain("series_id.agency_id", "=", connection.agency_id.id)
                & Domain("series_id.electronic", "=", True)
                & Domain("number", ">", 0)
                & Domain("issued_on", ">=", connection.valid_from)
            )
            new = receipts.search(own & Domain("outward_message_ids", "=", False), order="series_id, period, number")
            gone = receipts.search(
                own
                & Domain("state", "=", "cancelled")
                & ~Domain("outward_message_ids", "any", [("kind", "=", "cancel")]),
                order="closed_at, id",
            )
            self.sudo().create(
                [one._message_values("issue") for one in new] + [one._message_values("cancel") for one in gone]
            )
            self.env["ir.cron"]._commit_progress(len(new) + len(gone))

    # ------------------------------------------------------------------ one after the other

    def _heads(self):
        """The first message of each series of these that is not done."""
        if not self:
            return self
        self.flush_model(["series_id", "state"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (series_id) id FROM onestop_receipt_message
                WHERE series_id IN %s AND state NOT IN %s ORDER BY series_id, id
                """,
                tuple(self.sudo().series_id.ids) or (0,),
                OVER,
            )
        )
        return self.browse([row[0] for row in found])

    def _enqueue(self):
        """Only who is first in its series goes; the next is called when it is done."""
        connections = self.env["onestop.receipt.connection"]
        first = self._heads().filtered(
            lambda one: one.state in ("pending", "sending") and connections._of(one.series_id.agency_id)
        )
        return super(OnestopReceiptMessage, first)._enqueue()

    def _begin_try(self):
        if self and self not in self._heads():
            return False, 0
        return super()._begin_try()

    def _max_tries(self):
        return 30

    # ------------------------------------------------------------------ asking the provider

    def _send(self):
        connection = self.env["onestop.receipt.connection"]._of(self.series_id.agency_id)
        if not connection:
            return vnpt.Said(Fate.TRY_AGAIN, uncertain=self.uncertain)
        receipt = self.receipt_id._outward_told()
        return (
            self._cancel_there(connection, receipt) if self.kind == "cancel" else self._issue_there(connection, receipt)
        )

    def _issue_there(self, connection, receipt):
        contract = connection._contract()
        found = self._ask(connection, vnpt.find(contract, receipt.key), vnpt.read_found, receipt)
        if found.code != vnpt.NOT_THERE:
            # what was sent before is as uncertain as it was, however the question went
            return replace(found, uncertain=self.uncertain) if found.fate is Fate.TRY_AGAIN else found
        replaced = self.receipt_id.replaces_id
        asked = vnpt.adjust(contract, receipt, replaced._outward_key()) if replaced else vnpt.issue(contract, receipt)
        said = self._ask(connection, asked, vnpt.read_issued, asked[0], receipt)
        if said.code != vnpt.EXISTS:
            return said
        found = self._ask(connection, vnpt.find(contract, receipt.key), vnpt.read_found, receipt)
        return said if found.code == vnpt.NOT_THERE else found

    def _cancel_there(self, connection, receipt):
        contract = connection._contract()
        asked = vnpt.unpay(contract, receipt.key)
        unpaid = self._ask(connection, asked, vnpt.read_done, asked[0])
        if unpaid.fate is Fate.TRY_AGAIN:
            return unpaid
        asked = vnpt.cancel(contract, receipt.key)
        return self._ask(connection, asked, vnpt.read_done, asked[0])

    def _ask(self, connection, asked, read, *args):
        """One question and what its answer comes to."""
        operation, body = asked
        headers = {**_SOAP_HEADERS, "SOAPAction": f'"{vnpt.SERVICE}{operation}"'}
        try:
            reply = call(
                "POST", connection._address(operation), headers=headers, body=body, timeout=connection.timeout,
                longest=_LONGEST_VIEW,
            )  # fmt: skip
        except AddressRefused:
            return vnpt.Said(Fate.TRY_AGAIN, "AddressRefused", code="AddressRefused")
        except requests.RequestException as error:
            name = type(error).__name__
            return vnpt.Said(Fate.TRY_AGAIN, name, uncertain=True, code=name)
        return examine(self.env, read, reply.status, reply.content, *args)

    def _end_try(self, outcome):
        if self.state != "sending":
            # somebody has settled it meanwhile
            return 0
        wait = super()._end_try(outcome)
        self.write({"uncertain": outcome.uncertain and self.state != "sent", "code": outcome.code})
        if self.state == "sent":
            self._call_next()
        return wait

    def _call_next(self):
        following = self._heads()
        following.filtered(lambda one: one.state == "pending").next_try_at = fields.Datetime.now()
        following._enqueue()

    # ------------------------------------------------------------------ what people do

    def _check_role(self):
        self.check_access("read")
        for agency in self.sudo().agency_id:
            if not self.env.user._onestop_has_role(ROLES, agency):
                raise AccessError(self.env._("An accountant does this."))

    def action_again(self):
        """Try those again that were given up, or that wait for their next try."""
        self._check_role()
        waiting = self.sudo().filtered(lambda one: one.state in ("pending", "failed", "expired"))
        if not waiting:
            raise UserError(self.env._("None of these is to be sent again."))
        waiting._again()

    def _set_aside(self, reason):
        """Give one up for good, so that those behind it can go; it was settled with the provider in another way."""
        self.ensure_one()
        self._check_role()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say how it was settled with the provider."))
        one = self.sudo()
        one.lock_for_update(allow_referencing=True)
        one.invalidate_recordset()
        if one.state not in ("pending", "failed", "expired"):
            raise UserError(self.env._("It is done already, or is being sent in this moment."))
        one.write({"state": "cancelled", "aside_reason": reason, "aside_by_id": self.env.uid})
        one._call_next()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the provider was told stays."))
