from odoo import http
from odoo.addons.onestop_portal.controllers.page import HOME_PATH, PortalPage
from odoo.http import request

PRICES_PATH = f"{HOME_PATH}/gia-cuoc-buu-dien"


class PostalPrices(PortalPage, http.Controller):
    """What the post charges, for everybody to read before they choose it."""

    @http.route(PRICES_PATH, type="http", auth="public", methods=["GET"], sitemap=False, readonly=True)
    def prices(self, **_ignored):
        """The posted tariff of today beside what the law allows."""
        self._speak()
        prices = request.env["onestop.postal.tariff"].sudo()._public_prices()
        title = request.env._("What the post charges")
        return self._page("onestop_postal_portal.prices", title, {"prices": prices}, public=True)
