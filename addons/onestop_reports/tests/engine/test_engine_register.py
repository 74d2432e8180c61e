import tracemalloc
from io import BytesIO
from unittest import TestCase

from openpyxl import load_workbook

from ...engine import register


def rows(count, first=1):
    for number in range(first, first + count):
        yield (
            number,
            f"H99-{number}",
            "Thủ tục",
            1,
            "Nguyễn Thị Thử",
            "=1+1",
            "Xã Một",
            "05/10/2026",
            "08/10/2026",
            "",
            "Trực tiếp",
            "",
            "",
        )


class TestRegister(TestCase):
    def test_pages(self):
        made = list(register.pages(rows(25), 12))
        self.assertEqual(
            [(page.number, page.first, page.last) for page in made], [(1, 1, 12), (2, 13, 24), (3, 25, 25)]
        )
        self.assertEqual(len({page.hash for page in made}), 3)
        # another word on one row, and its page is another
        *most, last = rows(12)
        other = [*most, (*last[:4], "Người Khác", *last[5:])]
        [page] = register.pages(other, 12)
        self.assertNotEqual(page.hash, made[0].hash)
        self.assertEqual(list(register.pages(())), [])

    def test_the_columns_fill_the_sheet(self):
        self.assertAlmostEqual(sum(register.WIDTHS), 100, delta=0.1)

    def test_workbook(self):
        file = BytesIO()
        self.assertEqual(register.write(rows(3), ["SỔ THEO DÕI HỒ SƠ", "Quyển số 2026"], file), 3)
        sheet = load_workbook(file).active
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertLessEqual({"A1:M1", "A2:M2", "A3:A4", "H3:L3", "M3:M4"}, merged)
        self.assertEqual(sheet["H3"].value, "Nhận và trả kết quả")
        self.assertEqual([cell.value for cell in sheet[4]][7:12], [column[1] for column in register.COLUMNS[7:12]])
        self.assertEqual([cell.value for cell in sheet[3]][:2], ["STT", "Mã hồ sơ"])
        self.assertEqual([sheet.cell(line, 1).value for line in (5, 6, 7)], [1, 2, 3])
        self.assertEqual((sheet["F5"].value, sheet["F5"].data_type), ("=1+1", "s"))

    def test_its_length_costs_no_memory(self):
        peaks = []
        for count in (200, 2000):
            tracemalloc.start()
            register.write(rows(count), [], BytesIO())
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        # the file itself is in memory here: some bytes for each row, and not the kilobytes of its cells
        self.assertLess(peaks[1] - peaks[0], 1800 * 400)
