from odoo import models, tools
from odoo.fields import Domain


class ResUsers(models.Model):
    """What a clerk of the post sees: the dossiers and packets of their own desks, of approved procedures, and no others of the
    agency. It binds whatever other role the same person holds there, from the day on which the post begins to work for the agency.
    """

    _inherit = "res.users"

    @tools.ormcache("self.id")
    def _postal_agency_ids(self):
        """Ids of the agencies where the user is a clerk of the post, and the post has begun to work."""
        held = sorted(self._onestop_role_map().get("postal_clerk", ()))
        desks = self.env["onestop.postal.desk"]
        return tuple(self.env["onestop.agency"].browse(held).filtered(desks._runs).ids)

    def _dossier_narrowing(self):
        narrowing = super()._dossier_narrowing()
        bound = self._postal_agency_ids()
        return narrowing & self._postal_narrowing() if bound else narrowing

    @tools.ormcache("self.id")
    def _postal_narrowing(self):
        bound = self._postal_agency_ids()
        free = [agency_id for agency_id in self._onestop_sight_ids() if agency_id not in bound]
        # the rights of the user alone, who is named; the rule that asks is evaluated with all rights
        rights = self.env["onestop.postal.right"].sudo()._in_force(self, self.env["onestop.agency"].browse(bound))
        return Domain("agency_ids", "in", free) | Domain.OR(right._dossiers() for right in rights)

    def _postal_office_limits(self):
        """Domain of the slips and remittances that the user may see: those of the post offices of their own rights, where they are bound by them."""
        bound = self._postal_agency_ids()
        if not bound:
            return Domain.TRUE
        rights = self.env["onestop.postal.right"].sudo()._in_force(self, self.env["onestop.agency"].browse(bound))
        own = Domain.OR(
            Domain("agency_id", "=", right.agency_id.id) & Domain("office_id", "=", right.office_id.id)
            for right in rights
        )
        return Domain("agency_id", "not in", bound) | own

    def _sees_whole(self, agency):
        return super()._sees_whole(agency) and agency.id not in self._postal_agency_ids()
