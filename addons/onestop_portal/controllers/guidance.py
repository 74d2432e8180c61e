"""“What do I need?”: guidance without filing."""

from urllib.parse import quote

from odoo import http
from odoo.http import request

from .page import PortalPage

PATH = "/dich-vu-cong/can-gi"
# kept by one address within an hour; opened or guessed within ten minutes
KEPT = (30, 3600)
OPENED = (60, 600)


class PortalGuidance(http.Controller, PortalPage):
    @http.route(f"{PATH}/thu-tuc/<string:code>", type="http", auth="public", methods=["GET"], sitemap=False)
    def ask(self, code, **_ignored):
        """Ask which case it is."""
        self._speak()
        procedure = request.env["onestop.procedure"].sudo()._portal_find(code)
        if not procedure:
            return self._not_found()
        version = procedure.current_version_id
        values = {"procedure": procedure, "name": version.name, "cases": version.case_ids.sorted()}
        return self._page("guidance_ask", request.env._("What do I need?"), values)

    @http.route(f"{PATH}/thu-tuc/<string:code>", type="http", auth="public", methods=["POST"], sitemap=False)
    def keep(self, code, case="", **_ignored):
        """Keep what is told, and show it under its code."""
        self._speak()
        procedure = request.env["onestop.procedure"].sudo()._portal_find(code)
        if not procedure:
            return self._not_found()
        wait = self._hit("guidance", *KEPT)
        if wait:
            return self._too_often(wait)
        version = procedure.current_version_id
        chosen = version.case_ids.filtered(lambda one: str(one.id) == case)
        guidance = request.env["onestop.guidance"]._keep(version, chosen)
        return self._go(f"{PATH}/{quote(guidance.code)}")

    @http.route(f"{PATH}/<string:code>", type="http", auth="public", methods=["GET"], sitemap=False)
    def show(self, code):
        """What was told under a code; nothing personal stands in it."""
        self._speak()
        wait = self._hit("guidance_open", *OPENED)
        if wait:
            return self._too_often(wait)
        guidance = request.env["onestop.guidance"]._by_code(code)
        if not guidance:
            return self._not_found()
        values = {
            "guidance": guidance,
            "papers": guidance.version_id._papers(guidance.case_id),
            "ways": guidance.procedure_id._portal_ways(guidance.version_id),
        }
        return self._page("guidance", request.env._("What to bring: %s", guidance.version_id.name), values)
