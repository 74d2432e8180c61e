from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tools import format_amount

from ...engine import fees
from ...money_fields import Dong
from ..schedule.onestop_fee_rule import MOMENTS
from ..schedule.onestop_fee_type import KINDS


class OnestopFeeDue(models.Model):
    """What somebody owes for a dossier: one fee, by one rule of a schedule, frozen as the rule stood on its day.

    How much was paid of it follows from the payments; nobody writes it. Who pays nothing is exempt with proof, and whose
    dossier ends without payment has the due cancelled: no due is ever deleted.
    """

    _name = "onestop.fee.due"
    _description = "Fee Due"
    _order = "id desc"
    _rec_names_search = ["dossier_id.code", "payer_name"]

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, readonly=True, ondelete="restrict")
    agency_id = fields.Many2one(
        "onestop.agency", "Collected By", required=True, index=True, readonly=True, ondelete="restrict",
        help="The agency that collects: where the dossier was handed in.",
    )  # fmt: skip
    rule_id = fields.Many2one("onestop.fee.rule", readonly=True, index="btree_not_null", ondelete="restrict")
    schedule_id = fields.Many2one(related="rule_id.schedule_id")
    type_id = fields.Many2one("onestop.fee.type", "Fee", required=True, readonly=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    label = fields.Char("Paid For", required=True, readonly=True)
    payer_name = fields.Char("Payer", required=True, readonly=True, index="trigram")
    moment = fields.Selection(MOMENTS, "When Paid", required=True, readonly=True)
    day = fields.Date("Owed Since", required=True, readonly=True, help="By the rules of this day.")

    quantity = fields.Integer(readonly=True, aggregator=None)
    declared_value = Dong("Declared Value", readonly=True, aggregator=None)
    pieces = fields.Integer(readonly=True, default=1, aggregator=None)
    full_amount = Dong("Without Exemption", readonly=True)
    amount = Dong("Owed", readonly=True)
    paid = Dong(readonly=True, help="What was taken and not given back.")
    remaining = Dong("Still Owed", compute="_compute_remaining", store=True, precompute=True)
    retention_share = fields.Integer("Kept (1/10000)", readonly=True, aggregator=None)
    ledger = fields.Json("How It Was Reckoned", readonly=True, help="Steps of engine.fees, as they stood on that day.")
    explanation = fields.Text("How It Comes About", compute="_compute_explanation")

    state = fields.Selection(
        [
            ("asked", "Quantity Not Said"),
            ("open", "To Be Paid"),
            ("paid", "Paid"),
            ("exempt", "Exempt"),
            ("cancelled", "Cancelled"),
        ],
        required=True, readonly=True, index=True,
    )  # fmt: skip
    exemption_id = fields.Many2one("onestop.fee.exemption", readonly=True, ondelete="restrict", index="btree_not_null")
    exemption_proof = fields.Char("Proof Seen", readonly=True, help="What was shown, with its number.")
    exempted_by_id = fields.Many2one("res.users", "Let Off By", readonly=True)
    exempted_at = fields.Datetime("Let Off On", readonly=True)
    cancel_reason = fields.Char("Why Cancelled", readonly=True)
    line_ids = fields.One2many("onestop.fee.payment.line", "due_id", readonly=True)

    _whole = models.Constraint(
        "CHECK(amount >= 0 AND full_amount >= amount AND paid >= 0 AND paid <= amount)", "More was taken than is owed."
    )
    # what the desk, the cashier's list and the guard of the hand-over ask for
    _owed = models.Index("(agency_id, id) WHERE state IN ('asked', 'open')")

    @api.depends("amount", "paid", "state")
    def _compute_remaining(self):
        for due in self:
            due.remaining = due.amount - due.paid if due.state == "open" else 0

    @api.depends("label", "amount", "dossier_id")
    def _compute_display_name(self):
        for due in self:
            due.display_name = f"{due.label} – {due.dossier_id.sudo().code or due.payer_name}"

    # ------------------------------------------------------------------ explaining

    def _money(self, amount):
        """An amount as the reader's language writes it: 26.000 đ."""
        return format_amount(self.env, amount, self.env.ref("base.VND"))

    @api.depends("ledger")
    @api.depends_context("lang")
    def _compute_explanation(self):
        for due in self:
            due.explanation = "\n".join(due._explained(step) for step in due.ledger or ())

    def _explained(self, step):
        """A step of the reckoning in words, ending with what it came to."""
        figures = {name: figure for name, figure in step["figures"].items() if figure is not None}
        words = self._step_words(step["what"], figures)
        return f"{words}: {self._money(step['amount'])}"

    def _step_words(self, what, figures):
        money = self._money
        unit = figures.get("unit") or self.env._("unit")
        if what == "per_unit":
            return self.env._(
                "%(quantity)s %(unit)s at %(each)s",
                quantity=figures["quantity"],
                unit=unit,
                each=money(figures["each"]),
            )
        if what == "percent":
            return self.env._(
                "%(share)s of %(value)s", share=fees.percent(figures["share"]), value=money(figures["value"])
            )
        if what == "band":
            return self.env._(
                "From the %(from)s. %(unit)s on: %(inside)s at %(each)s",
                **{"from": figures["from"]}, unit=unit, inside=figures["inside"], each=money(figures["each"]),
            )  # fmt: skip
        if what == "band_share":
            return self.env._(
                "%(share)s of %(inside)s", share=fees.percent(figures["each"]), inside=money(figures["inside"])
            )
        if what == "band_flat":
            return self.env._("In the band from %s on", figures["from"])
        if what in ("maximum", "minimum"):
            limit = money(figures["limit"])
            return self.env._("At most %s", limit) if what == "maximum" else self.env._("At least %s", limit)
        if what == "pieces":
            return self.env._("%(pieces)s pieces at %(each)s", pieces=figures["pieces"], each=money(figures["each"]))
        if what == "rounded":
            return self.env._("Rounded to %s", money(figures["to"]))
        if what == "exempt":
            return self.env._("%(name)s: %(share)s let off", name=figures["name"], share=fees.percent(figures["share"]))
        return self.env._("Fixed amount")

    # ------------------------------------------------------------------ reckoning

    @api.model
    def _reckoned(self, rule, engine_rule, *, quantity=None, declared_value=None, pieces=1, exemption=None):
        """Values of a due by a rule, with its explanation; one that waits for an answer where the rule needs one.

        :param rule: record of the rule
        :param engine_rule: the same as ``engine.fees.Rule``
        :param exemption: record of an exemption of the rule, or none
        """
        said = {"quantity": quantity or 0, "declared_value": declared_value or 0, "pieces": pieces}
        try:
            charge = fees.charge(
                engine_rule, quantity=quantity, value=declared_value, pieces=pieces,
                exemption=exemption._as_engine() if exemption else None,
            )  # fmt: skip
        except fees.Unanswered:
            return {**said, "amount": 0, "full_amount": 0, "ledger": [], "state": "asked"}
        except ValueError as error:
            raise UserError(self.env._("A quantity is a whole number above zero.")) from error
        state = "open" if charge.amount else "exempt"
        return {
            **said,
            "amount": charge.amount,
            "full_amount": charge.full,
            "ledger": [
                {"what": step.what, "figures": {**step.figures, "unit": rule.unit or None}, "amount": step.amount}
                for step in charge.steps
            ],
            "state": state,
        }

    def answer(self, quantity=None, declared_value=None, pieces=1):
        """Say how much there is of what the rule counts, as long as nothing was paid.

        :raises UserError: it was paid, or the figure is none
        """
        self.ensure_one()
        self._check_desk()
        self._take_in_hand()
        if self.state not in ("asked", "open") or self.paid:
            raise UserError(self.env._("This due was settled already."))
        vals = self._reckoned(
            self.sudo().rule_id, self.sudo().rule_id._as_engine(), quantity=quantity, declared_value=declared_value,
            pieces=pieces, exemption=self.sudo().exemption_id,
        )  # fmt: skip
        self.sudo().write(vals)

    def exempt(self, exemption_id, proof):
        """Let the payer off by an exemption of the rule, upon proof.

        :param proof: what was shown, with its number
        :raises UserError: the rule lets nobody off so, no proof, or it was paid
        """
        self.ensure_one()
        self._check_desk()
        self._take_in_hand()
        due = self.sudo()
        exemption = due.rule_id.exemption_ids.filtered(lambda one: one.id == exemption_id)
        proof = (proof or "").strip()
        if not exemption:
            raise UserError(self.env._("The rule of this fee knows no such exemption."))
        if not proof:
            raise UserError(self.env._("Say which proof was shown: %s.", exemption.proof))
        if due.state != "open" or due.paid:
            raise UserError(self.env._("This due was settled already, or its quantity is not known yet."))
        vals = self._reckoned(
            due.rule_id, due.rule_id._as_engine(), quantity=due.quantity, declared_value=due.declared_value,
            pieces=due.pieces, exemption=exemption,
        )  # fmt: skip
        due.write(
            {
                **vals,
                "exemption_id": exemption.id,
                "exemption_proof": proof,
                "exempted_by_id": self.env.uid,
                "exempted_at": fields.Datetime.now(),
            }
        )
        due.dossier_id._go_on_when_paid()
        due.dossier_id.with_env(self.env)._log(
            "fee_exempt", note=proof, data={"fee": due.type_id.code, "full": due.full_amount, "amount": due.amount}
        )

    def withdraw_exemption(self, reason):
        """Take an exemption back that was given wrongly, as long as nothing was paid."""
        self.ensure_one()
        self._check_desk()
        self._take_in_hand()
        due = self.sudo()
        if not due.exemption_id or due.paid or due.state not in ("open", "exempt"):
            raise UserError(self.env._("There is no exemption to take back."))
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give a reason."))
        vals = self._reckoned(
            due.rule_id,
            due.rule_id._as_engine(),
            quantity=due.quantity,
            declared_value=due.declared_value,
            pieces=due.pieces,
        )
        due.write(
            {**vals, "exemption_id": False, "exemption_proof": False, "exempted_by_id": False, "exempted_at": False}
        )
        due.dossier_id.with_env(self.env)._log("fee_exempt_withdrawn", note=reason, data={"fee": due.type_id.code})

    def _cancel(self, reason):
        """Nothing is owed any more, for instance because the dossier was withdrawn before anything was paid."""
        for due in self.sudo().filtered(lambda due: due.state in ("asked", "open") and not due.paid):
            due.write({"state": "cancelled", "cancel_reason": reason})

    # ------------------------------------------------------------------ who, and one at a time

    @api.model
    def _collecting_roles(self):
        """Codes of the roles that settle dues: take money, let off, say quantities. Modules add theirs."""
        return ("cashier", *self.env["onestop.role"]._desk_codes())

    def _check_desk(self):
        """Raise unless the user works at the desk or the till of the agency that collects."""
        self.check_access("read")
        if self.env.su:
            return
        for agency in self.agency_id:
            if not self.env.user._onestop_has_role(self._collecting_roles(), agency):
                raise AccessError(self.env._("You take no money at %s.", agency.name))

    def _take_in_hand(self):
        """Keep everybody else from settling these dues until the transaction ends. What was read of them before still holds: the
        database gives no lock on what others have changed since this transaction began, and Odoo begins it anew.

        :raises UserError: somebody else is about to
        """
        try:
            self.sudo().lock_for_update(allow_referencing=True)
        except LockError as error:
            raise UserError(self.env._("Somebody else is settling this fee at this moment. Try again.")) from error

    def _settle(self):
        """Let ``paid`` and the state follow from the payments that hold."""
        for due in self.sudo():
            taken = sum(line.amount for line in due.line_ids if line.payment_id._counts())
            state = due.state
            if state in ("open", "paid"):
                state = "paid" if due.amount and taken >= due.amount else "open"
            due.write({"paid": taken, "state": state})
