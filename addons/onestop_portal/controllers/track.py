import re
import time
from urllib.parse import quote

from odoo import http
from odoo.addons.onestop_core.models.forms.onestop_form_mixin import LOOKUP_PATH
from odoo.addons.onestop_core.models.papers.onestop_dossier_file import FileRefused
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from ..models.track.onestop_dossier_hand_out import LINK_PATH
from ..models.track.onestop_dossier_verify import VERIFY_PATH
from .page import HOME_PATH, PortalPage

DOSSIER_PATH = f"{HOME_PATH}/theo-doi"
# how long a browser is known after the key was entered, in seconds
KNOWN_SECONDS = 3600
HOUR = 3600
LINK = re.compile(r"([0-9]{1,9})-([a-z0-9]{32})")


class TrackController(PortalPage, http.Controller):
    """A dossier for whoever filed it: known by the update key or the account."""

    # ------------------------------------------------------------------ who it is

    @http.route(f"{LOOKUP_PATH}/khoa", type="http", auth="public", methods=["GET"], sitemap=False)
    def key_form(self, code="", **_ignored):
        """Ask for the update key."""
        self._speak()
        typed = "".join(filter(str.isprintable, code))[:64]
        return self._page("key", request.env._("Enter the update key"), {"typed": typed, "wrong": ""})

    @http.route(f"{LOOKUP_PATH}/khoa", type="http", auth="public", methods=["POST"], sitemap=False)
    def by_key(self, code="", key="", **_ignored):
        """Open the dossier to whoever has its update key."""
        self._speak()
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        title = request.env._("Enter the update key")
        wait = self._hit("update_key_address", 30, HOUR)
        if wait:
            return self._too_often(wait)
        dossier, closed = dossiers._known_by_key(known, key)
        if not dossier:
            wrong = (
                request.env._("Too many wrong keys: this way is closed until tomorrow. The desk can help you.")
                if closed
                else request.env._(
                    "There is no such dossier, or this is not its update key. Compare both, sign by sign."
                )
            )
            values = {"typed": "".join(filter(str.isprintable, code))[:64], "wrong": wrong}
            return self._page("key", title, values, status=403)
        self._remember(dossier)
        # whoever planted the session before gains nothing
        request.session.should_rotate = True
        return self._go(self._path(dossier))

    @http.route(f"{LOOKUP_PATH}/khoa-moi", type="http", auth="public", methods=["POST"], sitemap=False)
    def new_key(self, code="", digits="", **_ignored):
        """Send a new update key to whom the dossier names. The answer tells nobody whether there is such a dossier."""
        self._speak()
        dossiers = request.env["onestop.dossier"]
        known = dossiers._code_from_input(code)
        wait = self._hit("new_key", 10, HOUR, ("new_key_of", known, 3))
        if wait:
            return self._too_often(wait)
        public_pass, _closed = dossiers._known_by_digits(known, digits)
        if public_pass:
            dossiers._find_public(known)._send_new_key()
        return self._page("key_sent", request.env._("Look at your messages"))

    def _remember(self, dossier):
        """This browser's session is that of whoever filed the dossier, for an hour."""
        now = time.time()
        known = {
            number: mark for number, mark in request.session.get("onestop_known", {}).items() if mark[1] > now
        }  # fmt: skip
        known[str(dossier.id)] = [dossier.key_generation, now + KNOWN_SECONDS]
        request.session["onestop_known"] = known

    def _known(self, code):
        """``(dossier, by what)`` if this visitor has proven to be who filed it; none otherwise, whatever the reason."""
        dossiers = request.env["onestop.dossier"]
        dossier = dossiers._find_public(dossiers._code_from_input(code))
        mark = request.session.get("onestop_known", {}).get(str(dossier.id)) if dossier else None
        if mark and mark[0] == dossier.key_generation and mark[1] > time.time():
            return dossier, "key"
        if dossier and self._is_of_account(dossier):
            return dossier, "account"
        return dossier.browse(), ""

    def _is_of_account(self, dossier):
        """Whether the dossier lies in the account of who is signed in."""
        user = request.env.user
        return user._is_portal() and dossier.applicant_id == user.partner_id

    @staticmethod
    def _path(dossier, more=""):
        code = quote(dossier.code or dossier.request_number, safe="")
        return f"{DOSSIER_PATH}/{code}" + (f"/{more}" if more else "")

    # ------------------------------------------------------------------ the page

    @http.route(f"{DOSSIER_PATH}/<string:code>", type="http", auth="public", methods=["GET"], sitemap=False)
    def show(self, code, done="", **_ignored):
        """The dossier as whoever filed it sees it; for everybody else it does not exist."""
        self._speak()
        dossier, _proof = self._known(code)
        if not dossier:
            return self._not_found()
        return self._dossier_page(dossier, done=done if done in ("sent", "written", "withdrawn", "confirmed") else "")

    def _dossier_page(self, dossier, *, errors=None, said=None, done="", status=200):
        dossier._see_messages("agency")
        letters, results = dossier._citizen_documents()
        kinds = dict(letters._fields["kind"]._description_selection(request.env))
        values = {
            **dossier._citizen_page(),
            "base": self._path(dossier),
            "messages": dossier._citizen_messages(),
            "letters": [(one.id, kinds[one.kind], one.name, dossier._lookup_moment(one.issued_at)) for one in letters],
            "results": [(one.id, one.name, one._verify_path()) for one in results],
            "errors": errors or {},
            "said": said or {},
            "done": done,
            "accept": self._accept(),
        }
        title = f"{dossier.code or dossier.request_number}"
        return self._page("dossier", title, values, status=status)

    @staticmethod
    def _accept():
        policy = request.env["onestop.dossier"]._upload_policy()
        return ",".join(["image/*", *(f".{ending}" for ending in sorted(policy.extensions)), ".heic", ".heif"])

    # ------------------------------------------------------------------ what can be done

    @http.route(f"{DOSSIER_PATH}/<string:code>/bo-sung", type="http", auth="public", methods=["POST"], sitemap=False)
    def complete(self, code, text="", **_form):
        """Send what was asked for."""
        self._speak()
        dossier, proof = self._known(code)
        if not dossier:
            return self._not_found()
        files = [
            (name.removeprefix("files_"), file.filename, file.stream)
            for name in request.httprequest.files
            if name.startswith("files_")
            for file in request.httprequest.files.getlist(name)
            if file.filename
        ]
        return self._act(
            dossier, "complete", "sent", {"text": text}, lambda: dossier._citizen_complete(files, text, proof=proof)
        )

    @http.route(f"{DOSSIER_PATH}/<string:code>/rut", type="http", auth="public", methods=["POST"], sitemap=False)
    def withdraw(self, code, reason="", **_form):
        """Withdraw the dossier."""
        self._speak()
        dossier, proof = self._known(code)
        if not dossier:
            return self._not_found()
        return self._act(
            dossier, "withdraw", "withdrawn", {"reason": reason}, lambda: dossier._citizen_withdraw(reason, proof=proof)
        )

    @http.route(f"{DOSSIER_PATH}/<string:code>/xac-nhan", type="http", auth="public", methods=["POST"], sitemap=False)
    def confirm(self, code, **_form):
        """Agree to the draft of the result."""
        self._speak()
        dossier, proof = self._known(code)
        if not dossier:
            return self._not_found()
        return self._act(dossier, "confirm", "confirmed", {}, lambda: dossier._citizen_confirm(proof=proof))

    @http.route(f"{DOSSIER_PATH}/<string:code>/tin-nhan", type="http", auth="public", methods=["POST"], sitemap=False)
    def say(self, code, message="", **_form):
        """Write to the agency."""
        self._speak()
        dossier, _proof = self._known(code)
        if not dossier:
            return self._not_found()
        wait = self._hit("citizen_message", 20, HOUR, ("citizen_message_of", dossier.id, 20))
        if wait:
            return self._too_often(wait)
        return self._act(dossier, "message", "written", {"message": message}, lambda: dossier._citizen_says(message))

    def _act(self, dossier, field, done, said, act):
        """Do what the citizen asked for; what speaks against it is said beside the form, and nothing is lost."""
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as error:
            dossier.invalidate_recordset()
            return self._dossier_page(dossier, errors={field: str(error)}, said=said, status=422)
        # what changes the dossier ends the key; this browser stays known, and the next key is on its way
        self._remember(dossier)
        return self._go(f"{self._path(dossier)}?done={done}")

    # ------------------------------------------------------------------ letters and results

    @http.route(
        f"{DOSSIER_PATH}/<string:code>/<string:kind>/<int:number>", type="http", auth="public", methods=["POST"], sitemap=False
    )  # fmt: skip
    def open_document(self, code, kind, number, **_form):
        """A letter (``thu``) or a result (``ket-qua``) of the dossier."""
        self._speak()
        dossier, _proof = self._known(code)
        letters, results = dossier._citizen_documents() if dossier else (None, None)
        if not dossier or kind not in ("thu", "ket-qua"):
            return self._not_found()
        found = (letters if kind == "thu" else results).filtered(lambda one: one.id == number)
        if not found:
            return self._not_found()
        try:
            document = dossier._letter_document(found) if kind == "thu" else dossier._result_document(found)
        except (FileRefused, UserError) as refused:
            return self._dossier_page(dossier, errors={"documents": str(refused)}, status=423)
        return self._file(*document)

    @http.route(f"{LINK_PATH}/<string:link>", type="http", auth="public", methods=["GET"], sitemap=False)
    def document_link(self, link, **_ignored):
        """What a link from a notice opens: a page with a button. Looking at it spends nothing."""
        self._speak()
        found = self._find_link(link)
        if not found:
            return self._not_found()
        values = {
            "document": found._document_name(),
            "open": found._is_open(),
            "code": found.dossier_id.code or found.dossier_id.request_number,
        }
        return self._page("document_link", request.env._("A document for you"), values)

    @http.route(f"{LINK_PATH}/<string:link>", type="http", auth="public", methods=["POST"], sitemap=False)
    def spend_link(self, link, **_form):
        """Open the document, once."""
        self._speak()
        found = self._find_link(link)
        if not found:
            return self._not_found()
        try:
            document = found._spend()
        except (FileRefused, UserError):
            document = None
        if not document:
            values = {
                "document": found._document_name(),
                "open": False,
                "code": found.dossier_id.code or found.dossier_id.request_number,
            }
            return self._page("document_link", request.env._("A document for you"), values, status=410)
        return self._file(*document)

    def _find_link(self, link):
        if self._hit("document_link", 60, HOUR):
            return None
        known = LINK.fullmatch(link)
        return known and request.env["onestop.dossier.link"]._find_by_link(int(known[1]), known[2])

    @http.route(f"{VERIFY_PATH}/<string:link>", type="http", auth="public", methods=["GET"], sitemap=False)
    def verify(self, link, **_ignored):
        """Whose result it is, for whoever holds it."""
        self._speak()
        file = self._verified(link)
        return self._verify_page(file) if file else self._not_found()

    @http.route(f"{VERIFY_PATH}/<string:link>", type="http", auth="public", methods=["POST"], sitemap=False)
    def compare(self, link, file=None, **_form):
        """Compare a file with the result; nothing of it is kept or read but its hash."""
        self._speak()
        known = self._verified(link)
        if not known:
            return self._not_found()
        wait = self._hit("verify_file", 60, HOUR)
        if wait:
            return self._too_often(wait)
        same = bool(file) and known._is_same(file.stream)
        return self._verify_page(known, verdict="none" if not file else "same" if same else "other")

    def _verified(self, link):
        known = LINK.fullmatch(link)
        return known and request.env["onestop.dossier.file"]._find_verified(int(known[1]), known[2])

    def _verify_page(self, file, verdict=""):
        values = {"result": file._verification(), "verdict": verdict}
        return self._page("verify", request.env._("Is this the agency's result?"), values)

    @staticmethod
    def _file(name, content, mimetype):
        headers = [
            ("Content-Type", mimetype),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "private, no-store"),
            ("Referrer-Policy", "no-referrer"),
        ]
        return request.make_response(content, headers)
