"""Small pictures of uploads that ``upload.judge`` has accepted."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from .examined import MIB, examined

# larger ones are not decoded for a small picture only: a PNG has no cheap way to a smaller size
MEGAPIXELS = 50
# pixels for each point (1/72 inch), and at most on the longer side
FLAT_SCALE, FLAT_EDGE = 1.7, 2500


@examined(memory=768 * MIB)
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


@examined(seconds=60, memory=768 * MIB, answer=64 * MIB)
def flatten(content: bytes) -> bytes:
    """A PDF of the pages of another one as pictures, in which nothing is left but what one sees."""
    document = pypdfium2.PdfDocument(content)
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer)
    for page in document:
        width, height = page.get_size()
        picture = io.BytesIO()
        scale = min(FLAT_SCALE, FLAT_EDGE / max(width, height, 1))
        page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB").save(picture, "JPEG", quality=80)
        page.close()
        sheet.setPageSize((width, height))
        sheet.drawImage(ImageReader(picture), 0, 0, width, height)
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def _first_page(content, edge):
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
