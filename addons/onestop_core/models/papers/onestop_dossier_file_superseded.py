from odoo import fields, models


class OnestopDossierFile(models.Model):
    _inherit = "onestop.dossier.file"

    def _superseded_data(self):
        """What the screens show of superseded files, the one superseded last first."""
        files = self.sorted(lambda file: (file.superseded_at, file.id), reverse=True)
        return [
            {
                **line,
                "superseded_at": fields.Datetime.to_string(file.superseded_at),
                "superseded_by": file.superseded_by_id.sudo().name,
                "superseded_reason": file.superseded_reason,
            }
            for file, line in zip(files, files._screen_data(), strict=True)
        ]


class OnestopDossier(models.Model):
    """Files of a received dossier are kept when others take their place: whoever works on it can look at both."""

    _inherit = "onestop.dossier"

    def papers_data(self):
        data = super().papers_data()
        superseded = self.with_context(active_test=False).file_ids.filtered(lambda file: not file.active)
        for line in data["documents"]:
            line["superseded"] = superseded.filtered(
                lambda file, line=line: file.document_id.id == line["id"]
            )._superseded_data()
        data["results_superseded"] = superseded.filtered(lambda file: file.kind == "result")._superseded_data()
        return data
