from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OnestopFeePayment(models.Model):
    """Into which drawer cash goes, out of which it is given back, and until when a wrong line can be undone there."""

    _inherit = "onestop.fee.payment"

    session_id = fields.Many2one(
        "onestop.drawer.session", "Drawer", readonly=True, index="btree_not_null", ondelete="restrict",
        help="The drawer of the collector, from the first moment on.",
    )  # fmt: skip

    @api.model
    def _collection_vals(self, dues, method, counter):
        drawers = self.env["onestop.drawer.session"]
        session, counter_id = drawers._hold_of_user(dues.agency_id)
        if method == "cash":
            there = session or drawers._of_user()
            if not there:
                raise UserError(self.env._("Open your drawer first: cash goes into a drawer."))
            if not session and there.state == "counted":
                raise UserError(self.env._("The drawer is counted: nothing goes into it or out of it any more."))
            if not session:
                raise UserError(self.env._("Your open drawer is that of %s.", there.counter_id.name))
        # whose series a receipt is of follows from the desk: nobody takes that of another
        if counter and session and counter.id != counter_id:
            raise UserError(self.env._("Your open drawer is that of %s.", session.counter_id.name))
        if counter and not session and (there := counter.sudo().agency_id) != dues.agency_id:
            raise AccessError(self.env._("You take no money at %s.", there.name))
        return super()._collection_vals(dues, method, counter) | {"session_id": session.id}

    def _undo_refusal(self):
        refusal = super()._undo_refusal()
        session = self.session_id
        if refusal or not session:
            return refusal
        if session.state != "open":
            return self.env._("Its drawer is counted or closed. Give the money back instead.")
        if session.user_id != self.env.user:
            return self.env._("It lies in the drawer of %s, who alone can undo it.", session.user_id.name)
        if self.method == "cash" and session._cash_inside() < self.amount:
            # what was taken has been given to somebody else meanwhile
            return self._too_little_cash(session)
        return ""

    def _too_little_cash(self, session):
        return self.env._("There is not enough cash in the drawer of %s.", session.user_id.name)

    def _after_undo(self, reason):
        if self.session_id:
            self.session_id._hold_open()
        return super()._after_undo(reason)

    def _refund_vals(self):
        vals = super()._refund_vals()
        session = (
            self.env["onestop.drawer.session"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.proposed_by_id.id),
                    ("state", "=", "open"),
                    ("agency_id", "=", self.agency_id.id),
                ]
            )
        )
        if self.method == "cash":
            if not session:
                raise UserError(
                    self.env._(
                        "Cash is given back out of the open drawer of who proposed it, and %s has none open.",
                        self.proposed_by_id.name,
                    )
                )
            if session._cash_inside() < self.amount:
                raise UserError(self._too_little_cash(session))
        if not session:
            return vals
        session._hold_open()
        return vals | {"session_id": session.id, "counter_id": session.counter_id.id}
