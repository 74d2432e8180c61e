from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError

from ...engine.provinces import address_today, name_today, place_today


class OnestopReorganisationRenaming(models.Model):
    """An agency that goes on, but is called otherwise from the first day of a reorganisation: its province is part of another
    one. What was printed before keeps the name of its day.
    """

    _name = "onestop.reorganisation.renaming"
    _inherit = ["onestop.reorganisation.part"]
    _description = "Renamed Agency in a Reorganisation"
    _order = "reorganisation_id, sequence, id"

    agency_id = fields.Many2one("onestop.agency", "Is Renamed", required=True, index=True, ondelete="restrict")
    former_name = fields.Char(readonly=True, copy=False, help="What it was called until the day before.")
    name = fields.Char("New Name", required=True)
    short_name = fields.Char("New Short Name", help="Empty: as before.")
    place = fields.Char("New Place Name", help="Place name printed before the date on letters. Empty: as before.")
    address = fields.Char("New Address", help="Empty: as before.")

    _once = models.Constraint("UNIQUE(reorganisation_id, agency_id)", "An agency is renamed once by a reorganisation.")

    @api.constrains("agency_id", "reorganisation_id")
    def _check_agency(self):
        for renaming in self:
            if renaming.agency_id in renaming.reorganisation_id.line_ids.source_id:
                raise ValidationError(self.env._("%s ends and cannot be renamed.", renaming.agency_id.name))

    @api.onchange("agency_id")
    def _onchange_agency(self):
        self.update(self._proposed(self.agency_id, self.reorganisation_id.date))

    @api.model
    def _proposed(self, agency, day):
        """What an agency is called on ``day``, as values: its own words with the provinces that have ended by then replaced."""
        day = day or agency._today()
        return {
            "name": name_today(agency.name, day),
            "short_name": name_today(agency.short_name, day),
            "place": place_today(agency.place, day) if agency.place else False,
            "address": address_today(agency.address, day),
        }

    def _rename(self):
        """Call the agencies, and the companies that are called like them, by their new names."""
        for renaming in self:
            agency = renaming.agency_id
            renaming.former_name = agency.name
            if agency.company_id.name == agency.name:
                agency.company_id.name = renaming.name
            new = {name: renaming[name] for name in ("name", "short_name", "place", "address") if renaming[name]}
            agency.write(new)


class OnestopReorganisation(models.Model):
    _inherit = "onestop.reorganisation"

    renaming_ids = fields.One2many("onestop.reorganisation.renaming", "reorganisation_id", copy=True)

    def action_propose_names(self):
        """Name the open agencies whose words name a province that has ended on the first day, each once, with the new words."""
        self.ensure_one()
        self.check_access("write")
        agencies = self.env["onestop.agency"].search([]) - self.line_ids.source_id - self.renaming_ids.agency_id
        commands = []
        for agency in agencies.filtered(lambda one: one._is_open(self.date)):
            proposed = self.env["onestop.reorganisation.renaming"]._proposed(agency, self.date)
            if any(proposed[name] and proposed[name] != agency[name] for name in proposed):
                commands.append(Command.create({"agency_id": agency.id, **proposed}))
        self.renaming_ids = commands
        return True
