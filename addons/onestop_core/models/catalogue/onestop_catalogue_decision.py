from odoo import api, fields, models

KEEP = "keep"

DECISION_KINDS = [("limit", "Time Limit"), ("case", "Case"), ("paper", "Paper"), ("record", "The Whole Procedure")]


class OnestopCatalogueDecision(models.Model):
    """What an admin decided of a doubtful text of the national catalogue. It holds for the next file, too, as long as
    that says the same of the procedure in the same words.
    """

    _name = "onestop.catalogue.decision"
    _description = "Decision on the National Catalogue"
    _order = "procedure_code, id"
    _rec_name = "procedure_code"

    procedure_code = fields.Char("Procedure", required=True, index=True)
    key = fields.Char(required=True, help="Which words of the file it is about, in short.")
    kind = fields.Selection(DECISION_KINDS, required=True)
    said = fields.Text("In the File")
    answer = fields.Char("Decision", required=True)

    _key_uniq = models.UniqueIndex("(procedure_code, key)")

    @api.model
    def _answers(self, codes):
        """``{code: {key: answer}}`` of all decisions about the procedures with these codes."""
        found = {}
        for decision in self.search([("procedure_code", "in", list(codes))]):
            found.setdefault(decision.procedure_code, {})[decision.key] = decision.answer
        return found

    @api.model
    def _decide(self, code, key, kind, said, answer):
        """Keep a decision, in place of an earlier one of the same words; no answer takes that back."""
        decision = self.search([("procedure_code", "=", code), ("key", "=", key)])
        if not answer:
            decision.unlink()
        elif decision:
            decision.answer = answer
        else:
            self.create({"procedure_code": code, "key": key, "kind": kind, "said": said, "answer": answer})
