"""A dossier's files as one: an archive with a manifest, or one PDF."""

from __future__ import annotations

import io
import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from .examined import MIB, examined

MANIFEST = "manifest.json"
# what an image becomes when it says nothing of its size: a scan
DOTS_PER_INCH = 200
_A4 = (8.27, 11.69)  # inches


class NotMergeable(Exception):
    """A PDF that opens, but from which no pages can be taken."""


def safe_name(text: str) -> str:
    """Text as a part of a file name on any system: plain letters, digits, dots and dashes."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^A-Za-z0-9.-]+", "-", plain).strip("-.") or "-"


def unique_names(names: Iterable[str]) -> list[str]:
    """The names in their order; from the second on, the same name gets ``_2``, ``_3`` before its extension."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        stem, dot, extension = name.rpartition(".")
        result.append(f"{stem}_{seen[name]}{dot}{extension}" if seen[name] > 1 else name)
    return result


def write_zip(target: BinaryIO, members: Iterable[tuple[str, bytes]], manifest: dict) -> None:
    """Write the members one by one, so that only one is in memory, and the manifest.

    Nothing is packed: scans are so already.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))


@dataclass(frozen=True)
class Part:
    """A PDF or an image of the file that holds all of them one behind the other: so many bytes of it."""

    title: str
    mime: str
    size: int


@examined(seconds=60, memory=1536 * MIB, writes=2048 * MIB, raises=(NotMergeable,))
def write_pdf(target: BinaryIO, cover: bytes, parts: list[Part], contents: BinaryIO) -> None:
    """Bind a cover and the parts into one PDF, with a bookmark for each.

    :param cover: a PDF
    :param contents: file with the contents of the parts
    :raises NotMergeable: its text is the bookmark of the part at fault
    """
    writer = PdfWriter()
    writer.append(io.BytesIO(cover), import_outline=False)
    contents.seek(0, os.SEEK_SET)
    for part in parts:
        title, mime, content = part.title, part.mime, contents.read(part.size)
        try:
            reader = PdfReader(io.BytesIO(content if mime == "application/pdf" else image_page(content)))
            writer.append(reader, outline_item=title, import_outline=False)
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotMergeable(title) from error
    writer.write(target)


def image_page(content: bytes) -> bytes:
    """An image as a PDF page: its own size if it says how many dots an inch has, never larger than A4."""
    with Image.open(io.BytesIO(content)) as opened:
        dpi = max(float((opened.info.get("dpi") or (0,))[0]), 0.0)
        picture = ImageOps.exif_transpose(opened)
        if picture.mode not in ("1", "L", "RGB"):
            # what shows through is paper
            flat = Image.new("RGB", picture.size, "white")
            flat.paste(picture.convert("RGBA"), mask=picture.convert("RGBA").getchannel("A"))
            picture = flat
        short, long = sorted(picture.size)
        dpi = max(dpi if dpi >= 50 else DOTS_PER_INCH, short / _A4[0], long / _A4[1])
        buffer = io.BytesIO()
        picture.save(buffer, "PDF", resolution=dpi, quality=90)
    return buffer.getvalue()
