import tempfile

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import barcode, bundle, wording
from ...engine.examined import Target
from ...examination import examine
from ..forms.ir_actions_report import render_pdf

IMAGES_AND_PDF = ("application/pdf", "image/jpeg", "image/png")


class OnestopDossier(models.Model):
    """The whole dossier as one archive or one PDF."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"export": self.env._("Export")}

    def _export_lines(self):
        """``[(file, paper's number, name in the archive)]``; results last, named KQ.

        A paper is named by its code in the catalogue, or its place in the list.
        """
        self.ensure_one()
        files, numbers, names = self.env["onestop.dossier.file"], [], []
        for place, document in enumerate(self.document_ids, 1):
            for file in document.file_ids:
                files += file
                numbers.append(place)
                names.append(document.component_id.code or f"{place:02d}")
        for file in self.file_ids.filtered(lambda file: file.kind == "result"):
            files += file
            numbers.append("KQ")
            names.append("KQ")
        code = bundle.safe_name(self.code or "")
        names = bundle.unique_names(
            f"{code}_{bundle.safe_name(name)}.{file.name.rpartition('.')[2].lower()}"
            for file, name in zip(files, names, strict=True)
        )
        return list(zip(files, numbers, names, strict=True))

    def _export_start(self):
        """What an export holds, and what is held back."""
        if not self.received_at:
            raise UserError(self.env._("A dossier is exported once it was received."))
        lines = self._export_lines()
        if not lines:
            raise UserError(self.env._("No paper of this dossier is scanned yet."))
        ready = [line for line in lines if line[0]._is_servable()]
        return ready, [line for line in lines if not line[0]._is_servable()]

    def _log_export(self, kind, ready):
        """Leave the trace; once the file is made, since the history takes one entry at a time."""
        self._log("export", data={"kind": kind, "files": [file.id for file, _number, _name in ready]})

    def _export_zip(self, target):
        """Write the archive to a binary file.

        :raises onestop_dossier_file.FileRefused: a file was changed after it was stored
        """
        ready, held_back = self._export_start()
        states = dict(self.env["onestop.dossier.file"]._fields["digitised"]._description_selection(self.env))
        manifest = {
            "dossier": self.code,
            "procedure": self.procedure_id.code,
            "exported_at": fields.Datetime.to_string(fields.Datetime.now()) + "Z",
            "files": [
                {
                    "name": name,
                    "paper": file.document_id.name or "",
                    "kind": file.kind,
                    "original_name": file.name,
                    "mimetype": file.mimetype,
                    "size": file.size,
                    "sha256": file.sha256,
                    "digitised": file.digitised,
                    "digitised_label": states[file.digitised],
                }
                for file, _number, name in ready
            ],
            "held_back": [name for _file, _number, name in held_back],
        }
        bundle.write_zip(target, ((name, file._content()) for file, _number, name in ready), manifest)
        self._log_export("zip", ready)

    def _export_pdf(self, target):
        """Write cover and all pages as one PDF to a binary file; what has no pages is listed on the cover only."""
        ready, held_back = self._export_start()
        pages = [line for line in ready if line[0].mimetype in IMAGES_AND_PDF]
        cover = self._export_cover(pages, [line for line in ready if line not in pages] + held_back)
        with tempfile.TemporaryFile() as contents:
            parts = []
            for file, number, _name in pages:
                size = contents.write(file._content())
                parts.append(bundle.Part(f"{number}. {file.document_id.name or file.name}"[:120], file.mimetype, size))
            try:
                examine(self.env, bundle.write_pdf, Target(target), cover, parts, contents)
            except bundle.NotMergeable as error:
                raise UserError(
                    self.env._("The pages of “%s” cannot be taken over. Download the archive instead.", error)
                ) from error
        self._log_export("pdf", ready)

    def _export_cover(self, pages, left_out):
        def row(line):
            file, number, name = line
            return {
                "number": number,
                "paper": file.document_id.name or "Kết quả giải quyết",
                "name": name,
                "pages": file.page_count,
                "hash": file.sha256,
            }

        html = (
            self.env["ir.qweb"]
            .with_context(debug=False)
            ._render(
                "onestop_core.dossier_export_cover",
                {
                    "dossier": {
                        "code": self.code,
                        "bars": barcode.data_uri(barcode.code128_svg(self.code)),
                        **self._person_values(),
                        "received": self._moment_words(self.received_at),
                        "agency": self.received_agency_id.name,
                    },
                    "printed": wording.moment_words(self._local(fields.Datetime.now())),
                    "pages": [row(line) for line in pages],
                    "left_out": [row(line) for line in left_out],
                },
            )
        )
        return render_pdf(self.env, [str(html)])
