from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SERVICE_LEVELS = [("1", "Level 1"), ("2", "Level 2"), ("3", "Level 3"), ("4", "Level 4")]
ONLINE_SCOPES = [("full", "Fully Online"), ("partial", "Partly Online"), ("none", "Information Only")]
PARTIAL_REASONS = [
    ("presence", "Presence Required"),
    ("field_check", "Field Verification Required"),
    ("incident", "Technical Incident"),
    ("technical", "Other Technical Issue"),
]

# The four levels and the scopes of NĐ 42/2022/NĐ-CP describe the same thing: what is said in one way is said in the
# other. Levels 1 and 2 only inform; of the two, the national systems count what only informs as 2.
SCOPE_OF_LEVEL = {"1": "none", "2": "none", "3": "partial", "4": "full"}
LEVEL_OF_SCOPE = {"none": "2", "partial": "3", "full": "4"}


class OnestopProcedureClassification(models.Model):
    """How far a procedure goes online between two dates: level 1 to 4, toàn trình / một phần, or both.

    It changes on its own dates, not with the versions, and reports of any period ask for either view.
    """

    _name = "onestop.procedure.classification"
    _description = "Online Classification"
    _order = "procedure_id, valid_from desc, id desc"

    procedure_id = fields.Many2one("onestop.procedure", required=True, index=True, ondelete="cascade")
    sector_id = fields.Many2one(related="procedure_id.sector_id", store=True)
    agency_id = fields.Many2one(
        "onestop.agency",
        index="btree_not_null",
        ondelete="cascade",
        help="Where it holds, with all agencies below. Empty: wherever no agency has a classification of its own.",
    )
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date(help="Last day. Empty: until the next classification begins.")
    decision = fields.Char(help="Number of the decision that set it, e.g. 1234/QĐ-UBND.")
    decision_date = fields.Date()
    service_level = fields.Selection(
        SERVICE_LEVELS,
        help="Level of online service before NĐ 42/2022/NĐ-CP. Empty: the level that the scope stands for.",
    )
    online_scope = fields.Selection(
        ONLINE_SCOPES,
        help="Toàn trình / một phần (NĐ 42/2022/NĐ-CP, NĐ 224/2026/NĐ-CP). Empty: the scope that the level stands for.",
    )
    partial_reason = fields.Selection(
        PARTIAL_REASONS, string="Reason for Partly Online", help="NĐ 224/2026/NĐ-CP art. 14."
    )
    partial_legal_text = fields.Text(
        "Reason in Words",
        help="As published: what the law asks for that cannot be done online, and the article that says so.",
    )

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A classification cannot end before it begins."
    )
    _says_something = models.Constraint(
        "CHECK(service_level IS NOT NULL OR online_scope IS NOT NULL)",
        "Choose the level or the scope of the online service.",
    )

    @api.depends("service_level", "online_scope", "valid_from")
    def _compute_display_name(self):
        levels = dict(self._fields["service_level"]._description_selection(self.env))
        scopes = dict(self._fields["online_scope"]._description_selection(self.env))
        for line in self:
            level, scope = line._views()
            line.display_name = f"{levels.get(level, '')}, {scopes.get(scope, '')}"

    @api.constrains("procedure_id", "agency_id", "valid_from", "valid_to")
    def _check_overlap(self):
        for line in self:
            others = line.procedure_id.classification_ids - line
            for other in others.filtered(lambda other, line=line: other.agency_id == line.agency_id):
                apart = (line.valid_to and line.valid_to < other.valid_from) or (
                    other.valid_to and other.valid_to < line.valid_from
                )
                if not apart:
                    raise ValidationError(
                        self.env._("Two classifications of %s hold at the same time.", line.procedure_id.display_name)
                    )

    @api.constrains("service_level", "online_scope", "partial_reason", "partial_legal_text", "valid_from", "valid_to")
    def _check_partial_reason(self):
        for line in self:
            if line._lacks_reason():
                raise ValidationError(
                    self.env._(
                        "%(procedure)s is only partly online: from %(day)s on the law wants the reason published. "
                        "Choose it, and say it in words with its legal basis.",
                        procedure=line.procedure_id.display_name,
                        day=self._reason_from().strftime("%d/%m/%Y"),
                    )
                )

    def _lacks_reason(self):
        """Whether the law wants a reason to be published on some day of this classification, and there is none."""
        self.ensure_one()
        if self._views()[1] != "partial" or (self.valid_to and self.valid_to < self._reason_from()):
            return False
        return not (self.partial_reason and (self.partial_legal_text or "").strip())

    @api.model
    def _reason_from(self):
        """First day on which a procedure may be partly online only with a published reason."""
        return self.env["onestop.settings"]._day("onestop_core.partial_reason_from")

    def _views(self):
        """(level, scope): what is not said follows from what is; for no classification both are False."""
        level, scope = self.service_level, self.online_scope
        return level or LEVEL_OF_SCOPE.get(scope, False), scope or SCOPE_OF_LEVEL.get(level, False)

    def _is_valid(self, day):
        self.ensure_one()
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)

    @api.model_create_multi
    def create(self, vals_list):
        """A classification without an end lasts until the next one begins, whichever of them is entered first."""
        vals_list = [{**vals, "valid_from": self._first_day(vals)} for vals in vals_list]
        existing = self.search([("procedure_id", "in", [vals.get("procedure_id") for vals in vals_list])])
        days = defaultdict(set)
        for vals in vals_list:
            days[self._place(vals)].add(vals["valid_from"])
        for line in existing.filtered(lambda line: not line.valid_to):
            line.valid_to = self._last_day(line.valid_from, days[line.procedure_id.id, line.agency_id.id])
        for line in existing:
            days[line.procedure_id.id, line.agency_id.id].add(line.valid_from)
        for vals in vals_list:
            vals["valid_to"] = vals.get("valid_to") or self._last_day(vals["valid_from"], days[self._place(vals)])
        return super().create(vals_list)

    @api.model
    def _place(self, vals):
        """Which classifications follow one another: those of a procedure at one agency, or at all others."""
        return vals.get("procedure_id"), vals.get("agency_id") or False

    @api.model
    def _first_day(self, vals):
        return fields.Date.to_date(vals.get("valid_from")) or self.env["onestop.agency"]._today()

    @api.model
    def _last_day(self, first, days):
        """The day before the first of ``days`` after ``first``; False if there is none."""
        later = [day for day in days if day > first]
        return min(later) - timedelta(days=1) if later else False


class OnestopProcedure(models.Model):
    """The classification of today on the procedure itself, to filter and group by, and that of any other day."""

    _inherit = "onestop.procedure"

    classification_ids = fields.One2many("onestop.procedure.classification", "procedure_id")
    classification_id = fields.Many2one(
        "onestop.procedure.classification", "Classification Today", compute="_compute_classification", store=True
    )
    service_level = fields.Selection(SERVICE_LEVELS, compute="_compute_classification", store=True)
    online_scope = fields.Selection(ONLINE_SCOPES, compute="_compute_classification", store=True)
    partial_reason = fields.Selection(related="classification_id.partial_reason")
    partial_legal_text = fields.Text(related="classification_id.partial_legal_text")

    @api.depends(
        "classification_ids.agency_id",
        "classification_ids.valid_from",
        "classification_ids.valid_to",
        "classification_ids.service_level",
        "classification_ids.online_scope",
    )
    def _compute_classification(self):
        today = self.env["onestop.agency"]._today()
        for procedure in self:
            line = procedure._classification_line(today)
            procedure.classification_id = line
            procedure.service_level, procedure.online_scope = line._views()

    def _classification_line(self, day, agency=None):
        """What holds on ``day``: of the agency or the nearest one above it that has one, else of all."""
        self.ensure_one()
        lines = self.classification_ids.filtered(lambda line: line._is_valid(day))
        while agency:
            own = lines.filtered(lambda line, agency=agency: line.agency_id == agency)
            if own:
                return own[:1]
            agency = agency.parent_id
        return lines.filtered(lambda line: not line.agency_id)[:1]

    def _classification_on(self, day, agency=None):
        """How far the procedure went online on ``day``.

        :param day: a date
        :param agency: where; None: wherever no agency has a classification of its own
        :return: (level ``"1"`` to ``"4"``, scope ``"full"``, ``"partial"`` or ``"none"``); both False if it was not
            classified on that day
        """
        return self._classification_line(day, agency)._views()

    def _classify(self, day, vals):
        """Make ``vals`` hold from ``day`` on, until the next change that is already known.

        :param day: a date
        :param vals: values of ``service_level``, ``online_scope``, ``partial_reason`` and ``partial_legal_text``, an empty
            text for none; with neither level nor scope, the procedure is not classified any more
        """
        self.ensure_one()
        vals = {name: value or False for name, value in vals.items()}
        line = self._classification_line(day)
        if all((line[name] or False) == value for name, value in vals.items()):
            return
        says_something = vals.get("service_level") or vals.get("online_scope")
        if line.valid_from == day:
            if says_something:
                line.write(vals)
            else:
                line.unlink()
            return
        ends = line.valid_to
        if line:
            line.valid_to = day - timedelta(days=1)
        if says_something:
            line.create({"procedure_id": self.id, "valid_from": day, "valid_to": ends, **vals})

    @api.model
    def _cron_current_version(self):
        """A classification whose first day is today takes its place in searches and lists, too."""
        result = super()._cron_current_version()
        self.with_context(active_test=False).search([])._compute_classification()
        return result
