from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class OnestopProcessStep(models.Model):
    """A step: a role at an agency, a share of the time limit, and what may be done there."""

    _name = "onestop.process.step"
    _inherit = ["onestop.stamped.line.mixin"]
    _description = "Process Step"
    _order = "process_id, sequence, id"
    _stamped_by = "process_id"

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
        help="At which agency the step is done. A step at another agency than the one before makes the process interagency (liên thông).",
    )
    agency_id = fields.Many2one("onestop.agency", ondelete="restrict", index="btree_not_null")
    only_case = fields.Char(help="Name of the case in which this step is done. Empty: in every case.")
    time_share = fields.Integer("Share of Time (%)", help="Share of the whole time limit within which the step is due.")
    confirm_days = fields.Integer(
        "Days for the Citizen to Confirm",
        help="The step waits for the citizen to confirm a draft. After so many working days of silence it counts "
        "as confirmed and the dossier goes on by itself. Zero: the step does not wait for the citizen.",
    )
    check_ids = fields.One2many("onestop.process.check", "step_id", string="Preconditions", copy=True)
    can_request_supplement = fields.Boolean()
    can_request_payment = fields.Boolean()
    can_request_opinion = fields.Boolean(help="May ask another agency for its opinion.")
    can_verify = fields.Boolean(help="May add the time that the law gives for verification.")
    can_refuse = fields.Boolean()
    can_approve = fields.Boolean(help="Settles the dossier: the result is ready after this step.")
    can_send_back = fields.Boolean(default=True)

    _share = models.Constraint("CHECK(time_share BETWEEN 0 AND 100)", "A share of time lies between 0 and 100 %.")
    _confirm = models.Constraint("CHECK(confirm_days >= 0)", "A number of days cannot be negative.")

    @api.constrains("agency_mode", "agency_id")
    def _check_agency(self):
        for step in self:
            if step.agency_mode == "fixed" and not step.agency_id:
                raise ValidationError(self.env._("Name the agency of the step %s.", step.name))

    def _find_agency(self, dossier):
        """The agency at which this step of ``dossier`` is done; empty if none stands above where the step wants one."""
        self.ensure_one()
        competent = dossier.competent_agency_id
        return {
            "received": dossier.received_agency_id,
            "competent": competent,
            "parent": competent.sudo().parent_id,
            "fixed": self.agency_id,
        }[self.agency_mode]

    def _agency_for(self, dossier):
        """As ``_find_agency``, but raises a UserError if there is none."""
        agency = self._find_agency(dossier)
        if not agency:
            raise UserError(
                self.env._(
                    "The step “%(step)s” has no agency: nothing stands above %(agency)s.",
                    step=self.name,
                    agency=dossier.competent_agency_id.name,
                )
            )
        return agency
