"""An OpenID provider that misbehaves on demand: a real HTTP server on the loopback."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from odoo.addons.onestop_core.tests.loopback_server import LoopbackServer

PERSON = {
    "HoVaTen": "Trần Thị Bé",
    "SoDinhDanh": "035190001234",
    "NgayThangNamSinh": "27/03/1990",
    "GioiTinh": "Nữ",
    "TonGiao": "Không",
    "NhomMau": "O",
}


def new_key(name):
    """A key pair."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def forged(header, claims, secret):
    """A token that no library makes: signed by nobody, or with the public key, which everybody has, as a shared secret."""
    head = ".".join(_part(json.dumps(one).encode()) for one in (header, claims))
    return f"{head}.{_part(hmac.digest(secret, head.encode(), 'sha256')) if secret else ''}"


def _part(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class ProviderServer(LoopbackServer):
    """Signs in whoever comes, at once.

    :ivar claims: what the next ID tokens say instead of what is right; None leaves a claim out
    :ivar header: the same of their header
    :ivar sign_with: the key that signs, if not the published one; ``none`` for nobody, ``public`` for the public key taken
        as a shared secret
    :ivar person: what userinfo tells
    :ivar asked_keys: how often the keys were asked for
    :ivar broken: paths that answer with an error
    """

    def __init__(self):
        super().__init__()
        self.key = new_key("first")
        self.published = [self.key]
        self.claims, self.header, self.sign_with = {}, {}, None
        self.subject = "tech-1"
        self.person = dict(PERSON)
        self.asked_keys = 0
        self.broken = set()
        self.codes, self.spent = {}, set()

    def _serve(self, handler, body):
        parts = urlsplit(handler.path)
        answer = {"/auth": self._auth, "/token": self._token, "/jwks": self._jwks, "/userinfo": self._userinfo}[
            parts.path
        ]
        if parts.path in self.broken:
            status, headers, content = 500, {}, b"down"
        else:
            status, headers, content = answer(handler, parse_qs(parts.query), parse_qs(body.decode()))
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def _auth(self, handler, query, _form):
        code = secrets.token_urlsafe(8)
        self.codes[code] = {name: values[0] for name, values in query.items()}
        back = urlencode({"code": code, "state": query["state"][0]})
        return 302, {"Location": f"{query['redirect_uri'][0]}?{back}"}, b""

    def _token(self, handler, _query, form):
        code = form["code"][0]
        asked = self.codes.get(code)
        digest = hashlib.sha256(form.get("code_verifier", [""])[0].encode()).digest()
        proven = asked and _part(digest) == asked["code_challenge"]
        if not proven or code in self.spent:
            return 400, {}, b'{"error": "invalid_grant"}'
        self.spent.add(code)
        return _json({"access_token": code, "token_type": "Bearer", "id_token": self.token(asked["nonce"])})

    def token(self, nonce):
        """An ID token as it is wanted next."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": "portal",
            "sub": self.subject,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "acr": "LoA2",
        }
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        header = {"alg": "RS256", "kid": self.key.kid, **self.header}
        if self.sign_with == "none":
            return forged({"alg": "none"}, claims, None)
        if self.sign_with == "public":
            return forged({**header, "alg": "HS256"}, claims, self.key.as_pem(private=False))
        return jwt.encode(header, claims, self.sign_with or self.key, algorithms=[header["alg"]])

    def _jwks(self, handler, _query, _form):
        self.asked_keys += 1
        return _json({"keys": [key.as_dict(private=False) for key in self.published]})

    def _userinfo(self, handler, _query, _form):
        if handler.headers.get("Authorization", "").removeprefix("Bearer ") not in self.codes:
            return 401, {}, b""
        return _json({"sub": self.subject, **self.person})


def _json(answer):
    return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()
