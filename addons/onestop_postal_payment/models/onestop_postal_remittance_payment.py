from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain


class OnestopFeePayment(models.Model):
    """Which remittance a payment is on: one, and once."""

    _inherit = "onestop.fee.payment"

    remittance_id = fields.Many2one(
        "onestop.postal.remittance", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    def _is_remitted(self):
        return self.remittance_id.state == "received"

    def _undo_refusal(self):
        refusal = super()._undo_refusal()
        if not refusal and self.remittance_id:
            return self.env._(
                "It is on the remittance %s already: give the money back instead.", self.remittance_id.name
            )
        return refusal

    @api.model
    def _held_by_post_domain(self):
        """Money that the post has taken and holds."""
        return (
            Domain("method", "=", "post")
            & Domain("direction", "=", "collection")
            & Domain("state", "=", "done")
            & Domain("postal_office_id", "!=", False)
            & Domain("remittance_id", "=", False)
        )


class OnestopPostalRemittance(models.Model):
    """The payments on a remittance: all that lies at the post office for the agency when it is drawn."""

    _inherit = "onestop.postal.remittance"

    payment_ids = fields.One2many("onestop.fee.payment", "remittance_id", string="Payments", readonly=True)

    def action_draw(self):
        """Put on the remittance whatever the post office holds for the agency now."""
        payments = self.env["onestop.fee.payment"].sudo()
        for remittance in self:
            remittance._take_in_hand("draft")
            remittance._check_post()
            if remittance.completes_id:
                raise UserError(self.env._("This makes up for what was missing: its sum stays."))
            remittance._let_go()
            held = payments.search(
                payments._held_by_post_domain()
                & Domain("postal_office_id", "=", remittance.office_id.id)
                & Domain("agency_id", "=", remittance.agency_id.id),
                order="id",
            )
            try:
                held.lock_for_update(allow_referencing=True)
            except LockError as error:
                raise UserError(
                    self.env._("Somebody else is working on these payments at this moment. Try again.")
                ) from error
            held.write({"remittance_id": remittance.id})
            due = [item.fee_due_on for item in held.postal_shipment_id if item.fee_due_on]
            remittance.sudo().write({"amount": sum(held.mapped("amount")), "due_on": min(due, default=False)})
        return True

    def _let_go(self):
        self.sudo().payment_ids.write({"remittance_id": False})

    def _received(self, moment):
        result = super()._received(moment)
        items = self.sudo().payment_ids.postal_shipment_id
        items.filtered(
            lambda item: all(payment._is_remitted() for payment in item.payment_ids if payment.state == "done")
        ).write({"fee_remitted_at": moment})
        return result

    def action_payments(self):
        """The payments that make up the sum."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "onestop.fee.payment",
            "views": [(False, "list"), (False, "form")],
            "domain": [("remittance_id", "=", self.id)],
        }
