"""The token on a receipt slip: who holds the slip may read more of its dossier than who knows the code alone.

A code is agency, day and serial, so it can be guessed; the token cannot. It is a keyed digest of the dossier and of the
generation of its slip, so nothing is stored, the same slip prints the same token again, and a slip that is replaced
ends the one before.
"""

import base64
import hashlib
import hmac

# 160 bits: 32 letters and digits, which a QR code of the slip's size still takes
_BYTES = 20


def make(key, dossier, generation):
    """The token of a slip.

    :param key: secret bytes that the database does not hold
    :param dossier: what names the dossier for good, as text
    :param generation: how often its slip was replaced
    :return: 32 small letters and digits
    """
    digest = hmac.new(key, f"onestop slip v1\n{dossier}\n{generation}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:_BYTES]).decode().lower()


def matches(token, key, dossier, generation):
    """Whether ``token``, as somebody sent it, is that of the slip; takes the same time however wrong it is."""
    return hmac.compare_digest(make(key, dossier, generation).encode(), str(token or "").lower().encode())
