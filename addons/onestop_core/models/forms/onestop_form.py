from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...engine import wording

# those of the circulars, then the working slips of the one-stop shop; a module adds its own by ``selection_add``
FORMS = [
    ("receipt_slip", "Receipt Slip"),
    ("supplement", "Request for Supplement"),
    ("refusal", "Refusal"),
    ("apology", "Apology and New Date"),
    ("apology_ready", "Apology for a Late Result"),
    ("stop", "Notice of Stop"),
    ("control_sheet", "Control Sheet"),
    ("register", "Register"),
    ("handover", "Handover Slip of Dossiers"),
    ("handover_minutes", "Minutes of Handover"),
    ("result_handover", "Handover Slip of Results"),
    ("return_receipt", "Receipt of Result"),
    ("reminder", "Reminder to Settle"),
]

TEXTS = ("intro", "closing", "notes")


class OnestopForm(models.Model):
    """A form (biểu mẫu) within its set: its number, its title and the texts an agency may word."""

    _name = "onestop.form"
    _description = "Form"
    _order = "set_id, number, id"

    set_id = fields.Many2one("onestop.form.set", required=True, index=True, ondelete="cascade")
    code = fields.Selection(FORMS, string="Form", required=True)
    number = fields.Char("Form Number", help="As printed: “Mẫu số 01”. Empty for slips that no circular prescribes.")
    name = fields.Char("Title", required=True, help="As printed, in the words of the circular.")
    suffix = fields.Char(help="What follows the number of a document, for example BPTNTKQ or TTPVHCC.")
    agency_suffix = fields.Char(
        help="What follows the number where the agency issues it and not its desk; {cơ quan} stands for the agency's letters: TB-{cơ quan}. Empty: as at the desk."
    )
    paper = fields.Selection([("a4", "A4"), ("a5", "A5")], string="Sheet Size", required=True, default="a4")
    copies = fields.Text(
        help="Names of the copies that one printing makes, one a line. Empty: a single copy without a name."
    )
    intro = fields.Text("Opening", help="Sentences before what the form says, a paragraph a line.")
    closing = fields.Text(help="Sentences after what the form says, a paragraph a line.")
    notes = fields.Text(help="Notes printed at the foot, one a line.")

    _code_uniq = models.Constraint("UNIQUE(set_id, code)", "The set has this form already.")

    @api.model
    def _text_names(self):
        """What a text may say of the dossier or the agency: between braces, in the words of the document. A module that
        brings a name says in ``onestop.dossier._text_words`` what stands for it.
        """
        return (
            "Ông/Bà",
            "chủ hồ sơ",
            "mã hồ sơ",
            "nội dung",
            "lĩnh vực",
            "bộ phận",
            "cơ quan",
            "cơ quan giải quyết",
            "ngày tiếp nhận",
            "ngày hẹn trả",
            "ngày có kết quả",
            "website",
            "số điện thoại",
        )

    @api.constrains(*TEXTS)
    def _check_texts(self):
        names = self._text_names()
        for form in self:
            unknown = wording.unknown_names("\n".join(form[name] or "" for name in TEXTS), names)
            if unknown:
                raise ValidationError(
                    self.env._(
                        "“%(title)s” says {%(unknown)s}, which nobody can fill in. Known are: %(known)s",
                        title=form.name,
                        unknown=unknown[0],
                        known=", ".join(f"{{{name}}}" for name in names),
                    )
                )

    def _number_suffix(self, agency=None):
        """What follows the number of a document.

        :param agency: the ``onestop.agency`` that issues it in its own name; none if its desk does
        """
        self.ensure_one()
        if not agency or not self.agency_suffix:
            return self.suffix or ""
        return wording.fill(self.agency_suffix, {"cơ quan": wording.short_name(agency.name)})

    def write(self, vals):
        self._check_not_in_force()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._check_not_in_force()

    def _check_not_in_force(self):
        """What was printed must be printed again in the same words: texts in force change by a new set."""
        if self.env.su:
            return
        today = self.env["onestop.agency"]._today()
        for form in self:
            if form.set_id.valid_from <= today:
                raise UserError(
                    self.env._(
                        "“%s” is in force, and what was printed keeps its words. Begin a wording of your own from a later day.",
                        form.name,
                    )
                )

    def _lines(self, name, words=None):
        """The lines of a text field, without empty ones.

        :param words: what stands for the names between braces, see ``_text_names``
        """
        self.ensure_one()
        lines = [line.strip() for line in (self[name] or "").splitlines() if line.strip()]
        return [wording.fill(line, words) for line in lines] if words else lines

    def action_preview(self):
        """Show the form as it will be printed, with a made-up dossier."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/onestop/form/{self.id}/preview", "target": "new"}
