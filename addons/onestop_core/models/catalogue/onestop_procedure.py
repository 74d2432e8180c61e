from odoo import api, fields, models, tools

from ..onestop_stamped_mixin import new_stamp


class OnestopProcedure(models.Model):
    """An administrative procedure: its identity, and its versions, which hold what the law says at a time."""

    _name = "onestop.procedure"
    _description = "Procedure"
    _inherit = ["mail.thread", "onestop.stamped.mixin"]
    _order = "sector_id, name"
    _rec_names_search = ["name", "code"]

    code = fields.Char(
        required=True, index="trigram", tracking=True, help="Code in the national catalogue, e.g. 1.001193."
    )
    catalogue_number = fields.Char(
        "Number in the Catalogue", help="Order number (STT) in the national export; it changes from export to export."
    )
    name = fields.Char(compute="_compute_current", store=True, index="trigram")
    sector_id = fields.Many2one("onestop.sector", required=True, index=True, ondelete="restrict", tracking=True)
    version_ids = fields.One2many("onestop.procedure.version", "procedure_id")
    current_version_id = fields.Many2one(
        "onestop.procedure.version",
        compute="_compute_current",
        store=True,
        help="The version in force today, else the last one that was.",
    )
    agency_ids = fields.Many2many(
        "onestop.agency",
        string="Received At",
        help="Agencies whose desks receive this procedure. Empty: every agency of a competent level.",
    )
    level_ids = fields.Many2many("onestop.agency.level", string="Competent Levels")
    replaced_by_id = fields.Many2one("onestop.procedure", ondelete="restrict", index="btree_not_null", tracking=True)
    excluded = fields.Boolean(compute="_compute_excluded", help="Not received through the one-stop.")
    exclusion_decision = fields.Char(tracking=True)
    excluded_from = fields.Date(tracking=True)
    note = fields.Text("Internal Note")
    active = fields.Boolean(default=True, tracking=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a procedure must be unique.")

    @api.depends("version_ids.name", "version_ids.valid_from", "version_ids.valid_to", "version_ids.published", "code")
    def _compute_current(self):
        today = self.env["onestop.agency"]._today()
        for procedure in self:
            current = procedure._version_on(today) or procedure.version_ids.sorted("valid_from")[-1:]
            procedure.current_version_id = current
            procedure.name = current.name or procedure.code

    @api.depends("excluded_from")
    def _compute_excluded(self):
        today = self.env["onestop.agency"]._today()
        for procedure in self:
            procedure.excluded = bool(procedure.excluded_from and procedure.excluded_from <= today)

    @api.depends("code", "name")
    def _compute_display_name(self):
        for procedure in self:
            procedure.display_name = (
                f"{procedure.code} {procedure.name}" if procedure.name != procedure.code else procedure.code
            )

    def write(self, vals):
        result = super().write(vals)
        super(OnestopProcedure, self.sudo()).write({"stamp": new_stamp()})
        return result

    @tools.ormcache("self.id", "self.stamp")
    def _places(self):
        """``(ids of the competent levels, ids of the agencies that receive it)``; none means all."""
        procedure = self.sudo()
        return frozenset(procedure.level_ids._ids), frozenset(procedure.agency_ids._ids)

    def _version_on(self, day):
        """The published version in force on ``day`` (a date), or an empty recordset."""
        self.ensure_one()
        current = self.current_version_id
        if current.published and current._is_valid(day):
            # two versions are never in force on one day: no need to read the others
            return current
        return self.version_ids.filtered(lambda version: version.published and version._is_valid(day))[:1]

    @api.model
    def _cron_current_version(self):
        """A version whose first day is today takes its place in searches and lists."""
        self.with_context(active_test=False).search([])._compute_current()
