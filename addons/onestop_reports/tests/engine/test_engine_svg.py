from unittest import TestCase

from defusedxml.ElementTree import fromstring

from ...engine.svg import Series, bars

SVG = "{http://www.w3.org/2000/svg}"


class TestBars(TestCase):
    def test_heights_are_proportional_and_values_can_be_read(self):
        drawn = fromstring(
            bars("Hồ sơ <tháng>", ("09", "10"), (Series("Tiếp nhận", (100, 50)), Series("Xong & trả", (0, 25))))
        )
        rects = [one for one in drawn.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
        self.assertEqual(len(rects), 4)
        tall = {one.find(f"{SVG}title").text: float(one.get("height")) for one in rects}
        self.assertAlmostEqual(tall["09, Tiếp nhận: 100"], 2 * tall["10, Tiếp nhận: 50"], places=1)
        self.assertEqual(tall["09, Xong & trả: 0"], 0)
        self.assertEqual(drawn.find(f"{SVG}title").text, "Hồ sơ <tháng>")

    def test_nothing(self):
        fromstring(bars("Không có", (), ()))
        fromstring(bars("Không có", ("10",), (Series("A", (0,)),)))
