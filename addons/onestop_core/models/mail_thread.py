from odoo import models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_post(self, *, author_id=None, email_from=None, **kwargs):
        """In the chatter of a record of the suite everybody speaks in their own name."""
        if self._name.startswith("onestop.") and not self.env.su:
            if author_id and author_id != self.env.user.partner_id.id:
                raise AccessError(self.env._("Nobody writes in another person's name."))
            author_id, email_from = None, None
        return super().message_post(author_id=author_id, email_from=email_from, **kwargs)
