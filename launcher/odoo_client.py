"""Talk to a running Odoo over the web, as a browser does: log in, call methods, fetch pages and documents."""

import http.cookiejar
import json
import re
import urllib.error
import urllib.parse
import urllib.request

from launcher import multipart

_TIMEOUT = 120


class Refused(Exception):
    """Odoo's answer to a call that it refuses.

    :param name: class of the error, such as ``odoo.exceptions.UserError``
    :param message: what the user would read
    """

    def __init__(self, name, message):
        super().__init__(message)
        self.name = name
        self.message = message


class OdooClient:
    """One visitor with cookies of their own.

    :param url: address of the server, without a path.
    :param database: database that it serves.
    """

    def __init__(self, url, database):
        self._url = url.rstrip("/")
        self._database = database
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def log_in(self, login, password):
        """Log in, and return what the web client learns of the user.

        :raises Refused: if login or password is wrong.
        """
        return self._rpc("/web/session/authenticate", {"db": self._database, "login": login, "password": password})

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model as the user who is logged in.

        :raises Refused: if Odoo refuses it.
        :raises ConnectionError: if the server cannot be reached.
        """
        return self._rpc(
            f"/web/dataset/call_kw/{model}/{method}", {"model": model, "method": method, "args": args, "kwargs": kwargs}
        )

    def cookies(self):
        """Return the visitor's cookies as a header has them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._cookies)

    def get(self, path, **params):
        """Fetch a page or a document.

        :return: HTTP status, content type, content as bytes.
        """
        query = f"?{urllib.parse.urlencode(params)}" if params else ""
        try:
            with self._open(f"{self._url}{path}{query}") as response:
                return response.status, response.headers.get_content_type(), response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get_content_type(), error.read()

    def upload(self, path, values, name, content):
        """Send a file as the web client does.

        :param values: what the form says beside it
        :raises Refused: if it is refused.
        """
        _status, _kind, page = self.get("/odoo")
        token = re.search(r'csrf_token:\s*"([^"]+)"', page.decode())[1]
        body, kind = multipart.encode({"csrf_token": token, **values}, [("ufile", name, content)])
        request = urllib.request.Request(f"{self._url}{path}", body, {"Content-Type": kind})
        try:
            with self._open(request) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                raise Refused("", json.load(error).get("message", "")) from error

    def _rpc(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(f"{self._url}{path}", body, {"Content-Type": "application/json"})
        with self._open(request) as response:
            answer = json.load(response)
        if "error" in answer:
            data = answer["error"].get("data") or {}
            raise Refused(data.get("name", ""), data.get("message") or answer["error"]["message"])
        # a method that answers nothing has no result at all
        return answer.get("result")

    def _open(self, request):
        try:
            return self._opener.open(request, timeout=_TIMEOUT)
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError as error:
            # the same error, whether the line breaks before the request is sent or after it
            raise ConnectionError(str(error.reason)) from error
