"""The body of a form with files, as a browser sends it (RFC 7578)."""

import uuid


def encode(values, files=()):
    """Return ``(body, content type)``.

    :param values: dict of texts and numbers
    :param files: ``[(field, name, content)]``
    """
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
    ]
    for field, name, content in files:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
