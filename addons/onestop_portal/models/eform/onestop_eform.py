from odoo import api, fields, models


class OnestopEform(models.Model):
    """The declaration that a procedure asks for, filled in on a screen. What it asks stands in its versions: forms change
    with the law, and since NĐ 49/2026/NĐ-CP some belong to one province (land) or to one level of agencies.
    """

    _name = "onestop.eform"
    _description = "E-Form"
    _order = "procedure_id, id"

    name = fields.Char(required=True, help="Title of the declaration, as citizens read it.")
    procedure_id = fields.Many2one("onestop.procedure", required=True, index=True, ondelete="cascade")
    version_ids = fields.One2many("onestop.eform.version", "eform_id", copy=False)
    version_count = fields.Integer("Versions", compute="_compute_status")
    status = fields.Selection(
        [("none", "Nothing Published"), ("in_force", "In Force"), ("ended", "Ended")], compute="_compute_status"
    )

    @api.depends("version_ids.state", "version_ids.valid_from", "version_ids.valid_to")
    def _compute_status(self):
        today = self.env["onestop.agency"]._today()
        for eform in self:
            published = eform.version_ids.filtered(lambda version: version.state == "published")
            eform.version_count = len(eform.version_ids)
            if not published:
                eform.status = "none"
            else:
                valid = any(not version.valid_to or version.valid_to >= today for version in published)
                eform.status = "in_force" if valid else "ended"
