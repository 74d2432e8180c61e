from odoo import fields, models


class OnestopDossierLetter(models.Model):
    """A letter about a dossier: request for supplement, refusal, apology, notice of stop."""

    _name = "onestop.dossier.letter"
    _description = "Dossier Letter"
    _order = "dossier_id, issued_at desc, id desc"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        [
            ("supplement", "Request for Supplement"),
            ("refusal", "Refusal"),
            ("apology", "Apology and New Date"),
            ("stop", "Notice of Stop"),
        ],
        required=True,
    )
    stage = fields.Selection([("intake", "At Reception"), ("appraisal", "During Appraisal")], required=True)
    name = fields.Char("Number", required=True)
    issued_at = fields.Datetime(required=True)
    of_agency = fields.Boolean(
        "In the Agency's Name", help="Its head signs for the agency; else the desk gives it out in its own name."
    )
    asked_by = fields.Char("Asked For By", help="Who asked to stop.")
    agency_id = fields.Many2one("onestop.agency", required=True, ondelete="restrict", index=True)
    user_id = fields.Many2one("res.users", string="Signed By", required=True)
    reason = fields.Text(required=True)
    content = fields.Text(help="What is missing or wrong, said once and in full.")
    competent_body = fields.Char(help="Where the citizen should turn instead.")
    answer_by = fields.Datetime("Supplement By", help="By when the citizen completes the dossier.")
    reminded_at = fields.Datetime(help="When the agency was told that the citizen had not answered.")
    in_person = fields.Boolean("Papers in Person", help="Asks somebody who filed online to bring papers.")
    responsible_id = fields.Many2one("res.users", help="Who answers for the delay.")
    new_due_at = fields.Datetime("New Date")
    attachment_id = fields.Many2one("ir.attachment", copy=False)
