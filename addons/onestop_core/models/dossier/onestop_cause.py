from odoo import api, fields, models
from odoo.fields import Domain


class OnestopCause(models.Model):
    """Why a dossier was late, had to be supplemented or was refused: a list with dates, by whose codes reports count.

    The words that a citizen reads stay free text; the cause is what the agency counts.
    """

    _name = "onestop.cause"
    _description = "Cause"
    _order = "kind, sequence, id"

    code = fields.Char(required=True, help="By which reports count; stays the same when the words change.")
    name = fields.Char("Cause", required=True)
    kind = fields.Selection(
        [("late", "Late"), ("supplement", "Supplement"), ("refusal", "Refusal")], required=True, index=True
    )
    sequence = fields.Integer(default=10)
    valid_from = fields.Date()
    valid_to = fields.Date()
    legal_basis = fields.Char(help="The form or the decree that names it.")

    _code_uniq = models.Constraint("UNIQUE(kind, code)", "This code is taken already.")
    _validity = models.Constraint(
        "CHECK(valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)",
        "A cause cannot end before it begins.",
    )

    @api.model
    def _on(self, kind, day):
        """The causes of a kind that may be named on ``day`` (a date)."""
        begun = Domain("valid_from", "=", False) | Domain("valid_from", "<=", day)
        running = Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)
        return self.search(Domain("kind", "=", kind) & begun & running)


class OnestopDossierLetter(models.Model):
    _inherit = "onestop.dossier.letter"

    cause_id = fields.Many2one("onestop.cause", ondelete="restrict", index="btree_not_null")


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    @api.model
    def _cause_kinds(self):
        """``{action: kind of the causes that it may name}``."""
        return {
            "request_supplement": "supplement",
            "reject": "refusal",
            "refuse": "refusal",
            "apologise": "late",
        }

    @api.model
    def _action_inputs(self):
        inputs = super()._action_inputs()
        return inputs | {action: ("cause_id", *inputs.get(action, ())) for action in self._cause_kinds()}

    def _cause_named(self, row, params):
        """The cause that ``params`` names for the action of ``row``; none if it is none of that kind."""
        cause = self.env["onestop.cause"].browse(params.get("cause_id") or [])
        kind = self._cause_kinds().get(row.action)
        return cause.filtered(lambda one: one.exists() and one.kind == kind)
