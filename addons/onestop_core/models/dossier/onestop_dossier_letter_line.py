from odoo import api, fields, models

# as the letter says it
_VERBS = {"missing": "Nộp", "wrong": "Sửa"}


class OnestopDossierLetterLine(models.Model):
    """One thing that a request for supplement asks for: a paper that the law lists, or the legal basis that asks for it."""

    _name = "onestop.dossier.letter.line"
    _description = "Item of a Request for Supplement"
    _order = "letter_id, id"

    letter_id = fields.Many2one("onestop.dossier.letter", required=True, index=True, ondelete="cascade")
    document_id = fields.Many2one(
        "onestop.dossier.document", string="Paper", ondelete="set null", index="btree_not_null"
    )
    name = fields.Text("Asked For", required=True, help="As the letter names it.")
    kind = fields.Selection([("missing", "Missing"), ("wrong", "Not as It Should Be")], required=True)
    legal_basis = fields.Char()
    note = fields.Char("What Is Wrong")

    @api.model
    def _words(self, line):
        """An item as the letter says it.

        :param line: values of an item
        """
        words = f"{_VERBS[line['kind']]}: {line['name']}"
        if line["note"]:
            # of what is missing it says how many
            words += f" ({line['note']})" if line["kind"] == "missing" else f" – {line['note']}"
        return f"{words} (căn cứ {line['legal_basis']})" if line["legal_basis"] else words


class OnestopDossierLetter(models.Model):
    _inherit = "onestop.dossier.letter"

    line_ids = fields.One2many("onestop.dossier.letter.line", "letter_id", string="Asked For")
