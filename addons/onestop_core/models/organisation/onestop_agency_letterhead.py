from odoo import api, models

from ...engine import wording


class OnestopAgency(models.Model):
    """What the head and the foot of an agency's documents say."""

    _inherit = "onestop.agency"

    def _letter_heading(self, desk=None):
        """The two names at the top left: the body above, and who issues the document.

        :param desk: the ``onestop.desk`` that issues it in its own name, if one does
        :return: tuple of two strings, the first empty if nothing stands above
        """
        self.ensure_one()
        if desk and desk.name != self.name:
            return self.name, desk.name
        return self.letterhead or self.sudo().parent_id.name or "", self.name

    def _place_words(self):
        """The place before the date: the agency's own, else by the name of its unit, else those of the agencies above."""
        self.ensure_one()
        agency = self.sudo()
        while agency:
            if words := agency.place or wording.place_name(agency.name):
                return words
            agency = agency.parent_id
        return ""

    def _nearest(self, name):
        """Value of a text field here, else of the nearest agency above that has one, else an empty string."""
        self.ensure_one()
        agency = self.sudo()
        while agency and not agency[name]:
            agency = agency.parent_id
        return agency[name] or ""


class OnestopStaff(models.Model):
    _inherit = "onestop.staff"

    @api.model
    def _title_on(self, user, agency, day):
        """Official title of ``user`` from the post held at ``agency`` on ``day``; empty if there is none."""
        post = self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("agency_id", "=", agency.id),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
            ],
            limit=1,
        )  # fmt: skip
        return post.title or ""
