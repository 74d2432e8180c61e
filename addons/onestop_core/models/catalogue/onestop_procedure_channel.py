from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import catalogue
from ...engine.duration import Duration, Terms

# The law knows three ways to hand in a dossier, and three to receive the result.
CHANNELS = [("direct", "At the Desk"), ("online", "Online"), ("post", "By Post")]

DURATION_UNITS = [
    ("hour", "Working Hours"),
    ("working_day", "Working Days"),
    ("calendar_day", "Calendar Days"),
    ("month", "Months"),
    ("same_day", "Same Day"),
    ("none", "Other (see text)"),
]


class OnestopProcedureChannel(models.Model):
    """Time limit and fee text belong to the channel, and where the law says so to the case."""

    _name = "onestop.procedure.channel"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Procedure Channel"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(
        "onestop.procedure.case", domain="[('version_id', '=', version_id)]", index="btree_not_null", ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    channel = fields.Selection(CHANNELS, required=True, default="direct")
    duration = fields.Integer()
    duration_unit = fields.Selection(DURATION_UNITS, required=True, default="working_day")
    duration_text = fields.Char(help="The time limit in the words of the law.")
    hard_area_days = fields.Integer(help="Working days added where the competent agency lies in a hard area.")
    verification_days = fields.Integer(help="Working days added if verification is needed.")
    fee_text = fields.Char(help="Charges and levies in the words of the law.")
    note = fields.Text()

    @api.constrains("duration", "duration_unit")
    def _check_duration(self):
        for line in self:
            if line.duration_unit not in ("same_day", "none") and line.duration <= 0:
                raise ValidationError(self.env._("Enter a time limit above zero, or choose “Other” and describe it."))

    @api.depends("channel", "duration", "duration_unit")
    def _compute_display_name(self):
        labels = dict(self._fields["channel"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{labels[line.channel]}: {line._duration_label()}"

    def _duration(self):
        """The time limit as the deadline engine takes it."""
        self.ensure_one()
        return Duration(0 if self.duration_unit in ("same_day", "none") else self.duration, self.duration_unit)

    def _terms(self):
        """As ``engine.duration.Terms``; no line sets no limit."""
        return Terms(self._duration(), self.hard_area_days, self.verification_days) if self else Terms()

    def _duration_label(self):
        """The time limit in words: the law's own where they say it.

        Where the catalogue has no more than “Khác”, the limit stands in the note, which is often long: its first line.
        """
        self.ensure_one()
        words = self.duration_text or ""
        if not catalogue.says_no_limit(words) and not catalogue.says_other_limit(
            self.duration, self.duration_unit, words
        ):
            return words
        if self.duration_unit == "none" and self.note:
            return self.note.strip().partition("\n")[0]
        units = dict(self._fields["duration_unit"]._description_selection(self.env))
        if self.duration_unit in ("same_day", "none"):
            return units[self.duration_unit]
        return f"{self.duration} {units[self.duration_unit].lower()}"
