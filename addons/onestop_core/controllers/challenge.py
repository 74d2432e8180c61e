from odoo import http
from odoo.http import request

from ..models.onestop_challenge import CHALLENGE_PATH


class ChallengeController(http.Controller):
    """Challenges for the public forms: the widget asks for one when it needs it, so that a long form does not outlive it."""

    @http.route(
        f"{CHALLENGE_PATH}/<string:form>",
        type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=False,
    )  # fmt: skip
    def make(self, form, bound="", **_ignored):
        """A challenge as JSON; 404 for a form that has none.

        :param bound: what is asked for with it, see ``onestop.challenge._make``
        """
        challenges = request.env["onestop.challenge"]
        if form not in challenges._forms():
            raise request.not_found()
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}
        return request.make_json_response(challenges._make(form, bound), headers)
