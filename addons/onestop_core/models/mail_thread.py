from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import email_normalize


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_post(self, *, author_id=None, email_from=None, **kwargs):
        """In the chatter of a record of the suite everybody speaks in their own name."""
        if self._name.startswith("onestop.") and not self.env.su:
            if author_id and author_id != self.env.user.partner_id.id:
                raise AccessError(self.env._("Nobody writes in another person's name."))
            author_id, email_from = None, None
        return super().message_post(author_id=author_id, email_from=email_from, **kwargs)

    def message_notify(self, *, author_id=None, email_from=None, **kwargs):
        """Nor is anybody told something in another's name."""
        if self._name.startswith("onestop.") and not self.env.su:
            if author_id and author_id != self.env.user.partner_id.id:
                raise AccessError(self.env._("Nobody writes in another person's name."))
            author_id, email_from = None, None
        return super().message_notify(author_id=author_id, email_from=email_from, **kwargs)


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_other_name(vals, vals.get("model") or self.env.context.get("default_model"))
        return super().create(vals_list)

    def write(self, vals):
        for message in self:
            self._refuse_other_name(vals, message.sudo().model)
        return super().write(vals)

    def _refuse_other_name(self, vals, model):
        """What ``message_post`` refuses is refused of whoever writes messages themselves, too."""
        if self.env.su or not str(model or "").startswith("onestop."):
            return
        author = vals.get("author_id", self.env.context.get("default_author_id"))
        sender = email_normalize(vals.get("email_from") or "")
        own = self.env.user.partner_id
        if (author and author != own.id) or (sender and sender != own.email_normalized):
            raise AccessError(self.env._("Nobody writes in another person's name."))
