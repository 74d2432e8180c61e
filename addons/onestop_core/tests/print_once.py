"""A document that several tests print is laid out once in a process: its text says all that its pages depend on."""

from hashlib import sha256

from ..engine import pdf

_render = pdf.render
_contents = {}  # PDFs by the digest of their documents, and what opens their files


def render(documents, open_static):
    """``pdf.render``, from memory if these documents have been printed before."""
    documents = list(documents)
    key = (open_static, *(sha256(document.encode()).digest() for document in documents))
    if key not in _contents:
        _contents[key] = _render(documents, open_static)
    return _contents[key]
