from odoo import fields, models
from odoo.exceptions import ValidationError

from ...engine.meaning import CHOICES, Meaning


class OnestopReportMeaning(models.Model):
    """What the words of a report mean, as a province or a form wants it: chosen with the report, printed under it."""

    _name = "onestop.report.meaning"
    _description = "Meaning of the Words of a Report"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    legal_basis = fields.Char(help="The text or the practice that it follows.")
    place = fields.Selection(
        [("received", "Receiving Agency"), ("competent", "Competent Agency")],
        "Dossier Of",
        required=True,
        default="received",
    )
    done = fields.Selection(
        [("settled", "The Result Is There"), ("closed", "The Result Is Handed Over")],
        "Settled When",
        required=True,
        default="settled",
    )
    due = fields.Selection(
        [("present", "Present Due Date"), ("first", "First Due Date")],
        "Compared With",
        required=True,
        default="present",
    )
    by = fields.Selection(
        [("day", "Days"), ("moment", "Hours and Minutes")], "Compared By", required=True, default="day"
    )
    same_day = fields.Selection(
        [("on_time", "On Time"), ("early", "Early")], "Done on the Due Day", required=True, default="on_time"
    )
    ended = fields.Selection(
        [("on_time", "Settled on Time"), ("compared", "Settled, Compared With the Due Date"), ("apart", "Left Out")],
        "Withdrawn and Stopped", required=True, default="on_time",
    )  # fmt: skip
    waiting = fields.Selection(
        [("in_time", "In Time"), ("by_due", "Compared With the Due Date")],
        "Waiting for the Citizen",
        required=True,
        default="in_time",
    )

    def _meaning(self, date_from, date_to, cut_off, place=""):
        """As ``engine.meaning.Meaning``.

        :param place: whose dossiers, where the table says it
        :raises ValidationError: the days are in no order
        """
        choices = {name: self[name] for name in CHOICES}
        if place:
            choices["place"] = place
        try:
            return Meaning(date_from, date_to, cut_off, **choices)
        except ValueError as error:
            raise ValidationError(
                self.env._("A period ends after it begins, and the cut-off day does not lie before it.")
            ) from error
