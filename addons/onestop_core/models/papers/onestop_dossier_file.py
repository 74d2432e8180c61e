import hashlib
import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import intake, preview, upload
from ...examination import OWN_FILE, examine
from .upload_words import mark_words, refusal_words

_logger = logging.getLogger(__name__)

# số hóa, in the codes of the national record
DIGITISED = [
    ("0", "Not Digitised"),
    ("1", "Digitised"),
    ("2", "Reused from Another Dossier's Paper"),
    ("3", "Reused from Another Result"),
]
VIEWABLE = ("application/pdf", "image/jpeg", "image/png")
CHUNK = 1024 * 1024
# looking at a page again within this time is the same look
LOOK = timedelta(minutes=15)


class FileRefused(Exception):
    """A file of a dossier that must not be shown or given out now; its text says why."""


class OnestopDossierFile(models.Model):
    """A file of a dossier: a scan or upload for one of its papers, or its result.

    Rows come about by ``onestop.dossier._add_file`` and end by ``remove_file``; nobody writes them directly. The
    content lies in an attachment that nobody may read: it is given out by ``/onestop/file`` only, which looks at
    the rights, the virus scanner's verdict and the hash.
    """

    _name = "onestop.dossier.file"
    _description = "Dossier File"
    _inherit = "onestop.attested.mixin"
    _order = "dossier_id, document_id, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade", readonly=True)
    document_id = fields.Many2one(
        "onestop.dossier.document", string="Paper", index="btree_not_null", ondelete="cascade", readonly=True
    )
    kind = fields.Selection(
        [("document", "Paper"), ("result", "Result")], required=True, readonly=True, default="document"
    )
    name = fields.Char("File Name", required=True, readonly=True)
    mimetype = fields.Char(required=True, readonly=True)
    size = fields.Integer("Size (bytes)", required=True, readonly=True)
    page_count = fields.Integer("Pages", readonly=True)
    sha256 = fields.Char("SHA-256", required=True, readonly=True, index=True)
    marks = fields.Char(readonly=True, help="What the document does by itself, as far as that is accepted.")
    attachment_id = fields.Many2one(
        "ir.attachment", ondelete="restrict", readonly=True, groups=fields.NO_ACCESS, index="btree_not_null"
    )
    user_id = fields.Many2one("res.users", string="Added By", required=True, readonly=True, ondelete="restrict")
    added_at = fields.Datetime("Added", required=True, readonly=True)
    reused_from_id = fields.Many2one(
        "onestop.dossier.file", readonly=True, ondelete="restrict", index="btree_not_null",
        help="The file of an earlier dossier whose content this is.",
    )  # fmt: skip
    digitised = fields.Selection(DIGITISED, compute="_compute_digitised", store=True)
    active = fields.Boolean(default=True, readonly=True, help="Not superseded.")
    superseded_at = fields.Datetime("Superseded", readonly=True)
    superseded_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    superseded_reason = fields.Char("Why Superseded", readonly=True)

    _document_kind = models.Constraint(
        "CHECK(kind = 'result' OR document_id IS NOT NULL)", "A scan belongs to a paper."
    )

    @api.depends("reused_from_id.kind")
    def _compute_digitised(self):
        for file in self:
            source = file.reused_from_id.sudo()
            file.digitised = ("3" if source.kind == "result" else "2") if source else "1"

    @api.model
    def _attested_kind(self):
        return "file"

    @api.model
    def _attested_fields(self):
        # not the name: it may hold a person's name or number
        return (*super()._attested_fields(), "kind", "document_id", "sha256", "active")

    @api.model
    def _lost_contents(self, dossier_ids=None):
        domain = [("dossier_id", "in", dossier_ids)] if dossier_ids is not None else []
        for file in self.with_context(active_test=False).search(domain, order="dossier_id, id"):
            content = file.attachment_id.raw
            if not content:
                yield "file_lost", file
            elif hashlib.sha256(content).hexdigest() != file.sha256:
                yield "file_changed", file
            # one file in memory at a time
            file.attachment_id.invalidate_recordset()

    # ------------------------------------------------------------------ content

    # with a row goes its own attachment, as Odoo does with what belongs to a record; never a reused one
    @api.ondelete(at_uninstall=False)
    def _unlink_except_received(self):
        if any(file.dossier_id.received_at for file in self):
            raise UserError(self.env._("Files of a received dossier are superseded, not deleted."))

    def _store(self, content):
        """Keep ``content`` (bytes) as the file's, untouched: Odoo would make large pictures smaller."""
        self.ensure_one()
        self.attachment_id = (
            self.env["ir.attachment"]
            .sudo()
            .with_context(image_no_postprocess=True, onestop_own_file=OWN_FILE)
            .create(
                {
                    "name": self.name,
                    "raw": content,
                    "mimetype": self.mimetype,
                    "res_model": self._name,
                    "res_id": self.id,
                    "res_field": "attachment_id",
                }
            )
        )

    def _content(self):
        """The bytes of the file.

        :raises FileRefused: it may not be given out, or is no longer what was stored
        """
        self.ensure_one()
        self._check_servable()
        content = self.sudo().attachment_id.raw or b""
        self._check_hash(hashlib.sha256(content))
        return content

    def _checked_path(self):
        """Where the file lies on disk, ``None`` if it lies elsewhere; raises like ``_content``."""
        self.ensure_one()
        self._check_servable()
        attachment = self.sudo().attachment_id
        if not attachment.store_fname:
            return None
        path, digest = attachment._full_path(attachment.store_fname), hashlib.sha256()
        try:
            with open(path, "rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError:
            _logger.exception("file %s of dossier %s cannot be read", self.id, self.dossier_id.id)
        self._check_hash(digest)
        return path

    def _check_hash(self, digest):
        if digest.hexdigest() == self.sha256:
            return
        _logger.error("file %s of dossier %s is not what was stored: its SHA-256 differs", self.id, self.dossier_id.id)
        self._log("file_changed")
        raise FileRefused(
            self.env._(
                "This file was changed after it was stored, so it is not shown. Tell the administrator: file number %s.",
                self.id,
            )
        )

    def _taken_in(self):
        """Called once a new file is stored; parts of this model and modules do here what a new file needs."""

    def _verdict(self):
        """Values about the content that a file which reuses it takes over."""
        return {}

    def _check_servable(self):
        """Raise FileRefused while the file is in quarantine; see ``onestop_dossier_file_scan``."""

    def _thumbnail(self):
        """A small JPEG of the first page, empty bytes if there is none."""
        return examine(self.env, preview.thumbnail, self._content(), self.mimetype)

    def _rendered(self):
        """The pages of a PDF as pictures: for one that does something by itself, which no viewer is to run."""
        return examine(self.env, preview.flatten, self._content())

    # ------------------------------------------------------------------ trace

    def _log(self, action, **kwargs):
        """Add to the dossier's history what was done with its file. A draft has no history yet.

        Of the file its number and hash are kept: its name may hold a person's name or number.
        """
        for file in self:
            if file.dossier_id.state != "draft":
                data = {"file": file.id, "kind": file.kind, "sha256": file.sha256}
                if file.document_id:
                    data["paper"] = file.document_id.id
                file.dossier_id._log(action, data=data, **kwargs)

    def _log_view(self):
        """Leave the trace that the user looked at the file, once for each look."""
        self.ensure_one()
        looked = (
            self.env["onestop.dossier.event"]
            .sudo()
            .search(
                [
                    ("dossier_id", "=", self.dossier_id.id),
                    ("action", "=", "file_view"),
                    ("user_id", "=", self.env.uid),
                    ("at", ">=", fields.Datetime.now() - LOOK),
                ]
            )
        )
        if self.id not in [event.data["file"] for event in looked]:
            self._log("file_view")

    # ------------------------------------------------------------------ removing

    def remove_file(self, reason):
        """Take a file off its dossier: for good before reception, afterwards it is superseded and kept.

        :param reason: why, in words
        """
        self.check_access("read")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the file is removed."))
        for file in self:
            file.dossier_id._check_may_add_file(file.kind)
            if not file.active:
                raise UserError(self.env._("This file was removed already."))
            if file.dossier_id.received_at:
                file._supersede(reason)
            else:
                file._log("file_remove", note=reason)
                file.sudo().unlink()
        return True

    def _supersede(self, reason):
        self.sudo().write(
            {
                "active": False,
                "superseded_at": fields.Datetime.now(),
                "superseded_by_id": self.env.uid,
                "superseded_reason": reason,
            }
        )
        self._log("file_supersede", note=reason)

    # ------------------------------------------------------------------ screen

    def _screen_data(self):
        """What the screens show of the files."""
        labels = dict(self._fields["digitised"]._description_selection(self.env))
        words = mark_words(self.env)
        return [
            {
                "id": file.id,
                "name": file.name,
                "mimetype": file.mimetype,
                "size": file.size,
                "pages": file.page_count,
                "marks": [words[mark] for mark in (file.marks or "").split(",") if mark],
                "viewable": file.mimetype in VIEWABLE and file._is_servable(),
                "servable": file._is_servable(),
                "digitised": file.digitised,
                "digitised_label": labels[file.digitised],
                "reused_from": file.reused_from_id.sudo().dossier_id.code or "",
                "user": file.user_id.sudo().name,
                "added_at": fields.Datetime.to_string(file.added_at),
            }
            for file in self
        ]

    def _is_servable(self):
        try:
            self._check_servable()
        except FileRefused:
            return False
        return True


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _guarded_models(self):
        return super()._guarded_models() | {"onestop.dossier.file"}


class OnestopDossierDocument(models.Model):
    _inherit = "onestop.dossier.document"

    file_ids = fields.One2many("onestop.dossier.file", "document_id", string="Scans", readonly=True)
    digitised = fields.Selection(DIGITISED, compute="_compute_digitised", store=True, default="0")

    def _was_given(self):
        return super()._was_given() or bool(self.file_ids)

    @api.depends("file_ids.digitised", "file_ids.active")
    def _compute_digitised(self):
        """Reused only if nothing was scanned for this dossier."""
        for document in self:
            kinds = set(document.file_ids.filtered("active").mapped("digitised"))
            document.digitised = next((kind for kind in ("1", "3", "2") if kind in kinds), "0")

    def unlink(self):
        self.sudo().with_context(active_test=False).file_ids.unlink()
        return super().unlink()


class OnestopDossier(models.Model):
    """The files of a dossier: taking them in and reusing earlier ones."""

    _inherit = "onestop.dossier"

    file_ids = fields.One2many("onestop.dossier.file", "dossier_id", readonly=True)

    def _attested_records(self):
        return [*super()._attested_records(), self.with_context(active_test=False).file_ids]

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {
            "file_add": self.env._("Add File"),
            "file_view": self.env._("View File"),
            "file_remove": self.env._("Remove File"),
            "file_supersede": self.env._("Supersede File"),
            "file_reuse": self.env._("Reuse File"),
            "file_changed": self.env._("File Found Changed"),
        }

    def unlink(self):
        self.sudo().with_context(active_test=False).file_ids.unlink()
        return super().unlink()

    @api.model
    def _upload_policy(self):
        """What is accepted as a file; a module narrows or widens it here."""
        return upload.UploadPolicy()

    # ------------------------------------------------------------------ taking in

    def _is_settled_for(self, kind, client_uuid=None):
        """Whether the files of ``kind`` stay as they are; ``client_uuid`` is that of the one which is to be added."""
        return self.state in ("rejected", "withdrawn", "stopped") or (self.is_closed and kind != "result")

    def _check_may_add_file(self, kind, client_uuid=None):
        """Raise unless the user may add, reuse and remove files of ``kind`` at this dossier now."""
        self.ensure_one()
        self.check_access("write")
        if self._is_settled_for(kind, client_uuid):
            raise UserError(self.env._("The dossier is closed: its files stay as they are."))
        if kind == "result" and not self.received_at:
            raise UserError(self.env._("A dossier that was not received yet has no result."))
        if self.env.su:
            return
        dossier = self.sudo()
        concerned = dossier.received_agency_id | dossier.competent_agency_id | dossier.holder_agency_id
        roles = ("receptionist", "postal_clerk", "specialist", "leader")
        if not any(self.env.user._onestop_has_role(roles, agency) for agency in concerned):
            raise AccessError(self.env._("Your role does not allow this at %s.", concerned[:1].name))

    def _add_file(self, name, content, document=None, client_uuid=None):
        """Take in a file, for a paper or as a result.

        :param name: as the sender gave it
        :param content: binary file that can seek
        :param document: the ``onestop.dossier.document`` it is a scan of; none for a result
        :param client_uuid: see ``_add_sent_file``
        :return: the ``onestop.dossier.file``; the present one if the same content is there already
        :raises UserError: it is refused, in words; nothing is stored
        """
        kind = "document" if document else "result"
        self._check_may_add_file(kind, client_uuid)
        # before anything is written, so that no lock is held as it is examined
        found = self._examine_upload(name, content)
        content.seek(0)
        data = content.read()
        digest = hashlib.sha256(data).hexdigest()
        same = self.file_ids.filtered(
            lambda file: file.sha256 == digest and file.document_id == (document or file.document_id.browse())
        )
        if same:
            return same[:1]
        file = self._create_file(
            kind, document, {**self._intake_vals(found), "sha256": digest, "client_uuid": client_uuid}
        )
        file._store(data)
        file._taken_in()
        file.sudo(False)._log("file_add")
        return file.sudo(False)

    @api.model
    def _examine_upload(self, name, content):
        """What there is to know of an upload, an ``engine.intake.Intake``.

        :raises UserError: it is refused, in words
        """
        try:
            return examine(self.env, intake.take_in, name or "", content, self._upload_policy(), self._signing_roots())
        except upload.UploadRefused as refused:
            raise UserError(refusal_words(self.env, refused)) from refused

    @api.model
    def _signing_roots(self):
        """The certification authorities that are trusted, as PEM blocks."""
        return self.env["onestop.settings"]._text("onestop_core.signing_roots")

    @api.model
    def _intake_vals(self, found):
        """What is stored of an ``Intake``."""
        return {
            "name": found.upload.name,
            "mimetype": found.upload.mime,
            "size": found.upload.size,
            "page_count": found.upload.pages,
            "marks": ",".join(found.upload.marks) or False,
        }

    def _create_file(self, kind, document, vals):
        return (
            self.env["onestop.dossier.file"]
            .sudo()
            .create(
                {
                    "dossier_id": self.id,
                    "document_id": document.id if document else False,
                    "kind": kind,
                    "user_id": self.env.uid,
                    "added_at": fields.Datetime.now(),
                    **vals,
                }
            )
        )

    # ------------------------------------------------------------------ reusing

    def reusable_files(self):
        """Files of this person's earlier dossiers that the user may see, results first.

        :return: list of dicts for the dialog, see ``onestop.dossier.file._screen_data``
        """
        self.ensure_one()
        self.check_access("read")
        files = self._find_reusable().sorted(lambda file: (file.kind != "result", -file.id))
        return [
            {
                **line,
                "kind": file.kind,
                "paper": file.document_id.name or file.dossier_id.result_number or "",
                "dossier": file.dossier_id.code,
                "procedure": file.dossier_id._subject(),
            }
            for file, line in zip(files, files._screen_data(), strict=True)
        ]

    def _find_reusable(self):
        identity = self.sudo().applicant_identity
        if not identity:
            return self.env["onestop.dossier.file"]
        files = self.env["onestop.dossier.file"].search(
            [
                ("dossier_id.applicant_identity", "=", identity),
                ("dossier_id.received_at", "!=", False),
                ("dossier_id", "!=", self.id),
            ],
            order="id desc",
            limit=200,
        )
        return files.filtered(lambda file: file._is_servable())

    def reuse_file(self, file_id, document_id):
        """Give a paper of this dossier the content of an earlier file, by reference.

        :raises UserError: the file is not one of ``reusable_files``
        """
        self._check_may_add_file("document")
        document = self.document_ids.filtered(lambda paper: paper.id == document_id)
        source = self._find_reusable().filtered(lambda file: file.id == file_id)
        if not document or not source:
            raise UserError(self.env._("This file cannot be reused here."))
        file = document.file_ids.filtered(lambda file: file.sha256 == source.sha256)[:1]
        if not file:
            vals = source.sudo().read(["name", "mimetype", "size", "page_count", "sha256", "marks"])[0]
            vals.pop("id")
            vals |= source.sudo()._verdict()
            file = self._create_file(
                "document",
                document,
                {**vals, "reused_from_id": source.id, "attachment_id": source.sudo().attachment_id.id},
            ).sudo(False)
            file._log("file_reuse")
            source._log_view()
        return file.id

    # ------------------------------------------------------------------ screen

    def papers_data(self):
        """The papers and results of a dossier with their files, for the screen."""
        self.ensure_one()
        self.check_access("read")
        return {
            "received": bool(self.received_at),
            "may_add": self._may_add_file("document"),
            "may_add_result": self._may_add_file("result"),
            "may_reuse": bool(self.sudo().applicant_identity),
            "documents": [
                {
                    "id": document.id,
                    "name": document.name,
                    "handed_in": document.handed_in,
                    "required": document.required,
                    "digitised": document.digitised,
                    "files": document.file_ids._screen_data(),
                }
                for document in self.document_ids
            ],
            "results": self.file_ids.filtered(lambda file: file.kind == "result")._screen_data(),
        }

    def _may_add_file(self, kind):
        try:
            self._check_may_add_file(kind)
        except (AccessError, UserError):
            return False
        return True
