from odoo import fields, models


class OnestopFormWordingWizard(models.TransientModel):
    """Begin a wording of an agency's own from a later day, to be altered before that day."""

    _name = "onestop.form.wording.wizard"
    _description = "Own Wording of Forms"

    set_id = fields.Many2one("onestop.form.set", required=True, default=lambda self: self.env.context.get("active_id"))
    agency_id = fields.Many2one("onestop.agency", required=True, help="Also for the agencies below it.")
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    valid_from = fields.Date(
        "From", required=True, default=lambda self: fields.Date.add(self.env["onestop.agency"]._today(), days=1)
    )

    def _compute_own_agency_ids(self):
        self.own_agency_ids = self.env.user.onestop_agency_ids

    def action_begin(self):
        self.ensure_one()
        forms = self.set_id._word_own(self.agency_id, self.valid_from)
        return {
            "type": "ir.actions.act_window",
            "res_model": forms._name,
            "res_id": forms.id,
            "view_mode": "form",
        }
