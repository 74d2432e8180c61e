from odoo import fields, models

# why a paper is listed that not everybody hands in
PAPER_CONDITIONS = [
    ("conditional", "In Some Cases"),
    ("optional", "If There Is Any"),
    ("alternative", "One of Several"),
    ("repeated", "Listed Above Already"),
]
# as documents say it
_CONDITION_WORDS = {"conditional": "tùy trường hợp", "optional": "nếu có", "alternative": "một trong các giấy tờ"}


class OnestopProcedureComponent(models.Model):
    """A paper of the dossier, or an explanatory note among them (the national export mixes both)."""

    _name = "onestop.procedure.component"
    _inherit = ["onestop.procedure.version.part"]
    _description = "Component"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one("onestop.procedure.version", required=True, index=True, ondelete="cascade")
    case_id = fields.Many2one(
        "onestop.procedure.case", domain="[('version_id', '=', version_id)]", index="btree_not_null", ondelete="cascade"
    )
    code = fields.Char(help="Code of the paper in the national catalogue.")
    name = fields.Text(required=True)
    sequence = fields.Integer(default=10)
    is_note = fields.Boolean("Note", help="Explains the others; nobody hands it in.")
    required = fields.Boolean(default=True)
    condition = fields.Selection(
        PAPER_CONDITIONS,
        string="When",
        help="Why it is not required of everybody. A paper that the catalogue lists again is asked for once.",
    )
    originals = fields.Integer(default=1)
    certified_copies = fields.Integer()
    copies = fields.Integer()
    original_to_return = fields.Boolean(help="The original goes back to the citizen with the result.")
    in_national_data = fields.Boolean(
        help="Already in a national database: asked for only if the data cannot be used (NĐ 309/2026/NĐ-CP art. 2)."
    )
    form_url = fields.Char("Form to Download")
    document_kind = fields.Char("Kind of Paper", help="In the words of the national catalogue.")
    issuing_body = fields.Char()
    electronic_form = fields.Selection(
        [("yes", "Yes"), ("no", "No")], help="Whether the national portal has a form to fill in online."
    )

    _counts = models.Constraint(
        "CHECK(originals >= 0 AND certified_copies >= 0 AND copies >= 0)", "A number of copies cannot be negative."
    )

    def _is_asked(self):
        """Whether somebody may have to hand it in: neither a note nor the same paper once more."""
        self.ensure_one()
        return not self.is_note and self.condition != "repeated"

    def _condition_words(self):
        """In documents: when it is to be handed in; "" if always."""
        self.ensure_one()
        return "" if self.required else _CONDITION_WORDS.get(self.condition, "nếu có")

    def _document_vals(self):
        """What a dossier lists of the paper, as it stands in the law now."""
        self.ensure_one()
        return {
            "component_id": self.id,
            "name": self.name,
            "sequence": self.sequence,
            "required": self.required,
            "originals": self.originals,
            "certified_copies": self.certified_copies,
            "copies": self.copies,
            "original_to_return": self.original_to_return,
            "in_national_data": self.in_national_data,
        }
