from odoo import http
from odoo.addons.onestop_core.engine import barcode
from odoo.http import request

from ..engine.row_id import row_id
from .page import HallPage

KIOSK = ("kiosk",)
RATING = ("kiosk", "rating")
# what a person writes on a screen
FEEDBACK_LENGTH = 1000
TEXT_LENGTH = 500


class KioskController(HallPage, http.Controller):
    """What the kiosk and the rating tablet ask for. Each call is known by the cookie of the device alone."""

    def _route_lang(self):
        return request.httprequest.args.get("lang", "vi")

    @http.route(
        "/kiosk/bat-dau", type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def home(self, **_ignored):
        """Queues, priority groups and words of the agency."""
        return self._answer(RATING, lambda device: device._home(), self._route_lang())

    @http.route(
        "/kiosk/danh-muc", type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False
    )
    def catalogue(self, **_ignored):
        """Procedures that are received here, for the search on the kiosk itself."""
        return self._answer(KIOSK, lambda device: device._catalogue(), self._route_lang())

    @http.route(
        "/kiosk/lay-so", type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False
    )
    def take(self, **_ignored):
        """Give a number: ``queue``, ``group`` or none, and the ``uuid`` that the kiosk chose for this person."""
        sent = self._sent()

        def do(device):
            ticket = device._take_ticket(row_id(sent.get("queue")), row_id(sent.get("group")), sent.get("uuid"))
            return {**ticket, "qr": barcode.data_uri(barcode.qr_svg(ticket["address"]))}

        return self._answer(KIOSK, do, self._route_lang())

    @http.route(
        "/kiosk/tra-cuu", type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False
    )
    def look_up(self, **_ignored):
        """How far a dossier is: ``text`` is a typed code, or what the scanner read on the slip."""
        text = str(self._sent().get("text") or "")[:TEXT_LENGTH]
        return self._answer(RATING, lambda device: {"dossier": device._look_up_dossier(text)}, self._route_lang())

    @http.route(
        "/kiosk/danh-gia", type="http", auth="public", methods=["POST"], csrf=False, save_session=False, sitemap=False
    )
    def rate(self, **_ignored):
        """Keep the ``verdict`` of whoever holds the slip that was scanned as ``text``."""
        sent = self._sent()

        def do(device):
            device._rate(
                str(sent.get("text") or "")[:TEXT_LENGTH],
                str(sent.get("verdict")),
                str(sent.get("feedback") or "")[:FEEDBACK_LENGTH],
                sent.get("uuid"),
            )
            return {}

        return self._answer(RATING, do, self._route_lang())
