from odoo import fields, models

FORMS = [
    ("receipt_slip", "Receipt Slip"),
    ("supplement", "Request for Supplement"),
    ("refusal", "Refusal"),
    ("apology", "Apology and New Date"),
    ("stop", "Notice of Stop"),
    ("control_sheet", "Control Sheet"),
    ("register", "Register"),
]


class OnestopForm(models.Model):
    """A statutory form (biểu mẫu) within its set: its number, its title and the texts an agency may word."""

    _name = "onestop.form"
    _description = "Form"
    _order = "set_id, number, id"

    set_id = fields.Many2one("onestop.form.set", required=True, index=True, ondelete="cascade")
    code = fields.Selection(FORMS, string="Form", required=True)
    number = fields.Char("Form Number", required=True, help="As printed: “Mẫu số 01”.")
    name = fields.Char("Title", required=True, help="As printed, in the words of the circular.")
    suffix = fields.Char(help="What follows the number of a document, for example BPTNTKQ or TTPVHCC.")
    copies = fields.Text(
        help="Names of the copies that one printing makes, one a line. Empty: a single copy without a name."
    )
    notes = fields.Text(help="Notes printed at the foot, one a line.")

    _code_uniq = models.Constraint("UNIQUE(set_id, code)", "The set has this form already.")

    def _lines(self, name):
        """The lines of a text field, without empty ones."""
        self.ensure_one()
        return [line.strip() for line in (self[name] or "").splitlines() if line.strip()]
