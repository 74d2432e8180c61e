"""PDF by WeasyPrint: HTML texts in, one PDF out, nothing fetched from anywhere.

A document may hold data: addresses and name static files of add-ons by a path (``/module/static/…``).
Every other address is refused, so that no text that a citizen or an administrator typed makes the server
call somewhere else or read a file.

What is printed holds what people typed, at any length.  So all of it runs in the examining process, each
document in one of its own: a long one takes its time, and holds up nobody else's slip.  WeasyPrint is imported
where it is used: it takes more than a second and 40 MB, which only that process should pay.
"""

from __future__ import annotations

import functools
import html as html_text
import io
import logging
import mimetypes
import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .examined import MIB, examined

# The head of the paths in a document. ".invalid" can never be a real host (RFC 2606).
BASE_URL = "https://static.invalid/"

# Letters of each kind that fonts without Vietnamese lack: horned, stacked, dotted below, đ, ₫.
VIETNAMESE_PROBE = "ăâđêôơưạảấầẩẫậắặẹẻẽếềểệỉịọỏốồổộớờởỡợụủứừửữựỳỵỷỹĂÂĐÊÔƠƯẠẢẤẾỆỊỌỐỘỢỤỨỰỲ₫"

_STATIC_FILE = re.compile(r"[a-z0-9_]+/static/.+\.(?:css|png|jpe?g|svg|ttf|otf|woff2?)")
# a year's book of a province has some thousand pages
_SECONDS, _MEMORY, _ANSWER = 60, 1024 * MIB, 128 * MIB

# what these say at INFO is a line for each step of each page
for _name in ("weasyprint.progress", "fontTools"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class StaticFileMissing(Exception):
    """A file that a document names cannot be opened, so that the document cannot be printed as it should look."""


# the letters that our documents are set in
_WARMING = """<html lang="vi"><style>* { font-family: "Times New Roman", Tinos, "Liberation Serif", serif }</style>
<p>ệ <b>ệ</b> <i>ệ</i> <b><i>ệ</i></b></p></html>"""


def preload():
    """Load what each document needs, before the examining process forks.

    Newer versions of Pango ask for fonts in a thread, which no fork takes over: then each loads them for itself.
    """
    import weasyprint  # noqa: F401

    child = os.fork()
    if not child:
        _lay_out(_WARMING, []).write_pdf()
        os._exit(len(os.listdir("/proc/self/task")) - 1)
    if os.waitpid(child, 0)[1] == 0:
        _lay_out(_WARMING, []).write_pdf()


def open_static(path: str, roots: list[str]) -> bytes:
    """Bytes of a static file of an add-on; nothing else on this disk is opened.

    :param path: ``module/static/…``
    :param roots: folders that hold add-ons
    :raises ValueError: it is no such path
    :raises OSError: there is no such file
    """
    path = posixpath.normpath(path)
    if not _STATIC_FILE.fullmatch(path):
        raise ValueError(f"{path} is no static file of a module")
    for root in roots:
        file = Path(root, path)
        # a link out of the module leads to no static file either
        if file.is_file() and file.resolve().is_relative_to(Path(root, path.partition("/")[0]).resolve()):
            return file.read_bytes()
    raise FileNotFoundError(path)


@functools.cache
def _font_configuration():
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(roots):
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if not url.startswith(BASE_URL):
                return super().fetch(url, headers)
            path = unquote(urlsplit(url).path).lstrip("/")
            try:
                return URLFetcherResponse(
                    url, open_static(path, roots), {"Content-Type": mimetypes.guess_type(path)[0]}
                )
            except (OSError, ValueError) as error:
                # without its style sheet a document would come out, but not as a state document
                raise FatalURLFetchingError(f"{path} cannot be opened: {error}") from error

    return StaticFetcher(allowed_protocols=("data",), allow_redirects=False)


def _lay_out(html: str, roots):
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    source = weasyprint.HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher(roots))
    try:
        return source.render(font_config=_font_configuration())
    except FatalURLFetchingError as error:
        # a BaseException, which no caller expects: it would end the thread that serves the request
        raise StaticFileMissing(str(error)) from error


@examined(seconds=_SECONDS, memory=_MEMORY, answer=_ANSWER, lane="print", raises=(StaticFileMissing,))
def render(documents: list[str], roots: list[str]) -> bytes:
    """Lay out HTML texts and bind them into one PDF.

    Each text counts its pages for itself ("Trang 1/2"); title and language come from the first.

    :param documents: complete HTML texts, at least one
    :param roots: folders that hold the add-ons whose files they name
    :raises StaticFileMissing: if a file that a document names cannot be opened
    """
    laid_out = [_lay_out(html, roots) for html in documents]
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
    content = _lay_out(source, []).write_pdf()
    return pypdf.PdfReader(io.BytesIO(content)).pages[0]


@examined(seconds=_SECONDS, memory=_MEMORY, answer=_ANSWER, lane="print")
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


@examined(lane="print", raises=(StaticFileMissing,))
def mixed_fonts(stylesheet: str, roots: list[str]) -> list[str]:
    """Font families that Vietnamese text comes out in, if they are more than one; else an empty list.

    They are several where the main font of the style sheet lacks letters, which are then taken
    from elsewhere: every word mixes two hands.

    :param stylesheet: path of the sheet as documents name it
    :param roots: folders that hold the add-ons
    """
    html = f'<link rel="stylesheet" href="{stylesheet}"/><p>n {VIETNAMESE_PROBE}</p>'
    document = _lay_out(html, roots)
    document.write_pdf()
    families = sorted({font.family for font in document.fonts.values()})
    return families if len(families) > 1 else []
