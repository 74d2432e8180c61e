"""Barcodes as vector pictures, sharp on any printer: QR codes and Code 128.

The pictures are SVG texts in units of modules, without measures of their own:
who places them says how large they are.  Both carry their quiet zone.  The libraries
are imported by the first who prints.
"""

from __future__ import annotations

import base64
import io

_QR_QUIET = 4  # modules on each side (ISO/IEC 18004)
_CODE128_QUIET = 10  # modules before and after (ISO/IEC 15417)
_CODE128_HEIGHT = 40


def qr_svg(text: str) -> str:
    """QR code of ``text`` with error correction M (15 % may be soiled)."""
    import segno

    picture = io.BytesIO()
    segno.make_qr(text, error="m", boost_error=False).save(
        picture, kind="svg", border=_QR_QUIET, omitsize=True, svgclass=None, lineclass=None, xmldecl=False, nl=False
    )
    return picture.getvalue().decode()


def code128_svg(text: str) -> str:
    """Code 128 of ``text``.  Raises ValueError for letters that it cannot hold (accents)."""
    from reportlab.graphics.barcode.code128 import Code128

    if not text or not text.isascii() or not text.isprintable():
        raise ValueError("Code 128 holds printable ASCII characters only.")
    code = Code128(text)
    code.validate()
    code.encode()
    code.decompose()
    x = _CODE128_QUIET
    path = []
    # reportlab writes a bar as a capital and a gap as a small letter, A/a being one module wide
    for letter in code.decomposed:
        width = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            path.append(f"M{x} 0h{width}v{_CODE128_HEIGHT}h-{width}z")
        x += width
    return _svg(x + _CODE128_QUIET, _CODE128_HEIGHT, "".join(path), stretch=True)


def data_uri(svg: str) -> str:
    """The picture as an address that a document can carry in itself."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _svg(width: int, height: int, path: str, *, stretch: bool = False) -> str:
    ratio = ' preserveAspectRatio="none"' if stretch else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{ratio}'
        f' shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )
