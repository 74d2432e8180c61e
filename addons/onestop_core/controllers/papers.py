import json
import os
import tempfile

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import Response, Stream, content_disposition, request
from werkzeug.datastructures import FileStorage
from werkzeug.wsgi import wrap_file

from ..models.papers.onestop_dossier_file import VIEWABLE, FileRefused

FILE_PATH = "/onestop/file"
DOSSIER_PATH = "/onestop/dossier"
EXPORTS = {"zip": "application/zip", "pdf": "application/pdf"}

HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    # papers of citizens: not left in a cache of the browser or of a proxy
    ("Cache-Control", "private, no-store"),
    ("Referrer-Policy", "no-referrer"),
]


class PapersController(http.Controller):
    """Files of dossiers in and out, for the staff. What is not in the user's sight does not exist: 404."""

    @http.route(f"{FILE_PATH}/upload", type="http", auth="user", methods=["POST"])
    def upload(self, ufile=None, dossier_id="", document_id="", client_uuid="", **_ignored):
        """Take in one file, as a scan of a paper or as a result.

        :param ufile: the file, as a form of the browser sends it
        :param dossier_id: whose it is
        :param document_id: the paper; empty for a result
        :param client_uuid: chosen by a device that sends again until it has its answer; empty if it does not
        :return: JSON ``{"file": {…}}``; 422 with ``{"message": …}`` in words if it is refused, 404 for a foreign dossier or no file
        """
        if not isinstance(ufile, FileStorage):
            raise request.not_found()
        dossier = self._find("onestop.dossier", dossier_id)
        document = dossier.document_ids.browse()
        if document_id:
            document = self._find("onestop.dossier.document", document_id)
            if document.dossier_id != dossier:
                raise request.not_found()
        try:
            # nothing of a refused file stays, not even the trace of an earlier step
            with request.env.cr.savepoint():
                content = ufile.filename, ufile.stream, document
                file = dossier._add_sent_file(*content, client_uuid) if client_uuid else dossier._add_file(*content)
        except (AccessError, UserError) as error:
            return self._json({"message": str(error)}, 422)
        return self._json({"file": file._screen_data()[0]})

    @http.route(f"{FILE_PATH}/<int:file_id>", type="http", auth="user", methods=["GET"])
    def download(self, file_id, view="", **_ignored):
        """Give out a file, after looking at rights, quarantine and hash; the dossier's history says who took it.

        :param view: not empty to show it in the page; only kinds that hold no script are
        :return: the file; 404 for a foreign one, 423 in quarantine or found changed, with the reason in words
        """
        file = self._find("onestop.dossier.file", file_id)
        try:
            stream = self._stream(file, view)
        except FileRefused as refused:
            return self._refusal(refused)
        except UserError as refused:
            return self._refusal(refused, 422)
        file._log_view()
        stream.mimetype = file.mimetype
        stream.download_name = file.name
        response = stream.get_response(as_attachment=not (view and file.mimetype in VIEWABLE))
        response.headers.update(HEADERS)
        return response

    @staticmethod
    def _stream(file, view):
        """The file; to be looked at, one that does something by itself is given as pictures of its pages."""
        if view and file.marks and file.mimetype == "application/pdf":
            content = file._rendered()
            return Stream(type="data", data=content, size=len(content), etag=f"{file.sha256}-rendered")
        path = file._checked_path()
        if path:
            return Stream(type="path", path=path, size=file.size, etag=file.sha256)
        return Stream(type="data", data=file._content(), size=file.size, etag=file.sha256)

    @http.route(f"{FILE_PATH}/<int:file_id>/thumbnail", type="http", auth="user", methods=["GET"], readonly=True)
    def thumbnail(self, file_id, **_ignored):
        """A small picture of the first page; 404 if there is none or the file is not given out."""
        file = self._find("onestop.dossier.file", file_id)
        try:
            picture = file._thumbnail()
        except (FileRefused, UserError):
            picture = b""
        if not picture:
            raise request.not_found()
        return request.make_response(picture, [*HEADERS, ("Content-Type", "image/jpeg")])

    @http.route(f"{DOSSIER_PATH}/<int:dossier_id>/papers.<string:kind>", type="http", auth="user", methods=["GET"])
    def export(self, dossier_id, kind, **_ignored):
        """The whole dossier as one archive (``zip``) or one ``pdf``, streamed from a temporary file.

        :return: the file; 404 for a foreign dossier, 422 or 423 with the reason in words if there is nothing to give
        """
        if kind not in EXPORTS:
            raise request.not_found()
        dossier = self._find("onestop.dossier", dossier_id)
        # closed by the server once it is sent
        target = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            (dossier._export_zip if kind == "zip" else dossier._export_pdf)(target)
        except (FileRefused, UserError) as error:
            target.close()
            return self._refusal(error, 423 if isinstance(error, FileRefused) else 422)
        size = target.seek(0, os.SEEK_END)
        target.seek(0)
        headers = [
            *HEADERS,
            ("Content-Type", EXPORTS[kind]),
            ("Content-Length", str(size)),
            ("Content-Disposition", content_disposition(f"{dossier.code}.{kind}")),
        ]
        return Response(wrap_file(request.httprequest.environ, target), headers=headers, direct_passthrough=True)

    # ------------------------------------------------------------------

    @staticmethod
    def _find(model, record_id):
        """The record, if it is in the user's sight; else 404."""
        record = request.env[model]
        if str(record_id).isdecimal() and record.has_access("read"):
            record = (
                record.with_context(active_test=False)
                .search([("id", "=", int(record_id))])
                .with_context(active_test=True)
            )
        if not record:
            raise request.not_found()
        return record

    @staticmethod
    def _json(values, status=200):
        return request.make_response(
            json.dumps(values),
            [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")],
            status=status,
        )

    @staticmethod
    def _refusal(refused, status=423):
        return request.make_response(
            str(refused), [*HEADERS, ("Content-Type", "text/plain; charset=utf-8")], status=status
        )
