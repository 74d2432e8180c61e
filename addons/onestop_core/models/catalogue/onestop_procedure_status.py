from odoo import api, fields, models
from odoo.tools import format_date

VERSION_STATUSES = [
    ("draft", "Draft"),
    ("upcoming", "Not Yet in Force"),
    ("in_force", "In Force"),
    ("ended", "Ended"),
]


class OnestopProcedureVersion(models.Model):
    """What the catalogue's screens show of a version beyond its content."""

    _inherit = "onestop.procedure.version"

    status = fields.Selection(VERSION_STATUSES, compute="_compute_status")

    @api.depends("published", "valid_from", "valid_to")
    def _compute_status(self):
        today = self.env["onestop.agency"]._today()
        for version in self:
            if not version.published:
                version.status = "draft"
            elif version.valid_from > today:
                version.status = "upcoming"
            else:
                version.status = "in_force" if version._is_valid(today) else "ended"

    @api.depends("procedure_id.code", "number", "published", "valid_from")
    def _compute_display_name(self):
        for version in self:
            values = {
                "code": version.procedure_id.code,
                "number": version.number,
                "day": format_date(self.env, version.valid_from),
            }
            if version.published:
                version.display_name = self.env._("%(code)s, version %(number)s from %(day)s", **values)
            else:
                version.display_name = self.env._("%(code)s, draft from %(day)s", **values)


class OnestopProcedure(models.Model):
    """The content of the version in force, read through the procedure, and the way to the next version."""

    _inherit = "onestop.procedure"

    status = fields.Selection(related="current_version_id.status", string="Status of the Version")
    valid_from = fields.Date("In Force From", related="current_version_id.valid_from")
    valid_to = fields.Date("In Force To", related="current_version_id.valid_to")
    draft_version_id = fields.Many2one("onestop.procedure.version", compute="_compute_draft_version_id")
    same_day = fields.Boolean(related="current_version_id.same_day")
    applicants = fields.Char(related="current_version_id.applicants")
    decision = fields.Char(related="current_version_id.decision")
    decision_date = fields.Date(related="current_version_id.decision_date")
    executing_body = fields.Char(related="current_version_id.executing_body")
    sequence_text = fields.Text(related="current_version_id.sequence_text")
    conditions = fields.Text(related="current_version_id.conditions")
    component_ids = fields.One2many(related="current_version_id.component_ids")
    case_ids = fields.One2many(related="current_version_id.case_ids")
    channel_ids = fields.One2many(related="current_version_id.channel_ids")
    result_ids = fields.One2many(related="current_version_id.result_ids")
    legal_basis_ids = fields.One2many(related="current_version_id.legal_basis_ids")

    @api.depends("version_ids.published", "version_ids.valid_from")
    def _compute_draft_version_id(self):
        for procedure in self:
            drafts = procedure.version_ids.filtered(lambda version: not version.published)
            procedure.draft_version_id = drafts.sorted("valid_from")[-1:]

    def action_new_version(self):
        """Open the draft that is being prepared; else a new one, copied from the version in force."""
        self.ensure_one()
        if self.draft_version_id:
            return self.draft_version_id.action_open()
        if self.current_version_id:
            return self.current_version_id.action_new_version()
        return {
            "type": "ir.actions.act_window",
            "res_model": "onestop.procedure.version",
            "view_mode": "form",
            "context": {"default_procedure_id": self.id},
        }

    def action_compare_versions(self):
        self.ensure_one()
        return (self.draft_version_id or self.current_version_id).action_compare()
