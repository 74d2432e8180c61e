import contextlib
import hashlib
import io
import os
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once
from odoo.addons.onestop_core.examination import OWN_FILE, examine
from odoo.addons.onestop_core.one_at_a_time import take_turns
from odoo.exceptions import UserError
from odoo.tools import config

from ...engine import photo, upload_parts

# a file that stopped coming is no longer waited for
FORGOTTEN = timedelta(days=2)


class OnestopFilingFile(models.Model):
    """A file of a filing. It comes whole, or in parts of which each is kept as soon as it has arrived.

    Parts lie in the data directory until the file is whole; then it is examined, and becomes an attachment that goes
    over to the dossier when the filing is sent.
    """

    _name = "onestop.filing.file"
    _description = "File of a Filing"
    _order = "paper_id, sequence, id"

    paper_id = fields.Many2one("onestop.filing.paper", required=True, readonly=True, index=True, ondelete="cascade")
    filing_id = fields.Many2one(related="paper_id.filing_id", store=True, index=True)
    sequence = fields.Integer(readonly=True)
    state = fields.Selection([("coming", "Coming In"), ("ready", "Accepted")], required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    size = fields.Integer("Size (bytes)", required=True, readonly=True)
    offset = fields.Integer("There (bytes)", readonly=True)
    mimetype = fields.Char(readonly=True)
    page_count = fields.Integer("Pages", readonly=True)
    sha256 = fields.Char("SHA-256", readonly=True)
    client_uuid = fields.Char(readonly=True, help="Chosen by the page, so that a file sent twice is there once.")
    marks = fields.Char(readonly=True)
    signatures = fields.Json(readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", ondelete="restrict", readonly=True, groups=fields.NO_ACCESS, index="btree_not_null"
    )

    _client_uuid_uniq = models.UniqueIndex("(client_uuid) WHERE client_uuid IS NOT NULL", "This file was sent already.")

    # ------------------------------------------------------------------ in parts

    @api.model
    def _parts_folder(self):
        """Where parts lie; made when it is first needed."""
        folder = Path(config["data_dir"]) / "onestop_parts" / self.env.cr.dbname
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _part_path(self):
        return self._parts_folder() / str(self.id)

    def _take_part(self, at, content):
        """Keep a part.

        :param at: where in the file it begins
        :param content: bytes
        :return: an ``engine.upload_parts.Verdict``
        """
        self.ensure_one()
        # the same part, sent once more while it is written
        take_turns(self)
        verdict = upload_parts.judge(self.offset, self.size, at, len(content))
        if self.state != "coming" or verdict.write is None:
            return verdict
        place, skip = verdict.write
        # what a request that failed has written behind the offset is written over
        descriptor = os.open(self._part_path(), os.O_WRONLY | os.O_CREAT, 0o600)
        with open(descriptor, "wb") as file:
            file.truncate(place)
            file.seek(place)
            file.write(content[skip:])
        self.offset = verdict.offset
        return verdict

    def _finish(self):
        """Examine a file of which all parts are there.

        :raises UserError: it is refused, in words; the row is gone
        """
        self.ensure_one()
        if self.state == "ready":
            return self
        if self.offset != self.size:
            raise UserError(self.env._("The file has not arrived whole. Send it again."))
        with open(self._part_path(), "rb") as file:
            accepted = self.filing_id._accept(self.name, file)
        take_turns(self)
        if self.state == "ready":
            return self
        self._keep(accepted)
        self._forget_parts()
        return self

    def _forget_parts(self):
        for file in self:
            path = file._part_path()

            def remove(path=path):
                with contextlib.suppress(FileNotFoundError):
                    path.unlink()

            # parts outlive a transaction that comes to nothing
            self.env.cr.postcommit.add(remove)

    def _keep(self, accepted):
        """Store an accepted file.

        :param accepted: see ``onestop.filing._accept``
        """
        content, vals = accepted
        attachments = (
            self.env["ir.attachment"].sudo().with_context(image_no_postprocess=True, onestop_own_file=OWN_FILE)
        )
        self.attachment_id = attachments.create(
            {
                "name": vals["name"],
                "raw": content,
                "mimetype": vals["mimetype"],
                "res_model": self._name,
                "res_id": self.id,
                "res_field": "attachment_id",
            }
        )
        self.write({**vals, "offset": vals["size"], "state": "ready"})
        self.paper_id.source = "attached"
        self.filing_id._touch()

    def unlink(self):
        # its attachment goes with it, as Odoo does with what belongs to a record
        result = super().unlink()
        self._forget_parts()
        return result

    @api.autovacuum
    def _drop_forgotten_parts(self):
        old = self.sudo().search(
            [("state", "=", "coming"), ("write_date", "<", fields.Datetime.now() - FORGOTTEN)], limit=1000
        )
        old.unlink()

    @api.autovacuum
    def _drop_parts_of_nothing(self):
        """Parts of which no row tells: the server was killed between the part and its row."""
        until = (fields.Datetime.now() - FORGOTTEN).timestamp()
        old = {int(path.name): path for path in self._parts_folder().iterdir() if path.stat().st_mtime < until}
        for number in old.keys() - set(self.sudo().browse(old).exists().ids):
            old[number].unlink(missing_ok=True)


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _guarded_models(self):
        return super()._guarded_models() | {"onestop.filing.file"}


class OnestopFiling(models.Model):
    _inherit = "onestop.filing"

    def _check_room(self, size):
        """Raise UserError if the filing holds too much to take ``size`` bytes more."""
        files = self.env["onestop.filing.file"].sudo().search([("filing_id", "=", self.id)])
        settings = self.env["onestop.settings"]
        most, mebibytes = (settings._number(f"onestop_portal.files_{name}") for name in ("most", "mebibytes"))
        if len(files) >= most:
            raise UserError(self.env._("A filing holds at most %s files. Put several pages into one PDF.", most))
        if sum(files.mapped("size")) + size > mebibytes * upload_parts.MIB:
            raise UserError(
                self.env._("The files of a filing have at most %s MB together. Make pictures smaller.", mebibytes)
            )

    def _announce(self, paper, name, size, client_uuid=None):
        """A file is about to come in parts.

        :param size: its bytes
        :param client_uuid: as ``_attach`` has it
        :return: the ``onestop.filing.file``
        :raises UserError: it would be too large
        """
        self.ensure_one()
        if known := self._sent_before(paper, client_uuid):
            return known
        self._check_size(size)
        self._check_room(size)
        file = self._new_file(paper, name, size, client_uuid)
        path = file._part_path()
        # its first part comes in the same request: where that comes to nothing, so does the part
        self.env.cr.postrollback.add(lambda: path.unlink(missing_ok=True))
        return file

    def _check_size(self, size):
        limit = self.env["onestop.dossier"]._upload_policy().size_limit
        if not 0 < size < limit:
            raise UserError(
                self.env._("The file must be smaller than %s MB. Scan it at 300 dpi, or send it in parts.", limit // upload_parts.MIB)
                if size
                else self.env._("The file is empty. Choose it again.")
            )  # fmt: skip

    def _sent_before(self, paper, client_uuid):
        """The file of a paper that the page has sent by this name of its own: the answer to it was lost."""
        client_uuid = sent_once.read_uuid(client_uuid)
        return paper.file_ids.filtered(lambda one: client_uuid and one.client_uuid == client_uuid)

    def _new_file(self, paper, name, size, client_uuid=None):
        files = self.env["onestop.filing.file"].sudo()
        client_uuid = sent_once.read_uuid(client_uuid)
        # one that another paper's file has names nothing here
        named = client_uuid and sent_once.claim(files, client_uuid)
        last = max(paper.file_ids.mapped("sequence"), default=0)
        return files.create(
            {
                "paper_id": paper.id,
                "name": name[:150] or "?",
                "size": size,
                "sequence": last + 1,
                "state": "coming",
                "client_uuid": named and client_uuid,
            }
        )

    def _attach(self, paper, name, stream, client_uuid=None):
        """Take in a file that comes whole.

        :param stream: binary file that can seek
        :param client_uuid: what a page calls the file that it may have to send again
        :return: the ``onestop.filing.file``
        :raises UserError: it is refused, in words; nothing is stored
        """
        self.ensure_one()
        if known := self._sent_before(paper, client_uuid):
            return known
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        self._check_room(size)
        # before anything is written, so that no lock is held as it is examined
        accepted = self._accept(name, stream)
        file = self._new_file(paper, accepted[1]["name"], accepted[1]["size"], client_uuid)
        file._keep(accepted)
        return file

    @api.model
    def _accept(self, name, stream):
        """Judge a file as papers of dossiers are judged; a picture as some telephones take it is made one that all read.

        :return: ``(content, values)``
        :raises UserError: it is refused, in words
        """
        dossiers = self.env["onestop.dossier"]
        name = (name or "").replace("\\", "/").rpartition("/")[2]
        stream.seek(0)
        if photo.is_heic(stream.read(photo.HEAD)):
            stream.seek(0)
            try:
                content = examine(self.env, photo.to_jpeg, stream)
            except photo.Unreadable as error:
                raise UserError(
                    self.env._("This photo cannot be read. Take it again, or choose “JPEG” in the camera's settings.")
                ) from error
            name = photo.renamed(name)
        else:
            stream.seek(0)
            content = stream.read()
        found = dossiers._examine_upload(name, io.BytesIO(content))
        return content, {**dossiers._intake_vals(found), "sha256": hashlib.sha256(content).hexdigest()}
