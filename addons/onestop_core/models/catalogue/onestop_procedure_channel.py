from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine import catalogue
from ...engine.duration import NO_LIMIT, Terms
from ...engine.fee_text import fee_words
from ...engine.limit_text import read_limit, says_nothing, shown_limit

# The law knows three ways to hand in a dossier, and three to receive the result.
CHANNELS = [("direct", "At the Desk"), ("online", "Online"), ("post", "By Post")]

DURATION_UNITS = [
    ("hour", "Working Hours"),
    ("working_day", "Working Days"),
    ("calendar_day", "Calendar Days"),
    ("month", "Months"),
    ("same_day", "Same Day"),
    ("none", "None or Not Known"),
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
    further_limit = fields.Char(
        "Then", help="What follows the first part of a limit in several parts, as the law words it: 15 ngày làm việc."
    )
    no_limit = fields.Boolean(
        "The Law Sets None",
        help="Tick it only if the law has no time limit. Without it, a limit that is neither a number nor a unit is not known yet.",
    )
    duration_text = fields.Char(help="The time limit in the words of the law.")
    hard_area_days = fields.Integer(help="Working days added where the competent agency lies in a hard area.")
    verification_days = fields.Integer(help="Working days added if verification is needed.")
    fee_text = fields.Char(help="Charges and levies in the words of the law.")
    note = fields.Text()

    @api.constrains("duration", "duration_unit", "further_limit", "no_limit")
    def _check_duration(self):
        for line in self:
            if line.duration_unit not in ("same_day", "none") and line.duration <= 0:
                raise ValidationError(
                    self.env._("Enter a time limit above zero, or choose “None or Not Known” and describe it.")
                )
            if line.further_limit and not read_limit(line.further_limit).parts:
                raise ValidationError(
                    self.env._("“%s” is no time limit. Write it as the law does: 15 ngày làm việc.", line.further_limit)
                )
            if line.no_limit and line.duration_unit != "none":
                raise ValidationError(self.env._("A channel has either a time limit or none by law."))

    @api.depends("channel", "duration", "duration_unit", "further_limit", "no_limit")
    def _compute_display_name(self):
        labels = dict(self._fields["channel"]._description_selection(self.env))
        for line in self:
            line.display_name = f"{labels[line.channel]}: {line._duration_label()}"

    def _limit_parts(self):
        """The parts of the time limit, one after the other, as the deadline engine takes them; none if none is known."""
        self.ensure_one()
        return catalogue.limit_parts(self.duration, self.duration_unit, self.further_limit)

    def _is_limit_open(self):
        """Whether somebody still has to say the time limit: there is no number, the law does not say that it sets none, and
        the words beside it are none to go by.
        """
        self.ensure_one()
        words = self.duration_text
        return not self._limit_parts() and not self.no_limit and (says_nothing(words) or bool(read_limit(words).parts))

    def _terms(self):
        """As ``engine.duration.Terms``; no line sets no limit."""
        if not self:
            return Terms()
        parts = self._limit_parts()
        limit = parts if len(parts) > 1 else parts[0] if parts else NO_LIMIT
        return Terms(limit, self.hard_area_days, self.verification_days)

    def _limit_words(self):
        """The time limit as documents say it, in the law's own words where they say one; "" if nothing is known."""
        self.ensure_one()
        return shown_limit(self._limit_parts(), self.duration_text, self.note)

    def _duration_label(self):
        """The time limit as the screen says it, also where there is none; of no line nothing is known."""
        words = self._limit_words() if self else ""
        if words:
            return words
        return self.env._("No time limit by law") if self and self.no_limit else self.env._("Time limit not known yet")

    def _fee_words(self):
        """The fee as people read it, of every line of this channel and case: never a nought where others decide it."""
        if not self:
            return ""
        lines = self.version_id.channel_ids.filtered(
            lambda line: line.channel == self.channel and line.case_id == self.case_id
        )
        return "; ".join(dict.fromkeys(filter(None, (fee_words(line.fee_text) for line in lines))))
