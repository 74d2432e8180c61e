from datetime import date, datetime
from io import BytesIO
from unittest import TestCase

from openpyxl import Workbook, load_workbook

from ...engine import history

TODAY = date(2026, 11, 28)
GOOD = {
    "Mã hồ sơ": "000.01.11.H99-201005-0001", "Mã cơ quan": "H99.11", "Mã TTHC": "9.000001", "Mức độ": "3",
    "Kênh nộp": "Trực tuyến", "Chủ hồ sơ": "Nguyễn Thị Thử", "Ngày tiếp nhận": "05/10/2020 08:15",
    "Ngày hẹn trả": "08/10/2020 17:00", "Ngày giải quyết": "07/10/2020", "Ngày trả": "08/10/2020",
    "Trạng thái": "Đã trả kết quả",
}  # fmt: skip


def moment(words):
    return datetime.strptime(words, "%d/%m/%Y %H:%M")


def text(*rows, headings=tuple(GOOD)):
    lines = [";".join(headings)]
    lines += [";".join({**GOOD, **row}[heading] for heading in headings) for row in rows]
    return "\r\n".join(lines).encode("utf-8-sig")


class TestHistory(TestCase):
    def lines(self, *rows):
        return history.read(text(*rows), TODAY)

    def test_a_line(self):
        [past], problems, _letters = self.lines({})
        self.assertEqual(problems, [])
        self.assertEqual((past.line, past.state, past.channel, past.level), (2, "returned", "online", "3"))
        self.assertEqual(past.received, moment("05/10/2020 08:15"))
        self.assertEqual(past.due, moment("08/10/2020 17:00"))
        self.assertEqual(past.settled, moment("07/10/2020 00:00"))

    def test_the_ten_statuses(self):
        begun = {"Ngày tiếp nhận": "05/10/2020"}
        ended = {**begun, "Ngày giải quyết": "07/10/2020"}
        dates = {"submitted": {}, "rejected": {}, "withdrawn": ended, "stopped": ended, "ready": ended}
        none = dict.fromkeys(("Ngày tiếp nhận", "Ngày giải quyết", "Ngày trả"), "")
        self.assertEqual(len(history.STATUS_WORDS), 10)
        for state, word in history.STATUS_WORDS.items():
            said = GOOD if state == "returned" else none | dates.get(state, begun)
            found, problems, _letters = self.lines({**said, "Trạng thái": word})
            self.assertEqual(([one.state for one in found], problems), ([state], []), word)

    def test_each_fault_is_named_by_line_and_column(self):
        faults = {
            "empty": ({"Chủ hồ sơ": " "}, "F"),
            "long": ({"Chủ hồ sơ": "A" * 301}, "F"),
            "level": ({"Mức độ": "5"}, "D"),
            "channel": ({"Kênh nộp": "Fax"}, "E"),
            "status": ({"Trạng thái": "Xong"}, "K"),
            "date": ({"Ngày tiếp nhận": "31/02/2020"}, "G"),
            "future": ({"Ngày trả": "29/11/2026"}, "J"),
            "order": ({"Ngày giải quyết": "04/10/2020"}, "I"),
            "needed": ({"Ngày trả": ""}, "J"),
            "excluded": ({"Trạng thái": "Đã xử lý xong"}, "J"),
        }
        for reason, (row, column) in faults.items():
            found, problems, _letters = self.lines({"Mã hồ sơ": "A-1"}, row)
            with self.subTest(reason):
                self.assertEqual([one.code for one in found], ["A-1"])
                self.assertEqual([(one.line, one.column, one.reason) for one in problems], [(3, column, reason)])

    def test_a_code_stands_once(self):
        _found, problems, _letters = self.lines({}, {"Mã hồ sơ": "A-2"}, {})
        self.assertEqual([(one.line, one.reason, one.value) for one in problems], [(4, "twice", "2")])

    def test_columns_stand_in_any_order(self):
        headings = tuple(reversed(GOOD))
        found, problems, letters = history.read(text({"Mức độ": "9"}, {"Mã hồ sơ": "A-3"}, headings=headings), TODAY)
        self.assertEqual([one.code for one in found], ["A-3"])
        self.assertEqual(problems[0].column, "H")
        self.assertEqual(letters["code"], "K")

    def test_a_workbook(self):
        book = Workbook()
        book.active.append(list(GOOD))
        book.active.append(
            [
                *list(GOOD.values())[:3],
                4,
                *list(GOOD.values())[4:6],
                moment("05/10/2020 00:00"),
                date(2020, 10, 8),
                moment("08/10/2020 16:30"),
                moment("09/10/2020 00:00"),
                "đã trả kết quả",
            ]
        )
        content = BytesIO()
        book.save(content)
        [past], problems, _letters = history.read(content.getvalue(), TODAY)
        self.assertEqual(problems, [])
        self.assertEqual(
            (past.level, past.settled, past.due), ("4", moment("08/10/2020 16:30"), moment("08/10/2020 23:59"))
        )

    def test_what_is_no_table(self):
        for content, said in ((b"PK\x03\x04", "xlsx"), (b"\xff\xfe\x00", "utf-8"), (b"a;b\r\n1;2", "Mã hồ sơ")):
            with self.assertRaises(history.NotATableError) as caught:
                history.read(content, TODAY)
            self.assertIn(said, caught.exception.args[0])

    def test_the_empty_file_has_the_headings(self):
        book = load_workbook(BytesIO(history.template()))
        self.assertEqual([cell.value for cell in book.worksheets[0][1]], list(GOOD))
        self.assertEqual(history.read(history.template(), TODAY)[:2], ([], []))
