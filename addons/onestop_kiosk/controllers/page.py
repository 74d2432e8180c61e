"""What the pages of the hall have in common: who asks, how they are answered, and what a browser may do there."""

import json
from http import HTTPStatus

from odoo.exceptions import UserError
from odoo.http import request

COOKIE = "onestop_hall_device"
COOKIE_DAYS = 400
LANGUAGES = {"vi": "vi_VN", "en": "en_US"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
# calls of one device in a minute; a hall at its busiest makes some tens
CALLS_A_MINUTE = 240
# bytes of a call; a person writes a few lines
LONGEST_CALL = 32 * 1024
PAIRINGS = 10
PAIRING_SECONDS = 600


class HallPage:
    """Base of the controllers of the hall."""

    def _device(self, *kinds):
        """The device that asks, with all rights, if it is one of these kinds; else an empty recordset.

        A token that is wrong, revoked or another kind's is answered like none.
        """
        devices = request.env["onestop.hall.device"]
        device = devices._by_token(request.cookies.get(COOKIE))
        return device if device.kind in kinds else devices.sudo().browse()

    def _speak(self, lang):
        lang = lang if lang in LANGUAGES else "vi"
        request.update_context(lang=request.env["res.lang"]._get_code(LANGUAGES[lang]), tz="Asia/Ho_Chi_Minh")
        return lang

    def _page(self, template, values=None, status=200):
        return request.render(f"onestop_kiosk.{template}", values or {}, status=status, headers=HEADERS)

    def _not_found(self):
        self._speak("vi")
        return self._page("device_unknown", status=404)

    def _answer(self, kinds, do, lang="vi"):
        """Answer a call of a device with what ``do(device)`` gives, as JSON.

        404 to who is no device; 422 with words for a refusal; 429 to a device that asks too often.
        """
        device = self._device(*kinds)
        if not device:
            return self._json({}, HTTPStatus.NOT_FOUND)
        self._speak(lang)
        if request.env["onestop.rate.limit"]._hit({("hall_device", str(device.id)): CALLS_A_MINUTE}, 60):
            return self._json({"message": request.env._("One moment, please.")}, HTTPStatus.TOO_MANY_REQUESTS)
        try:
            with request.env.cr.savepoint():
                return self._json(do(device.with_env(device.env(context=request.env.context))))
        except UserError as refusal:
            return self._json({"message": str(refusal)}, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _sent(self):
        """What the device sent as JSON: a dict, empty if it is none, too long, or holds what no text holds."""
        if (request.httprequest.content_length or 0) > LONGEST_CALL:
            return {}
        try:
            sent = json.loads(request.httprequest.get_data() or b"{}")
            # half a sign can be escaped, but is none
            json.dumps(sent, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return {}
        return sent if isinstance(sent, dict) else {}

    def _json(self, values, status=HTTPStatus.OK):
        return request.make_json_response(values, headers=HEADERS.items(), status=status)
