from odoo import http
from odoo.addons.bus.websocket import WebsocketConnectionHandler
from odoo.http import request

from ..models.onestop_hall_device import PAIR_PATH
from .page import COOKIE, COOKIE_DAYS, PAIRING_SECONDS, PAIRINGS, HallPage


class DeviceController(HallPage, http.Controller):
    """A device is set up, and then always at the same address, ``/kiosk``."""

    @http.route(
        PAIR_PATH, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def pairing(self, **_ignored):
        """The page that the address of a new device opens. Its token never reaches us before somebody presses the button."""
        self._speak("vi")
        return self._page("device_pairing")

    @http.route(PAIR_PATH, type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False)
    def pair(self, token="", **_ignored):
        """Let the browser be the device to which the token belongs."""
        address = request.httprequest.remote_addr or ""
        limits = request.env["onestop.rate.limit"]
        wait = limits._hit({("hall_pairing", address): PAIRINGS}, PAIRING_SECONDS)
        device = request.env["onestop.hall.device"]._by_token(token) if not wait else None
        if not device:
            return self._not_found()
        response = request.redirect("/kiosk", 303)
        response.set_cookie(
            COOKIE, token, max_age=COOKIE_DAYS * 24 * 3600, path="/kiosk", httponly=True, samesite="Strict",
            secure=request.httprequest.scheme == "https",
        )  # fmt: skip
        return response

    @http.route("/kiosk", type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False)
    def show(self, **_ignored):
        """The page of the device; 404 to any other browser."""
        device = self._device("kiosk", "board", "rating")
        if not device:
            return self._not_found()
        self._speak("vi")
        values = {"device": device, "agency": device.agency_id.name, "desk": device.desk_id.name}
        if device.kind == "board":
            values |= {"channel": device._channel(), "socket_version": WebsocketConnectionHandler._VERSION}
            return self._page("board", values)
        return self._page("kiosk", values)

    @http.route(
        "/kiosk/bang", type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def board(self, **_ignored):
        """What the hall screen shows now."""
        return self._answer(("board",), lambda device: device._board())
