from urllib.parse import quote, urlencode

from odoo import http
from odoo.addons.onestop_core.models.catalogue.onestop_procedure_address import PROCEDURE_PATH
from odoo.fields import Domain
from odoo.http import request

from .page import HOME_PATH, PortalPage

AGENCY_PATH = f"{HOME_PATH}/co-quan"
# procedures on one page
PAGE = 20
# what one file of a sitemap may hold (sitemaps.org)
SITEMAP_MOST = 50_000


class CatalogueController(PortalPage, http.Controller):
    """What there is to apply for: search, procedures, agencies. Read by everybody, and by search engines."""

    @http.route(
        [HOME_PATH, f"{HOME_PATH}/"], type="http", auth="public", methods=["GET"], readonly=True, save_session=False
    )
    def home(self, tim="", linh_vuc="", muc="", doi_tuong="", co_quan="", trang="1", **_ignored):
        """Search procedures.

        :param tim: what is looked for, as people type it
        :param linh_vuc: id of a sector
        :param muc: ``full``, ``partial``, ``none``, or a level ``1`` to ``4``
        :param doi_tuong: ``person``, ``business`` or ``organisation``
        :param co_quan: code of an agency
        :param trang: page, from 1
        """
        self._speak()
        procedures = request.env["onestop.procedure"].sudo()
        asked = {
            name: "".join(filter(str.isprintable, value)).strip()[:200]
            for name, value in (
                ("tim", tim), ("linh_vuc", linh_vuc), ("muc", muc), ("doi_tuong", doi_tuong), ("co_quan", co_quan),
            )
        }  # fmt: skip
        page = int(trang) if trang.isdecimal() and trang.isascii() and len(trang) < 5 and int(trang) else 1
        found = procedures._portal_search(
            asked["tim"], sector=asked["linh_vuc"], scope=asked["muc"], audience=asked["doi_tuong"],
            agency=asked["co_quan"], offset=(page - 1) * PAGE, limit=PAGE,
        )  # fmt: skip
        values = {
            "asked": asked,
            "searching": any(asked.values()),
            "found": found,
            "page": page,
            "pages": -(-found["total"] // PAGE),
            "previous": self._page_link(asked, page - 1),
            "following": self._page_link(asked, page + 1),
            "filters": procedures._portal_filters(),
        }
        return self._page("catalogue", request.env._("Public services"), values, public=True)

    def _page_link(self, asked, page):
        return f"{HOME_PATH}?{urlencode({**{name: value for name, value in asked.items() if value}, 'trang': page})}"

    @http.route(
        f"{PROCEDURE_PATH}/<string:code>",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
    )
    def procedure(self, code, **_ignored):
        """All about one procedure; 404 if it is not open to the public."""
        self._speak()
        procedure = request.env["onestop.procedure"].sudo()._portal_find(code)
        if not procedure:
            return self._not_found()
        page = procedure._portal_page()
        values = {
            "procedure": page,
            "agencies": procedure._portal_agencies(),
            "structured": procedure._portal_structured(page),
            "page_description": f"{page['name']} – {page['sector']}",
            "start": f"{HOME_PATH}/nop/{quote(code, safe='')}",
        }
        return self._page("procedure", page["name"], values, public=True)

    @http.route(AGENCY_PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False)
    def agencies(self, tim="", **_ignored):
        """All agencies with a desk, to be found by name."""
        self._speak()
        query = "".join(filter(str.isprintable, tim))[:200]
        found = request.env["onestop.agency"].sudo()._portal_find(query)
        return self._page("agencies", request.env._("Agencies"), {"query": query, "agencies": found}, public=True)

    @http.route(
        f"{AGENCY_PATH}/<string:code>", type="http", auth="public", methods=["GET"], readonly=True, save_session=False
    )
    def agency(self, code, **_ignored):
        """One agency: where, when, what it receives, and a snippet by which its own site leads here."""
        self._speak()
        agencies = request.env["onestop.agency"].sudo()
        agency = agencies.search(agencies._portal_domain() & Domain("code", "=", code), limit=1)
        if not agency:
            return self._not_found()
        base = request.env["ir.config_parameter"].sudo().get_param("web.base.url")
        address = f"{base}{AGENCY_PATH}/{quote(code, safe='')}"
        procedures = request.env["onestop.procedure"].sudo()._portal_search(agency=code, limit=PAGE)
        values = {
            "agency": agency._portal_card(),
            "found": procedures,
            "address": address,
            "snippet": f'<a href="{address}"><img src="{base}/onestop_portal/static/src/banner/banner.svg" alt="Dịch vụ công trực tuyến" width="320" height="96"></a>',
        }
        return self._page("agency", agency.name, values, public=True)

    @http.route(
        f"{HOME_PATH}/sitemap.xml", type="http", auth="public", methods=["GET"], readonly=True, save_session=False
    )
    def sitemap(self, **_ignored):
        """Addresses of all public pages, for search engines."""
        base = request.env["ir.config_parameter"].sudo().get_param("web.base.url")
        procedures = request.env["onestop.procedure"].sudo()
        agencies = request.env["onestop.agency"].sudo()
        paths = [HOME_PATH, AGENCY_PATH]
        paths += [
            f"{PROCEDURE_PATH}/{quote(one.code, safe='')}"
            for one in procedures.search_fetch(procedures._portal_domain(), ["code"], limit=SITEMAP_MOST // 2)
        ]
        paths += [
            f"{AGENCY_PATH}/{quote(one.code, safe='')}"
            for one in agencies.search_fetch(agencies._portal_domain(), ["code"], limit=SITEMAP_MOST // 2)
        ]
        content = request.env["ir.qweb"]._render(
            "onestop_portal.sitemap", {"addresses": [base + path for path in paths]}
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        return request.make_response(
            head + str(content),
            [("Content-Type", "application/xml; charset=utf-8"), ("Cache-Control", "public, max-age=3600")],
        )
