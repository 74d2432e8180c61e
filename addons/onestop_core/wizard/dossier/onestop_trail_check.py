from odoo import fields, models
from odoo.exceptions import AccessError


class OnestopTrailCheck(models.TransientModel):
    """Prove the history of all dossiers, or name the first place where it does not hold."""

    _name = "onestop.trail.check"
    _description = "Check of the Trail"

    day_from = fields.Date(help="First day whose signed digest is checked. Empty: from the beginning.")
    day_to = fields.Date(help="Last day whose signed digest is checked. Empty: up to yesterday.")
    state = fields.Selection(
        [("new", "Not Checked"), ("whole", "Whole"), ("broken", "Broken")], default="new", readonly=True
    )
    message = fields.Text(readonly=True)
    dossier_id = fields.Many2one("onestop.dossier", readonly=True)
    public_key = fields.Char(
        compute="_compute_public_key", help="Note it down outside the system: with it anybody can check the signatures."
    )

    def _compute_public_key(self):
        self.public_key = self.env["onestop.trail.digest"]._public_key_hex()

    def action_check(self):
        """Check chains and digests; the result stands on the same form."""
        self.ensure_one()
        if not self.env.user.has_groups("onestop_core.group_supervisor,onestop_core.group_manager"):
            raise AccessError(self.env._("The trail is checked by supervisors and administrators."))
        broken, count = self.env["onestop.trail.digest"]._verify(day_from=self.day_from, day_to=self.day_to)
        self.write(
            {
                "state": "broken" if broken else "whole",
                "dossier_id": broken.dossier_id if broken else False,
                "message": self._describe(broken)
                if broken
                else self.env._("%s events follow each other without a break.", count),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check of the Trail"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _describe(self, broken):
        """A break in words. A dossier is named by its code, whoever asks: the break concerns everybody."""
        reason, _sep, day = broken.reason.partition(" ")
        words = {
            "changed": self.env._("its content is not what was recorded"),
            "missing": self.env._("it is missing"),
            "order": self.env._("it stands out of order"),
            "link": self.env._("it does not follow the event before"),
            "end": self.env._("the history ends here, but the dossier knows of another last event"),
            "digest": self.env._("The events of %s are not those of the signed digest.", day),
            "signature": self.env._("The digest of %s does not carry our signature.", day),
        }
        if broken.dossier_id is None:
            return words[reason]
        code = self.env["onestop.dossier"].sudo().browse(broken.dossier_id).exists().code or str(broken.dossier_id)
        return self.env._(
            "Dossier %(code)s, event %(number)s: %(reason)s.", code=code, number=broken.number, reason=words[reason]
        )
