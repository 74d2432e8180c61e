"""A citizen at the portal without a script: reads pages, fills in their forms, and has the browser's patience."""

import base64
import hashlib
import html
import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

from launcher import multipart
from launcher.errors import Problem

_TIMEOUT = 120
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
_WIDGET = re.compile(r'challenge="(/onestop/challenge/[^"]+)"')
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_WRONG = re.compile(r'<(?:p|div|li)[^>]*class="(?:wrong|error)[^"]*"[^>]*>(.*?)</(?:p|div|li)>', re.DOTALL)


class Citizen:
    """One visitor with cookies of their own.

    :param url: address of the server, without a path.
    """

    def __init__(self, url):
        self._url = url.rstrip("/")
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        self.path = ""
        self.text = ""

    def read(self, path):
        """Open a page; its text.

        :raises Problem: there is none.
        """
        status, content, _headers = self._open(urllib.request.Request(self._url + path))
        if status != 200:
            raise Problem(f"Trang {path} trả lời {status}.")
        self.text = content.decode()
        return self.text

    def token(self):
        """What the forms of the page that is open are sent with."""
        return html.unescape(_CSRF.search(self.text)[1])

    def post(self, path, values, files=()):
        """Send what a script of the page sends; the page that is open stays.

        :return: ``(bytes, headers)`` of the answer
        """
        body, kind = multipart.encode(values, files)
        _status, content, headers = self._open(urllib.request.Request(self._url + path, body, {"Content-Type": kind}))
        return content, headers

    def answer(self, path, values=None, files=()):
        """Send the form of the page at ``path``, or one of the page that is open, if it leads there or below; what the server
        answers leads to ``self.path``.

        :param values: dict of texts
        :param files: ``[(field, name, content)]``
        :return: ``(bytes, headers)`` of the answer
        :raises Problem: with what the page says is wrong.
        """
        if not _CSRF.search(self.text) or not f"{path.partition('?')[0]}/".startswith(f"{self.path}/"):
            self.read(path)
        values = {"csrf_token": self.token(), **(values or {})}
        body, kind = multipart.encode(values, files)
        status, content, headers = self._open(
            urllib.request.Request(self._url + path, body, {"Content-Type": kind}), follow=True
        )
        if status != 200:
            raise Problem(_complaint(content.decode(errors="replace")) or f"{path} trả lời {status}.")
        return content, headers

    def solve(self):
        """What the browser works out for the challenge of the page that is open."""
        address = html.unescape(_WIDGET.search(self.text)[1])
        _status, content, _headers = self._open(urllib.request.Request(self._url + address))
        return _solution(json.loads(content))

    def _open(self, request, *, follow=False):
        try:
            with self._opener.open(request, timeout=_TIMEOUT) as response:
                content = response.read()
                if follow:
                    self.path = urllib.parse.urlsplit(response.url).path
                    self.text = content.decode(errors="replace")
                return response.status, content, response.headers
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read(), error.headers
        except urllib.error.URLError as error:
            raise ConnectionError(str(error.reason)) from error


def _complaint(page):
    """What a page says is wrong, in words."""
    found = _WRONG.findall(page) or _MAIN.findall(page)[:1]
    return " ".join(" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)) for one in found).split())[:600]


def _solution(challenge):
    """The answer that ALTCHA's widget hands in: the first counter whose derived key begins as it shall."""
    asked = challenge["parameters"]
    nonce, salt = bytes.fromhex(asked["nonce"]), bytes.fromhex(asked["salt"])
    beginning = bytes.fromhex(asked["keyPrefix"])
    counter = 0
    while True:
        key = hashlib.pbkdf2_hmac("sha256", nonce + counter.to_bytes(4, "big"), salt, asked["cost"], asked["keyLength"])
        if key.startswith(beginning):
            break
        counter += 1
    payload = {"challenge": challenge, "solution": {"counter": counter, "derivedKey": key.hex(), "time": 1}}
    return base64.b64encode(json.dumps(payload).encode()).decode()
