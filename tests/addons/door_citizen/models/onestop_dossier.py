from odoo import models


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _lookup_lines(self, known):
        lines = [*super()._lookup_lines(known), ("Door", "open")]
        return [*lines, ("Inside", self.applicant_name)] if known else lines

    def door_write(self, answer):
        """What a citizen does by a link of this module, which has proven who it is."""
        self._act_as_citizen("submit" if self.state == "intake_supplement" else "answer", proof="door", note=answer)

    def door_waiting(self, agency):
        """Dossiers of a desk whose citizens have answered."""
        return self.search([("received_agency_id", "=", agency.id), ("citizen_answered_at", "!=", False)])
