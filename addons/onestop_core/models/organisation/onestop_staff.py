from odoo import api, fields, models
from odoo.exceptions import ValidationError


class OnestopStaff(models.Model):
    """A post: a person at an agency with roles and dates. A person may hold several.

    The posts in force decide the user's groups and the agencies that the user sees; both follow
    every change here, and each midnight (a post begins or ends by its dates).
    """

    _name = "onestop.staff"
    _description = "Staff Account"
    _inherit = ["mail.thread"]
    _order = "agency_id, user_id"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", required=True, index=True, ondelete="cascade", tracking=True)
    login = fields.Char(related="user_id.login")
    agency_id = fields.Many2one(
        "onestop.agency", required=True, index=True, ondelete="restrict", tracking=True,
        domain="['|', ('valid_to', '=', False), ('valid_to', '>=', valid_from)]",
    )  # fmt: skip
    desk_id = fields.Many2one(
        "onestop.desk", domain="[('agency_id', '=', agency_id)]", index="btree_not_null", ondelete="restrict"
    )
    role_ids = fields.Many2many("onestop.role", required=True, tracking=True)
    title = fields.Char(help="Official title, printed under signatures.", tracking=True)
    valid_from = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today(), tracking=True)
    valid_to = fields.Date(help="Last day in this post.", tracking=True)
    absent_from = fields.Date(tracking=True)
    absent_to = fields.Date(tracking=True)
    cover_id = fields.Many2one(
        "res.users", string="Stands In", ondelete="set null", index="btree_not_null", tracking=True,
        help="Takes over tasks during the absence. Must hold the same role at the agency to act on them.",
    )  # fmt: skip
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    _validity = models.Constraint(
        "CHECK(valid_to IS NULL OR valid_from <= valid_to)", "A post cannot end before it begins."
    )

    _absence = models.Constraint(
        "CHECK(absent_from IS NULL OR (absent_to IS NOT NULL AND absent_from <= absent_to))",
        "An absence needs a first and a last day, in this order.",
    )

    @api.constrains("absent_from", "cover_id", "user_id")
    def _check_cover(self):
        for staff in self:
            if staff.absent_from and not staff.cover_id:
                raise ValidationError(self.env._("Name the colleague who stands in for %s.", staff.user_id.name))
            if staff.cover_id == staff.user_id:
                raise ValidationError(self.env._("%s cannot stand in for themselves.", staff.user_id.name))

    @api.depends("valid_from", "valid_to")
    def _compute_in_force(self):
        today = self.env["onestop.agency"]._today()
        for staff in self:
            staff.in_force = staff.valid_from <= today and (not staff.valid_to or today <= staff.valid_to)

    def _search_in_force(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._in_force_domain()

    @api.model
    def _in_force_domain(self):
        today = self.env["onestop.agency"]._today()
        return [("valid_from", "<=", today), "|", ("valid_to", "=", False), ("valid_to", ">=", today)]

    @api.model_create_multi
    def create(self, vals_list):
        staff = super().create(vals_list)
        staff.user_id._onestop_sync_groups()
        for user in staff.user_id.sudo().filtered(lambda user: not user.tz):
            user.tz = user._onestop_zone()
        return staff

    def write(self, vals):
        users = self.user_id
        result = super().write(vals)
        if vals.keys() & {"user_id", "role_ids", "agency_id", "valid_from", "valid_to"}:
            (users | self.user_id)._onestop_sync_groups()
        return result

    def unlink(self):
        users = self.user_id
        result = super().unlink()
        users._onestop_sync_groups()
        return result

    @api.model
    def _holders_of(self, role_codes, agency):
        """Users in a post with one of the roles at the agency today; stand-ins for the absent ones."""
        posts = self.sudo().search(
            [("agency_id", "=", agency.id), ("role_ids.code", "in", role_codes), *self._in_force_domain()]
        )
        users = self.env["res.users"]
        for user in posts.user_id:
            users |= self._standing_in(user, agency)
        return users

    @api.model
    def _standing_in(self, user, agency):
        """Who acts for ``user`` at ``agency`` today: the stand-in during an absence, else the user."""
        today = self.env["onestop.agency"]._today()
        post = self.sudo().search(
            [
                ("user_id", "=", user.id),
                ("agency_id", "=", agency.id),
                ("absent_from", "<=", today),
                ("absent_to", ">=", today),
            ],
            order="id",
            limit=1,
        )
        return post.cover_id or user

    @api.model
    def _cron_sync_groups(self):
        """Posts that begin or end today take effect without anybody opening them."""
        self.sudo().search([]).user_id._onestop_sync_groups()
