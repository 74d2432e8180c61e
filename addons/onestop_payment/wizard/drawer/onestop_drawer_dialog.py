from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import cash
from ...models.drawer.onestop_drawer_session import RECEIVERS
from ...money_fields import Dong


class OnestopDrawerDialog(models.TransientModel):
    """Notes are counted: the float when a drawer is opened, what it holds when it is closed, what the receiver gets."""

    _name = "onestop.drawer.dialog"
    _description = "Counting a Drawer"

    task = fields.Selection(
        [("open", "Open"), ("count", "Count"), ("close", "Close"), ("hand_over", "Hand Over"), ("receive", "Receive")],
        required=True, readonly=True,
    )  # fmt: skip
    session_id = fields.Many2one("onestop.drawer.session", "Drawer", readonly=True)
    counter_id = fields.Many2one("onestop.counter", domain="[('id', 'in', counter_ids)]")
    counter_ids = fields.Many2many("onestop.counter", compute="_compute_counter_ids")
    line_ids = fields.One2many("onestop.drawer.dialog.line", "dialog_id", default=lambda self: self._default_lines())
    total = Dong(compute="_compute_total")
    nothing = fields.Boolean(
        "There Is Nothing in It", help="An empty drawer is said to be empty; nothing typed is no count."
    )
    expected_amount = Dong(related="session_id.expected_amount")
    counted_amount = Dong(related="session_id.counted_amount")
    difference = Dong(related="session_id.difference")
    agency_id = fields.Many2one(related="session_id.agency_id")
    reason = fields.Text("Explanation")
    receiver_id = fields.Many2one("res.users", "Handed To", domain="[('id', 'in', receiver_ids)]")
    receiver_ids = fields.Many2many("res.users", compute="_compute_receiver_ids")

    def _default_lines(self):
        notes = cash.notes_on(self.env["onestop.agency"]._today())
        return [fields.Command.create({"worth": worth}) for worth in notes]

    @api.depends("line_ids.pieces")
    def _compute_total(self):
        for dialog in self:
            dialog.total = sum(line.worth * line.pieces for line in dialog.line_ids)

    @api.depends("task")
    @api.depends_context("uid")
    def _compute_counter_ids(self):
        held = self.env.user._onestop_role_map()
        agencies = [
            agency for role in self.env["onestop.drawer.session"]._collecting_roles() for agency in held.get(role, ())
        ]
        self.counter_ids = self.env["onestop.counter"].search([("agency_id", "in", agencies)])

    @api.depends("session_id")
    def _compute_receiver_ids(self):
        for dialog in self:
            session = dialog.session_id
            holders = (
                self.env["onestop.staff"]._holders_of(RECEIVERS, session.agency_id) if session else session.user_id
            )
            dialog.receiver_ids = holders - session.user_id - session.counted_by_id

    def action_confirm(self):
        """Do what the dialog was opened for; after the count it asks for the explanation and the receiver."""
        self.ensure_one()
        session = self.session_id
        if self.task == "open":
            session = session._open(self.counter_id, self._total())
        elif self.task == "count":
            session._count(self._pieces())
            return session._dialog("close")
        elif self.task == "close":
            session._close(self.reason)
            if self.receiver_id:
                session._hand_over(self.receiver_id)
        elif self.task == "hand_over":
            session._hand_over(self.receiver_id)
        else:
            session._receive(self._pieces(), self.reason)
        return {"type": "ir.actions.act_window_close", "infos": {"drawer": session.id}}

    def _pieces(self):
        pieces = {line.worth: line.pieces for line in self.line_ids if line.pieces}
        if bool(pieces) == self.nothing:
            raise UserError(self.env._("Enter how many notes of each kind there are, or tick that there is nothing."))
        return pieces

    def _total(self):
        try:
            return cash.total(self._pieces(), cash.notes_on(self.env["onestop.agency"]._today()))
        except ValueError as error:
            raise UserError(self.env._("This is no count of notes: %s", error)) from error


class OnestopDrawerDialogLine(models.TransientModel):
    _name = "onestop.drawer.dialog.line"
    _description = "Note That Is Counted"
    _order = "worth desc"

    dialog_id = fields.Many2one("onestop.drawer.dialog", required=True, ondelete="cascade")
    worth = Dong("Note", required=True)
    pieces = fields.Integer()
    amount = Dong(compute="_compute_amount")

    @api.depends("worth", "pieces")
    def _compute_amount(self):
        for line in self:
            line.amount = line.worth * line.pieces
