from odoo import http
from odoo.http import request

from .page import HallPage

LOOKS = 60
LOOKS_SECONDS = 60


class PlaceController(HallPage, http.Controller):
    """The page on which a person follows the own place in the line, on the own phone. It works without a script."""

    @http.route(
        "/kiosk/so/<string:token>", type="http", auth="public", methods=["GET"], save_session=False, sitemap=False
    )
    def place(self, token, lang="vi", **_ignored):
        """Where the ticket stands; 404 if the address belongs to none."""
        lang = self._speak(lang)
        address = request.httprequest.remote_addr or ""
        if request.env["onestop.rate.limit"]._hit({("hall_place", address): LOOKS}, LOOKS_SECONDS):
            return self._page("place_too_often", {"page_lang": lang}, status=429)
        ticket = request.env["onestop.ticket"]._by_follow_token(token)
        if not ticket:
            return self._not_found()
        ticket = ticket.with_env(ticket.env(context=request.env.context))
        return self._page("place", {"page_lang": lang, "place": ticket._place()})
