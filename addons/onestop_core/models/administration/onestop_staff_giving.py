from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# what of a post decides who may do what
_DECISIVE = {"user_id", "agency_id", "role_ids", "valid_from", "valid_to"}


class OnestopRole(models.Model):
    _inherit = "onestop.role"

    gives_ids = fields.Many2many(
        "onestop.role", "onestop_role_gives_rel", "giver_id", "given_id", string="May Give",
        help="Roles that a holder may give to others at the own agencies; a provincial administrator gives all.",
    )  # fmt: skip
    needs_confirmation = fields.Boolean(
        help="A post with this role takes effect only once a second person has confirmed it."
    )


class OnestopStaff(models.Model):
    """Who may give which post: by the rights before the change, never to oneself, and what decides or administers only
    together with a second person. The one rule for the form, RPC, imports, reviews and reorganisations.
    """

    _inherit = "onestop.staff"

    awaits_confirmation = fields.Boolean(
        readonly=True, copy=False, help="Given by one person; takes effect once a second one has confirmed it."
    )
    given_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    given_by_ids = fields.Many2many(
        "res.users", "onestop_staff_given_by_rel", "staff_id", "user_id", string="Given or Widened By", readonly=True, copy=False,
        help="All who gave something of it since a second person looked at it last: none of them is that person.",
    )  # fmt: skip
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="set null")
    may_confirm = fields.Boolean(compute="_compute_may_confirm")

    @api.model
    def _in_force_domain(self):
        return [*super()._in_force_domain(), ("awaits_confirmation", "=", False)]

    @api.depends("awaits_confirmation")
    def _compute_in_force(self):
        result = super()._compute_in_force()
        self.filtered("awaits_confirmation").in_force = False
        return result

    # ------------------------------------------------------------------ the rule

    @api.model
    def _giving_refusal(self, user, agency, roles):
        """Why the acting user may not give ``roles`` at ``agency`` to ``user``, or an empty text.

        Asked before anything is written, so that a post never speaks for itself.
        """
        giver = self.env.user
        if user == giver:
            return self.env._("Nobody changes their own posts. Ask another administrator.")
        if giver.has_group("onestop_core.group_manager"):
            return ""
        held = self.env["onestop.role"].sudo().search([("gives_ids", "!=", False)])
        givable = held.filtered(lambda role: giver._onestop_has_role([role.code], agency)).gives_ids
        beyond = roles.sudo() - givable
        if not givable:
            return self.env._("The accounts of %s are not yours to change.", agency.display_name)
        if beyond:
            return self.env._(
                "The role “%(roles)s” at %(agency)s is given by a provincial administrator.",
                roles=", ".join(beyond.mapped("name")),
                agency=agency.display_name,
            )
        return ""

    def _check_may_give(self, user, agency, roles):
        refusal = self._giving_refusal(user, agency, roles)
        if refusal:
            raise AccessError(refusal)

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        # as it will be stored: a context and a user's own defaults speak, too
        defaults = self.default_get(sorted(_DECISIVE))
        for draft in (self.new({**defaults, **vals}) for vals in vals_list):
            self._check_may_give(draft.user_id._origin, draft.agency_id._origin, draft.role_ids._origin)
        posts = super().create(vals_list)
        posts._note_given()
        return posts

    def write(self, vals):
        if self.env.su or not vals.keys() & _DECISIVE:
            return super().write(vals)
        before = {post: post.role_ids for post in self}
        last = fields.Date.to_date(vals.get("valid_to"))
        sooner = last and all(not post.valid_to or last <= post.valid_to for post in self)
        for post in self:
            self._check_may_give(post.user_id, post.agency_id, post.role_ids)
            after = self.new(vals, origin=post)
            self._check_may_give(after.user_id._origin, after.agency_id._origin, after.role_ids._origin)
        result = super().write(vals)
        # a last day that comes sooner takes rights away; everything else may give some
        if not (sooner and vals.keys() & _DECISIVE == {"valid_to"}):
            self._note_given(before if vals.keys() & _DECISIVE == {"role_ids"} else {})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_by_who_may_give(self):
        if not self.env.su:
            for post in self:
                self._check_may_give(post.user_id, post.agency_id, post.role_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_tasks(self):
        for post in self:
            if post._open_tasks():
                raise UserError(
                    self.env._(
                        "%(user)s still holds dossiers at %(agency)s. A post is ended, not deleted (button “Leave the Post”).",
                        user=post.user_id.name,
                        agency=post.agency_id.display_name,
                    )
                )

    def _note_given(self, before=()):
        """Keep who gave the posts, make those wait that need a second person, and tell whom they concern.

        :param before: ``{post: roles it had}``, if nothing else of it has changed: roles taken away need nobody
        """
        for post in self.sudo():
            gained = post.role_ids - before[post] if post in before else post.role_ids
            if gained.filtered("needs_confirmation"):
                givers = (post.given_by_ids if post.awaits_confirmation else self.env["res.users"]) | self.env.user
                post.write(
                    {
                        "awaits_confirmation": True,
                        "given_by_id": self.env.uid,
                        "given_by_ids": [fields.Command.set(givers.ids)],
                        "confirmed_by_id": False,
                    }
                )
                post.user_id._onestop_sync_groups()
            post.user_id._onestop_tell_posts_changed()

    # ------------------------------------------------------------------ the second person

    @api.depends("awaits_confirmation", "given_by_id", "given_by_ids")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for post in self:
            post.may_confirm = post.awaits_confirmation and not post._confirmation_refusal()

    def _confirmation_refusal(self):
        post = self.sudo()
        if self.env.user in post.given_by_id | post.given_by_ids:
            return self.env._("Whoever gave a post does not confirm it: ask a second administrator.")
        return self._giving_refusal(post.user_id, post.agency_id, post.role_ids)

    def action_confirm(self):
        """Let the posts take effect, as the second person; also of many at once.

        :raises AccessError: the user gave the post, holds it, or may not give its roles
        """
        for post in self.filtered("awaits_confirmation"):
            refusal = post._confirmation_refusal()
            if refusal:
                raise AccessError(refusal)
            post.sudo().write({"awaits_confirmation": False, "confirmed_by_id": self.env.uid})
            post.sudo().message_post(body=self.env._("Confirmed by %s.", self.env.user.name))
        self.user_id._onestop_sync_groups()
        return True


class ResUsers(models.Model):
    _inherit = "res.users"

    def _onestop_tell_posts_changed(self):
        """Tell people that their posts have changed, so that nobody acts in their name unseen."""
        for user in self.sudo().filtered("email"):
            if self.env.registry.ready:
                user._notify_security_setting_update(
                    self.env._("Your posts have changed"),
                    self.env._("%s has changed your posts in the One-Stop suite.", self.env.user.name),
                    suggest_password_reset=False,
                )

    def _onestop_administered_refusal(self):
        """Why the acting user may not change name, address and phone of this person, or an empty text: that is for the
        person, or for an administrator of all the posts.
        """
        self.ensure_one()
        acting = self.env.user
        if self == acting or acting.has_group("onestop_core.group_manager"):
            return ""
        posts = (
            self.env["onestop.staff"]
            .sudo()
            .search(
                Domain("user_id", "=", self.id)
                & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", self.env["onestop.agency"]._today()))
            )
        )
        elsewhere = posts.filtered(lambda post: not acting._onestop_has_role(["agency_admin"], post.agency_id))
        stronger = any(
            self.env["onestop.staff"]._giving_refusal(self, post.agency_id, post.role_ids) for post in posts - elsewhere
        )
        if posts and not elsewhere and not stronger and not self.has_group("onestop_core.group_manager"):
            return ""
        return self.env._(
            "Name, e-mail and phone of %s are changed by that person, or by an administrator of all the person's posts.",
            self.sudo().login,
        )
