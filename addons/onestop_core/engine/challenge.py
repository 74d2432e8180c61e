"""What a visitor does before going on where a form is asked for too often: their browser works for about a second, or
they wait. Neither asks for a puzzle, a name or a foreign server.

The work is ALTCHA's protocol 2: the browser looks for the number from which a key with a given beginning is derived. It
slows down whoever asks for thousands of things and stops nobody, so limits stay beside it. A challenge ends, belongs to
one form and to one thing asked for, and its signature names it, so that whoever checks can see to it that it opens once.
Waiting is for browsers without scripts, and for pages on plain http, where browsers do not let scripts derive keys.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time

import altcha

ALGORITHM = "PBKDF2/SHA-256"
# Rounds of one try, and how many tries are needed: chosen so that a slow phone takes seconds and a computer a moment. The
# number is drawn between the bounds, so that no visitor is unlucky.
COST = 1000
TRIES = (300, 600)
# seconds for which a challenge can be solved and handed in
VALID_SECONDS = 20 * 60
# seconds to wait where no script works
WAIT_SECONDS = 15
# longer than any answer of the widget
_LONGEST_ANSWER = 4096


def make(key: bytes, form: str, bound: str) -> dict:
    """A challenge as the widget takes it.

    :param key: secret bytes
    :param form: which form it is for
    :param bound: what is asked for with it, or whom it is for; told only as a digest
    """
    first, last = TRIES
    return altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=first + secrets.randbelow(last - first),
        expires_at=int(time.time()) + VALID_SECONDS,
        data=_data(form, bound),
        hmac_secret=_purpose(key, "work"),
    ).to_dict()


def solved(key: bytes, form: str, bound: str, answer: str) -> str:
    """What names the challenge that ``answer`` solves, to be used up; empty if it solves none of this form and thing.

    :param answer: as the widget hands it in, or as anybody else makes it up
    """
    if not answer or len(answer) > _LONGEST_ANSWER:
        return ""
    try:
        payload = altcha.Payload.from_base64(answer)
        result = altcha.verify_solution(payload, _purpose(key, "work"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # no payload, or one of protocol 1, whose life can be lengthened
        return ""
    parameters = payload.challenge.parameters
    # without an end it would be none of ours
    if not result.verified or not parameters.expires_at or parameters.data != _data(form, bound):
        return ""
    return payload.challenge.signature


def make_wait(key: bytes, form: str, bound: str) -> str:
    """A token that opens the same after ``WAIT_SECONDS``, once."""
    said = f"{int(time.time()) + WAIT_SECONDS}.{secrets.token_hex(16)}"
    return f"{said}.{_sign(key, form, bound, said)}"


def waited(key: bytes, form: str, bound: str, token: str) -> tuple[str, int]:
    """What names the token, to be used up, and the seconds still to be waited; an empty name if it is none of ours, or
    has ended.
    """
    said, _dot, signature = (token or "")[:_LONGEST_ANSWER].rpartition(".")
    if not hmac.compare_digest(_sign(key, form, bound, said).encode(), signature.encode()):
        return "", 0
    remaining = int(said.partition(".")[0]) - int(time.time())
    return ("", 0) if remaining < -VALID_SECONDS else (signature, max(0, remaining))


def _data(form: str, bound: str) -> dict:
    return {"form": form, "bound": hashlib.sha256(bound.encode()).hexdigest()}


def _purpose(key: bytes, purpose: str) -> bytes:
    """A key of its own for each kind of answer."""
    return hmac.new(key, f"onestop challenge v1 {purpose}".encode(), hashlib.sha256).digest()


def _sign(key: bytes, form: str, bound: str, said: str) -> str:
    text = json.dumps([form, bound, said])
    return base64.urlsafe_b64encode(hmac.new(_purpose(key, "wait"), text.encode(), hashlib.sha256).digest()).decode()
