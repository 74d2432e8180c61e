from odoo import models

from .onestop_postal_right import RECEIVE, RETURN

# what a clerk of the post leaves to the agency, whatever other role the same person holds there
OF_THE_AGENCY = frozenset({"reject", "request_payment", "transfer"})


class OnestopDossier(models.Model):
    """What a clerk of the post may do with a dossier: what a right opens for an approved procedure, and no decision."""

    _inherit = "onestop.dossier"

    def _role_refusal(self, row):
        refusal = super()._role_refusal(row)
        if refusal:
            return refusal
        user, agency = self.env.user, self.sudo().received_agency_id
        if agency.id not in user._onestop_role_map().get("postal_clerk", ()) or not self.env[
            "onestop.postal.desk"
        ]._runs(agency):
            return ""
        if row.decides or row.action in OF_THE_AGENCY:
            return self.env._("The post decides nothing: leave this to the agency.")
        act = RETURN if row.action == "return_result" else RECEIVE
        return self.env["onestop.postal.right"]._refusal(user, agency, act, self.sudo().procedure_id)
