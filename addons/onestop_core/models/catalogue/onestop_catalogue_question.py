from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.catalogue_reading import NO_LIMIT_WORDS, is_answer

QUESTION_KINDS = [("limit", "Time Limit"), ("case", "Case"), ("paper", "Paper"), ("remark", "Remark")]
CASE_ANSWERS = [("yes", "Is a Case"), ("no", "No Case")]
PAPER_ANSWERS = [
    ("paper", "Required"),
    ("conditional", "In Some Cases"),
    ("optional", "If There Is Any"),
    ("alternative", "One of Several"),
    ("repeated", "Listed Above Already"),
    ("note", "Note"),
]


class OnestopCatalogueQuestion(models.Model):
    """Something that the words of a file leave in doubt, and what was decided of it (``engine.catalogue_reading.Doubt``)."""

    _name = "onestop.catalogue.question"
    _description = "Question of a Catalogue Import"
    _order = "line_id, id"
    _rec_name = "subject"

    line_id = fields.Many2one("onestop.catalogue.import.line", required=True, index=True, ondelete="cascade")
    key = fields.Char(required=True, readonly=True)
    kind = fields.Selection(QUESTION_KINDS, required=True, readonly=True)
    code = fields.Char(required=True, readonly=True)
    subject = fields.Char("Where", readonly=True, help="Which rows of the procedure it is about.")
    said = fields.Text("In the File", readonly=True)
    proposal = fields.Char(readonly=True)
    message = fields.Char("Why", compute="_compute_message")
    proposal_label = fields.Char("Proposal", compute="_compute_proposal_label")
    answer = fields.Char(
        "Decision", help="The time limit as the law words it: 07 ngày làm việc, 02 tháng và 15 ngày làm việc, không quy định."
    )  # fmt: skip
    case_answer = fields.Selection(
        CASE_ANSWERS, "Decision on the Case", compute="_compute_choices", inverse="_inverse_case_answer"
    )
    paper_answer = fields.Selection(PAPER_ANSWERS, "Decision on the Paper", compute="_compute_choices", inverse="_inverse_paper_answer")  # fmt: skip
    is_open = fields.Boolean(readonly=True, help="Something of the procedure stays unknown until it is decided.")

    @api.depends("kind", "answer")
    def _compute_choices(self):
        for question in self:
            question.case_answer = question.answer if question.kind == "case" else False
            question.paper_answer = question.answer if question.kind == "paper" else False

    def _inverse_case_answer(self):
        for question in self.filtered(lambda question: question.kind == "case"):
            question.answer = question.case_answer

    def _inverse_paper_answer(self):
        for question in self.filtered(lambda question: question.kind == "paper"):
            question.answer = question.paper_answer

    @api.depends("kind", "proposal")
    def _compute_proposal_label(self):
        for question in self:
            labels = {"case": CASE_ANSWERS, "paper": PAPER_ANSWERS}.get(question.kind)
            name = f"{question.kind}_answer"
            words = dict(self._fields[name]._description_selection(self.env)) if labels else {}
            question.proposal_label = words.get(question.proposal, question.proposal)

    @api.depends("code")
    def _compute_message(self):
        words = self._messages()
        for question in self:
            question.message = words.get(question.code, question.code)

    @api.model
    def _messages(self):
        """Why there is a doubt, by its code."""
        return {
            "limit_contradicted": self.env._("The note says another time limit."),
            "several_limits": self.env._("The note says another time limit for some cases."),
            "limits_in_rows": self.env._("The channel has several rows with different time limits."),
            "limit_in_text": self.env._("The time limit is a text."),
            "limit_in_note": self.env._("The time limit stands in the note only."),
            "limit_unclear": self.env._("The file does not say the time limit."),
            "longer_for_some": self.env._("The note adds time for some cases (verification, hard areas)."),
            "not_counted": self.env._("Part of the time is said not to count."),
            "heading_channel": self.env._("This names a channel."),
            "heading_no_case": self.env._("This names a step or a note."),
            "heading_case": self.env._("This may be a case that has to be chosen at reception."),
            "paper_is_note": self.env._("It is marked as a paper, but reads as an explanation."),
            "paper_conditional": self.env._("Only some applicants have to hand it in."),
            "paper_optional": self.env._("It is handed in if there is any."),
            "paper_alternative": self.env._("One of several papers is enough."),
            "paper_repeated": self.env._("The same paper is listed above: it is asked for once."),
            "paper_marks_differ": self.env._("Listed more than once, as an original here and as a copy there."),
            "paper_same_name": self.env._("Two papers of one name have different codes."),
            "paper_whole_dossier": self.env._("One row lists the whole dossier."),
            "fees_in_rows": self.env._("The channel has several fees."),
            "no_result": self.env._("The file says that there is no result."),
            "effect_before_issue": self.env._("A legal document takes effect before it is issued."),
            "no_body": self.env._("The file names no agency that decides."),
        }

    def write(self, vals):
        if "answer" in vals:
            self._check_answer(vals["answer"])
        result = super().write(vals)
        if "answer" in vals:
            for question in self:
                question._remember()
        return result

    def _check_answer(self, answer):
        for question in self:
            if answer and not is_answer(question.kind, answer):
                if question.kind == "limit":
                    raise UserError(
                        self.env._(
                            "“%(answer)s” is no time limit. Write it as the law does: 07 ngày làm việc, 02 tháng và 15 ngày làm việc, "
                            "or %(none)s if the law sets none.",
                            answer=answer,
                            none=NO_LIMIT_WORDS,
                        )
                    )
                raise UserError(self.env._("“%s” is no possible decision here.", answer))

    def _remember(self):
        self.ensure_one()
        self.env["onestop.catalogue.decision"]._decide(
            self.line_id.code, self.key, self.kind, self.said, self.answer or False
        )

    @api.model
    def _vals(self, doubt, subject):
        """Values of the question that says a doubt of the engine."""
        return {
            "key": doubt.key,
            "kind": doubt.kind,
            "code": doubt.code,
            "subject": subject,
            "said": doubt.said,
            "proposal": doubt.proposal,
            "answer": doubt.answer,
            "is_open": doubt.open,
        }
