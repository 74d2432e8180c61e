from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ...engine import custody, unclaimed
from ..custody.onestop_postal_handover import OF_AGENCY

OF_THE_POST = ("postal_clerk", "post_manager")
# a packet is with the post in these states
WITH_POST = ("accepted", "invited", "returning")
OPEN = ("noticed", "offered", "given_up")
# what the two sides write down, and in which states: afterwards it is evidence
WRITABLE = {"letter": ("noticed",), "answer": ("offered",), "minutes": ("offered", "given_up")}


class OnestopPostalUnclaimed(models.Model):
    """A packet that nobody collects and that could not be given back: notice after three months, the post's letter to the agency
    after six, and its answer within thirty days, after which the papers may be destroyed (TTLT 18/2015 art. 3–8).
    """

    _name = "onestop.postal.unclaimed"
    _description = "Unclaimed Packet"
    _order = "answer_by, notice_until, id"
    _rec_name = "shipment_id"

    shipment_id = fields.Many2one(
        "onestop.postal.shipment", required=True, readonly=True, index=True, ondelete="restrict"
    )
    agency_id = fields.Many2one(related="shipment_id.agency_id", store=True, index=True)
    office_id = fields.Many2one(related="shipment_id.office_id", store=True, index=True)
    dossier_id = fields.Many2one(related="shipment_id.dossier_id", store=True, index=True)
    accepted_at = fields.Datetime(related="shipment_id.accepted_at")
    receiver_name = fields.Char(related="shipment_id.receiver_name")
    weight = fields.Integer(related="shipment_id.weight")
    state = fields.Selection(
        [
            ("noticed", "Public Notice"),
            ("offered", "Offered to the Agency"),
            ("kept", "The Agency Takes It Back"),
            ("given_up", "The Agency Gives It Up"),
            ("claimed", "Claimed"),
            ("lost", "Lost"),
            ("destroyed", "Destroyed"),
        ],
        required=True, readonly=True, default="noticed", index=True, copy=False,
    )  # fmt: skip
    noticed_on = fields.Date("Notice Since", required=True, readonly=True)
    notice_until = fields.Date(required=True, readonly=True)
    offer_from = fields.Date("May Be Offered From", required=True, readonly=True)
    letter = fields.Char("Number of the Post's Letter", copy=False)
    offered_on = fields.Date(readonly=True, copy=False)
    answer_by = fields.Date(
        readonly=True, copy=False, index=True, help="If the agency is silent until then, the papers may be destroyed."
    )
    answer = fields.Char("Answer of the Agency", copy=False)
    answered_on = fields.Date(readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    minutes = fields.Char("Minutes of the Destruction", copy=False, help="Number and day; the council signs them.")
    ended_on = fields.Date(readonly=True, copy=False)
    days_left = fields.Integer(compute="_compute_days_left")

    _once = models.UniqueIndex(
        "(shipment_id) WHERE state IN ('noticed', 'offered', 'given_up')", "Notice of this packet is given already."
    )

    @api.depends("state", "answer_by")
    def _compute_days_left(self):
        for one in self:
            offered = one.state == "offered" and one.answer_by
            one.days_left = max((one.answer_by - one.agency_id.sudo()._today()).days, 0) if offered else 0

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What becomes of an unclaimed packet is kept."))

    def write(self, vals):
        if not self.env.su:
            for one in self:
                one._check_role(OF_AGENCY if vals.keys() <= {"answer"} else OF_THE_POST)
                if one.state not in OPEN:
                    raise UserError(self.env._("This packet is unclaimed no longer."))
                if any(one.state not in WRITABLE.get(name, OPEN) for name in vals):
                    raise UserError(self.env._("This is no longer to be changed."))
        return super().write(vals)

    def _check_role(self, roles):
        user, agency = self.env.user, self.sudo().agency_id
        held = user._onestop_has_role(roles, agency)
        if roles == OF_AGENCY and user._onestop_has_role(("postal_clerk",), agency):
            held = False
        if not (self.env.su or held):
            raise AccessError(self.env._("This is for the other side to do."))

    def _take_in_hand(self, roles, *states):
        self.ensure_one()
        self.check_access("read")
        self._check_role(roles)
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is working on this packet at this moment. Try again.")) from error
        if self.state not in states or self.sudo().shipment_id.state not in WITH_POST:
            raise UserError(self.env._("This packet has moved on meanwhile. Open it again."))

    def action_offer(self):
        """The post has written to the agency that issued the papers: it has thirty days.

        :raises UserError: it is too early, or the letter has no number
        """
        self._take_in_hand(OF_THE_POST, "noticed")
        today = self.sudo().agency_id._today()
        if today < self.offer_from:
            raise UserError(
                self.env._(
                    "It is unclaimed from %s on: six months after acceptance, and three months of notice.",
                    f"{self.offer_from:%d/%m/%Y}",
                )
            )
        if not (self.letter or "").strip():
            raise UserError(self.env._("Enter the number of the letter to the agency first."))
        self.sudo().write({"state": "offered", "offered_on": today, "answer_by": unclaimed.answer_by(today)})
        return True

    def action_keep(self):
        """The agency takes the papers back: the post brings them by a slip, as whatever goes back."""
        self._answer("kept")
        self.sudo().shipment_id.state = "returning"
        return True

    def action_give_up(self):
        """The agency lets the papers be destroyed, and says why."""
        if len((self.answer or "").strip()) < 5:
            raise UserError(self.env._("Say why the agency gives the papers up: a citizen may ask for them one day."))
        self._answer("given_up")
        return True

    def _answer(self, state):
        self._take_in_hand(OF_AGENCY, "offered", "given_up")
        today = self.sudo().agency_id._today()
        self.sudo().write({"state": state, "answered_on": today, "answered_by_id": self.env.uid})

    def action_destroy(self):
        """The council of the post has destroyed the papers: the agency gave them up, or was silent for thirty days.

        :raises UserError: the agency may still answer, or there are no minutes
        """
        self._take_in_hand(("post_manager",), "offered", "given_up")
        today = self.sudo().agency_id._today()
        if self.state == "offered" and today <= self.answer_by:
            raise UserError(self.env._("The agency may answer until %s.", f"{self.answer_by:%d/%m/%Y}"))
        if not (self.minutes or "").strip():
            raise UserError(self.env._("Enter the number of the minutes first."))
        record = self.sudo()
        item = record.shipment_id
        now = fields.Datetime.now()
        book = self.env["onestop.postal.custody"]
        book._move(
            item.paper_ids, book._hand("office", item.office_id), book._hand(custody.DESTROYED, name=record.minutes.strip()), now
        )  # fmt: skip
        item._end("destroyed", now)
        record.write({"state": "destroyed", "ended_on": today})
        return True


class OnestopPostalShipment(models.Model):
    _inherit = "onestop.postal.shipment"

    unclaimed_ids = fields.One2many("onestop.postal.unclaimed", "shipment_id", readonly=True)
    may_notice = fields.Boolean(compute="_compute_may_notice", search="_search_may_notice")

    @api.depends("state", "accepted_at", "unclaimed_ids.state", "unclaimed_ids.ended_on")
    def _compute_may_notice(self):
        for item in self:
            item.may_notice = bool(item._notice_from()) and item._notice_from() <= item.agency_id.sudo()._today()

    @api.model
    def _search_may_notice(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        months = unclaimed.UNCLAIMED_MONTHS - unclaimed.NOTICE_MONTHS
        # by the month as it was at the longest; what is too early by a day or two falls out below
        before = fields.Datetime.subtract(fields.Datetime.now(), months=months) + timedelta(days=4)
        old = [("state", "in", WITH_POST), ("direction", "=", "result"), ("accepted_at", "<", before)]
        return [("id", "in", self.search(old).filtered("may_notice").ids)]

    def _notice_from(self):
        """First day on which notice may be given of a result that is with the post; False where there is none to give."""
        # what the agency takes back is on its way to it, until it has signed
        open_one = self.unclaimed_ids.filtered(
            lambda one: one.state in OPEN or (one.state == "kept" and not one.ended_on)
        )
        if self.direction != "result" or self.state not in WITH_POST or not self.accepted_at or open_one:
            return False
        return unclaimed.notice_from(self._local(self.accepted_at).date())

    def action_notice(self):
        """Give public notice of a packet that nobody collects.

        :raises UserError: it is too early, or it is not with the post
        """
        records = self.env["onestop.postal.unclaimed"]
        for item in self:
            item.check_access("read")
            if not (self.env.su or self.env.user._onestop_has_role(OF_THE_POST, item.sudo().agency_id)):
                raise AccessError(self.env._("This is for the other side to do."))
            begin, today = item._notice_from(), item.agency_id.sudo()._today()
            if not begin:
                raise UserError(self.env._("%s is no result that waits with the post.", item.name))
            if today < begin:
                raise UserError(
                    self.env._("%(item)s: notice is given from %(day)s on, three months after acceptance.", item=item.name, day=f"{begin:%d/%m/%Y}")
                )  # fmt: skip
            accepted = item._local(item.accepted_at).date()
            records |= records.sudo().create(
                {
                    "shipment_id": item.id,
                    "noticed_on": today,
                    "notice_until": unclaimed.notice_until(today),
                    "offer_from": unclaimed.offer_from(accepted, today),
                }
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Unclaimed Packets"),
            "res_model": records._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", records.ids)],
        }

    def _end(self, state, moment):
        result = super()._end(state, moment)
        if state in ("delivered", "returned", "lost"):
            there = self.env["onestop.postal.unclaimed"].search(
                [("shipment_id", "in", self.ids), ("state", "in", (*OPEN, "kept")), ("ended_on", "=", False)]
            )
            for one in there:
                became = "lost" if state == "lost" else "kept" if one.state == "kept" else "claimed"
                one.write({"state": became, "ended_on": one.agency_id._today()})
        return result
