import base64
import io

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from ...examination import OWN_FILE

# what a change of makes an attachment another one
_JUDGED = {"raw", "datas", "db_datas", "name", "mimetype", "type", "url", "res_model", "res_id", "res_field"}


class Base(models.AbstractModel):
    _inherit = "base"

    def _check_may_attach(self):
        """Raise unless the user may attach files to these records now, and take them off again."""
        self.check_access("write")
        dossier = self._fields.get("dossier_id")
        if dossier and dossier.comodel_name == "onestop.dossier":
            for record in self:
                record.dossier_id._check_may_attach()


class IrAttachment(models.Model):
    """Whatever is attached to a record of the suite is judged as a paper is, and only by who may add one.

    That holds for each door that Odoo has: uploads in the chatter, messages with files, RPC, mail, and an attachment
    that is moved to a record or gets other content. Most doors write as superuser on behalf of the user, so the rights
    looked at are always the user's own.
    """

    _inherit = "ir.attachment"

    @api.model
    def _is_judged_model(self, model):
        return bool(model) and model.startswith("onestop.") and model in self.env

    @api.model_create_multi
    def create(self, vals_list):
        # what the context says is a value as well
        defaults = {name: value for name in _JUDGED if (value := self.env.context.get(f"default_{name}")) is not None}
        return super().create([self._judged_vals({**defaults, **vals}) for vals in vals_list])

    def write(self, vals):
        if not _JUDGED & vals.keys():
            return super().write(vals)
        done = True
        judged = self.sudo().filtered(
            lambda one: (
                self._is_judged_model(vals.get("res_model", one.res_model)) or self._is_judged_model(one.res_model)
            )
        )
        for attachment in judged.with_env(self.env):
            if self._is_judged_model(attachment.sudo().res_model):
                attachment._check_may_change()
            done &= super(IrAttachment, attachment).write(attachment._judged_vals(vals))
        return super(IrAttachment, self - judged).write(vals) and done if self - judged else done

    def unlink(self):
        for attachment in self:
            if self._is_judged_model(attachment.sudo().res_model):
                attachment._check_may_change()
        return super().unlink()

    def _is_own(self):
        return self.env.context.get("onestop_own_file") is OWN_FILE

    def _check_may_change(self):
        """Raise unless the user may take this attachment off its record. One of a field goes as its field goes."""
        attachment = self.sudo()
        if not self._is_own() and not attachment.res_field:
            self._check_record(attachment.res_model, attachment.res_id)

    @api.model
    def _check_record(self, model, res_id):
        """Raise unless the user, whoever the code acts as, may attach files to that record."""
        record = self.env[model].sudo(False).browse(res_id or []).exists()
        if record and self.env.uid != SUPERUSER_ID:
            record._check_may_attach()

    def _judged_vals(self, vals):
        """The values, with name and kind as they were found; of a new attachment, or of this one as it will be.

        :raises UserError: the file is refused, in words
        """
        now = {name: vals[name] if name in vals else self.sudo()[name] for name in ("res_model", "res_id", "res_field")}
        if not self._is_judged_model(now["res_model"]) or self._is_own():
            return vals
        field = self.env[now["res_model"]]._fields.get(now["res_field"] or "")
        if field and field.type == "binary":
            # whoever may write the field writes its file
            return vals
        self._check_record(now["res_model"], now["res_id"])
        if vals.get("type", self.sudo().type or "binary") != "binary" or vals.get("url"):
            raise UserError(self.env._("An address is not a file. Attach the file itself."))
        content = self._content_of(vals)
        found = self.env["onestop.dossier"]._examine_upload(vals.get("name", self.sudo().name), content).upload
        return {**vals, "name": found.name, "mimetype": found.mime}

    def _content_of(self, vals):
        if vals.get("raw"):
            raw = vals["raw"]
            return io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
        if vals.get("datas"):
            return io.BytesIO(base64.b64decode(vals["datas"]))
        # emptied, or left as it is
        return io.BytesIO(b"" if {"raw", "datas"} & vals.keys() else self.sudo().raw or b"")


class MailMessage(models.Model):
    """A message may also carry an attachment that stays where it is."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        for message, vals in zip(messages, vals_list, strict=True):
            if vals.get("attachment_ids") or self.env.context.get("default_attachment_ids"):
                message._judge_attachments()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"attachment_ids", "model", "res_id"}:
            for message in self:
                message._judge_attachments()
        return result

    def _judge_attachments(self):
        message = self.sudo()
        attachments = self.env["ir.attachment"]
        if not attachments._is_judged_model(message.model) or attachments._is_own():
            return
        for attachment in message.attachment_ids:
            if (attachment.res_model, attachment.res_id) != (message.model, message.res_id):
                attachments._check_record(message.model, message.res_id)
                self.env["onestop.dossier"]._examine_upload(attachment.name, io.BytesIO(attachment.raw or b""))


class OnestopDossier(models.Model):
    _inherit = "onestop.dossier"

    def _check_may_attach(self):
        for dossier in self:
            dossier._check_may_add_file("document")
