from odoo import api, fields, models


class OnestopConfigCheck(models.TransientModel):
    """Checks of the post."""

    _inherit = "onestop.config.check"

    area = fields.Selection(selection_add=[("postal", "Post")], ondelete={"postal": "cascade"})

    @api.model
    def _checks(self):
        return super()._checks() | {
            "_check_postal_clerks": "onestop_core.group_agency_admin",
            "_check_postal_training": "onestop_core.group_agency_admin",
            "_check_postal_equipment": "onestop_core.group_agency_admin",
        }

    def _check_postal_clerks(self):
        """Clerks of the post who may do nothing, since no right says what."""
        posts = self.env["onestop.staff"].search([("role_ids.code", "=", "postal_clerk"), ("in_force", "=", True)])
        for post in posts.filtered(lambda post: self.env["onestop.postal.desk"]._runs(post.agency_id)):
            if not self.env["onestop.postal.right"].search_count(
                [("user_id", "=", post.user_id.id), ("agency_id", "=", post.agency_id.id)], limit=1
            ):
                yield self._finding(
                    "error", "postal", post,
                    self.env._("%(person)s is a clerk of the post at %(agency)s, but no right says what for.", person=post.user_id.name, agency=post.agency_id.name),
                    opens="onestop_postal.onestop_postal_right_action",
                )  # fmt: skip

    def _check_postal_training(self):
        """Rights that do not count, since nobody has trained the person."""
        rights = self.env["onestop.postal.right"].search([("trained_on", "=", False)])
        for (user, desk), of_person in rights.grouped(lambda right: (right.user_id, right.desk_id)).items():
            yield self._finding(
                "warning", "postal", of_person,
                self.env._("%(person)s has not been trained yet for “%(desk)s”: the right does not count.", person=user.name, desk=desk.name),
            )  # fmt: skip

    def _check_postal_equipment(self):
        """Points of the post that lack what the plan wants there."""
        for office in self.env["onestop.postal.office"].search([("equipped", "=", False), ("kind", "!=", "agent")]):
            yield self._finding(
                "warning", "postal", office,
                self.env._("%s lacks a line, a computer, a printer or a scanner.", office.name),
            )  # fmt: skip
