import io
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from odoo.tools.pdf import PdfFileReader

from ...engine import pdf

PAGES = '<html lang="vi"><head><title>Giấy</title><style>@page {{ @bottom-center {{ content: counter(page) "/" counter(pages) }} }} h1 {{ break-before: page }}</style></head><body>{}</body></html>'


def texts(content):
    return [" ".join(page.extract_text().split()) for page in PdfFileReader(io.BytesIO(content)).pages]


def font_of_one_letter(family, letter):
    """A TrueType font, as bytes, which knows this letter and no other."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(unitsPerEm=1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "letter"])
    font.setupCharacterMap({ord(letter): "letter"})
    font.setupGlyf({".notdef": square, "letter": square})
    font.setupHorizontalMetrics({".notdef": (600, 0), "letter": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()


class TestPdf(unittest.TestCase):
    def test_each_document_counts_its_own_pages(self):
        content = pdf.render([PAGES.format("Một<h1>Hai</h1>"), PAGES.format("Ba")], [])
        self.assertEqual(texts(content), ["Một 1/2", "Hai 2/2", "Ba 1/1"])

    def addons(self, files):
        """A folder of add-ons with these files: ``{path: bytes}``."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        root = folder.name
        for path, content in files.items():
            file = Path(root, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return root

    def test_paths_are_static_files_of_add_ons(self):
        roots = [self.addons({}), self.addons({"some_module/static/a.css": b"p::after { content: ' \\1EC7' }"})]
        content = pdf.render(['<link rel="stylesheet" href="/some_module/static/a.css"/><p>Ti</p>'], roots)
        self.assertEqual(texts(content), ["Ti ệ"])

    def test_nothing_else_of_the_disk_is_opened(self):
        root = self.addons(
            {"m/static/a.css": b"x", "m/models/a.css": b"x", "m/static/a.py": b"x", "secret/a.css": b"secret"}
        )
        Path(root, "m/static/out.css").symlink_to(Path(root, "secret/a.css"))
        self.assertEqual(pdf.open_static("m/static/a.css", [root]), b"x")
        for path in (
            "m/models/a.css",
            "m/static/../models/a.css",
            "m/static/a.py",
            "m/static/out.css",
            "m/static/../../secret/a.css",
            "../etc/passwd",
            f"{root}/m/static/a.css",
            "m/static/gone.css",
        ):
            with self.subTest(path), self.assertRaises((ValueError, OSError)):
                pdf.open_static(path, [root])

    def test_a_document_without_its_style_is_not_printed(self):
        with self.assertRaisesRegex(pdf.StaticFileMissing, "some_module/static/gone.css"):
            pdf.render(['<link rel="stylesheet" href="/some_module/static/gone.css"/>'], [self.addons({})])

    def test_nothing_is_fetched_from_elsewhere(self):
        for address in (
            "http://127.0.0.1:1/a.png",
            "https://169.254.169.254/latest/meta-data/",
            "ftp://127.0.0.1/a.png",
            "file:///etc/hostname",
            "//127.0.0.1:1/a.png",
            "https://static.invalid@127.0.0.1/a.png",
        ):
            with (
                self.subTest(address),
                self.assertLogs("weasyprint", "ERROR") as logs,
                patch("socket.socket.connect", side_effect=AssertionError("a connection was made")),
                patch("urllib.request.FileHandler.file_open", side_effect=AssertionError("a file was opened")),
            ):
                pdf.render([f'<p>Giấy</p><img src="{address}"/>'], [])
            self.assertIn("disallowed protocol", logs.output[0])

    def test_data_addresses_are_part_of_the_document(self):
        picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Ctext y='9'%3EX%3C/text%3E%3C/svg%3E"
        with self.assertNoLogs("weasyprint", "WARNING"):
            content = pdf.render([f'<img src="{picture}"/>'], [])
        self.assertEqual(texts(content), ["X"])

    def test_mixed_fonts(self):
        static = {
            "m/static/one.css": b"* { font-family: 'Times New Roman', Tinos, 'Liberation Serif' }",
            # a font without Vietnamese letters, as old ones are
            "m/static/mixed.css": b"@font-face { font-family: Old; src: url(old.ttf) } * { font-family: Old, serif }",
            "m/static/old.ttf": font_of_one_letter("Old", "n"),
        }
        root = self.addons(static)
        for sheet, mixed in (("/m/static/one.css", False), ("/m/static/mixed.css", True)):
            with self.subTest(sheet):
                families = pdf.mixed_fonts(sheet, [root])
                self.assertEqual(bool(families), mixed, families)

    def test_a_mark_stands_on_each_page(self):
        content = pdf.render([PAGES.format("Một<h1>Hai</h1>")], [])
        marked = pdf.stamp(content, "BẢN SAO số 1 <i>", "BẢN SAO")
        self.assertEqual(texts(marked), [f"{page} BẢN SAO BẢN SAO số 1 <i>" for page in ("Một 1/2", "Hai 2/2")])
        for source in (content, marked):
            reader = PdfFileReader(io.BytesIO(source))
            self.assertEqual((reader.metadata.title, reader.trailer["/Root"]["/Lang"]), ("Giấy", "vi"))
        self.assertEqual(texts(pdf.stamp(content, "Bản in số 2"))[0], "Một 1/2 Bản in số 2")
        self.assertLess(len(marked), len(content) + 40_000)
