from odoo import models


class OnestopFeeTransfer(models.Model):
    """Money that has arrived and pays nothing any more is kept to be clarified and given back; it is never refused, since it is
    there.
    """

    _inherit = "onestop.fee.transfer"

    def _told(self, message, *, counter=None, client_uuid=None):
        """:return: the payment; an empty one where the money is noted as to be clarified"""
        kind = self._why_in_vain()
        if not kind:
            return super()._told(message, counter=counter, client_uuid=client_uuid)
        self._note_in_vain(kind, message)
        # what is owed now is asked for by another code
        self._withdraw(self.env._("Another sum or another choice of fees is asked for."))
        return self.env["onestop.fee.payment"]

    def _note_in_vain(self, kind, message):
        """Keep what a message tells of this transfer as to be clarified; a module that knows of the money already keeps it once.

        :return: the exception
        """
        kinds = dict(self.env["onestop.fee.exception"]._kinds())
        return self.env["onestop.fee.exception"]._note(
            f"transfer/{self.code}/{message}", kind, self.agency_id,
            self.env._(
                "%(kind)s: %(amount)s of %(payer)s by the code %(code)s.", kind=kinds[kind], amount=self.due_ids._money(self.amount),
                payer=self.payer_name, code=self.code,
            ),
            amount=self.amount, reference=message, dues=self.due_ids.sudo(),
        )  # fmt: skip

    def _why_in_vain(self):
        """The kind of what is wrong with money that comes now, see ``onestop.fee.exception``; none if it pays what it is for."""
        dues = self.due_ids.sudo()
        owed = dues.filtered(lambda due: due.state == "open")
        if owed == dues:
            return "" if sum(dues.mapped("remaining")) == self.amount else "amount_differs"
        if owed:
            return "amount_differs"
        return "paid_twice" if "paid" in dues.mapped("state") else "no_longer_owed"
