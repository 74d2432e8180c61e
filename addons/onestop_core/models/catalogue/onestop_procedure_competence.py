from odoo import models

# so many names of agencies are enough to send a citizen on
NAMED = 3


class OnestopProcedure(models.Model):
    """Where a citizen turns with a procedure that is not received at this door."""

    _inherit = "onestop.procedure"

    def _competent_body(self, agency):
        """In words, who is competent for the procedure, seen from ``agency``; an empty text if nobody has said.

        The agencies that alone receive it, else the nearest above that has the level, else the words of the catalogue.
        """
        self.ensure_one()
        levels, receivers = self._places()
        if receivers:
            names = self.env["onestop.agency"].sudo().browse(sorted(receivers)).mapped("name")
            return ", ".join(names[:NAMED])
        place = agency.sudo()
        while levels and place and place.level_id.id not in levels:
            place = place.parent_id
        if levels and place:
            return place.name
        version = self.current_version_id.sudo()
        words = version.competent_body or version.executing_body
        return words or ", ".join(self.sudo().level_ids.mapped("name"))
