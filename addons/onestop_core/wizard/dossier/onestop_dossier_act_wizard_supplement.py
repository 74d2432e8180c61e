from odoo import api, fields, models


class OnestopDossierActWizard(models.TransientModel):
    """The dialog of an action: what a request for supplement asks for is picked from the papers of the dossier."""

    _inherit = "onestop.dossier.act.wizard"

    line_ids = fields.One2many("onestop.dossier.act.wizard.line", "wizard_id", string="Papers")

    @api.model
    def _single_inputs(self):
        return (*super()._single_inputs(), "line_ids")

    @api.model
    def _defaults_of(self, dossier, action, opinion):
        if action != "request_supplement":
            return super()._defaults_of(dossier, action, opinion)
        return {
            "line_ids": [
                fields.Command.create(
                    {"document_id": paper.id, "name": paper.name, "kind": paper.is_missing and "missing"}
                )
                for paper in dossier.document_ids
            ]
        }

    def _params(self):
        params = super()._params()
        if "line_ids" in (self.inputs or ()):
            params.pop("line_ids", None)
            params["lines"] = [
                {
                    "document_id": line.document_id.id,
                    "name": line.name,
                    "kind": line.kind,
                    "note": line.note,
                    "legal_basis": line.legal_basis,
                }
                for line in self.line_ids.filtered("kind")
            ]
        return params


class OnestopDossierActWizardLine(models.TransientModel):
    _name = "onestop.dossier.act.wizard.line"
    _description = "Paper in a Request for Supplement"

    wizard_id = fields.Many2one("onestop.dossier.act.wizard", required=True, ondelete="cascade")
    document_id = fields.Many2one("onestop.dossier.document", string="Paper", readonly=True)
    name = fields.Text("Asked For", required=True)
    kind = fields.Selection([("missing", "Missing"), ("wrong", "Not as It Should Be")], "Verdict")
    note = fields.Char("What Is Wrong")
    legal_basis = fields.Char(help="By which law it is asked for, if the procedure does not list it.")
