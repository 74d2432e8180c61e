from odoo import models
from odoo.exceptions import UserError


class OnestopDossier(models.Model):
    """Received, decided and handed over while the citizen waits, by one person who holds the role of every step."""

    _inherit = "onestop.dossier"

    def _one_pass_refusal(self):
        """Why the user cannot take the dossier from reception to its decision alone, or an empty string.

        Also of a dossier that is not stored yet.
        """
        process = self.env["onestop.process"]._for_procedure(self.procedure_id)
        for step in process._steps_for(self.case_id):
            agency = step._find_agency(self)._origin
            role = step.role_id
            if not agency or not self.env.user._onestop_has_role(role._stand_ins(), agency):
                return self.env._(
                    "Not possible in one pass: the step “%(step)s” is done by: %(role)s, %(agency)s.",
                    step=step.name,
                    role=role.name,
                    agency=agency.display_name or "…",
                )
            if step.can_approve:
                return ""
        return self.env._("Not possible in one pass: no step of the process “%s” decides.", process.name)

    def _settle_in_one_pass(self, result_number=None):
        """Go through the steps up to the decision, and hand the result over; from wherever the dossier is.

        :raises UserError: a step is somebody else's, or a step's own checks
        """
        refusal = self.state in ("received", "processing") and self._one_pass_refusal()
        if refusal:
            raise UserError(refusal)
        while self.state in ("received", "processing"):
            if self.step_id.can_approve:
                self.act("approve", result_number=result_number)
            else:
                self.act("forward", user_id=self.env.uid)
        if self.state == "ready":
            self.act("return_result")
