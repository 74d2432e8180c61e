from datetime import timedelta

from odoo import api, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import MANAGER

# how long before the last day of a form its successor should be there
DAYS_AHEAD = 60


class OnestopConfigCheck(models.TransientModel):
    """Checks of the e-forms and of the limits of feedback."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_eforms": MANAGER}

    def _check_eforms(self):
        today = self._today()
        soon = today + timedelta(days=DAYS_AHEAD)
        published = self.env["onestop.eform.version"].search([("state", "=", "published")])
        for version in published.filtered(lambda one: one.valid_to and today <= one.valid_to <= soon):
            after = version.valid_to + timedelta(days=1)
            follows = version.eform_id.version_ids.filtered(
                lambda other, version=version, after=after: (
                    other.state == "published"
                    and other.valid_from <= after
                    and (not other.valid_to or other.valid_to >= after)
                    and other.level_id == version.level_id
                    and other.agency_id == version.agency_id
                )
            )
            if not follows:
                yield self._finding(
                    "warning", "procedure", version,
                    self.env._("The e-form “%(name)s” ends on %(day)s, and none follows.",
                        name=version.display_name, day=version.valid_to.strftime("%d/%m/%Y")),
                )  # fmt: skip
        if not self.env["onestop.feedback.limit"]._in_force(today):
            yield self._finding(
                "error", "procedure", self.env["onestop.feedback.limit"],
                self.env._("No time limits of feedback are in force: citizens cannot send any."),
            )  # fmt: skip
