from odoo import api, fields, models


class OnestopReportPlace(models.Model):
    """An agency at a place in the tree: once the tree changes, what was counted there stays where it was."""

    _name = "onestop.report.place"
    _description = "Agency at a Place in the Tree"
    _order = "path"
    _log_access = False

    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    path = fields.Char(
        required=True, readonly=True, help="Ids of the agencies from the top of the tree down to this one."
    )

    _place_uniq = models.Constraint("UNIQUE(agency_id, path)", "This place is known already.")

    @api.depends("agency_id")
    def _compute_display_name(self):
        for place in self:
            place.display_name = place.agency_id.name

    @api.model
    def _ensure(self):
        """Know the present place of every agency."""
        self.env["onestop.agency"].flush_model(["parent_path"])
        self.env.cr.execute(
            "INSERT INTO onestop_report_place (agency_id, path) SELECT id, parent_path FROM onestop_agency"
            " ON CONFLICT DO NOTHING"
        )

    @api.model
    def _below(self, agency, agencies):
        """The places at or below ``agency``, as the tree was or is, of those of ``agencies``."""
        places = self.sudo().search([("agency_id", "in", agencies.ids)])
        top = f"/{agency.id}/"
        return places.filtered(lambda place: top in f"/{place.path}")


class OnestopAgency(models.Model):
    """A place is known before anything is received there, so that no reception has to ask for it."""

    _inherit = "onestop.agency"

    @api.model_create_multi
    def create(self, vals_list):
        agencies = super().create(vals_list)
        self.env["onestop.report.place"]._ensure()
        return agencies

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self.env["onestop.report.place"]._ensure()
        return result
