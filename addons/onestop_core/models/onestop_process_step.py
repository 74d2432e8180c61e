from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class OnestopProcessStep(models.Model):
    """A step: a role at an agency, a share of the time limit, and what may be done there."""

    _name = "onestop.process.step"
    _description = "Process Step"
    _order = "process_id, sequence, id"

    process_id = fields.Many2one("onestop.process", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    role_id = fields.Many2one("onestop.role", required=True, ondelete="restrict")
    agency_mode = fields.Selection(
        [
            ("received", "Where It Was Received"),
            ("competent", "Competent Agency"),
            ("parent", "Above the Competent Agency"),
            ("fixed", "A Certain Agency"),
        ],
        required=True,
        default="competent",
    )
    agency_id = fields.Many2one("onestop.agency", ondelete="restrict", index="btree_not_null")
    time_share = fields.Integer("Share of Time (%)", help="Share of the whole time limit within which the step is due.")
    can_request_supplement = fields.Boolean()
    can_request_payment = fields.Boolean()
    can_refuse = fields.Boolean()
    can_approve = fields.Boolean(help="Settles the dossier: the result is ready after this step.")
    can_send_back = fields.Boolean(default=True)

    _share = models.Constraint("CHECK(time_share BETWEEN 0 AND 100)", "A share of time lies between 0 and 100 %.")

    @api.constrains("agency_mode", "agency_id")
    def _check_agency(self):
        for step in self:
            if step.agency_mode == "fixed" and not step.agency_id:
                raise ValidationError(self.env._("Name the agency of the step %s.", step.name))

    def _agency_for(self, dossier):
        """The agency at which this step of ``dossier`` is done."""
        self.ensure_one()
        competent = dossier.competent_agency_id
        agency = {
            "received": dossier.received_agency_id,
            "competent": competent,
            "parent": competent.sudo().parent_id,
            "fixed": self.agency_id,
        }[self.agency_mode]
        if not agency:
            raise UserError(self.env._("The step %s has no agency: nothing stands above %s.", self.name, competent.name))
        return agency

    def _next(self):
        """The step after this one, or an empty recordset."""
        self.ensure_one()
        steps = self.process_id.step_ids.sorted()
        return steps[steps.ids.index(self.id) + 1 :][:1]

    def _previous(self):
        self.ensure_one()
        steps = self.process_id.step_ids.sorted()
        index = steps.ids.index(self.id)
        return steps[index - 1] if index else steps[:0]
