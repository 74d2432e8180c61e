from odoo import models


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """Jobs have no language, and what they write down is read by people: it is Vietnamese, as what people write."""
        lang = self.env["res.lang"]._get_code("vi_VN")
        return super(IrCron, self.with_context(lang=lang or self.env.lang))._callback(cron_name, server_action_id)
