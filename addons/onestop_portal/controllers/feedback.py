"""Feedback of citizens (phản ánh, kiến nghị) and the rating of dossiers."""

import re
import uuid

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from .page import PortalPage

BASE = "/dich-vu-cong/phan-anh"
PER_PAGE = 20
# sent by one address within an hour, and by one telephone within a day
SENT_BY_ADDRESS = (10, 3600)
SENT_BY_PHONE = (3, 24 * 3600)
# pages behind a link, opened or guessed by one address within ten minutes
OPENED = (60, 600)

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LINK = re.compile(r"([0-9]{1,9})-([0-9A-Z]{10,40})")


class PortalFeedback(http.Controller, PortalPage):
    @http.route(BASE, type="http", auth="public", methods=["GET"], readonly=True, save_session=False, sitemap=True)
    def feedback(self, trang="1", **_more):
        """What citizens have said, and the public answers, the newest first."""
        self._speak()
        page = int(trang) if re.fullmatch("[1-9][0-9]{0,4}", trang) else 1
        feedbacks = request.env["onestop.feedback"].sudo()
        public = Domain("published_at", "!=", False)
        count = feedbacks.search_count(public)
        shown = feedbacks.search(
            public, limit=PER_PAGE, offset=PER_PAGE * (page - 1), order="published_at desc, id desc"
        )
        values = {"feedbacks": shown, "number": page, "more": count > PER_PAGE * page, "path": BASE}
        return self._page("feedback_list", request.env._("Feedback and answers"), values, public=True)

    @http.route(f"{BASE}/gui", type="http", auth="public", methods=["GET", "POST"], sitemap=False)
    def send(self, **sent):
        """The page that takes feedback. A POST that is right is kept once, however often it is pressed."""
        self._speak()
        form = request.env["onestop.feedback.form"]
        if request.httprequest.method == "GET":
            return self._form_page(form, self._offered(form, sent), {}, str(uuid.uuid4()), {})
        client_uuid = sent.get("client_uuid", "")
        if not _UUID.fullmatch(client_uuid):
            client_uuid = str(uuid.uuid4())
        answers = form._parse(request.httprequest.form.to_dict(flat=False))
        errors = form._validate(answers)
        if errors:
            return self._form_page(form, answers, errors, client_uuid, sent)
        known = request.env["onestop.feedback"].sudo().search([("client_uuid", "=", client_uuid)], limit=1)
        if not known:
            problem = self._challenge_problem("feedback", client_uuid, sent)
            if problem:
                return self._form_page(form, answers, {}, client_uuid, sent, problem)
            wait = self._hit("feedback", *SENT_BY_ADDRESS)
            if not wait:
                most, seconds = SENT_BY_PHONE
                limits = {("feedback_phone", answers["phone"]): most}
                wait = request.env["onestop.rate.limit"]._hit(limits, seconds)
            if wait:
                return self._too_often(wait)
        feedback = request.env["onestop.feedback"]._take_in(form._said(answers), client_uuid=client_uuid)
        return self._go(feedback._path())

    def _offered(self, form, sent):
        """What the page that leads here has said: the agency and the procedure."""
        offered = {}
        agency = request.env["onestop.agency"].sudo().search([("code", "=", sent.get("co-quan", ""))], limit=1)
        if agency:
            offered["agency"] = f"a{agency.id}"
        if re.fullmatch(r"[0-9A-Z.]{3,40}", sent.get("thu-tuc", "")):
            offered |= {"procedure": sent["thu-tuc"], "about": "procedure"}
        return offered

    def _form_page(self, form, answers, errors, client_uuid, sent, problem=""):
        title = request.env._("Send feedback")
        values = {
            "questions": form._render(answers, errors),
            "errors": [(form._anchor(path), words) for path, words in errors.items()],
            "client_uuid": client_uuid,
            "challenge": self._challenge("feedback", client_uuid, sent),
            "problem": problem,
            "limit": request.env["onestop.feedback.limit"]._in_force(request.env["onestop.agency"]._today()),
            "page_scripts": ["onestop_portal.assets_eform"],
        }
        return self._page("feedback_form", request.env._("Error: %s", title) if errors or problem else title, values)

    # ------------------------------------------------------------------ followed by its link

    @http.route(f"{BASE}/theo-doi/<string:link>", type="http", auth="public", methods=["GET"], sitemap=False)
    def follow(self, link):
        """What has become of a feedback; whoever has the link is the citizen."""
        feedback, refused = self._followed(link)
        return refused or self._follow_page(feedback)

    @http.route(f"{BASE}/theo-doi/<string:link>", type="http", auth="public", methods=["POST"], sitemap=False)
    def follow_act(self, link, text="", verdict="", **_more):
        """The citizen adds something, or says how the feedback was dealt with."""
        feedback, refused = self._followed(link)
        if refused:
            return refused
        try:
            if verdict:
                feedback._judge(verdict)
            else:
                feedback._reply(text[:5000])
        except UserError as error:
            return self._follow_page(feedback, str(error))
        return self._go(feedback._path())

    def _followed(self, link):
        """The feedback of a link, or the page that refuses it."""
        self._speak()
        wait = self._hit("feedback_link", *OPENED)
        if wait:
            return None, self._too_often(wait)
        parts = _LINK.fullmatch(link)
        feedback = parts and request.env["onestop.feedback"]._by_key(int(parts[1]), parts[2])
        return feedback, None if feedback else self._not_found()

    def _follow_page(self, feedback, problem=""):
        title = request.env._("Your feedback %s", feedback.number)
        return self._page("feedback_follow", title, {"feedback": feedback, "problem": problem, "moment": _moment})

    # ------------------------------------------------------------------ rating

    @http.route(
        "/dich-vu-cong/danh-gia/<string:link>", type="http", auth="public", methods=["GET", "POST"], sitemap=False
    )
    def rate(self, link, verdict="", client_uuid="", **_more):
        """The citizen rates a dossier whose result was handed over, once."""
        self._speak()
        wait = self._hit("rating_link", *OPENED)
        if wait:
            return self._too_often(wait)
        parts = _LINK.fullmatch(link)
        dossier = parts and request.env["onestop.dossier"]._by_rating_key(int(parts[1]), parts[2])
        if not dossier:
            return self._not_found()
        form = request.env["onestop.rating.form"]
        answers, errors = {}, {}
        rated = not dossier._may_be_rated()
        if request.httprequest.method == "POST" and not rated:
            answers = form._parse(request.httprequest.form.to_dict(flat=False))
            errors = form._validate(answers)
            if verdict not in ("0", "1", "2"):
                errors = {"verdict": request.env._("Choose one of the three faces."), **errors}
            if not errors:
                request.env["onestop.rating"]._rate(
                    dossier, verdict, client_uuid=client_uuid, source="portal",
                    feedback=answers.get("feedback"), indicators=form._indicators(answers),
                )  # fmt: skip
                return self._go(dossier._rating_path())
        values = {
            "dossier": dossier,
            "rated": rated,
            "verdict": verdict,
            "questions": form._render(answers, errors),
            "errors": [(form._anchor(path), words) for path, words in errors.items()],
            "client_uuid": client_uuid or str(uuid.uuid4()),
        }
        title = request.env._("Rate the dossier %s", dossier.code)
        return self._page("rating", request.env._("Error: %s", title) if errors else title, values)


def _moment(record, name):
    """A stored moment in words of the agency's zone."""
    value = record[name]
    return (
        http.request.env["ir.qweb.field.datetime"].value_to_html(value, {"format": "HH:mm dd/MM/yyyy"}) if value else ""
    )
