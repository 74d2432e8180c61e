from odoo import api, fields, models


class OnestopFeeTransfer(models.Model):
    """A transfer whose code is shown beside a drawer keeps it open until somebody says what became of it."""

    _inherit = "onestop.fee.transfer"

    session_id = fields.Many2one(
        "onestop.drawer.session", "Drawer", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    @api.model
    def _ask_vals(self, agency):
        session = self.env["onestop.drawer.session"]._of_user()
        if session.agency_id != agency:
            session = session.browse()
        return super()._ask_vals(agency) | {"session_id": session.id}


class OnestopDrawerSession(models.Model):
    _inherit = "onestop.drawer.session"

    transfer_ids = fields.One2many("onestop.fee.transfer", "session_id", "Transfers")

    def _waiting(self):
        waiting = self.sudo().transfer_ids.filtered(lambda one: one.state == "waiting")
        return super()._waiting() + [
            self.env._(
                "– %(code)s: %(amount)s of %(payer)s is still awaited. Say that it has arrived, or that it is not awaited any more.",
                code=one.code, amount=self._dong(one.amount), payer=one.payer_name,
            )
            for one in waiting
        ]  # fmt: skip
