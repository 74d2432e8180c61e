from odoo import api, fields, models


class OnestopPostalList(models.Model):
    """A published list of the procedures that an agency hands to the post, or keeps from it, with its decision and dates
    (QĐ 45/2016/QĐ-TTg art. 18). Lists grow from easy to hard: a later one stands beside the earlier.
    """

    _name = "onestop.postal.list"
    _description = "Approved List"
    _inherit = ["onestop.cached.mixin"]
    _order = "agency_id, valid_from desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="restrict",
        help="Whose procedures: those that it receives, and the agencies below it.",
    )  # fmt: skip
    kind = fields.Selection(
        [("taken", "Done by the Post"), ("kept", "Not Done by the Post")], required=True, default="taken"
    )
    difficulty = fields.Selection([("1", "Easy"), ("2", "Medium"), ("3", "Hard")], required=True, default="1")
    number = fields.Char("Decision", required=True)
    issued_on = fields.Date(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date()
    procedure_ids = fields.Many2many("onestop.procedure", string="Procedures")
    procedure_count = fields.Integer("Number of Procedures", compute="_compute_procedure_count")

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "It cannot end before it begins."
    )
    _number_uniq = models.Constraint(
        "UNIQUE(agency_id, number, kind, difficulty)", "This decision has such a list of the agency already."
    )

    @api.depends("number", "kind", "difficulty")
    def _compute_name(self):
        for record in self:
            record.name = record.number

    @api.depends("procedure_ids")
    def _compute_procedure_count(self):
        for record in self:
            record.procedure_count = len(record.procedure_ids)

    @api.model
    def _approved(self, agency, day):
        """Ids of the procedures that the post may do for an agency on a day: those of its lists and of those above it, without
        what a list keeps from the post.
        """
        lists = self.sudo().search(
            [
                ("agency_id", "in", agency.sudo()._parent_ids()),
                ("valid_from", "<=", day),
                "|", ("valid_to", "=", False), ("valid_to", ">=", day),
            ]
        )  # fmt: skip
        kept = lists.filtered(lambda one: one.kind == "kept").procedure_ids
        return frozenset((lists.filtered(lambda one: one.kind == "taken").procedure_ids - kept).ids)
