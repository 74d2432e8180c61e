"""Recovery codes: what somebody types who has lost the authenticator.

Ten codes of 80 bits, shown once and kept as digests, each good for one sign-in. They are long enough that a plain digest
is as safe as a slow one.
"""

import base64
import hashlib
import hmac
import re
import secrets

COUNT = 10
_BYTES = 10
_LENGTH = 16
_CODE = re.compile(rf"[a-z2-7]{{{_LENGTH}}}\Z")


def make() -> list[str]:
    """New codes, as they are shown and typed: ``abcd-efgh-ijkl-mnop``."""
    codes = (base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower() for _n in range(COUNT))
    return ["-".join(code[place : place + 4] for place in range(0, _LENGTH, 4)) for code in codes]


def clean(typed: str) -> str:
    """The code in what somebody typed; empty if it is none, for instance the six digits of an authenticator."""
    text = re.sub(r"[\s\-]", "", typed or "").lower()
    # what is misread from paper: the alphabet has neither of them
    text = text.replace("0", "o").replace("1", "l")
    return text if _CODE.match(text) else ""


def digest(code: str, owner: int) -> str:
    """What is kept of a code.

    :param code: as ``make`` returns it or ``clean`` reads it
    :param owner: whose it is, so that the same code of another one is another digest
    """
    return hashlib.sha256(f"onestop recovery v1\n{owner}\n{clean(code)}".encode()).hexdigest()


def find(code: str, owner: int, digests: list[str]) -> str:
    """The digest among those kept that the code has, empty if it has none."""
    own = digest(code, owner) if clean(code) else ""
    return next((kept for kept in digests if hmac.compare_digest(kept, own)), "")
