from odoo import api, fields, models
from odoo.exceptions import UserError

from ... import sent_once


class OnestopDossierFile(models.Model):
    _inherit = "onestop.dossier.file"

    client_uuid = fields.Char(
        readonly=True,
        copy=False,
        help="Chosen by the device that sends the file, so that sending twice stores one.",
    )

    _client_uuid_uniq = models.UniqueIndex("(client_uuid) WHERE client_uuid IS NOT NULL", "This file was sent already.")


class OnestopDossier(models.Model):
    """Files that a counter attaches before the dossier exists, and sends after its reception.

    The line may be lost in between, so each carries an identifier of the counter's choice and is stored once, however
    often it is sent. The reception announces them: papers that the citizen handed in belong to the dossier even if it
    was refused, or decided and handed over, before their scans arrived.
    """

    _inherit = "onestop.dossier"

    awaited_files = fields.Json(
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Identifiers of the files that the reception announced.",
    )

    @api.model
    def _file_uuid(self, value):
        client_uuid = sent_once.read_uuid(value)
        if not client_uuid:
            raise UserError(self.env._("The file carries no valid identifier. Choose it again."))
        return client_uuid

    @api.model
    def _reception_vals(self, payload, client_uuid):
        vals = super()._reception_vals(payload, client_uuid)
        vals["awaited_files"] = [self._file_uuid(value) for value in payload.get("files") or ()]
        return vals

    def _is_settled_for(self, kind, client_uuid=None):
        if kind == "document" and client_uuid and client_uuid in (self.sudo().awaited_files or ()):
            return False
        return super()._is_settled_for(kind, client_uuid)

    def _add_sent_file(self, name, content, document, client_uuid):
        """Take in a file as ``_add_file`` does, once however often it is sent.

        :param client_uuid: chosen by the device
        :return: the ``onestop.dossier.file``; the one stored before if it was, whatever became of it since
        :raises UserError: it is refused, in words; nothing is stored
        """
        client_uuid = self._file_uuid(client_uuid)
        self.check_access("read")
        known = self.with_context(active_test=False).file_ids.filtered(lambda file: file.client_uuid == client_uuid)
        if known:
            return known.with_context(active_test=True)
        return self._add_file(name, content, document, client_uuid)

    def _create_file(self, kind, document, vals):
        client_uuid = vals.get("client_uuid")
        if client_uuid and not sent_once.claim(self.env["onestop.dossier.file"], client_uuid):
            raise UserError(self.env._("This file was sent already, for another dossier. Choose it again."))
        return super()._create_file(kind, document, vals)
