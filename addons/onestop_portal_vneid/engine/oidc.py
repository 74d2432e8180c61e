"""OpenID Connect by the code flow, from our side: what is asked, and whether the answer is to be believed.

OpenID Connect Core 1.0, PKCE (RFC 7636), RFC 8725 on JSON Web Tokens. A token is believed only if its signature is by a
key of the issuer, in an algorithm that was agreed, and it was made for us, by this issuer, now, for this very sign-in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

# of a key pair alone: with "none" nobody signs, and with HS256 whoever knows our secret does
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# seconds by which two clocks may differ
LEEWAY = 60
# seconds after which a token was made too long ago to be that of a sign-in just begun
OLDEST = 600
# seconds in which a sign-in that was begun has to be finished
PATIENCE = 600


class Refused(Exception):
    """The sign-in is refused; ``code`` names the message."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class UnknownKey(Refused):
    """Signed with a key that we have not: the issuer may have changed its keys."""

    def __init__(self):
        super().__init__("key")


@dataclass(frozen=True)
class Expected:
    """What a token must say.

    :ivar nonce: of this sign-in; empty where the provider does not send it back
    :ivar levels: levels of assurance (``acr``) that suffice; none if any does
    """

    issuer: str
    client_id: str
    algorithms: tuple[str, ...]
    nonce: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Begun:
    """What the browser's session keeps of a sign-in that was begun; nobody else sees it."""

    state: str
    nonce: str
    verifier: str


def begin() -> Begun:
    """The secrets of a new sign-in."""
    return Begun(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def address(endpoint: str, client_id: str, redirect_uri: str, scope: str, begun: Begun, levels: str = "") -> str:
    """Where the browser is sent to sign in."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": scope,
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": challenge(begun.verifier),
        "code_challenge_method": "S256",
    }
    if levels:
        asked["acr_values"] = levels
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def read_object(text: str) -> dict:
    """The JSON object that a provider answered.

    :raises Refused: it is none
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("answer") from error
    if not isinstance(answer, dict):
        raise Refused("answer")
    return answer


def read_keys(text: str) -> dict:
    """A set of public keys as the provider publishes it, ready to be kept.

    :raises Refused: there is none in it
    """
    keys = read_object(text).get("keys")
    usable = [_public(key) for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
    usable = [key for key in usable if key]
    if not usable:
        raise Refused("keys")
    return {"keys": usable}


def _public(key: dict) -> dict | None:
    """A key without what it should not hold; None if it is not one to verify with."""
    if key.get("kty") not in ("RSA", "EC", "OKP") or key.get("use", "sig") != "sig":
        return None
    kept = {name: key[name] for name in ("kty", "kid", "alg", "use", "n", "e", "crv", "x", "y") if name in key}
    try:
        KeySet.import_key_set({"keys": [kept]})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return kept


def check_token(token: str, keys: Mapping[str, Any], expected: Expected, now: int) -> dict:
    """The claims of an ID token, once everything about it is as expected.

    :param keys: as ``read_keys`` gives them
    :param now: seconds since 1970
    :raises UnknownKey: ask the issuer for its keys again, and try once more
    :raises Refused: the token is not to be believed
    """
    header = _header(token)
    algorithm = header.get("alg")
    if algorithm not in expected.algorithms or algorithm not in ALGORITHMS:
        raise Refused("algorithm")
    candidates = [key for key in keys.get("keys", ()) if _fits(key, header)]
    if not candidates:
        raise UnknownKey
    claims = _claims(token, candidates, algorithm)
    _check_claims(claims, expected, now)
    return claims


def _header(token: str) -> dict:
    part = token.split(".", 1)[0] if isinstance(token, str) else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,4000}", part):
        raise Refused("token")
    try:
        return read_object(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8"))
    except ValueError as error:
        raise Refused("token") from error


def _fits(key: Mapping[str, Any], header: Mapping[str, Any]) -> bool:
    if key.get("alg", header["alg"]) != header["alg"]:
        return False
    return header.get("kid") is None or key.get("kid") == header["kid"]


def _claims(token: str, candidates: list, algorithm: str) -> dict:
    for key in candidates:
        keyset = KeySet.import_key_set({"keys": [{**key, "kid": "one"}]})
        try:
            decoded = jwt.decode(token, keyset.keys[0], algorithms=[algorithm])
        except (JoseError, ValueError):
            continue
        if isinstance(decoded.claims, dict):
            return decoded.claims
    raise Refused("signature")


def _check_claims(claims: Mapping[str, Any], expected: Expected, now: int) -> None:
    if claims.get("iss") != expected.issuer:
        raise Refused("issuer")
    audience = claims.get("aud")
    audience = audience if isinstance(audience, list) else [audience]
    if expected.client_id not in audience:
        raise Refused("audience")
    # made for several: then by name for us
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != expected.client_id:
        raise Refused("audience")
    expires, made = claims.get("exp"), claims.get("iat")
    if not _is_time(expires) or now > expires + LEEWAY:
        raise Refused("expired")
    if not _is_time(made) or made > now + LEEWAY or made < now - OLDEST:
        raise Refused("expired")
    if _is_time(claims.get("nbf")) and claims["nbf"] > now + LEEWAY:
        raise Refused("expired")
    if expected.nonce and not _same(claims.get("nonce"), expected.nonce):
        raise Refused("nonce")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Refused("subject")


def check_level(level: Any, levels: tuple[str, ...]) -> None:
    """Refuse a sign-in that was not made as surely as it must be."""
    if levels and level not in levels:
        raise Refused("level")


def check_person(claims: Mapping[str, Any], person: Mapping[str, Any]) -> None:
    """Refuse what the provider tells of somebody else than the one who signed in."""
    if not _same(person.get("sub"), claims["sub"]):
        raise Refused("subject")


def _same(given: Any, wanted: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), wanted.encode())


def _is_time(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
