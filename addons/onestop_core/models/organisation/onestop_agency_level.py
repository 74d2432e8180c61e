from odoo import api, fields, models

# the levels between province and commune
DISTRICTS = ("district", "district_office")


class OnestopAgencyLevel(models.Model):
    """Level of government as dated data: the district level ended on 30/06/2025 in two-tier provinces,
    yet its dossiers and registers stay readable.
    """

    _name = "onestop.agency.level"
    _description = "Agency Level"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    territorial = fields.Boolean(help="Agencies of this level have a territory; others share that of the agency above.")
    valid_from = fields.Date()
    valid_to = fields.Date()

    _code_uniq = models.Constraint("UNIQUE(code)", "The code of a level must be unique.")

    # ------------------------------------------------------------------ the legal world of the database

    @api.model
    def _tiers(self):
        """``two`` if the district level has ended, or ends on a day that is known; ``three`` while it stands."""
        return "three" if self.search_count([("code", "in", DISTRICTS), ("valid_to", "=", False)], limit=1) else "two"

    @api.model
    def _choose_tiers(self, tiers):
        """Choose the local government that the database shows.

        :param tiers: ``two`` (province and commune, the law since the day in setting ``onestop_core.districts_end``) or
            ``three`` (with districts: the time before it, a pilot, a history)
        """
        if tiers == self._tiers():
            return
        last = self.env["onestop.settings"]._text("onestop_core.districts_end") if tiers == "two" else False
        self.search([("code", "in", DISTRICTS)]).valid_to = last
