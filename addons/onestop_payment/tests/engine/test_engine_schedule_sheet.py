from io import BytesIO
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common  # noqa: F401  the profile of the property tests
from openpyxl import Workbook

from ...engine import fees, schedule_sheet
from ...engine.schedule_sheet import HEADINGS, NotASheetError, RuleRow

COPY = RuleRow(
    "2.000815", "PCT", fees.BANDS, bands=((2, 2000, False), (0, 1000, False)), unit="trang", pieces_unit="bản",
    maximum=200_000, retention_share=5000, exemptions=(("TREEM", 10_000), ("HONGHEO", 5000)), note="TT 226/2016, Điều 4",
    line=2,
)  # fmt: skip
ALL = tuple(HEADINGS.values())
TEXTS = st.text("abcđêồ =+-@1", max_size=8).map(str.strip)
NUMBERS = st.integers(0, 10**12)
ROWS = st.builds(
    RuleRow,
    procedure_code=st.from_regex(r"[1-9]\.\d{6}", fullmatch=True),
    type_code=st.from_regex(r"[A-Z]{2,6}", fullmatch=True),
    method=st.sampled_from(fees.METHODS),
    case_name=TEXTS,
    channel=st.sampled_from(("", "direct", "online", "post")),
    label=TEXTS,
    amount=NUMBERS,
    share=st.integers(0, 10_000),
    basis=st.sampled_from((fees.QUANTITY, fees.VALUE)),
    bands=st.lists(st.tuples(NUMBERS, NUMBERS, st.booleans()), max_size=4).map(tuple),
    unit=TEXTS,
    minimum=NUMBERS,
    maximum=NUMBERS,
    round_to=st.integers(1, 10_000),
    moment=st.sampled_from(("before", "reception", "result")),
    exemptions=st.lists(
        st.tuples(st.from_regex(r"[A-Z]{2,6}", fullmatch=True), st.integers(1, 10_000)), max_size=3
    ).map(tuple),
    note=TEXTS,
)


def book(*rows, headings=ALL):
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


class TestScheduleSheet(TestCase):
    def test_written_and_read(self):
        self.assertEqual(schedule_sheet.read(schedule_sheet.write([COPY])), ([COPY], []))

    def test_the_empty_workbook_is_the_template(self):
        self.assertEqual(schedule_sheet.read(schedule_sheet.write([])), ([], []))

    @given(st.lists(ROWS, max_size=5, unique_by=lambda row: row.key))
    def test_every_schedule_comes_back(self, rows):
        found, problems = schedule_sheet.read(schedule_sheet.write(rows))
        self.assertEqual(problems, [])
        self.assertEqual([(row.key, row.amount, row.bands, row.exemptions, row.note) for row in found],
                         [(row.key, row.amount, row.bands, row.exemptions, row.note) for row in rows])  # fmt: skip

    def test_what_people_type(self):
        headings = ("MÃ THỦ TỤC", "mã phí, lệ phí", "Cách tính", "Mức thu (đồng)")
        rows, problems = schedule_sheet.read(
            book(
                ("1.001193", "LPHT", "muc co dinh", "8.000"),
                ("1.001193", "LPHT2", "Mức cố định", 8000.0),
                headings=headings,
            )
        )
        self.assertEqual(problems, [])
        self.assertEqual([row.amount for row in rows], [8000, 8000])

    def test_what_is_wrong(self):
        headings = ("Mã thủ tục", "Mã phí, lệ phí", "Cách tính", "Mức thu (đồng)", "Các bậc", "Miễn, giảm")
        _rows, problems = schedule_sheet.read(
            book(
                ("", "A", "Mức cố định", 1, "", ""),
                ("1", "A", "Tùy tâm", 1, "", ""),
                ("1", "A", "Mức cố định", "8,5", "", ""),
                ("1", "A", "Mức cố định", 8.5, "", ""),
                ("1", "A", "Mức cố định", -1, "", ""),
                ("1", "A", "Theo bậc", 0, "2 - 2000", ""),
                ("1", "A", "Mức cố định", 0, "", "trẻ em"),
                ("1", "A", "Mức cố định", 1, "", ""),
                ("1", "A", "Mức cố định", 2, "", ""),
                headings=headings,
            )
        )
        self.assertEqual(
            [(problem.line, problem.column, problem.reason) for problem in problems],
            [
                (2, "A", "empty"), (3, "C", "word"), (4, "D", "number"), (5, "D", "number"), (6, "D", "number"),
                (7, "E", "bands"), (8, "F", "exemptions"), (10, "A", "twice"),
            ],
        )  # fmt: skip

    def test_what_is_no_workbook(self):
        for content, missing in ((b"", "xlsx"), (b"PK\x03\x04", "xlsx"), (book(headings=("A", "B")), "Mã thủ tục")):
            with self.assertRaises(NotASheetError) as caught:
                schedule_sheet.read(content)
            self.assertIn(missing, caught.exception.args[0])
