from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import email_normalize


def _may_lend(env, model):
    """Whether a name may be lent at a model: in the chatter of the suite to nobody; elsewhere by whoever sets the system up, as
    Odoo's own programmes do with ``sudo()``.
    """
    return env.su or (not str(model or "").startswith("onestop.") and env.user.has_group("base.group_system"))


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_post(self, *, author_id=None, email_from=None, **kwargs):
        """Everybody speaks in their own name: in a dossier, in a talk, and where an e-mail follows from it."""
        if not _may_lend(self.env, self._name):
            self._refuse_other_author(author_id)
            author_id, email_from = None, None
        return super().message_post(author_id=author_id, email_from=email_from, **kwargs)

    def message_notify(self, *, author_id=None, email_from=None, **kwargs):
        """Nor is anybody told something in another's name."""
        if not _may_lend(self.env, self._name):
            self._refuse_other_author(author_id)
            author_id, email_from = None, None
        return super().message_notify(author_id=author_id, email_from=email_from, **kwargs)

    def _refuse_other_author(self, author_id):
        if author_id and author_id != self.env.user.partner_id.id:
            raise AccessError(self.env._("Nobody writes in another person's name."))


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
        if _may_lend(self.env, model):
            return
        author = vals.get("author_id", self.env.context.get("default_author_id"))
        sender = email_normalize(vals.get("email_from") or "")
        own = self.env.user.partner_id
        if (author and author != own.id) or (sender and sender != own.email_normalized):
            raise AccessError(self.env._("Nobody writes in another person's name."))


class MailTemplate(models.Model):
    """Odoo lets everybody write templates, and send them from and to whom they like: programmes do, people do not."""

    _inherit = "mail.template"

    @api.private
    def send_mail(self, *args, **kwargs):
        return super().send_mail(*args, **kwargs)

    @api.private
    def send_mail_batch(self, *args, **kwargs):
        return super().send_mail_batch(*args, **kwargs)


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        """What is composed goes out in the name of who composes it, whatever a form or a template says."""
        own = self.env.user.partner_id
        for composer in self:
            if not _may_lend(self.env, composer.model):
                composer.write({"author_id": own.id, "email_from": own.email_formatted or False})
        return super()._action_send_mail(auto_commit=auto_commit)
