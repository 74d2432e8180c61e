from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# what was asked for: settled by the draft, like the procedure itself
ASKED_FIELDS = frozenset(("dossier_id", "component_id", "name", "required", "in_national_data", "legal_basis"))
# what the desk finds in the national database; but for the first, the citizen has to bring the paper
LOOKUP_OUTCOMES = [
    ("found", "Taken From the Database"),
    ("absent", "Not in the Database"),
    ("incomplete", "Incomplete or Wrong There"),
    ("down", "Database Cannot Be Reached"),
]
LOOKUP_FAILED = ("absent", "incomplete", "down")
# verdicts by which a paper is asked for once more
ASKED_VERDICTS = ("missing", "wrong")


class OnestopDossierDocument(models.Model):
    """One component of a dossier: what was asked, what was handed in, and its scans.

    What a national database holds is not demanded, unless the desk has looked and noted that it is not there, incomplete
    or cannot be reached (NĐ 309/2026/NĐ-CP art. 2). What is required rests on a component of the procedure or on a legal
    basis that is cited: nobody demands what no law asks for.
    """

    _name = "onestop.dossier.document"
    _description = "Dossier Document"
    _inherit = "onestop.attested.mixin"
    _order = "dossier_id, sequence, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    component_id = fields.Many2one("onestop.procedure.component", ondelete="restrict", index="btree_not_null")
    condition = fields.Selection(related="component_id.condition", string="When")
    name = fields.Text(required=True)
    sequence = fields.Integer(default=10)
    required = fields.Boolean()
    legal_basis = fields.Char(help="By which law it is asked for, if the procedure does not list it.")
    in_national_data = fields.Boolean(
        help="Already in a national database: demanded only if looking it up was of no use."
    )
    lookup_outcome = fields.Selection(
        LOOKUP_OUTCOMES, "Looked Up", copy=False, help="What the desk found in the national database."
    )
    handed_in = fields.Boolean("There")
    verdict = fields.Selection(
        [("good", "As It Should Be"), ("missing", "Missing"), ("wrong", "Not as It Should Be")],
        copy=False,
        help="What whoever looked at the paper found, last.",
    )
    verdict_note = fields.Char("What Was Found", copy=False)
    originals = fields.Integer()
    certified_copies = fields.Integer()
    copies = fields.Integer()
    original_to_return = fields.Boolean()
    note = fields.Char("Remark")
    is_missing = fields.Boolean(compute="_compute_is_missing")

    _counts = models.Constraint(
        "CHECK(originals >= 0 AND certified_copies >= 0 AND copies >= 0)", "A number of copies cannot be negative."
    )

    @api.constrains("required", "component_id", "legal_basis")
    def _check_required_by_law(self):
        for document in self:
            if document.required and not document.component_id and not (document.legal_basis or "").strip():
                raise ValidationError(
                    self.env._(
                        "No law asks for “%s”: choose one of the papers of the procedure, or cite the legal basis.",
                        document.name,
                    )
                )

    @api.depends("required", "handed_in", "in_national_data", "lookup_outcome", "verdict")
    def _compute_is_missing(self):
        for document in self:
            document.is_missing = document._is_demanded() and not document._is_there()

    def _is_demanded(self):
        """Whether the citizen has to bring it: required, and not to be taken from a national database."""
        self.ensure_one()
        return self.required and not self._is_in_data()

    def _is_in_data(self):
        """Whether it is taken from a national database: as long as nobody has noted that looking was of no use."""
        self.ensure_one()
        return self.in_national_data and self.lookup_outcome not in LOOKUP_FAILED

    def _is_there(self):
        """Whether it was handed in and not asked for once more since."""
        self.ensure_one()
        return self.handed_in and self.verdict not in ASKED_VERDICTS

    def _was_given(self):
        """Whether the citizen has given anything of it; another room says so of scans."""
        self.ensure_one()
        return self.handed_in

    def _to_look_at_again(self):
        """The citizen has answered: what was wrong waits for a new verdict."""
        self.filtered(lambda paper: paper.verdict == "wrong").write({"verdict": False})

    def _note_brought(self, ids):
        """The desk has gone through the papers: those with ``ids`` are there and good; what was asked for and is not
        among them stays so.
        """
        brought = self.filtered(lambda paper: paper.id in ids)
        brought.filtered(lambda paper: not paper._is_there() or not paper.verdict).write(
            {"handed_in": True, "verdict": "good", "verdict_note": False}
        )
        (self - brought).filtered(lambda paper: paper._is_there()).write({"handed_in": False})

    @api.model
    def _attested_kind(self):
        return "paper"

    @api.model
    def _attested_fields(self):
        return (
            *super()._attested_fields(),
            "component_id", "name", "required", "handed_in", "originals", "certified_copies", "copies", "original_to_return",
            "note", "legal_basis", "in_national_data", "lookup_outcome", "verdict", "verdict_note",
        )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents.dossier_id._check_open_for(self._attested_fields())
        return documents

    def write(self, vals):
        if not self.env.su and vals.keys() & ASKED_FIELDS:
            self._check_draft()
        self.dossier_id._check_open_for(vals.keys() & set(self._attested_fields()))
        if vals.get("handed_in") and "verdict" not in vals:
            # it has come, whoever brought it: what was found missing waits for a new verdict
            come = self.filtered(lambda paper: paper.verdict == "missing")
            if come:
                super(OnestopDossierDocument, come).write({**vals, "verdict": False, "verdict_note": False})
                return super(OnestopDossierDocument, self - come).write(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if not self.env.su:
            self._check_draft()

    def _check_draft(self):
        if any(dossier.state != "draft" for dossier in self.dossier_id):
            raise AccessError(
                self.env._("What papers were asked for no longer changes once the dossier has been sent.")
            )
