from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError


class OnestopPostalDesk(models.Model):
    """A place where the post works for an agency: a desk at the agency that its people run, or an agency's desk at the post."""

    _name = "onestop.postal.desk"
    _description = "Desk of the Post"
    _inherit = ["onestop.cached.mixin"]
    _order = "agency_id, office_id"

    name = fields.Char(compute="_compute_name", store=True)
    office_id = fields.Many2one("onestop.postal.office", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", required=True, index=True, ondelete="restrict")
    desk_id = fields.Many2one(
        "onestop.desk", string="Desk of the Agency", domain="[('agency_id', '=', agency_id)]", ondelete="restrict",
        index="btree_not_null",
    )  # fmt: skip
    mode = fields.Selection(
        [
            ("hosted", "Agency's Desk at the Post Office"),
            ("centre", "Postal Staff at the Agency: Receive"),
            ("carry", "Postal Staff at the Agency: Return and Carry Only"),
            ("counter", "Counter of the Post Office"),
            ("online", "Helps With Online Filing Only"),
        ],
        required=True,
        default="counter",
        help="At a counter of the post office the time limit starts at the signed minutes; where postal staff receive at the "
        "agency's desk, at reception.",
    )
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())
    valid_to = fields.Date()
    right_ids = fields.One2many("onestop.postal.right", "desk_id", string="Rights")

    _pair_uniq = models.Constraint(
        "UNIQUE(office_id, agency_id, valid_from)", "This post office has a desk for the agency from that day already."
    )
    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "It cannot end before it begins."
    )

    @api.depends("office_id.name", "agency_id.short_name", "agency_id.name")
    def _compute_name(self):
        for desk in self:
            agency = desk.agency_id.sudo()
            desk.name = f"{desk.office_id.name or ''} – {agency.short_name or agency.name or ''}"

    @api.model
    def _runs(self, agency):
        """Whether the post has begun to work for an agency: from then on its people do there what rights open to them, and
        nothing else. An agency that has given it no desk is as without this add-on.
        """
        return self._begun(agency.id, agency.browse()._today())

    @api.model
    @tools.ormcache("agency_id", "day")
    def _begun(self, agency_id, day):
        desks = self.sudo().with_context(active_test=False)
        return bool(desks.search_count([("agency_id", "=", agency_id), ("valid_from", "<=", day)], limit=1))

    @api.constrains("agency_id", "desk_id")
    def _check_desk(self):
        for desk in self:
            if desk.desk_id and desk.desk_id.agency_id != desk.agency_id:
                raise ValidationError(self.env._("%s is no desk of this agency.", desk.desk_id.name))
