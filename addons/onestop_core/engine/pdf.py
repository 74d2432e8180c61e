"""PDF by WeasyPrint: HTML texts in, one PDF out, nothing fetched from anywhere.

A document may hold data: addresses and name files by a path (``/module/static/…``),
which the caller opens.  Every other address is refused, so that no text that a
citizen or an administrator typed makes the server call somewhere else or read a file.

WeasyPrint is imported where it is used: it takes more than a second and 40 MB, which
only a process that prints should pay.
"""

from __future__ import annotations

import functools
import html as html_text
import io
import logging
import mimetypes
import threading
from collections.abc import Callable, Iterable
from urllib.parse import unquote, urlsplit

# The head of the paths in a document. ".invalid" can never be a real host (RFC 2606).
BASE_URL = "https://static.invalid/"

# Letters of each kind that fonts without Vietnamese lack: horned, stacked, dotted below, đ, ₫.
VIETNAMESE_PROBE = "ăâđêôơưạảấầẩẫậắặẹẻẽếềểệỉịọỏốồổộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯẠẢẤẾỆỊỌỐỘỢỤỨỰỲ₫"

# Pango's font map, which all documents share to keep the fonts loaded, is not safe for threads.
_lock = threading.Lock()

# what these say at INFO is a line for each step of each page
for _name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class StaticFileMissing(Exception):
    """A file that a document names cannot be opened, so that the document cannot be printed as it should look."""


@functools.cache
def _font_configuration():
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(open_static: Callable[[str], bytes]):
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if not url.startswith(BASE_URL):
                return super().fetch(url, headers)
            path = unquote(urlsplit(url).path).lstrip("/")
            try:
                return URLFetcherResponse(url, open_static(path), {"Content-Type": mimetypes.guess_type(path)[0]})
            except (OSError, ValueError) as error:
                # without its style sheet a document would come out, but not as a state document
                raise FatalURLFetchingError(f"{path} cannot be opened: {error}") from error

    return StaticFetcher(allowed_protocols=("data",), allow_redirects=False)


def _lay_out(html: str, open_static):
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    source = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher(open_static))
    try:
        return source.render(font_config=_font_configuration())
    except FatalURLFetchingError as error:
        # a BaseException, which no caller expects: it would end the thread that serves the request
        raise StaticFileMissing(str(error)) from error


def render(documents: Iterable[str], open_static: Callable[[str], bytes]) -> bytes:
    """Lay out HTML texts and bind them into one PDF.

    Each text counts its pages for itself ("Trang 1/2"); title and language come from the first.

    :param documents: complete HTML texts, at least one
    :param open_static: gives the bytes of ``module/static/…``; raises OSError or ValueError otherwise
    :raises StaticFileMissing: if a file that a document names cannot be opened
    """
    with _lock:
        laid_out = [_lay_out(html, open_static) for html in documents]
        pages = [page for document in laid_out for page in document.pages]
        return laid_out[0].copy(pages).write_pdf()


_STAMP = """<html><style>
@page {{ size: {width}pt {height}pt; margin: 0 }}
body {{ margin: 0; font-family: "Times New Roman", Tinos, "Liberation Serif", serif; text-align: center }}
p {{ position: absolute; left: 0; right: 0; margin: 0 }}
.line {{ {edge}; font-size: {line}pt; font-weight: bold }}
.word {{ top: 42%; font-size: {word}pt; font-weight: bold; letter-spacing: .1em; white-space: nowrap;
  color: rgba(0, 0, 0, .1); transform: rotate(-40deg) }}
</style><p class="word">{word_text}</p><p class="line">{line_text}</p></html>"""


# points: narrower is paper from a roll
_ROLL = 290


def _stamp_page(width: float, height: float, word: str, line: str):
    import pypdf

    shorter = min(width, height)
    source = _STAMP.format(
        width=width,
        height=height,
        # a roll begins without a margin, and ends with one
        edge="bottom: 2mm" if width < _ROLL else "top: 4.4mm",
        # never smaller than one can read, on a roll either
        line=round(max(shorter / 70, 6.5), 1),
        word=round(shorter / 6),
        word_text=html_text.escape(word),
        line_text=html_text.escape(line),
    )
    with _lock:
        content = _lay_out(source, None).write_pdf()
    return pypdf.PdfReader(io.BytesIO(content)).pages[0]


def stamp(content: bytes, line: str, word: str = "") -> bytes:
    """A PDF marked on each page; what it says below the mark, its title and its language stay.

    :param content: the PDF
    :param line: small, in the upper margin or at the end of a roll: what the mark means
    :param word: large and pale across the page
    """
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    marks = {}
    for page in writer.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        if size not in marks:
            marks[size] = _stamp_page(*size, word, line)
        page.merge_page(marks[size])
        page.compress_content_streams()
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def mixed_fonts(stylesheet: str, open_static: Callable[[str], bytes]) -> list[str]:
    """Font families that Vietnamese text comes out in, if they are more than one; else an empty list.

    They are several where the main font of the style sheet lacks letters, which are then taken
    from elsewhere: every word mixes two hands.

    :param stylesheet: path of the sheet as documents name it
    """
    html = f'<link rel="stylesheet" href="{stylesheet}"/><p>n {VIETNAMESE_PROBE}</p>'
    with _lock:
        document = _lay_out(html, open_static)
        document.write_pdf()
        families = sorted({font.family for font in document.fonts.values()})
    return families if len(families) > 1 else []
