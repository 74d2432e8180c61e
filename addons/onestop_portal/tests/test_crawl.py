import html
import re
from urllib.parse import urljoin, urlsplit

from odoo.tests import tagged

from .filing.portal_case import PortalCase

LINK = re.compile(r'(?:href|action)="([^"#]+)"')
# enough for the pages of the tests' world and of the demo data
MOST = 400
# every address of the portal, asked in every way that is not its own
ODD_METHODS = ("PUT", "DELETE", "PATCH")


@tagged("post_install", "-at_install")
class TestCrawl(PortalCase):
    """All public addresses, as a search engine and as somebody with bad intentions goes through them."""

    def crawl(self):
        seen, waiting, pages = set(), ["/dich-vu-cong", "/dich-vu-cong/sitemap.xml"], {}
        while waiting and len(pages) < MOST:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            response = self.get(path)
            pages[path] = response
            if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
                continue
            for link in LINK.findall(response.text):
                parts = urlsplit(urljoin(self.base_url() + path, html.unescape(link)))
                if parts.path.startswith("/dich-vu-cong") and parts.netloc in self.base_url():
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return pages

    def test_no_public_page_fails_or_tells_anything_personal(self):
        dossier = self.receive(
            applicant_name="Nguyễn Thị Riêng Tư", applicant_identity="001185000777", applicant_phone="0912777777"
        )
        secrets = ("Riêng Tư", "001185000777", "0912777777", dossier.code)
        pages = self.crawl()
        self.assertGreater(len(pages), 30)
        for path, response in pages.items():
            with self.subTest(path):
                self.assertLess(response.status_code, 500)
                self.assertNotIn(response.status_code, (400, 404), "no page links to one that is not there")
                for secret in secrets:
                    self.assertNotIn(secret, response.text)
                if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
                    self.assertIn("default-src 'none'", response.headers["Content-Security-Policy"])
                    self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
                    self.assertNotRegex(
                        response.text,
                        r"<script(?! type=\"application/ld\+json\"| type=\"module\"| type=\"text/javascript\" defer)[^>]*>[^<]",
                    )

    def test_an_unknown_way_to_ask_is_refused(self):
        paths = (
            "/dich-vu-cong", "/dich-vu-cong/thu-tuc/9.000001", "/dich-vu-cong/nop/9.000001", "/dich-vu-cong/tra-cuu/khoa",
            "/dich-vu-cong/dang-nhap", "/dich-vu-cong/cua-toi", "/dich-vu-cong/theo-doi/x", "/dich-vu-cong/theo-doi/x/rut",
            "/dich-vu-cong/ho-so-nhap/1-x/nguoi-nop", "/dich-vu-cong/ho-so-nhap/1-x/tep/1", "/dich-vu-cong/van-ban/1-x",
            "/dich-vu-cong/don-vi", "/dich-vu-cong/sitemap.xml", "/dich-vu-cong/co-quan",
        )  # fmt: skip
        for path in paths:
            for method in ODD_METHODS:
                with self.subTest(path=path, method=method):
                    response = self.opener.request(method, self.base_url() + path, allow_redirects=False, timeout=20)
                    self.assertIn(response.status_code, (400, 404, 405))

    def test_what_no_browser_sends_harms_nothing(self):
        token = self.token("/dich-vu-cong/dang-nhap")
        for path in (
            "/dich-vu-cong/tra-cuu/khoa", "/dich-vu-cong/tra-cuu/khoa-moi", "/dich-vu-cong/dang-nhap", "/dich-vu-cong/nop/9.000001",
            "/dich-vu-cong/theo-doi/H99/bo-sung", "/dich-vu-cong/van-ban/0-aa", "/dich-vu-cong/cua-toi/xoa/0",
            "/dich-vu-cong/ho-so-nhap/0-aa/kiem-tra", "/dich-vu-cong/ho-so-nhap/0-aa/tep", "/dich-vu-cong/dang-nhap/0-aa",
            # numbers that no database holds
            "/dich-vu-cong/ho-so-nhap/9999999999-" + "a" * 32 + "/kiem-tra", "/dich-vu-cong/cua-toi/xoa/99999999999",
            "/dich-vu-cong/van-ban/9999999999-" + "a" * 32, "/dich-vu-cong/kiem-chung/9999999999-" + "a" * 32,
        ):  # fmt: skip
            for data in (
                {},
                {"code": "\x00" * 50, "key": "é" * 5000},
                {"contact": "a" * 100_000},
                {"size": "9" * 40, "paper": "-1"},
            ):
                with self.subTest(path=path, data=str(data)[:30]):
                    response = self.post(path, data, token=token)
                    self.assertLess(response.status_code, 500)

    def test_a_large_catalogue_is_searched_with_few_queries(self):
        procedures = self.env["onestop.procedure"].sudo()
        self.env.flush_all()
        procedures._ranked_ids("khai sinh")
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            procedures._portal_search("khai sinh", limit=20)
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            procedures._portal_search("", scope="full", limit=20)
