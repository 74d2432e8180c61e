from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Who may see a dossier, and what hangs on one: every record rule about it asks here (``security/*.xml``)."""

    _inherit = "res.users"

    def _dossier_sight(self, path=None):
        """What the user may see: dossiers of the agencies in sight, as far as no module narrows that.

        :param path: field that names the dossier; of dossiers themselves if left out
        :return: Domain
        """
        agencies = Domain("agency_ids", "in", self.onestop_agency_ids.ids)
        return self._seen_through(path, agencies & self._dossier_narrowing())

    def _dossier_limits(self, path, maker=None, unbound=None):
        """What is left of records that other rules open to the user: those of dossiers in sight, and all of them for whom no module
        narrows anything.

        :param path: field that names the dossier
        :param maker: field that names who made the record, and sees it whatever dossier it is about
        :param unbound: field that is empty on what is about no dossier at all, and is in sight therefore
        :return: Domain
        """
        limits = self._seen_through(path, self._dossier_narrowing())
        if maker:
            limits |= Domain(maker, "=", self.id)
        if unbound:
            limits |= Domain(unbound, "=", False)
        return limits

    def _dossier_narrowing(self):
        """Domain of the dossiers that the user may see among those of the agencies in sight; a module narrows it."""
        return Domain.TRUE

    def _seen_through(self, path, domain):
        return domain if not path or domain.is_true() else Domain(path, "any", domain)

    def _sees_whole(self, agency):
        """Whether the user sees every dossier of an agency: who does not, prints no register of it. A module that narrows says so."""
        return agency in self.onestop_agency_ids
