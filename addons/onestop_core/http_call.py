import time

import requests

from .engine.gateway import Reply

# an answer is a few words; more is cut, not read
LONGEST_ANSWER = 64 * 1024


def call(method, url, *, headers, body, timeout):
    """Send one request to a gateway and read its answer.

    Redirects are not followed: a gateway that moved is a setting to mend, and the message must not go elsewhere.

    :param body: bytes
    :param timeout: seconds for the whole answer, also from a server that drips
    :return: an ``engine.gateway.Reply``
    :raises requests.RequestException: no answer, or none in time; whether the message was taken is unknown
    """
    deadline = time.monotonic() + timeout
    with requests.request(
        method,
        url,
        data=body,
        headers=headers,
        timeout=timeout,
        allow_redirects=False,
        stream=True,
    ) as response:
        read = bytearray()
        for chunk in response.iter_content(4096):
            read += chunk
            if len(read) >= LONGEST_ANSWER:
                break
            if time.monotonic() > deadline:
                raise requests.ReadTimeout("the answer did not end in time")
        after = response.headers.get("Retry-After", "")
        return Reply(
            response.status_code,
            bytes(read[:LONGEST_ANSWER]).decode("utf-8", errors="replace"),
            int(after) if after.isdigit() else None,
        )
