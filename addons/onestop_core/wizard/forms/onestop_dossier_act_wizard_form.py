from odoo import api, models

# actions that issue a letter, and its kind
LETTERS = {
    "request_supplement": "supplement",
    "reject": "refusal",
    "refuse": "refusal",
    "apologise": "apology",
    "stop": "stop",
}


class OnestopDossierActWizard(models.TransientModel):
    """The dialog of an action: how the letter that follows is called on that day."""

    _inherit = "onestop.dossier.act.wizard"

    @api.depends("action", "dossier_ids")
    @api.depends_context("lang")
    def _compute_hint(self):
        result = super()._compute_hint()
        for wizard in self:
            titles = {wizard._letter_title(dossier.sudo()) for dossier in wizard.dossier_ids}
            if wizard.action in LETTERS and len(titles) == 1:
                title = self.env._("Letter: %s.", titles.pop())
                wizard.hint = f"{wizard.hint}\n{title}" if wizard.hint else title
        return result

    def _letter_title(self, dossier):
        """What the letter of the action is called, if it is issued now; an empty text without a letter."""
        kind = LETTERS.get(self.action)
        if not kind:
            return ""
        letters = self.env["onestop.dossier.letter"]
        # an apology for what is not ready sets a new date
        code = letters._form_code(kind, not dossier.ready_at)
        agency = dossier.holder_agency_id or dossier.received_agency_id
        return self.env["onestop.form.set"].sudo()._form(code, agency, agency._today()).name
