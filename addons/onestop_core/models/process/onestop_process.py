from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError


class OnestopProcess(models.Model):
    """The internal process (quy trình nội bộ) of a procedure: who does what, in which order."""

    _name = "onestop.process"
    _inherit = ["onestop.stamped.mixin"]
    _description = "Process"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    is_default = fields.Boolean("Default Process", help="Used by procedures without a process of their own.")
    step_ids = fields.One2many("onestop.process.step", "process_id", copy=True)
    procedure_ids = fields.One2many("onestop.procedure", "process_id")
    active = fields.Boolean(default=True)

    _default_uniq = models.UniqueIndex("(is_default) WHERE is_default", "There is a default process already.")

    @api.constrains("step_ids")
    def _check_steps(self):
        for process in self:
            if not process.step_ids:
                raise ValidationError(self.env._("The process %s has no steps.", process.name))

    @api.model
    def _for_procedure(self, procedure):
        process = procedure.sudo().process_id or self.sudo().search_fetch(
            [("is_default", "=", True)], ["stamp", "previous_id", "valid_from", "valid_to"], limit=1
        )
        if not process:
            raise UserError(
                self.env._("No process is set for %s, and there is no default process.", procedure.display_name)
            )
        return process

    def _steps_for(self, case):
        """The steps that a dossier of ``case`` goes through, in order.

        :param case: an ``onestop.procedure.case`` record or an empty recordset
        """
        return self.env["onestop.process.step"].browse(self._step_ids_for(case.name))

    @tools.ormcache("self.id", "self.stamp", "case_name")
    def _step_ids_for(self, case_name):
        steps = self.sudo().step_ids.sorted()
        return steps.filtered(lambda step: not step.only_case or step.only_case == case_name)._ids
