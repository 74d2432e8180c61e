from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...engine import national
from ...engine.transitions import NATIONAL_STATUS

KINDS = [("status", "Status of the Dossier"), ("channel", "Handed In"), ("return", "Result Handed Over")]


class OnestopNationalCode(models.Model):
    """A code of the national system that a rule has changed, from its day on.

    The codes known today stand in ``engine.national`` and ``engine.transitions``; the ministry that runs the portal may
    number statuses and ways of return anew, and that must not wait for a release.
    """

    _name = "onestop.national.code"
    _inherit = ["onestop.cached.mixin"]
    _description = "National Code"
    _order = "kind, key, valid_from desc, id desc"

    kind = fields.Selection(KINDS, required=True, default="status")
    state = fields.Selection(
        selection=lambda self: self.env["onestop.dossier"]._fields["state"]._description_selection(self.env)
    )
    channel = fields.Selection(
        selection=lambda self: self.env["onestop.dossier"]._fields["channel"]._description_selection(self.env)
    )
    key = fields.Char("For", compute="_compute_key", store=True, precompute=True)
    code = fields.Integer(required=True)
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    source = fields.Char("Law or Notice", required=True)

    _once = models.Constraint("UNIQUE(kind, key, valid_from)", "This code is entered for the same day already.")

    @api.depends("kind", "state", "channel")
    def _compute_key(self):
        for line in self:
            line.key = line.state if line.kind == "status" else line.channel

    @api.constrains("kind", "state", "channel")
    def _check_key(self):
        for line in self:
            if not line.key or (line.kind == "status" and NATIONAL_STATUS[line.key] is None):
                raise ValidationError(self.env._("Say what the code is for: a state after the draft, or a channel."))

    @api.model
    def _codes_on(self, day):
        """``engine.national.Codes`` as they are on ``day``."""
        said = {"status": {}, "channel": {}, "return": {}}
        for kind, key, code, valid_from in self._lines():
            if valid_from <= day:
                said[kind][key] = code
        known = national.CODES
        return national.Codes(
            statuses={**NATIONAL_STATUS, **said["status"]},
            channels={**known.channels, **{key: str(code) for key, code in said["channel"].items()}},
            return_by={**known.return_by, **{key: str(code) for key, code in said["return"].items()}},
        )

    @api.model
    @tools.ormcache()
    def _lines(self):
        lines = self.sudo().search([], order="valid_from, id")
        return tuple((line.kind, line.key, line.code, line.valid_from) for line in lines)
