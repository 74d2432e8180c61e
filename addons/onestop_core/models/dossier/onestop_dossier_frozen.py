from odoo import api, fields, models, tools

from ..catalogue.onestop_procedure_classification import ONLINE_SCOPES, SERVICE_LEVELS


class OnestopProcedure(models.Model):
    _inherit = "onestop.procedure"

    @tools.ormcache("self.id", "self.stamp", "day", "agency.id", "agency.parent_path")
    def _classification_kept(self, day, agency):
        """``_classification_on``, kept in memory: each reception of the day asks for it."""
        return self.sudo()._classification_on(day, agency)


class OnestopProcedureClassification(models.Model):
    _name = "onestop.procedure.classification"
    _inherit = ["onestop.procedure.classification", "onestop.stamped.line.mixin"]

    _stamped_by = "procedure_id"


class OnestopDossier(models.Model):
    """What a table over a past period needs to be made after the law or the agencies have changed: the level of the
    online service and the places in the tree of agencies, as they were at reception.
    """

    _inherit = "onestop.dossier"

    service_level = fields.Selection(SERVICE_LEVELS, "Level at Reception", readonly=True, copy=False)
    online_scope = fields.Selection(ONLINE_SCOPES, "Online Scope at Reception", readonly=True, copy=False)
    received_path = fields.Char(
        "Place of the Receiving Agency", readonly=True, copy=False,
        help="Ids of the agencies from the top of the tree down to the receiving one, as the tree was at reception.",
    )  # fmt: skip
    competent_path = fields.Char(
        "Place of the Competent Agency", readonly=True, copy=False,
        help="Ids of the agencies from the top of the tree down to the competent one, as the tree was at reception.",
    )  # fmt: skip

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"service_level", "online_scope", "received_path", "competent_path"}

    @api.model
    def _attested_fields(self):
        return (*super()._attested_fields(), "service_level", "online_scope", "received_path", "competent_path")

    def _effect_receive(self, row, params):
        result = super()._effect_receive(row, params)
        day = self._local(self.received_at).date()
        level, scope = self.procedure_id._classification_kept(day, self.competent_agency_id)
        self.write(
            {
                "service_level": level,
                "online_scope": scope,
                "received_path": self.received_agency_id.parent_path,
                "competent_path": self.competent_agency_id.parent_path,
            }
        )
        return result
