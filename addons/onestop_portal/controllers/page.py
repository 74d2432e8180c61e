"""What all public pages have in common: their document, language, headers, limits and errors."""

from urllib.parse import urlencode, urlsplit

from odoo.addons.onestop_core.engine import visitor
from odoo.http import request

HOME_PATH = "/dich-vu-cong"
# Vietnamese first
LANGUAGES = {"vi": "vi_VN", "en": "en_US"}
# as whoever reads no other language looks for it
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
LANGUAGE_COOKIE = "onestop_lang"
YEAR = 365 * 24 * 3600
# the scripts of every page
PAGE_SCRIPTS = "onestop_portal.assets_page"

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # the address of a page may hold the token of a filing
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}


class PortalPage:
    """Base of the portal's controllers. A page is a template that calls ``onestop_portal.layout``."""

    def _policy(self):
        """The Content-Security-Policy as a dict; a page that needs more extends it."""
        return {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' blob:",
            "connect-src": "'self'",
            "worker-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }

    def _speak(self, lang=None):
        """Answer in the language that the visitor asked for, or has chosen before.

        :return: ``vi`` or ``en``
        """
        code = lang or request.httprequest.args.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
        code = code if code in LANGUAGES else "vi"
        request.update_context(lang=request.env["res.lang"]._get_code(LANGUAGES[code]), tz="Asia/Ho_Chi_Minh")
        return code

    def _page(self, template, title, values=None, *, status=200, headers=None, public=False):
        """Render a page.

        :param template: name of the template, without the module if it is the portal's
        :param title: of the document, in the reader's language: call ``_speak`` before
        :param public: whether it may be found by search engines and kept by caches; nothing personal stands in it
        """
        lang = self._speak()
        other = "en" if lang == "vi" else "vi"
        path = request.httprequest.path
        arguments = {key: value for key, value in request.httprequest.args.items() if key != "lang"}
        base = request.env["ir.config_parameter"].sudo().get_param("web.base.url")
        head = {
            "page_lang": lang,
            "page_title": title,
            "page_path": path,
            "other_lang": other,
            "other_lang_name": LANGUAGE_NAMES[other],
            "other_language": f"{path}?{urlencode({**arguments, 'lang': other})}",
            "canonical": f"{base}{path}" if public else "",
            "here": path,
            "page_script_urls": self._script_urls([PAGE_SCRIPTS, *(values or {}).get("page_scripts", ())]),
            "news": self._news(path),
            **request.env["onestop.agency"]._portal_head(),
        }
        policy = "; ".join(f"{name} {value}" for name, value in self._policy().items())
        more = {
            "Content-Security-Policy": policy,
            "Cache-Control": "public, max-age=60" if public else "no-store",
            # one address speaks the language that the visitor has chosen
            "Vary": "Cookie",
        }
        if not public:
            more["X-Robots-Tag"] = "noindex, nofollow"
        name = template if "." in template else f"onestop_portal.{template}"
        response = request.render(
            name, {**head, **(values or {})}, status=status, headers={**HEADERS, **more, **(headers or {})}
        )
        asked = request.httprequest.args.get("lang")
        if asked in LANGUAGES and asked != request.cookies.get(LANGUAGE_COOKIE):
            response.set_cookie(
                LANGUAGE_COOKIE, asked, max_age=YEAR, path="/dich-vu-cong", httponly=True, samesite="Lax",
                secure=request.httprequest.scheme == "https",
            )  # fmt: skip
        return response

    @staticmethod
    def _news(path):
        """What stands above the page: all of it on the first one; elsewhere, where somebody is busy, stops alone."""
        shown = request.env["onestop.portal.news"]._shown_on(
            request.env["onestop.agency"]._today(), request.env.lang or ""
        )
        return shown if path == HOME_PATH else [one for one in shown if one[0] != "news"]

    @staticmethod
    def _script_urls(bundles):
        """Addresses of the scripts that a page needs.

        :param bundles: names of bundles of assets
        """
        qweb = request.env["ir.qweb"].sudo()
        return [path for name in bundles for path in qweb._get_asset_links(name, css=False, js=True)]

    @staticmethod
    def _challenge_problem(form, bound, sent):
        """What keeps a public form from being taken, in words, or an empty text: that the browser has worked for it, or
        whoever sends it has waited, see ``onestop.challenge._passes``.

        :param sent: what came with the form
        """
        passes, wait = request.env["onestop.challenge"]._passes(
            form, bound, request.httprequest.remote_addr, sent.get("altcha", ""), sent.get("waited", "")
        )
        if passes:
            return ""
        if wait:
            return request.env._("It is too early: please wait %s seconds more, then send again.", wait)
        return request.env._("Please send again: the check that a person sends has ended meanwhile.")

    @staticmethod
    def _challenge(form, bound, sent):
        """What a page shows so that programs do not send; on the slow way the time that has passed counts."""
        shown = request.env["onestop.challenge"]._of_form(form, bound, goes_on=False)
        return shown | ({"wait": sent["waited"]} if sent.get("waited") else {})

    def _not_found(self):
        """What is not there, and what is not the visitor's: one and the same answer."""
        self._speak()
        return self._page("not_found", request.env._("This page does not exist"), status=404)

    def _too_often(self, wait):
        self._speak()
        return self._page(
            "too_often", request.env._("Too many requests"), {"wait": wait}, status=429,
            headers={"Retry-After": str(wait)},
        )  # fmt: skip

    def _go(self, path, status=303):
        """Send the browser to a path of this site."""
        response = request.redirect(path, status)
        response.headers.update(
            {
                **HEADERS,
                "Cache-Control": "no-store",
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
            }
        )
        return response

    def _back_path(self, path):
        """``path`` if it leads to a page of the portal, else the portal's first page: nobody is sent elsewhere."""
        parts = urlsplit(path or "")
        inside = not parts.scheme and not parts.netloc and parts.path.startswith(f"{HOME_PATH}/")
        return path if inside and "\\" not in path else HOME_PATH

    # ------------------------------------------------------------------ limits

    def _hit(self, scope, most, seconds, *more):
        """Count an action of this visitor.

        :param scope: name of what is counted
        :param most: how many the visitor's address may do in ``seconds``
        :param more: ``(scope, subject, most)`` of what else is counted
        :return: seconds to wait, 0 if it is allowed
        """
        limits = {(scope, visitor.line(request.httprequest.remote_addr)): most}
        limits |= {(name, str(subject)): number for name, subject, number in more}
        return request.env["onestop.rate.limit"]._hit(limits, seconds)
