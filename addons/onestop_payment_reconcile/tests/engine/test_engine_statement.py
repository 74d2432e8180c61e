import unicodedata
from datetime import date, datetime
from io import BytesIO
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ...engine import statement
from ...engine.statement import Entry, NotAStatementError, Problem

DAY = date(2026, 11, 23)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def table(*rows):
    return "\n".join(";".join(row) for row in rows)


def old_code_page(text):
    """The text as Windows wrote Vietnamese once: letters with their hats, tones behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = ""
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        written += unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        written += "".join(part for part in parts if part in tones)
    return written.encode("cp1258")


class TestStatement(TestCase):
    def test_forms_of_other_banks(self):
        """Headings as they were seen in public: two languages, a date that is said once, a debit below zero, another layout of amounts."""
        forms = {
            "VietinBank": (
                ("STT", "Ngày hạch toán/ Ngày phát sinh", "Mô tả giao dịch", "Nợ/ Debit", "Có/ Credit", "Số dư", "Số giao dịch"),
                ("1", "23/11/2026 08:05:11", "CT nhan 247 den:;CT1111;MC1 (CT1111)", "", "24,000", "1,024,000", "T1"),
                ("2", "", "PHI SMS", "11,000", "", "1,013,000", "T2"),
            ),
            "MB": (
                ("STT", "NGÀY HẠCH TOÁN", "PHÁT SINH NỢ", "PHÁT SINH CÓ", "SỐ DƯ", "NỘI DUNG", "SỐ BÚT TOÁN"),
                ("1", "23/11/2026", "", "24,000.00 VND", "1", "CT nhan 247 den:;CT1111;MC1 (CT1111)", "T1"),
                ("2", "23/11/2026", "11,000.00 VND", "", "1", "PHI SMS", "T2"),
            ),
            "Techcombank": (
                ("Ngày KH thực hiện", "Ngày giao dịch", "Số bút toán", "NH đối tác", "Diễn giải", "Nợ", "Có", "Phí/Lãi", "Số dư"),
                ("22/11/2026", "23/11/2026", "T1", "VCB", "CT nhan 247 den:;CT1111;MC1 (CT1111)", "", "24,000.00", "", "1"),
                ("23/11/2026", "23/11/2026", "T2", "", "PHI SMS", "-11,000.00", "", "", "1"),
            ),
            "Agribank": (
                ("Ngày/Date", "Ghi chú/Remark", "Nợ/Dr", "Có/Cr", "Số dư/Balance", "Số tham chiếu/Ref.no"),
                ("23/11/2026", "CT nhan 247 den:;CT1111;MC1 (CT1111)", "", "24,000", "1", "T1"),
                ("23/11/2026", "PHI SMS", "11,000", "", "1", "T2"),
            ),
        }  # fmt: skip
        for bank, rows in forms.items():
            with self.subTest(bank=bank):
                read = statement.read(workbook(("SAO KÊ TÀI KHOẢN",), (), *rows, ("Tổng cộng", "", "11,000", "24,000")))
                self.assertEqual((read.layout, read.problems), (bank, ()))
                self.assertEqual(
                    [(one.day, one.amount, one.reference) for one in read.entries],
                    [(DAY, 24_000, "T1"), (DAY, -11_000, "T2")],
                )
                self.assertIn("MC1", read.entries[0].memo)

    def test_vietcombank_as_text(self):
        text = table(
            ("SAO KÊ TÀI KHOẢN / STATEMENT OF ACCOUNT", "", "", "", ""),
            ("Số tài khoản:", "1023456789", "", "", ""),
            ("Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả"),
            ("23/11/2026", "5078 - 11111", "", "24.000", "MBVCB.1.MC0000000197 LE PHI"),
            ("23/11/2026", "5078 - 11112", "1.234.567", "", "Chuyển nộp kho bạc"),
            ("Tổng số", "", "1.234.567", "24.000", ""),
            ("23/11/2026", "9", "", "1", "sau dòng tổng"),
        )
        wanted = (
            Entry(DAY, 24_000, "MBVCB.1.MC0000000197 LE PHI", "5078 - 11111", 1, 4),
            Entry(DAY, -1_234_567, "Chuyển nộp kho bạc", "5078 - 11112", 1, 5),
        )
        for encoded in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
            read = statement.read(encoded)
            self.assertEqual((read.layout, read.entries, read.problems), ("Vietcombank", wanted, ()))

    def test_an_old_vietnamese_code_page(self):
        """windows-1258 writes a tone behind its letter; nobody is to see the difference."""
        text = "Ngày giao dịch,Ghi nợ,Ghi có,Mô tả\n23/11/2026,,8000,Lê Thị Hoa nộp phí\n"
        [entry] = statement.read(old_code_page(text)).entries
        self.assertEqual((entry.amount, entry.memo), (8_000, "Lê Thị Hoa nộp phí"))

    def test_bidv_as_a_workbook(self):
        content = workbook(
            ["NGÂN HÀNG TMCP ĐẦU TƯ VÀ PHÁT TRIỂN VIỆT NAM"],
            [],
            ["STT", "NGÀY\nHIỆU LỰC", "GHI NỢ", "GHI CÓ", "SỐ DƯ", "MÔ TẢ"],
            ["", "Dư đầu", "", "", "5,000,000", ""],
            [1, "23/11/2026 9:05:11", "", "150,000", "5,150,000", "0123 MC0000000197 LE PHI"],
            [2, datetime.fromisoformat("2026-11-23T10:00"), None, 24000.0, 5174000, "MC0000000294"],
            [3, "", "", "999.999,00", "", "ngày để trống là ngày trên"],
            ["DƯ CUỐI", "", "", "", "6,173,999", ""],
        )
        read = statement.read(content)
        self.assertEqual(read.layout, "BIDV")
        self.assertEqual(
            [(entry.day, entry.amount) for entry in read.entries], [(DAY, 150_000), (DAY, 24_000), (DAY, 999_999)]
        )
        self.assertEqual(read.problems, ())

    def test_a_page_that_is_called_a_workbook(self):
        page = (
            "<html><body><table><tr><td>Sao kê</td></tr></table><table>"
            "<tr><th>Ngày giao dịch<br/>Transaction date</th><th>Số tham chiếu</th><th>Ghi nợ/Debit</th><th>Ghi có/Credit</th>"
            "<th>Nội dung</th></tr>"
            "<tr><td>2026-11-23</td><td>FT1</td><td></td><td>1,000,000.00 VND</td><td>MC0000000197 &amp; A</td></tr>"
            "</table></body></html>"
        )
        [entry] = statement.read(page.encode()).entries
        self.assertEqual(
            (entry.day, entry.amount, entry.memo, entry.reference), (DAY, 1_000_000, "MC0000000197 & A", "FT1")
        )

    def test_what_cannot_be_read_is_named_and_not_guessed(self):
        read = statement.read(
            table(
                ("Ngày giao dịch", "Ghi nợ", "Ghi có", "Mô tả"),
                ("31/02/2026", "", "8000", "A"),
                ("23/11/2026", "", "8000,5", "B"),
                ("23/11/2026", "", "12.34.567", "C"),
                ("23/11/2026", "", "8000", "D"),
            ).encode()
        )
        self.assertEqual([entry.memo for entry in read.entries], ["D"])
        self.assertEqual(
            read.problems,
            (Problem(2, "day", "31/02/2026"), Problem(3, "amount", "8000,5"), Problem(4, "amount", "12.34.567")),
        )

    def test_what_is_no_statement(self):
        for content in (
            b"",
            b"hello",
            b"a;b;c\n1;2;3\n",
            b"PK\x03\x04broken",
            bytes.fromhex("d0cf11e0") + b"x",
            b"<p>x</p>",
        ):
            with self.subTest(content=content), self.assertRaises(NotAStatementError):
                statement.read(content)

    def test_amounts(self):
        for text, amount in (
            ("", 0), (None, 0), ("-", 0), ("24.000", 24_000), ("1.234.567", 1_234_567), ("1,000,000.00 VND", 1_000_000),
            ("999.999,00", 999_999), ("24000", 24_000), ("-50,600,000.00", -50_600_000), (24000, 24_000), (24000.0, 24_000),
            ("24.000 đ", 24_000), ("24.5", None), ("1.2.3", None), ("abc", None), (0.5, None), ("1,234.567,00", None),
        ):  # fmt: skip
            with self.subTest(text=text):
                self.assertEqual(statement.amount_of(text), amount)

    def test_d2_24_two_equal_lines_are_two_and_the_same_file_is_the_same(self):
        head = ("Ngày giao dịch", "Số tham chiếu", "Ghi nợ", "Ghi có", "Mô tả")
        line = ("23/11/2026", "FT1", "", "24.000", "LE PHI")
        other = ("24/11/2026", "FT2", "", "24.000", "LE PHI")
        first = statement.read(table(head, line, line).encode()).entries
        keys = [entry.key("1023456789") for entry in first]
        self.assertEqual(len(set(keys)), 2)
        overlapping = statement.read(table(head, line, line, other).encode()).entries
        self.assertEqual([entry.key("1023456789") for entry in overlapping][:2], keys)
        self.assertNotEqual(first[0].key("1023456789"), first[0].key("1023456780"))

    @given(st.integers(1, 10**12))
    def test_however_an_amount_is_written(self, amount):
        dotted = f"{amount:,}".replace(",", ".")
        for text in (str(amount), f"{amount:,}", dotted, f"{amount:,}.00", f"{dotted},00", f"{dotted} VND"):
            self.assertEqual(statement.amount_of(text), amount)
