import re
import unittest

import pypdfium2
import weasyprint
from PIL import Image
from zxingcpp import read_barcodes

from ...engine.barcode import code128_svg, data_uri, qr_svg

CODE = "000.00.15.H17-261123-0004"
ADDRESS = f"https://dichvucong.example/dich-vu-cong/tra-cuu?code={CODE}"


def draw(svg, height=None, scale=4):
    """The picture as it stands in a printed document, four dots a module."""
    width, own_height = (int(number) for number in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    height = height or own_height
    page = (
        f"<style>@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} img {{ display: block; width: {width}px;"
        f' height: {height}px }}</style><img src="{data_uri(svg)}"/>'
    )
    [sheet] = pypdfium2.PdfDocument(weasyprint.HTML(string=page).write_pdf())
    # a pixel of the style is 0.75 points, and one dot a point
    return sheet.render(scale=scale / 0.75).to_pil().convert("L")


class TestBarcode(unittest.TestCase):
    def scan(self, svg):
        return [(found.format.name, found.text) for found in read_barcodes(draw(svg))]

    def test_scanners_read_what_was_written(self):
        self.assertEqual(self.scan(qr_svg(ADDRESS)), [("QRCode", ADDRESS)])
        self.assertEqual(self.scan(code128_svg(CODE)), [("Code128", CODE)])

    def test_quiet_zones(self):
        qr, bars = draw(qr_svg(ADDRESS), scale=1), draw(code128_svg(CODE), scale=1)
        dark = Image.eval(qr, lambda dot: 255 - dot).getbbox()
        self.assertEqual((dark[0], dark[1], qr.width - dark[2], qr.height - dark[3]), (4, 4, 4, 4))
        dark = Image.eval(bars, lambda dot: 255 - dot).getbbox()
        self.assertEqual((dark[0], bars.width - dark[2]), (10, 10))

    def test_letters_that_code_128_cannot_hold(self):
        for text in ("", "Hồ sơ", "a\nb"):
            with self.subTest(text), self.assertRaisesRegex(ValueError, "ASCII"):
                code128_svg(text)
