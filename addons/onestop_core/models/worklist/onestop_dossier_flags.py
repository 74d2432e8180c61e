from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.transitions import SUPPLEMENT_STATES


class OnestopDossier(models.Model):
    """What somebody should notice about a dossier at a glance, and find with a filter."""

    _inherit = "onestop.dossier"

    filed_again_ids = fields.One2many("onestop.dossier", "duplicate_id")
    citizen_silent = fields.Boolean(
        compute="_compute_citizen_silent", search="_search_citizen_silent",
        help="The citizen has not supplemented within the time given.",
    )  # fmt: skip
    supplement_by = fields.Datetime(compute="_compute_citizen_silent", help="By when the citizen was to supplement.")
    flags = fields.Json(compute="_compute_flags", help="Names and words of all that holds, for the screens.")

    @api.depends("state", "letter_ids.answer_by")
    def _compute_citizen_silent(self):
        now = fields.Datetime.now()
        for dossier in self:
            asked = dossier.state in SUPPLEMENT_STATES and dossier._last_supplement()
            dossier.supplement_by = asked and asked.answer_by
            dossier.citizen_silent = bool(dossier.supplement_by) and dossier.supplement_by < now

    @api.model
    def _search_citizen_silent(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        self.env["onestop.dossier.letter"].flush_model(["dossier_id", "kind", "answer_by"])
        # the last request counts: an earlier one was answered
        silent = SQL(
            """(SELECT last.dossier_id
                  FROM (SELECT DISTINCT ON (dossier_id) dossier_id, answer_by FROM onestop_dossier_letter
                         WHERE kind = 'supplement' ORDER BY dossier_id, id DESC) last
                 WHERE last.answer_by < %s)""",
            fields.Datetime.now(),
        )
        return Domain("id", "in", silent) & Domain("state", "in", SUPPLEMENT_STATES)

    @api.depends(
        "late_without_apology", "citizen_silent", "duplicate_id", "filed_again_ids", "double_channel", "supplements_allowed",
        "is_closed",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_flags(self):
        for dossier in self:
            facts = {
                "late_without_apology": (dossier.late_without_apology, self.env._("Late Without Apology")),
                "citizen_silent": (dossier.citizen_silent, self.env._("Citizen Silent")),
                "filed_twice": (dossier.duplicate_id or dossier.filed_again_ids, self.env._("Filed Twice")),
                "double_channel": (dossier.double_channel, self.env._("Paper Asked of Online Filer")),
                "supplements_allowed": (dossier.supplements_allowed > 0, self.env._("Extra Supplement Allowed")),
            }
            dossier.flags = [
                {"key": key, "label": label} for key, (holds, label) in facts.items() if holds and not dossier.is_closed
            ]
