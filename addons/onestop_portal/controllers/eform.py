"""The preview of an e-form: the page that citizens will see, for those who make it."""

from odoo import http
from odoo.http import content_disposition, request

from .page import PortalPage

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PortalEform(http.Controller, PortalPage):
    @http.route(
        "/dich-vu-cong/bieu-mau/xem-truoc/<int:version_id>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def preview(self, version_id, **_sent):
        """Show a form to whoever may read it in the back office; a POST checks what was filled in, and keeps nothing."""
        self._speak()
        versions = request.env["onestop.eform.version"]
        if not versions.has_access("read"):
            return self._not_found()
        version = versions.search([("id", "=", version_id)])
        if not version:
            return self._not_found()
        answers, errors, checked = {}, {}, request.httprequest.method == "POST"
        if checked:
            answers = version._parse(request.httprequest.form.to_dict(flat=False))
            errors = version._validate(answers)
        else:
            faults = version._faults() if version.state == "draft" else []
            if faults:
                return self._page(
                    "eform_faulty",
                    request.env._("This form cannot be filled in yet"),
                    {"faults": faults, "version": version},
                )
        values = {
            "version": version,
            "questions": version._render(answers, errors),
            "errors": [(version._anchor(path), words) for path, words in errors.items()],
            "lines": version._read_answers(answers) if checked and not errors else None,
            "page_scripts": ["onestop_portal.assets_eform"],
        }
        title = request.env._("Preview: %s", version.eform_id.name)
        if errors:
            title = request.env._("Error: %s", title)
        return self._page("eform_preview", title, values)

    @http.route("/onestop/eform/<int:version_id>/answers.xlsx", type="http", auth="user", methods=["GET"])
    def answers(self, version_id, **_ignored):
        """The answers to a form in all dossiers in the user's sight, as a workbook; for those who may export."""
        versions = request.env["onestop.eform.version"]
        if not request.env.user.has_group("base.group_allow_export") or not versions.has_access("read"):
            raise request.not_found()
        version = versions.search([("id", "=", version_id), ("state", "=", "published")])
        if not version:
            raise request.not_found()
        content = version._answers_sheet()
        headers = [
            ("Content-Type", SHEET),
            ("Content-Disposition", content_disposition(f"{version.display_name}.xlsx")),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "private, no-store"),
        ]
        return request.make_response(content, headers)
