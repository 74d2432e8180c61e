from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...engine.deadline import ClockStart, DeadlineRules


class OnestopClockRule(models.Model):
    """What the law leaves to a province, or a province practises otherwise: where the clock starts, and the hour after
    which same-day work and forwarding wait for the next working day. A dossier keeps the rule of its reception.
    """

    _name = "onestop.clock.rule"
    _inherit = ["onestop.cached.mixin"]
    _description = "Rule of the Clock"
    _order = "valid_from desc, id desc"

    agency_id = fields.Many2one(
        "onestop.agency", index=True, ondelete="cascade", help="The agency and all below it. Empty: everywhere."
    )
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date()
    clock_start = fields.Selection(
        [
            ("law", "By law: the next working day is day 1"),
            ("next_opening", "Own practice: as if received at the next opening"),
        ],
        "Received After Closing",
        required=True,
        default="law",
        help="For what is received at closing, after it or on a day off (Civil Code 2015, articles 147 and 148).",
    )
    has_cut_off = fields.Boolean("Cut-Off Hour", default=True)
    cut_off = fields.Float(
        "After",
        default=15.0,
        help="Same-day work and forwarding of what is received later wait for the next working day.",
    )
    source = fields.Char("Law or Notice", required=True, help="The article or decision that says so.")

    _cut_off_in_the_day = models.Constraint("CHECK (cut_off >= 0 AND cut_off < 24)", "The hour lies within a day.")

    @api.depends("agency_id", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        everywhere = self.env._("Everywhere")
        for rule in self:
            day = rule.valid_from.strftime("%d/%m/%Y") if rule.valid_from else ""
            rule.display_name = f"{rule.agency_id.name or everywhere}, {day}"

    @api.constrains("agency_id", "valid_from", "valid_to")
    def _check_dates(self):
        for rule in self:
            if rule.valid_to and rule.valid_to < rule.valid_from:
                raise ValidationError(self.env._("The last day lies before the first one."))
            others = self.search([("agency_id", "=", rule.agency_id.id), ("id", "!=", rule.id)])
            if others.filtered(
                lambda other, rule=rule: (
                    (not rule.valid_to or other.valid_from <= rule.valid_to)
                    and (not other.valid_to or rule.valid_from <= other.valid_to)
                )
            ):
                raise ValidationError(self.env._("The agency has another rule in the same days. End that one first."))

    @api.model
    def _rules_of(self, agency, day):
        """The rule of ``agency`` on ``day`` as ``engine.deadline.DeadlineRules``: its own, that of the nearest agency
        above with one, else that of everywhere; without any, the law.
        """
        by_agency = self._rules_by_agency()
        for agency_id in [*reversed(agency._parent_ids()), False]:
            for valid_from, valid_to, rules in by_agency.get(agency_id, ()):
                if valid_from <= day and (not valid_to or day <= valid_to):
                    return rules
        return DeadlineRules()

    @api.model
    @tools.ormcache()
    def _rules_by_agency(self):
        by_agency = {}
        for rule in self.sudo().search([]):
            cut_off = round(rule.cut_off * 60) if rule.has_cut_off else None
            rules = DeadlineRules(cut_off, ClockStart(rule.clock_start))
            by_agency.setdefault(rule.agency_id.id, []).append((rule.valid_from, rule.valid_to, rules))
        return by_agency
