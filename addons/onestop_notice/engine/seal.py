"""Secrets that nobody has to keep: made again, always the same, from a key file and a seal that is worth nothing alone.

HMAC-SHA-256 (RFC 2104) of the seal and the name of the secret.
"""

from __future__ import annotations

import hmac

# no letters or digits that look alike on paper or are heard alike on the telephone
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def derive(key: bytes, seal: str, name: str) -> bytes:
    """32 bytes that only the holder of ``key`` can make: the same for the same seal and name."""
    return hmac.digest(key, f"{seal}\n{name}".encode(), "sha256")


def spell(secret: bytes, length: int = 10, alphabet: str = ALPHABET) -> str:
    """The secret as ``length`` letters of ``alphabet``; 10 of the default are 49 bits."""
    number = int.from_bytes(secret, "big")
    letters = []
    for _each in range(length):
        number, rest = divmod(number, len(alphabet))
        letters.append(alphabet[rest])
    return "".join(letters)
