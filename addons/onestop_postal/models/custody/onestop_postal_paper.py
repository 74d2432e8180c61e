from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("original", "Original"),
    ("certified", "Certified Copy"),
    ("copy", "Copy"),
    ("proof", "Proof of Payment"),
    ("result", "Result"),
]


class OnestopPostalPaper(models.Model):
    """A paper that travels: at every moment it is in exactly one hand (``onestop.postal.custody``)."""

    _name = "onestop.postal.paper"
    _description = "Paper on Its Way"
    _order = "dossier_id, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, readonly=True, index=True, ondelete="restrict")
    document_id = fields.Many2one(
        "onestop.dossier.document", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    pieces = fields.Integer(required=True, readonly=True, default=1)
    to_return = fields.Boolean("Original to Give Back", readonly=True)
    custody_ids = fields.One2many("onestop.postal.custody", "paper_id", string="Hands")
    holding_id = fields.Many2one("onestop.postal.custody", "In the Hands Of", compute="_compute_holding_id")
    held_since = fields.Datetime("Since", compute="_compute_holding_id")
    shipment_ids = fields.Many2many("onestop.postal.shipment", readonly=True)

    _pieces_range = models.Constraint("CHECK(pieces > 0)", "A paper is one piece at least.")

    @api.depends("custody_ids.until")
    def _compute_holding_id(self):
        held = self.env["onestop.postal.custody"].search([("paper_id", "in", self.ids), ("until", "=", False)])
        by_paper = {holding.paper_id: holding for holding in held}
        for paper in self:
            paper.holding_id = by_paper.get(paper)
            paper.held_since = paper.holding_id.since

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the post has accepted is kept."))

    def _holder_at(self, moment):
        """Who held the paper at a moment: an ``onestop.postal.custody``, empty before there was a first one."""
        self.ensure_one()
        return self.env["onestop.postal.custody"].search(
            [("paper_id", "=", self.id), ("since", "<=", moment), "|", ("until", "=", False), ("until", ">", moment)],
            limit=1,
        )

    @api.model
    def _of_document(self, document):
        """Values of the papers that a line of a dossier stands for: one for each kind that was handed in."""
        counts = {
            "original": document.originals,
            "certified": document.certified_copies,
            "copy": document.copies,
        }
        if not any(counts.values()):
            counts["copy"] = 1
        return [
            {
                "dossier_id": document.dossier_id.id,
                "document_id": document.id,
                "name": document.name,
                "kind": kind,
                "pieces": pieces,
                "to_return": kind == "original" and document.original_to_return,
            }
            for kind, pieces in counts.items()
            if pieces
        ]
