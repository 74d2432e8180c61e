from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class OnestopFeeSchedule(models.Model):
    """A decision that sets fees: who set them, by what number, from when to when, for which territory.

    Its rules are drafted by the finance office and confirmed by a second person. A confirmed schedule is never changed: a
    new one takes its place from its first day, and what was owed before stays as it was.
    """

    _name = "onestop.fee.schedule"
    _description = "Fee Schedule"
    _inherit = ["mail.thread", "onestop.stamped.mixin"]
    _order = "valid_from desc, id desc"
    _rec_names_search = ["name", "number"]

    name = fields.Char("Title", required=True, tracking=True)
    number = fields.Char(
        "Decision Number", required=True, tracking=True, help="As on the document: 25/2024/NQ-HĐND, 226/2016/TT-BTC."
    )
    issued_on = fields.Date("Dated", tracking=True)
    authority = fields.Char("Set By", required=True, tracking=True)
    agency_id = fields.Many2one(
        "onestop.agency", "Territory", index="btree_not_null", ondelete="restrict", tracking=True,
        help="It holds at this agency and those below it. Empty: in the whole country.",
    )  # fmt: skip
    valid_from = fields.Date(required=True, tracking=True)
    valid_to = fields.Date("Last Day", tracking=True)
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "To Be Confirmed"), ("confirmed", "Confirmed")],
        required=True, readonly=True, default="draft", copy=False, index=True, tracking=True,
    )  # fmt: skip
    proposed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False, tracking=True)
    confirmed_at = fields.Datetime("Confirmed On", readonly=True, copy=False)
    rule_ids = fields.One2many("onestop.fee.rule", "schedule_id", copy=True)
    rule_count = fields.Integer("Rules", compute="_compute_rule_count")
    may_confirm = fields.Boolean(compute="_compute_may_confirm")

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A schedule cannot end before it begins."
    )

    @api.depends("rule_ids")
    def _compute_rule_count(self):
        for schedule in self:
            schedule.rule_count = len(schedule.rule_ids)

    @api.depends("state", "proposed_by_id")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for schedule in self:
            schedule.may_confirm = schedule.state == "proposed" and not schedule._confirming_refusal()

    @api.depends("number", "name")
    def _compute_display_name(self):
        for schedule in self:
            schedule.display_name = f"{schedule.number} – {schedule.name}" if schedule.number else schedule.name

    # ------------------------------------------------------------------ two persons

    def action_propose(self):
        """Hand a draft to the second person."""
        self.check_access("write")
        for schedule in self:
            if schedule.state != "draft":
                raise UserError(self.env._("Only a draft can be proposed."))
            if not schedule.rule_ids:
                raise UserError(self.env._("The schedule has no rules yet."))
            schedule.sudo().write({"state": "proposed", "proposed_by_id": self.env.uid})

    def action_back_to_draft(self):
        """Give a proposal back to be changed."""
        self.check_access("read")
        for schedule in self:
            if schedule.state != "proposed":
                raise UserError(self.env._("Only a proposal can be given back."))
            if not schedule.has_access("write"):
                refusal = schedule._confirming_refusal()
                if refusal:
                    raise AccessError(refusal)
            schedule.sudo().write({"state": "draft", "proposed_by_id": False})

    def action_confirm(self):
        """Put a proposal in force from its first day on. Those of the same fees and territory end the day before."""
        self.check_access("read")
        for schedule in self:
            if schedule.state != "proposed":
                raise UserError(self.env._("Only a proposal can be confirmed."))
            refusal = schedule._confirming_refusal()
            if refusal:
                raise AccessError(refusal)
            schedule.sudo().write(
                {"state": "confirmed", "confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()}
            )

    def action_end(self, last_day):
        """Name the last day of a confirmed schedule.

        :param last_day: a date; not before today, since what was owed already stays owed
        """
        self.ensure_one()
        self.check_access("read")
        refusal = self._confirming_refusal()
        if refusal:
            raise AccessError(refusal)
        last_day = fields.Date.to_date(last_day)
        if self.state != "confirmed" or last_day < self.env["onestop.agency"]._today():
            raise UserError(self.env._("A confirmed schedule ends today at the earliest."))
        self.sudo().valid_to = last_day

    def _confirming_refusal(self):
        """Why the user may not be the second person of this schedule, or an empty text."""
        user = self.env.user
        if self.proposed_by_id == user or self.create_uid == user:
            return self.env._("A second person confirms what you have drafted or proposed.")
        if not user._onestop_role_map().get("fee_approver"):
            return self.env._("Only a fee approver may do this.")
        agency = self.sudo().agency_id
        if agency and not user._onestop_has_role(("fee_approver",), agency):
            return self.env._("Your role does not allow this at %s.", agency.name)
        return ""

    # ------------------------------------------------------------------ guarding the record

    def write(self, vals):
        if not self.env.su:
            self._check_draft()
        result = super().write(vals)
        if vals.keys() & {"state", "valid_from", "valid_to", "agency_id"}:
            self._stamp_anew()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft()

    def _check_draft(self):
        if any(schedule.state != "draft" for schedule in self.sudo()):
            raise UserError(
                self.env._(
                    "Only a draft can be changed. Copy the schedule, and let the copy take its place from a new day."
                )
            )

    # ------------------------------------------------------------------ finding

    @api.model
    def _stamps(self):
        """What changes with every change of a confirmed schedule: under it rules are kept in memory."""
        self.flush_model(["state", "stamp"])
        self.env.cr.execute(SQL("SELECT stamp FROM onestop_fee_schedule WHERE state = 'confirmed' ORDER BY id"))
        return tuple(stamp for (stamp,) in self.env.cr.fetchall())

    @api.model
    def _in_force_domain(self, day):
        """Schedules that hold on ``day`` (a date)."""
        return (
            Domain("state", "=", "confirmed")
            & Domain("valid_from", "<=", day)
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", day))
        )
