from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ...engine import transit
from ..network.onestop_postal_right import RETURN
from .onestop_postal_attempt import GROUNDS


class OnestopPostalShipment(models.Model):
    """Delivering a result: the identity paper is compared, originals go back, and the dossier is closed in the same moment. What
    cannot be delivered is invited for twice, and goes back to the agency then (TT 17/2017/TT-BTTTT art. 5.2).
    """

    _inherit = "onestop.postal.shipment"

    attempt_ids = fields.One2many("onestop.postal.attempt", "shipment_id", string="Attempts")
    taken_by = fields.Char(readonly=True)
    remark = fields.Char(
        "Remark of the Taker",
        readonly=True,
        help="Said at receipt. Who says nothing then has no claim for damage afterwards.",
    )
    may_deliver = fields.Boolean(compute="_compute_may_deliver")

    def _compute_may_deliver(self):
        rights = self.env["onestop.postal.right"]
        for shipment in self:
            shipment.may_deliver = (
                shipment.direction == "result"
                and shipment.state in ("accepted", "invited")
                and not rights._refusal(
                    self.env.user, shipment.agency_id, RETURN, shipment.sudo().procedure_id, shipment.office_id
                )
            )

    def _check_may_deliver(self):
        """Raise unless the packet is a result with the post, and the user returns results for its agency."""
        self.ensure_one()
        self.check_access("read")
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is working on this packet at this moment. Try again.")) from error
        if self.direction != "result" or self.state not in ("accepted", "invited"):
            raise UserError(self.env._("This packet waits for no delivery. Open it again."))
        refusal = self.env["onestop.postal.right"]._refusal(
            self.env.user, self.agency_id, RETURN, self.sudo().procedure_id, self.office_id
        )
        if refusal and not self.env.su:
            raise AccessError(refusal)

    def deliver(self, recipient_kind="applicant", recipient="", identity_seen=False, remark=""):
        """Give the packet to whoever takes it, and with it the result of the dossier.

        :param recipient_kind: ``applicant``, ``submitter`` or ``other``; who is not the applicant needs the authority paper, whose scan
            is with the dossier
        :param identity_seen: the identity paper was compared with the person
        :param remark: what the taker says at receipt
        :raises UserError: the identity was not compared, or something is missing; nothing is stored
        """
        self._check_may_deliver()
        if not identity_seen:
            raise UserError(self.env._("Compare the identity paper with the person first."))
        record = self.sudo()
        papers = record.paper_ids
        originals = papers.filtered("to_return").document_id
        # with the clerk's own rights: the same guards as at the Counter
        self.dossier_id.with_env(self.env).act(
            "return_result",
            recipient_kind=recipient_kind,
            recipient=recipient,
            identity_seen=True,
            given_back=originals.ids,
        )
        now = fields.Datetime.now()
        book = self.env["onestop.postal.custody"]
        name = record.dossier_id.result_recipient
        book._move(papers, book._hand("office", record.office_id), book._hand("applicant", name=name), now)
        record.write({"taken_by": name, "remark": (remark or "").strip()})
        record._end("delivered", now)
        return True

    def note_failure(self, ground, note=""):
        """A delivery that failed, on one of the five grounds of the law."""
        self._check_may_deliver()
        if ground not in dict(GROUNDS):
            raise UserError(self.env._("Say on which ground the packet was not delivered."))
        note = (note or "").strip()
        if ground == "refused" and not note:
            raise UserError(self.env._("Write down who refused, with name and identity paper."))
        self._attempt("failed", ground=ground, note=note)
        return True

    def invite(self, note=""):
        """Tell the person to come and collect: with the first invitation the promised time ends."""
        self._check_may_deliver()
        self._attempt("invitation", note=(note or "").strip())
        self.sudo()._end("invited", fields.Datetime.now())
        return True

    def _attempt(self, kind, **values):
        self.env["onestop.postal.attempt"].sudo().create(
            {"shipment_id": self.id, "kind": kind, "at": fields.Datetime.now(), "user_id": self.env.uid, **values}
        )

    def send_back(self):
        """The packet goes back to the agency: after two invitations far enough apart, or because the person refused it; at the address
        where it goes now, not at one before that.

        It stays with the post until the agency has signed for it.

        :raises UserError: it is too early
        """
        self._check_may_deliver()
        record = self.sudo()
        days = self.env["onestop.settings"]._number("onestop_postal.invitation_days")
        calendar = record.agency_id._calendar()._onestop_work_calendar()
        moves = record.change_ids.filtered(lambda one: one.state == "accepted")
        moved = max(moves.mapped("decided_at"), default=None)
        attempts = record.attempt_ids.filtered(lambda one: not moved or one.at >= moved)
        invited = [record._local(one.at).date() for one in attempts if one.kind == "invitation"]
        refused = attempts.filtered(lambda one: one.ground == "refused")
        if not refused and not transit.undeliverable_after(calendar, invited, days):
            raise UserError(
                self.env._(
                    "It goes back after two invitations, %s working days apart, or when the person refuses it.", days
                )
            )
        record.state = "returning"
        return True
