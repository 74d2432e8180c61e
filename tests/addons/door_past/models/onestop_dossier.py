from odoo import api, models


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def door_table(self, agency):
        """``[(level, channel, count)]`` of what was received at an agency and below it, as the tree was then."""
        below = [("received_path", "=like", f"{agency.parent_path}%"), ("applicant_name", "=like", "Cửa %")]
        return self._read_group(below, ["service_level", "channel"], ["__count"])

    @api.model
    def door_causes(self):
        """``{code: count}`` of the causes that letters of supplement name."""
        letters = self.env["onestop.dossier.letter"]._read_group(
            [("kind", "=", "supplement"), ("cause_id.code", "=like", "door_%")], ["cause_id"], ["__count"]
        )
        return {cause.code: count for cause, count in letters}
