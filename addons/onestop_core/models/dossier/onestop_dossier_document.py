from odoo import api, fields, models
from odoo.exceptions import AccessError

# what was asked for: settled by the draft, like the procedure itself
ASKED_FIELDS = frozenset(("dossier_id", "component_id", "name", "required"))


class OnestopDossierDocument(models.Model):
    """One component of a dossier: what was asked, what was handed in, and its scans."""

    _name = "onestop.dossier.document"
    _description = "Dossier Document"
    _inherit = "onestop.attested.mixin"
    _order = "dossier_id, sequence, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    component_id = fields.Many2one("onestop.procedure.component", ondelete="restrict", index="btree_not_null")
    name = fields.Text(required=True)
    sequence = fields.Integer(default=10)
    required = fields.Boolean()
    handed_in = fields.Boolean("There")
    originals = fields.Integer()
    certified_copies = fields.Integer()
    copies = fields.Integer()
    original_to_return = fields.Boolean()
    note = fields.Char("Remark")
    is_missing = fields.Boolean(compute="_compute_is_missing")

    _counts = models.Constraint(
        "CHECK(originals >= 0 AND certified_copies >= 0 AND copies >= 0)", "A number of copies cannot be negative."
    )

    @api.depends("required", "handed_in")
    def _compute_is_missing(self):
        for document in self:
            document.is_missing = document.required and not document.handed_in

    def _was_given(self):
        """Whether the citizen has given anything of it; another room says so of scans."""
        self.ensure_one()
        return self.handed_in

    @api.model
    def _attested_kind(self):
        return "paper"

    @api.model
    def _attested_fields(self):
        return (
            *super()._attested_fields(),
            "component_id", "name", "required", "handed_in", "originals", "certified_copies", "copies", "original_to_return",
            "note",
        )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents.dossier_id._check_open_for(self._attested_fields())
        return documents

    def write(self, vals):
        if not self.env.su and vals.keys() & ASKED_FIELDS:
            self._check_draft()
        self.dossier_id._check_open_for(vals.keys() & set(self._attested_fields()))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if not self.env.su:
            self._check_draft()

    def _check_draft(self):
        if any(dossier.state != "draft" for dossier in self.dossier_id):
            raise AccessError(
                self.env._("What papers were asked for no longer changes once the dossier has been sent.")
            )
