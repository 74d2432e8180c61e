from datetime import datetime
from io import BytesIO
from unittest import TestCase

from openpyxl import Workbook

from ...engine import carrier_sheet
from ...engine.carrier_sheet import Headings, NotAListError, Row

HEADINGS = Headings("Số hiệu", "Mã trạng thái", "Thời gian", "Khối lượng (g)")


def moment(text):
    return datetime.fromisoformat(text)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


class TestCarrierSheet(TestCase):
    def test_a_workbook_with_a_title_above_and_a_total_below(self):
        content = workbook(
            ["BẢNG KÊ TRẠNG THÁI BƯU GỬI"],
            [],
            ["STT", "Thời gian", "Số hiệu", "Mã trạng thái", "Khối lượng (g)"],
            [1, moment("2026-11-23 09:00:00"), "EM1VN", 7, 82],
            [2, "23/11/2026 10:30:00", "EM2VN", "5", None],
            [None, None, None, None, None],
            ["Cộng", None, None, 2, None],
        )
        self.assertEqual(
            carrier_sheet.read(content, HEADINGS),
            [
                Row(4, "EM1VN", "7", moment("2026-11-23 02:00:00"), 82),
                Row(5, "EM2VN", "5", moment("2026-11-23 03:30:00"), None),
            ],
        )

    def test_csv_of_any_separator_and_without_accents(self):
        for separator in ",;\t":
            text = separator.join(("SO HIEU", "ma trang thai", "thoi gian")) + "\n"
            text += separator.join(("EM1VN", "501", "2026-11-23T09:00:00+07:00")) + "\n"
            with self.subTest(separator=separator):
                [row] = carrier_sheet.read(text.encode("utf-8-sig"), HEADINGS)
                self.assertEqual(row, Row(2, "EM1VN", "501", moment("2026-11-23 02:00:00"), None))

    def test_a_row_that_cannot_be_read_says_where(self):
        text = "Số hiệu,Mã trạng thái,Thời gian\nEM1,,23/11/2026 09:00\nEM2,7,hôm qua\n"
        rows = carrier_sheet.read(text.encode(), HEADINGS)
        self.assertEqual([(row.line, row.wrong) for row in rows], [(2, "Mã trạng thái"), (3, "Thời gian")])

    def test_another_layout_is_an_error_and_not_no_rows(self):
        for content, missing in (
            (b"Waybill,Status\nEM1,7\n", "Số hiệu, Mã trạng thái, Thời gian"),
            (b"", "Số hiệu, Mã trạng thái, Thời gian"),
            (b"PK\x03\x04 no workbook", "file"),
            (b"\xff\xfe\x00", "file"),
            (workbook(["Số hiệu", "Mã trạng thái"]), "Số hiệu, Mã trạng thái, Thời gian"),
        ):
            with self.subTest(content=content[:20]), self.assertRaises(NotAListError) as caught:
                carrier_sheet.read(content, HEADINGS)
            self.assertEqual(caught.exception.args[0], missing)
        self.assertEqual(carrier_sheet.read("Số hiệu,Mã trạng thái,Thời gian\n".encode(), HEADINGS), [])

    def test_too_long(self):
        text = "Số hiệu,Mã trạng thái,Thời gian\n" + "EM1,7,23/11/2026 09:00\n" * (carrier_sheet.MOST_ROWS + 1)
        with self.assertRaises(NotAListError) as caught:
            carrier_sheet.read(text.encode(), HEADINGS)
        self.assertEqual(caught.exception.args[0], "rows")
