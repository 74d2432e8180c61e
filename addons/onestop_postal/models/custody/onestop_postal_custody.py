from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import custody


class OnestopPostalCustody(models.Model):
    """A paper in one hand, from when to when. The database lets no paper be in two: one open row each. A row is never changed
    but for its end, and none is deleted, so the books can say who held a paper at any moment.
    """

    _name = "onestop.postal.custody"
    _description = "Who Holds a Paper"
    _order = "since desc, id desc"

    paper_id = fields.Many2one("onestop.postal.paper", required=True, readonly=True, index=True, ondelete="restrict")
    paper_kind = fields.Selection(related="paper_id.kind", string="Kind of Paper")
    dossier_id = fields.Many2one(related="paper_id.dossier_id", store=True, index=True)
    holder = fields.Char(required=True, readonly=True, index=True, help="Kind and number, by which hands are compared.")
    holder_kind = fields.Selection(
        [
            (custody.APPLICANT, "Applicant"),
            (custody.AGENCY, "Agency"),
            (custody.OFFICE, "Post Office"),
            (custody.LOST, "Lost"),
            (custody.DESTROYED, "Destroyed"),
        ],
        required=True,
        readonly=True,
    )
    holder_name = fields.Char(required=True, readonly=True)
    since = fields.Datetime(required=True, readonly=True)
    until = fields.Datetime(readonly=True)
    line_id = fields.Many2one(
        "onestop.postal.handover.line", "By Hand-over", readonly=True, index="btree_not_null", ondelete="restrict"
    )

    _one_hand = models.UniqueIndex("(paper_id) WHERE until IS NULL", "A paper is in one hand only.")
    _order_of_time = models.Constraint("CHECK(until IS NULL OR until >= since)", "It cannot end before it begins.")

    @api.depends("holder_name", "holder_kind")
    def _compute_display_name(self):
        for holding in self:
            holding.display_name = holding.holder_name

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The tracking book is kept."))

    @api.model
    def _hand(self, kind, record=None, name=""):
        """Values that name a hand.

        :param record: the agency or the post office, where it is one
        """
        return {
            "holder": f"{kind}:{record.id if record else name}",
            "holder_kind": kind,
            "holder_name": record.sudo().name if record else name,
        }

    @api.model
    def _begin(self, papers, hand, moment):
        """The first hand of papers."""
        return self.sudo().create([{"paper_id": paper.id, "since": moment, **hand} for paper in papers])

    @api.model
    def _move(self, papers, giver, taker, moment, lines=None):
        """The taker has signed: every paper leaves the giver's hand in the moment in which it comes into the taker's.

        :param giver: as ``_hand`` says it; whoever else holds one of the papers stops all
        :param lines: ``{paper: line of the slip}``
        :raises UserError: somebody else holds one of the papers
        """
        if giver["holder"] == taker["holder"]:
            raise UserError(self.env._("%s holds these papers already.", taker["holder_name"]))
        held = self.sudo().search([("paper_id", "in", papers.ids), ("until", "=", False)])
        held.lock_for_update()
        strangers = held.filtered(lambda holding: holding.holder != giver["holder"])
        missing = papers - held.paper_id
        if strangers or missing:
            raise UserError(
                self.env._(
                    "%(giver)s does not hold these papers, so nobody takes them from there:\n%(papers)s",
                    giver=giver["holder_name"],
                    papers="\n".join(
                        [f"– {holding.paper_id.name}: {holding.holder_name}" for holding in strangers]
                        + [f"– {paper.name}" for paper in missing]
                    ),
                )
            )
        held.write({"until": moment})
        held.flush_recordset(["until"])
        return self.sudo().create(
            [
                {
                    "paper_id": paper.id,
                    "since": moment,
                    "line_id": lines[paper].id if lines else False,
                    **taker,
                }
                for paper in papers
            ]
        )
