import io
import unittest
from unittest.mock import patch

from odoo.addons.onestop_core.engine import pdf
from odoo.tools.pdf import PdfFileReader

PAGES = '<html lang="vi"><head><title>Giấy</title><style>@page {{ @bottom-center {{ content: counter(page) "/" counter(pages) }} }} h1 {{ break-before: page }}</style></head><body>{}</body></html>'


def texts(content):
    return [" ".join(page.extract_text().split()) for page in PdfFileReader(io.BytesIO(content)).pages]


def refuse(path):
    raise AssertionError(f"{path} was asked for")


class TestPdf(unittest.TestCase):
    def test_each_document_counts_its_own_pages(self):
        content = pdf.render([PAGES.format("Một<h1>Hai</h1>"), PAGES.format("Ba")], refuse)
        self.assertEqual(texts(content), ["Một 1/2", "Hai 2/2", "Ba 1/1"])

    def test_paths_are_opened_by_the_caller(self):
        asked = []

        def open_static(path):
            asked.append(path)
            return b"p::after { content: ' \\1EC7' }"

        content = pdf.render(['<link rel="stylesheet" href="/some_module/static/a.css"/><p>Ti</p>'], open_static)
        self.assertEqual(asked, ["some_module/static/a.css"])
        self.assertEqual(texts(content), ["Ti ệ"])

    def test_a_document_without_its_style_is_not_printed(self):
        def open_static(path):
            raise FileNotFoundError(path)

        with self.assertRaisesRegex(Exception, "some_module/static/gone.css"):
            pdf.render(['<link rel="stylesheet" href="/some_module/static/gone.css"/>'], open_static)

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
                pdf.render([f'<p>Giấy</p><img src="{address}"/>'], refuse)
            self.assertIn("disallowed protocol", logs.output[0])

    def test_data_addresses_are_part_of_the_document(self):
        picture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Ctext y='9'%3EX%3C/text%3E%3C/svg%3E"
        with self.assertNoLogs("weasyprint", "WARNING"):
            content = pdf.render([f'<img src="{picture}"/>'], refuse)
        self.assertEqual(texts(content), ["X"])

    def test_mixed_fonts(self):
        styles = {
            "one": b"* { font-family: 'Times New Roman', Tinos, 'Liberation Serif' }",
            # a font without Vietnamese letters, as old ones are
            "mixed": b"@font-face { font-family: Some; src: local('Tinos'); unicode-range: U+20-7E } * { font-family: Some, 'DejaVu Sans' }",
        }
        for name, mixed in (("one", False), ("mixed", True)):
            with self.subTest(name):
                self.assertEqual(
                    bool(pdf.mixed_fonts(f"/m/static/{name}.css", lambda path: styles[path.split("/")[-1][:-4]])), mixed
                )
