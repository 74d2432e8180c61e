from datetime import timedelta

from odoo import fields, models


class OnestopFiling(models.Model):
    """The page of a filing that was sent shows its update key, for a day: whoever holds the link has just filed."""

    _inherit = "onestop.filing"

    seal = fields.Char(
        readonly=True, groups=fields.NO_ACCESS, help="Of which the update key is made; alone it is worth nothing."
    )

    def _send(self):
        return super(OnestopFiling, self.with_context(onestop_filing=self.id))._send()

    def _sent_values(self):
        hours = self.env["onestop.settings"]._number("onestop_portal.key_hours")
        fresh = self.seal and self.sent_at > fields.Datetime.now() - timedelta(hours=hours)
        key = self.dossier_id._notice_secret("update_key", self.seal) if fresh else ""
        # a key that has been replaced is no longer shown
        if key and self.dossier_id._key_digest(key, self.dossier_id.key_salt or "") != self.dossier_id.key_hash:
            key = ""
        return super()._sent_values() | {"update_key": key}


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _key_renewed(self, seal_text):
        result = super()._key_renewed(seal_text)
        filing = self.env["onestop.filing"].sudo().browse(self.env.context.get("onestop_filing") or [])
        filing.seal = seal_text
        return result
