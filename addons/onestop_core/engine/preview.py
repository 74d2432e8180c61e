"""Small pictures of uploads that ``upload.judge`` has accepted."""

from __future__ import annotations

import io
import threading

import pypdfium2
from PIL import Image, ImageOps

# larger ones are not decoded for a small picture only: a PNG has no cheap way to a smaller size
MEGAPIXELS = 50

# PDFium is not safe for threads
_lock = threading.Lock()


def thumbnail(content: bytes, mime: str, edge: int = 160) -> bytes:
    """A JPEG of the first page, at most ``edge`` pixels long and wide; empty if the kind of file has none."""
    if mime == "application/pdf":
        picture = _first_page(content, edge)
    elif mime in ("image/jpeg", "image/png"):
        picture = _opened(content, edge)
    else:
        picture = None
    if not picture:
        return b""
    picture.thumbnail((edge, edge))
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _first_page(content, edge):
    with _lock:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[0]
            width, height = page.get_size()
            return page.render(scale=2 * edge / max(width, height, 1)).to_pil().copy()
        finally:
            document.close()


def _opened(content, edge):
    picture = Image.open(io.BytesIO(content))
    picture.draft("RGB", (2 * edge, 2 * edge))
    if picture.width * picture.height > MEGAPIXELS * 1_000_000:
        return None
    # as the camera was held
    return ImageOps.exif_transpose(picture)
