"""Photos as telephones of one maker take them (HEIC), made into what every office reads."""

from __future__ import annotations

import io
from typing import BinaryIO

from odoo.addons.onestop_core.engine.examined import MIB, examined

# bytes at the beginning of a file that say what it is
HEAD = 32
# brands of ISO/IEC 23008-12 of which the first picture is a photo
_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
# a page of A4 at 300 dpi has 8.7 million pixels
MEGAPIXELS = 60
EDGE = 4000
QUALITY = 88


class Unreadable(ValueError):
    """It is no photo, or a damaged one."""


def is_heic(head: bytes) -> bool:
    """Whether a file begins as a photo of that kind does."""
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def renamed(name: str) -> str:
    """The name of the picture that a photo becomes."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem if dot and ending.lower() in ('heic', 'heif') else name}.jpg"


@examined(seconds=30, memory=1024 * MIB, answer=MIB, growth=8, raises=(Unreadable,))
def to_jpeg(file: BinaryIO) -> bytes:
    """The photo as a JPEG, upright, without where and by which camera it was taken.

    :raises Unreadable: it is no photo, or a damaged one
    """
    import pi_heif
    from PIL import Image, ImageOps

    content = file.read()
    if not is_heic(content[:HEAD]):
        raise Unreadable("not a photo")
    pi_heif.register_heif_opener()
    try:
        picture = Image.open(io.BytesIO(content))
        if picture.width * picture.height > MEGAPIXELS * 1_000_000:
            raise Unreadable("too many pixels")
        picture = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable(str(error)) from error
    picture.thumbnail((EDGE, EDGE))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
