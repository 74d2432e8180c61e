from odoo import api, models
from odoo.exceptions import AccessError


class IrAttachment(models.Model):
    """Attachments that hold what a model gives out by a way of its own, after checks that attachments know nothing of."""

    _inherit = "ir.attachment"

    @api.model
    def _guarded_models(self):
        """Models whose attachments nobody reaches directly, not an administrator either."""
        return set()

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not self:
            return result
        models_guarded = self._guarded_models()
        guarded = self.sudo().filtered(lambda attachment: attachment.res_model in models_guarded).with_env(self.env)
        if not guarded:
            return result
        forbidden = guarded | (result[0] if result else self.browse())
        return forbidden, lambda: AccessError(self.env._("This file is not given out as an attachment."))
