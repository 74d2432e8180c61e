from odoo import fields, models
from odoo.exceptions import UserError


class OnestopFeePayment(models.Model):
    """Money that the post has taken for the budget: at which post office, with which packet."""

    _inherit = "onestop.fee.payment"

    postal_shipment_id = fields.Many2one(
        "onestop.postal.shipment", "With the Packet", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    postal_office_id = fields.Many2one(
        "onestop.postal.office", "At the Post Office", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    def _collection_vals(self, dues, method, counter):
        vals = super()._collection_vals(dues, method, counter)
        if method != "post":
            return vals
        item = self._packet_of(dues)
        return vals | {"postal_shipment_id": item.id, "postal_office_id": item.office_id.id}

    def _packet_of(self, dues):
        """The packet that is with the post and brings a dossier or its result; an empty one where the post has none."""
        return (
            self.env["onestop.postal.shipment"]
            .sudo()
            .search(
                [("dossier_id", "in", dues.dossier_id.ids), ("state", "in", ("accepted", "invited"))],
                order="id desc",
                limit=1,
            )
        )

    def _receipt_desk(self):
        """The post issues of its own series: that of the agency's desk at the post office."""
        office = self.postal_office_id
        if not office:
            return super()._receipt_desk()
        day = self.agency_id._today()
        desks = self.env["onestop.postal.desk"].search(
            [
                ("office_id", "=", office.id),
                ("agency_id", "=", self.agency_id.id),
                ("desk_id", "!=", False),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
            ],
            limit=1,
        )  # fmt: skip
        return desks.desk_id

    def _after_undo(self, reason):
        result = super()._after_undo(reason)
        self.postal_shipment_id._count_fees()
        return result

    def _refund_vals(self):
        """What lies at the post is not given back by the agency before it has it."""
        if self.origin_id.postal_office_id and not self.origin_id._is_remitted():
            raise UserError(
                self.env._("The post has this money still. It is given back once the post has remitted it.")
            )
        return super()._refund_vals()
