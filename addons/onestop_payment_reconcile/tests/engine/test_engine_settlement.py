from datetime import date
from unittest import TestCase

from ...engine import settlement
from ...engine.settlement import Item
from ...engine.statement import NotAStatementError

HEAD = "STT;Mã tham chiếu;Ngày giao dịch;Số tiền;Phí"


def listed(*rows):
    return "\n".join(("DANH SÁCH GIAO DỊCH;;;;", HEAD, *rows)).encode()


class TestSettlement(TestCase):
    def test_three_days_in_one_list(self):
        read = settlement.read(
            listed(
                "1;MC0000000197;27/11/2026;24.000;220",
                "2;MC0000000294;28/11/2026;1.008.000;1.100",
                ";Tổng;;;",
                ";;;1.032.000;1.320",
            )
        )
        self.assertEqual(
            read.items,
            (
                Item("MC0000000197", 24_000, 220, date(2026, 11, 27)),
                Item("MC0000000294", 1_008_000, 1_100, date(2026, 11, 28)),
            ),
        )
        self.assertEqual((read.amount, read.fee, len(read.problems)), (1_032_000, 1_320, 1))

    def test_a_total_without_a_reference_is_none(self):
        read = settlement.read(listed("1;MC0000000197;27/11/2026;24000;0", ";;;24000;0"))
        self.assertEqual((len(read.items), read.problems, read.fee), (1, (), 0))

    def test_what_is_no_amount_is_a_problem(self):
        for amount, fee in (("24,5", "0"), ("24000", "x"), ("", "0"), ("-24000", "0")):
            read = settlement.read(listed(f"1;MC0000000197;27/11/2026;{amount};{fee}"))
            self.assertEqual((read.items, len(read.problems)), ((), 1), (amount, fee))

    def test_no_list(self):
        for content in (b"hello", "Ngày;Số tiền\n1;2".encode(), b"a;b\n1;2\n"):
            with self.assertRaises(NotAStatementError):
                settlement.read(content)
