"""What a browser does with a challenge, in Python's own library: the tests do not ask the library that made it."""

import base64
import hashlib
import json


def solve(challenge):
    """The answer that the widget hands in."""
    asked = challenge["parameters"]
    nonce, salt = bytes.fromhex(asked["nonce"]), bytes.fromhex(asked["salt"])
    beginning = bytes.fromhex(asked["keyPrefix"])
    counter = 0
    while True:
        password = nonce + counter.to_bytes(4, "big")
        key = hashlib.pbkdf2_hmac("sha256", password, salt, asked["cost"], asked["keyLength"])
        if key.startswith(beginning):
            return answer(challenge, counter, key.hex())
        counter += 1


def answer(challenge, counter, key):
    """An answer, right or wrong, in the form of the widget."""
    payload = {"challenge": challenge, "solution": {"counter": counter, "derivedKey": key, "time": 1}}
    return base64.b64encode(json.dumps(payload).encode()).decode()
