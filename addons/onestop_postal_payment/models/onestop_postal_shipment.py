from odoo import api, fields, models
from odoo.addons.onestop_payment.money_fields import Dong
from odoo.exceptions import UserError


class OnestopPostalShipment(models.Model):
    """Fees that the post collects with a packet: what is owed by the schedule and nothing else, with a receipt of the delegate's
    series. They lie at the post until they are remitted whole; the price of the post is another matter (QĐ 45/2016 art. 11, 15).
    """

    _inherit = "onestop.postal.shipment"

    payment_ids = fields.One2many("onestop.fee.payment", "postal_shipment_id", string="Payments", readonly=True)
    fee_owed = Dong(
        "Fees Still Owed (VND)", compute="_compute_fee_owed", help="Collected when the result is delivered."
    )

    def _compute_fee_owed(self):
        for shipment in self:
            shipment.fee_owed = sum(shipment._open_dues().mapped("remaining"))

    def _open_dues(self):
        """Fees of the dossier that can be paid now."""
        return self.sudo().dossier_id.due_ids.filtered(lambda due: due.state == "open")

    @api.model
    def accept(self, payload):
        """Accept a packet, and collect the fees with it: either both, or neither.

        :param payload: as in ``onestop_postal``, with ``fee_answers`` of the reception, and in ``postal`` ``fee_pay``: the sum in đồng
            that the clerk was shown and takes now; without it nothing is collected
        """
        answer = super().accept(payload)
        item = self.browse(answer["id"])
        said = payload.get("postal") or {}
        if answer["replayed"]:
            return answer
        dossier = item.sudo().dossier_id
        dossier._make_dues("before", "reception", "result")
        if dossier.due_ids and said.get("fee_amount"):
            raise UserError(
                self.env._(
                    "The fees of this procedure follow from the schedule: take what is owed, and enter no receipt."
                )
            )
        if said.get("fee_pay"):
            item._collect_dues(said["fee_pay"])
            item._add_proof()
        return answer

    def deliver(self, recipient_kind="applicant", recipient="", identity_seen=False, remark="", *, fee_pay=0):
        """Deliver, and collect what is still owed in the same moment.

        :param fee_pay: the sum in đồng that the clerk was shown and takes now
        """
        if fee_pay:
            self._check_may_deliver()
            self._collect_dues(fee_pay)
        return super().deliver(recipient_kind, recipient, identity_seen, remark)

    def _collect_dues(self, amount):
        """Take the money for what is owed for the dossier, as the clerk, who works at the agency's desk or for it.

        :param amount: whole đồng, as the clerk was shown them
        :raises UserError: another sum is owed, or the agency has no series of receipts
        """
        self.ensure_one()
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
            raise UserError(self.env._("A fee is a whole number of VND."))
        dues = self._open_dues().with_env(self.env)
        self.env["onestop.fee.payment"]._collect(
            dues, "post", amount, payer_name=self.receiver_name if self.direction == "result" else self.sender_name
        )
        self._count_fees()

    def _count_fees(self):
        """What the post has collected with a packet and holds: the payments say it."""
        for shipment in self.sudo():
            held = shipment.payment_ids.filtered(lambda one: one.state == "done" and one.direction == "collection")
            if not held:
                shipment.write(dict.fromkeys(("fee_amount", "fee_receipt", "fee_collected_at", "fee_due_on"), False))
                continue
            shipment._collect(sum(held.mapped("amount")), shipment.fee_receipt, min(held.mapped("at")))

    def _name_receipts(self):
        """Write the numbers of the receipts on the packet, and on the paper that proves the payment."""
        for shipment in self.sudo():
            receipts = shipment.payment_ids.receipt_ids.filtered(lambda one: one.number and one.state == "issued")
            shipment.fee_receipt = ", ".join(receipts.sorted("id").mapped("name"))
            proof = shipment.paper_ids.filtered(lambda paper: paper.kind == "proof")
            if proof and shipment.fee_receipt:
                proof.name = f"Biên lai {shipment.fee_receipt}"

    def _add_proof(self):
        """The proof of payment travels in the dossier (QĐ 45/2016/QĐ-TTg art. 11.3)."""
        record = self.sudo()
        paper = record.env["onestop.postal.paper"].create(
            {"dossier_id": record.dossier_id.id, "name": "Biên lai thu phí, lệ phí", "kind": "proof"}
        )
        record.paper_ids += paper
        book = self.env["onestop.postal.custody"]
        book._begin(paper, book._hand("office", record.office_id), record.accepted_at)
