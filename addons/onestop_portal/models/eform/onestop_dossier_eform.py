from odoo import api, fields, models
from odoo.addons.onestop_core.engine import wording
from odoo.exceptions import UserError
from odoo.tools import sql

from ...engine import eform_sheet

EFORM_SHEET = "onestop_portal.report_eform"


class OnestopDossier(models.Model):
    """The declaration that was filed with a dossier, and what was answered in it."""

    _inherit = "onestop.dossier"

    eform_version_id = fields.Many2one(
        "onestop.eform.version", "E-Form", readonly=True, copy=False, index="btree_not_null", ondelete="restrict",
        help="The version with which the dossier was filed; kept for its whole life.",
    )  # fmt: skip
    eform_answers = fields.Json("Answers", readonly=True, copy=False)
    eform_text = fields.Text(
        "Answers in Words", compute="_compute_eform_text", store=True, index="trigram",
        help="What was answered, to be searched.",
    )  # fmt: skip
    eform_html = fields.Html("Declaration", compute="_compute_eform_html", sanitize=False)

    def _auto_init(self):
        if not sql.column_exists(self.env.cr, self._table, "eform_text"):
            # no dossier has an e-form yet: there is nothing to compute, over however many of them
            sql.create_column(self.env.cr, self._table, "eform_text", "text")
        return super()._auto_init()

    @api.model
    def _protected_fields(self):
        return super()._protected_fields() | {"eform_version_id", "eform_answers"}

    @api.model
    def _attested_fields(self):
        return (*super()._attested_fields(), "eform_version_id", "eform_answers")

    @api.model
    def _sealed_fields(self):
        # a declaration says more of people than their number
        return (*super()._sealed_fields(), "eform_answers")

    @api.depends("eform_version_id", "eform_answers")
    def _compute_eform_text(self):
        for dossier in self:
            told = dossier._eform_told()
            dossier.eform_text = "\n".join(words for _label, words in told.values()) or False

    @api.depends("eform_version_id", "eform_answers")
    @api.depends_context("lang")
    def _compute_eform_html(self):
        for dossier in self:
            version = dossier.eform_version_id.sudo()
            dossier.eform_html = version and self.env["ir.qweb"]._render(
                "onestop_portal.eform_answers", {"lines": version._read_answers(dossier.eform_answers or {})}
            )

    def _eform_told(self):
        """``{path: (label, words)}`` of what was answered, without numbers of identity: those are found by their own field."""
        self.ensure_one()
        version = self.eform_version_id.sudo()
        if not version:
            return {}
        told = version.with_context(lang="vi_VN")._flat_answers(self.eform_answers or {})
        return {path: line for path, line in told.items() if not path.endswith("identity")}

    # ------------------------------------------------------------------ on paper

    def _check_printable(self, report):
        if report.report_name == EFORM_SHEET and not self.eform_version_id:
            raise UserError(self.env._("“%s” was filed without an e-form.", self.display_name))
        return super()._check_printable(report)

    def _log_print(self, report):
        if report.report_name == EFORM_SHEET:
            self._log("print", data={"form": "eform", "report": report.report_name})
        return super()._log_print(report)

    def _eform_values(self):
        """Values of the printed declaration; its words are Vietnamese whatever language the reader has set."""
        self.ensure_one()
        version = self.eform_version_id.sudo().with_context(lang=self.env["res.lang"]._get_code("vi_VN"))
        title = version.eform_id.name
        return {
            **self._form_head(
                self._form("receipt_slip"), self.received_agency_id, day=self._local(self.create_date).date(), desk=None
            ),
            "superior": [],
            "issuer": [],
            "number": "",
            "form_number": "",
            "date": "",
            "title": title,
            "title_lines": wording.balanced_lines(title, 46),
            "notes": [],
            "source": version.source or "",
            "to": self.competent_agency_id.name,
            "applicant": self.applicant_name,
            "handover": version.handover_system or "",
            "lines": version._read_answers(self.eform_answers or {}),
        }


class OnestopEformVersion(models.Model):
    _inherit = "onestop.eform.version"

    def action_export_answers(self):
        """Download the answers to this form, in the dossiers that the user sees."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/onestop/eform/{self.id}/answers.xlsx", "target": "download"}

    def _answers_sheet(self):
        """The workbook of the answers; each dossier's history says who took them."""
        self.ensure_one()
        dossiers = self.env["onestop.dossier"].search([("eform_version_id", "=", self.id)], order="id")
        heads = [self.env._("Dossier"), self.env._("Applicant"), self.env._("Submitted")]
        rows = [
            (
                [
                    dossier.code or dossier.request_number or "",
                    dossier.applicant_name,
                    dossier._local(dossier.submitted_at).strftime("%H:%M %d/%m/%Y") if dossier.submitted_at else "",
                ],
                self._flat_answers(dossier.eform_answers or {}),
            )
            for dossier in dossiers
        ]
        content = eform_sheet.write(heads, rows)
        for dossier in dossiers.filtered("event_count"):
            dossier._log("export", data={"kind": "eform"})
        return content
