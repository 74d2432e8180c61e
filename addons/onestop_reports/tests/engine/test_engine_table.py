from decimal import Decimal
from io import BytesIO
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from ...engine import document, table, tables, workbook


def filled(description, *rows, totals=None):
    """A filled table of rows ``(label, figures by key)``; figures that are left out are 0."""
    zero = dict.fromkeys(description.figures(), 0)
    made = [table.Row(str(number), label, values={**zero, **values}) for number, (label, values) in enumerate(rows, 1)]
    return table.fill(description, made, {**zero, **(totals or {})})


# the first row of the printed appendix, with its printed figures
TAN_UYEN = {
    "hstn": 281, "tthc": 364, "l2": 78, "l2_tthc": 348, "l3_desk": 200, "l3_online": 3, "l3_tthc": 12, "l4_tthc": 4,
    "backlog": 5, "desk": 278, "online": 3, "done_2": 70, "done_3": 203, "done_4": 0, "counted_open": 13,
}  # fmt: skip


class TestHeadings(TestCase):
    def test_four_rows_of_the_monitoring_table(self):
        cells = {(cell.row, cell.column): cell for cell in table.heading_cells(tables.MONITORING)}
        self.assertEqual(len(tables.MONITORING.columns), 21)
        self.assertEqual(table.heading_rows(tables.MONITORING), 4)
        # text: (row, column, columns wide, rows high)
        for text, place in {
            "STT": (0, 0, 1, 4),
            "TÊN CƠ QUAN": (0, 1, 1, 4),
            "TÌNH HÌNH TRIỂN KHAI": (0, 2, 10, 1),
            "TỔNG SỐ": (1, 2, 2, 2),
            "SỐ HỒ SƠ TIẾP NHẬN / SỐ THỦ TỤC ĐÃ THỰC HIỆN": (1, 4, 8, 1),
            "TÌNH HÌNH XỬ LÝ": (0, 12, 8, 1),
            "HỒ SƠ TỒN": (1, 12, 1, 3),
            "TIẾP NHẬN": (1, 13, 2, 2),
            "ĐÃ GIẢI QUYẾT": (1, 15, 3, 2),
            "TỶ LỆ GIẢI QUYẾT %": (1, 19, 1, 3),
            "GHI CHÚ": (0, 20, 1, 4),
        }.items():
            with self.subTest(text):
                cell = cells[place[:2]]
                self.assertEqual((cell.text, cell.width, cell.height), (text, *place[2:]))
        self.assertEqual([cells[2, at].text for at in (4, 6, 9)], ["MỨC ĐỘ 2", "MỨC ĐỘ 3", "MỨC ĐỘ 4"])
        self.assertEqual([cells[2, at].width for at in (4, 6, 9)], [2, 3, 3])
        self.assertEqual([cells[3, at].text for at in (15, 16, 17)], ["MỨC ĐỘ 2", "MỨC ĐỘ 3", "MỨC ĐỘ 4"])

    def test_headings_of_every_table_cover_each_column_once(self):
        for description in tables.TABLES.values():
            depth = table.heading_rows(description)
            covered = [
                (row, column)
                for cell in table.heading_cells(description)
                for row in range(cell.row, cell.row + cell.height)
                for column in range(cell.column, cell.column + cell.width)
            ]
            with self.subTest(description.name):
                self.assertEqual(
                    sorted(covered), [(row, at) for row in range(depth) for at in range(len(description.columns))]
                )

    def test_what_tables_speak_of_exists(self):
        for description in tables.TABLES.values():
            known = {column.key for column in description.columns} | set(description.hidden)
            for identity in description.identities:
                for side in (identity.left, identity.right):
                    self.assertLessEqual({*side.plus, *side.minus}, known, description.name)
            self.assertEqual(len({column.key for column in description.columns}), len(description.columns))


class TestMonitoring(TestCase):
    def test_the_printed_row(self):
        """Row 1 of the appendix: 13 not settled, 95,5 %: the backlog is among what was to be settled."""
        row = filled(tables.MONITORING, ("Bộ phận TN&TKQ huyện Tân Uyên", TAN_UYEN)).rows[0]
        self.assertEqual(row.values["open"], 13)
        self.assertEqual(table.words(row.values["rate"]), "95,5")

    def test_the_total_counts_a_procedure_once_and_has_a_rate(self):
        result = filled(tables.MONITORING, ("A", TAN_UYEN), ("B", TAN_UYEN), totals={"tthc": 364, "l2_tthc": 348})
        self.assertEqual(result.total.values["hstn"], 562)
        self.assertEqual(result.total.values["tthc"], 364)
        # 546 of 572, and not the mean of the rows
        self.assertEqual(table.words(result.total.values["rate"]), "95,5")

    def test_a_row_that_does_not_agree_is_named(self):
        result = filled(tables.MONITORING, ("A", TAN_UYEN), ("B", TAN_UYEN | {"l2": 77}))
        self.assertEqual(
            [(one.row, one.left, one.right) for one in result.findings], [("2", 281, 280), ("total", 562, 561)]
        )

    def test_nothing_at_all(self):
        result = filled(tables.MONITORING)
        self.assertEqual(table.words(result.total.values["rate"]), "0")
        self.assertEqual(result.findings, [])


class TestWords(TestCase):
    def test_numbers_as_the_form_prints_them(self):
        for value, said in (
            (Decimal("60.0"), "60"),
            (Decimal("100.0"), "100"),
            (Decimal("95.5"), "95,5"),
            (Decimal("0.0"), "0"),
            (0, "0"),
            (1234567, "1.234.567"),
            (None, "–"),
        ):
            self.assertEqual(table.words(value), said)

    def test_halves_are_rounded_up(self):
        # 273 of 286 is 95.4545; 1 of 16 is 6.25 and 3 of 16 is 18.75, which Python's round makes 6.2 and 18.8
        self.assertEqual(table.share(273, 286), Decimal("95.5"))
        self.assertEqual(table.share(1, 16), Decimal("6.3"))
        self.assertEqual(table.share(3, 16), Decimal("18.8"))

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_a_share_is_at_most_half_a_tenth_away(self, part, whole):
        self.assertLessEqual(abs(table.share(part, whole) * whole - Decimal(part) * 100), Decimal("0.05") * whole)


class TestKept(TestCase):
    def test_what_is_kept_is_what_was(self):
        result = filled(tables.MONITORING, ("A", TAN_UYEN), ("B", TAN_UYEN | {"l2": 77}))
        self.assertEqual(table.load(table.dump(result)), result)


def printed(description, result):
    return document.Document(
        description,
        result,
        title="Biểu thử",
        number="Biểu số 1",
        issuer=("UBND TỈNH THỬ",),
        subtitle=("Từ ngày 01/10/2026 đến ngày 31/10/2026",),
        footer="Số liệu tính đến ngày 31 tháng 10 năm 2026",
        notes=("Ghi chú",),
        signers=(("NGƯỜI LẬP BIỂU", "(Ký, họ tên)"), ("THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu)")),
    )


class TestWorkbook(TestCase):
    """What is written is read back by another library."""

    def setUp(self):
        super().setUp()
        rows = [("A", TAN_UYEN), ("B", TAN_UYEN | {"l2": 77}), ("=1+1", {})]
        self.result = filled(tables.MONITORING, *rows, totals={"tthc": 364})
        content = workbook.write(printed(tables.MONITORING, self.result))
        self.values = load_workbook(BytesIO(content), data_only=True).active
        self.formulas = load_workbook(BytesIO(content)).active
        self.top = next(row[0].row for row in self.values.iter_rows() if row[0].value == "STT")
        self.first = self.top + 4

    def test_headings_are_merged_as_on_paper(self):
        merged = {str(area) for area in self.values.merged_cells.ranges}
        top = self.top
        for area in (
            f"A{top}:A{top + 3}", f"C{top}:L{top}", f"C{top + 1}:D{top + 2}", f"E{top + 1}:L{top + 1}", f"M{top}:T{top}",
            f"M{top + 1}:M{top + 3}", f"P{top + 1}:R{top + 2}", f"U{top}:U{top + 3}",
        ):  # fmt: skip
            self.assertIn(area, merged)
        self.assertEqual(self.values.cell(top, 3).value, "TÌNH HÌNH TRIỂN KHAI")
        self.assertEqual(self.values.cell(top + 3, 8).value, "HSTN trực tuyến")

    def test_computed_cells_are_formulas_that_carry_their_value(self):
        n = self.first
        rate = f"=IF((M{n}+N{n}+O{n})=0,0,ROUND((P{n}+Q{n}+R{n})/(M{n}+N{n}+O{n})*100,1))"
        self.assertEqual(self.formulas.cell(n, 20).value, rate)
        self.assertEqual(self.values.cell(self.first, 20).value, 95.5)
        self.assertEqual(self.formulas.cell(n, 19).value, f"=M{n}+N{n}+O{n}-P{n}-Q{n}-R{n}")
        self.assertEqual(self.values.cell(self.first, 19).value, 13)

    def test_only_what_adds_up_is_summed(self):
        total = self.first + 3
        self.assertEqual(self.formulas.cell(total, 3).value, f"=SUM(C{self.first}:C{total - 1})")
        self.assertEqual(self.values.cell(total, 3).value, 562)
        self.assertEqual(self.formulas.cell(total, 4).value, 364)

    def test_a_name_is_no_formula(self):
        cell = self.formulas.cell(self.first + 2, 2)
        self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))

    def test_numbers_are_numbers(self):
        self.assertEqual(self.values.cell(self.first, 3).number_format, "#,##0")
        self.assertEqual(self.values.cell(self.first, 20).number_format, "General")

    def test_every_figure_is_there(self):
        for line, row in enumerate([*self.result.rows, self.result.total], self.first):
            for at, column in enumerate(tables.MONITORING.columns, 1):
                if not column.is_text:
                    value = row.values[column.key]
                    self.assertEqual(self.values.cell(line, at).value, float(value), (row.key, column.key))


INDEX = {
    "taken": 6,
    "in_time": 4,
    "procedures": 2,
    "services": 1,
    "used": 1,
    "new": 5,
    "online": 1,
    "settled": 3,
    "content": 3,
    "done": 4,
}
WEIGHTS = {
    "2.1": table.Weight(Decimal(20)),
    "3.1": table.Weight(Decimal(2), Decimal(80)),
    "3.3": table.Weight(Decimal(6), Decimal(50)),
    "5.4": table.Weight(Decimal(6), Decimal(90), Decimal(6)),
}


class TestIndex(TestCase):
    def filled(self, **values):
        zero = dict.fromkeys(tables.INDEX766.figures(), 0)
        rows = [table.Row("1", "A", values={**zero, **INDEX, **values})]
        return table.fill(tables.INDEX766, rows, {**zero, **INDEX}, WEIGHTS)

    def test_each_part_is_rounded_before_it_is_added(self):
        values = self.filled().rows[0].values
        said = {
            key: table.words(values[key]) for key in ("p_progress", "p_services", "p_used", "p_online", "p_content")
        }
        # 20·4/6; 2·0,5/0,8; not measured; 6·0,2/0,5; 6·0,75/0,9
        self.assertEqual(
            said, {"p_progress": "13,33", "p_services": "1,25", "p_used": "–", "p_online": "2,4", "p_content": "5"}
        )
        self.assertEqual(table.words(values["points"]), "21,98")

    def test_nothing_to_take_a_share_of(self):
        values = self.filled(taken=0, in_time=0, content=0, done=0).rows[0].values
        self.assertEqual((values["p_progress"], values["p_content"]), (Decimal(0), Decimal(6)))

    def test_the_workbook_computes_the_same(self):
        made = document.Document(tables.INDEX766, self.filled(), title="Bộ chỉ số", weights=WEIGHTS)
        content = workbook.write(made)
        formulas, values = (
            load_workbook(BytesIO(content)).active,
            load_workbook(BytesIO(content), data_only=True).active,
        )
        [line] = [row[0].row for row in values.iter_rows() if row[1].value == "A"]
        keys = [column.key for column in tables.INDEX766.columns]
        at = {key: keys.index(key) + 1 for key in keys}
        self.assertEqual(
            formulas.cell(line, at["p_progress"]).value, f"=IF((C{line})=0,0,ROUND(20*MIN(1,(D{line})/(C{line})/1),2))"
        )
        self.assertEqual(values.cell(line, at["p_progress"]).value, 13.33)
        self.assertEqual(values.cell(line, at["p_used"]).value, "–")
        self.assertEqual(values.cell(line, at["points"]).value, 21.98)
        self.assertIn(f"N(E{line})", formulas.cell(line, at["points"]).value)


class TestTexts(TestCase):
    def test_csv_and_json_hold_the_figures_of_the_table(self):
        result = filled(tables.MONITORING, ("=A", TAN_UYEN))
        lines = document.to_csv(printed(tables.MONITORING, result)).decode("utf-8-sig").splitlines()
        self.assertTrue(lines[0].startswith("STT;TÊN CƠ QUAN;TÌNH HÌNH TRIỂN KHAI - TỔNG SỐ - HSTN;"))
        self.assertTrue(lines[1].startswith("1;'=A;281;364;78;"))
        self.assertIn(";13;95,5;", lines[1])
        said = document.json.loads(document.to_json(printed(tables.MONITORING, result)))
        self.assertEqual(said["rows"][0]["values"]["hstn"], 281)
        self.assertEqual(said["rows"][0]["values"]["rate"], "95.5")
