from odoo import fields, models
from odoo.exceptions import LockError, UserError

from .onestop_postal_handover import TO_AGENCY, TO_POST

# grams of the lightest price of the tariff
LIGHT = 100


class OnestopPostalHandover(models.Model):
    """Offering and signing. All or nothing: what stops one packet stops the slip, and the taker refuses that line."""

    _inherit = "onestop.postal.handover"

    def _take_in_hand(self, state):
        """Keep everybody else away, and see that the slip is where it should be."""
        self.ensure_one()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is working on this slip at this moment. Try again.")) from error
        if self.state != state:
            raise UserError(self.env._("This slip has moved on meanwhile. Open it again."))

    def action_offer(self):
        """The giver signs: the slip gets its number and waits for the taker."""
        self._take_in_hand("draft")
        self._check_giver()
        if not self.line_ids:
            raise UserError(self.env._("There is nothing on this slip yet: scan the dossiers first."))
        self.sudo().write(
            {
                "state": "offered",
                "name": self._next_number(self.agency_id) if self.name == "–" else self.name,
                "given_by_id": self.env.uid,
                "given_at": fields.Datetime.now(),
            }
        )
        return True

    def action_withdraw(self):
        """The giver takes the offer back, to scan on; nothing has left their hands."""
        self._take_in_hand("offered")
        self._check_giver()
        self.sudo().write({"state": "draft", "given_by_id": False, "given_at": False})
        return True

    def action_cancel(self):
        """A slip that nobody will sign: it keeps its lines, and everything stays where it is."""
        self._take_in_hand("draft")
        self._check_giver()
        self.sudo().state = "cancelled"
        return True

    def action_sign(self):
        """The taker signs: the papers are theirs from this moment on, and where a dossier comes in by this, its time limit
        starts (QĐ 45/2016/QĐ-TTg art. 7.4).

        :raises UserError: something stops one of the packets; nothing is stored
        """
        self._take_in_hand("offered")
        self._check_taker()
        if self.given_by_id == self.env.user and not self.env.su:
            raise UserError(self.env._("Nobody signs for both sides."))
        lines = self.line_ids.filtered(lambda line: not line.refused)
        if not lines:
            raise UserError(self.env._("Every line is refused: withdraw or cancel the slip."))
        unweighed = lines.filtered(lambda line: line.weight <= 0)
        if self.direction == TO_POST and unweighed:
            raise UserError(
                self.env._(
                    "Weigh these first: their weight stands on the slip.\n%s",
                    "\n".join(unweighed.shipment_id.mapped("name")),
                )
            )
        now = fields.Datetime.now()
        giver, taker = self._hands()
        by_paper = {paper: line for line in lines for paper in line.sudo().shipment_id.paper_ids}
        papers = self.env["onestop.postal.paper"].union(*by_paper)
        self.env["onestop.postal.custody"]._move(papers, giver, taker, now, by_paper)
        self.sudo().write({"state": "signed", "taken_by_id": self.env.uid, "taken_at": now})
        if self.direction == TO_AGENCY:
            self._reach_agency(lines.sudo().shipment_id, now)
        else:
            self.env["onestop.postal.shipment"]._reach_post(lines.sudo(), now, self.env.user)
        return True

    def action_light(self):
        """Whoever takes for the post says that the packets not weighed yet weigh up to 100 g each, the lightest price."""
        self._take_in_hand("offered")
        self._check_taker()
        self.line_ids.filtered(lambda line: not line.weight).write({"weight": LIGHT})
        return True

    def _carries_fee(self, shipment):
        """Whether the fee of a packet is handed over with it, in cash; a module that remits it otherwise says no."""
        return bool(shipment.fee_amount) and not shipment.fee_remitted_at

    def _reach_agency(self, shipments, now):
        intake = shipments.filtered(lambda one: one.direction == "intake")
        returning = shipments.filtered(lambda one: one.state == "returning")
        (shipments - returning)._end("handed_over", now)
        returning._end("returned", now)
        intake.filtered(self._carries_fee).write({"fee_remitted_at": now})
        for shipment in intake:
            # as the person who signs, with that person's own rights
            dossier = shipment.dossier_id.with_env(self.env)
            try:
                dossier.act("receive")
            except UserError as refusal:
                raise UserError(
                    self.env._(
                        "%(item)s cannot be received:\n%(refusal)s\nRefuse this line with the reason, and sign the others.",
                        item=shipment.name,
                        refusal=refusal,
                    )
                ) from refusal
