from odoo import fields, models

from ...engine import books
from .onestop_drawer_session_print import DONE


class OnestopDrawerSession(models.Model):
    """A drawer that is closed is in the books at once, in the same transaction: what it took by fee and method, and what it
    lacked or held too much under a name of its own. Nobody makes it balance.
    """

    _inherit = "onestop.drawer.session"

    difference_move_id = fields.Many2one(
        "account.move", "Entry of the Difference", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    handover_move_id = fields.Many2one(
        "account.move", "Entry of the Handover", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    def _after_close(self):
        result = super()._after_close()
        session = self.sudo()
        session.env["onestop.fee.books"]._post(session.payment_ids.line_ids)
        session.difference_move_id = session._post_difference(self.difference, self.closed_at)
        return result

    def _after_receive(self):
        result = super()._after_receive()
        session = self.sudo()
        session.handover_move_id = session._post_difference(self.handover_difference, self.received_at)
        return result

    def _post_difference(self, difference, moment):
        """The entry of a difference, posted; none if there is none."""
        moves = self.env["account.move"]
        if not difference:
            return moves
        own = self.env["onestop.fee.books"]._of(self.agency_id.company_id)
        other = books.SURPLUS if difference > 0 else books.SHORTAGE
        lines = [(books.CASH, difference), (other, -difference)]
        reference = self.env._("Difference of the drawer %s", self._shift_name())
        move = moves.with_company(own.company_id).create(
            own._entry(self.agency_id, self._local(moment).date(), reference, lines)
        )
        move.action_post()
        return move

    def _shift_name(self):
        return f"{self.name}, Z{self.number:04d}"


class OnestopFeePayment(models.Model):
    _inherit = "onestop.fee.payment"

    def _shift_key(self):
        return ("drawer", self.session_id.id) if self.session_id else super()._shift_key()

    def _shift_name(self):
        return self.session_id._shift_name() if self.session_id else super()._shift_name()

    def _may_be_posted(self):
        return self.session_id.state in DONE if self.session_id else super()._may_be_posted()
