from odoo import Command, fields, models, tools


class ResUsers(models.Model):
    _inherit = "res.users"

    onestop_staff_ids = fields.One2many("onestop.staff", "user_id", string="Posts")
    onestop_agency_ids = fields.Many2many(
        "onestop.agency",
        string="Agencies in Sight",
        compute="_compute_onestop_agency_ids",
        compute_sudo=True,
        help="Agencies whose dossiers the user may see: those of the posts in force, with the agencies below "
        "where a role looks over them.",
    )

    def _compute_onestop_agency_ids(self):
        for user in self:
            user.onestop_agency_ids = self.env["onestop.agency"].browse(user._onestop_sight_ids())

    @tools.ormcache("self.id", cache="default")
    def _onestop_sight_ids(self):
        """Ids of the agencies in the user's sight; kept until a post, a role or the tree changes."""
        if self.has_group("onestop_core.group_manager"):
            return tuple(self.env["onestop.agency"].sudo().search([]).ids)
        posts = self._onestop_posts()
        over = posts.filtered(lambda post: any(post.role_ids.mapped("sees_subtree"))).agency_id
        agencies = posts.agency_id
        if over:
            agencies |= self.env["onestop.agency"].sudo().search([("id", "child_of", over.ids)])
        return tuple(agencies.ids)

    def _onestop_posts(self):
        """Posts of the user that are in force today (sudo: a clerk reads no other posts)."""
        self.ensure_one()
        staff = self.env["onestop.staff"].sudo()
        return staff.search([("user_id", "=", self.id), *staff._in_force_domain()])

    @tools.ormcache("self.id", cache="default")
    def _onestop_role_map(self):
        """``{role code: frozenset(agency ids)}`` where the user holds the role."""
        result = {}
        for post in self._onestop_posts():
            for role in post.role_ids:
                result.setdefault(role.code, set()).add(post.agency_id.id)
        return {code: frozenset(ids) for code, ids in result.items()}

    def _onestop_has_role(self, codes, agency):
        """Whether the user holds one of the roles at ``agency``, or a role that looks over it from above.

        :param codes: role codes; any one suffices
        :param agency: a single ``onestop.agency`` record
        """
        self.ensure_one()
        held = self._onestop_role_map()
        if any(agency.id in held.get(code, ()) for code in codes):
            return True
        above = set(agency.sudo()._parent_ids())
        over = self.env["onestop.role"].sudo().search([("sees_subtree", "=", True)]).mapped("code")
        return any(above & held.get(code, frozenset()) for code in codes if code in over)

    def _onestop_zone(self):
        """Name of the zone of the agency where the user works, False without a post."""
        agency = self._onestop_posts()[:1].agency_id
        return agency and agency._calendar().tz

    def _update_last_login(self):
        """At the first login Odoo takes over the zone of the browser, but dossiers are due in the time of the agency,
        however its computers are set. Whoever chooses another zone afterwards keeps it.
        """
        zone = not self.login_date and self._onestop_zone()
        if zone:
            self.tz = zone
        return super()._update_last_login()

    def _onestop_sync_groups(self):
        """Give and take the groups of the roles in force; groups that no role names are left alone."""
        all_groups = self.env["onestop.role"].sudo().search([]).group_id
        for user in self.sudo():
            due = user._onestop_posts().role_ids.group_id
            have = user.group_ids & all_groups
            if due != have:
                user.write(
                    {
                        "group_ids": [Command.unlink(group.id) for group in have - due]
                        + [Command.link(group.id) for group in due - have]
                    }
                )
        # what a user sees and may do is cached per user, also inside record rules
        self.env.registry.clear_cache()
        self.env["res.users"].invalidate_model(["onestop_agency_ids"])
