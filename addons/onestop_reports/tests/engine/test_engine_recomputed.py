"""Each formula of each workbook, computed again from the cells it names as a spreadsheet does, gives the value it carries."""

import ast
import random
import re
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from unittest import TestCase

from openpyxl import load_workbook

from ...engine import document, table, tables, workbook

WEIGHTS = {code: table.Weight(Decimal(most), Decimal(full)) for code, most, full in (
    ("2.1", 20, 100), ("3.1", 2, 80), ("3.2", 4, 100), ("3.3", 6, 50), ("4.1", 6, 100), ("4.2", 4, 100), ("4.3", 2, 80), ("5.4", 6, 90),
)}  # fmt: skip


class Spreadsheet:
    """So much of a spreadsheet as our formulas need, with exact numbers."""

    def __init__(self, sheet):
        self.sheet = sheet

    def value(self, name):
        """The value of a cell, computed if it holds a formula."""
        content = self.sheet[name].value
        return self.compute(content[1:]) if isinstance(content, str) and content.startswith("=") else content

    def compute(self, text):
        text = re.sub(r"([A-Z]+\d+):([A-Z]+\d+)", r'AREA("\1", "\2")', text).replace("=0", "==0")
        return self.node(ast.parse(text, mode="eval").body)

    def node(self, node):
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else Fraction(str(node.value))
        if isinstance(node, ast.Name):
            value = self.value(node.id)
            return value if isinstance(value, str) else Fraction(str(value or 0))
        if isinstance(node, ast.UnaryOp):
            return -self.node(node.operand)
        if isinstance(node, ast.BinOp):
            left, right = self.node(node.left), self.node(node.right)
            return {
                ast.Add: lambda: left + right,
                ast.Sub: lambda: left - right,
                ast.Mult: lambda: left * right,
                ast.Div: lambda: left / right,
            }[type(node.op)]()
        if isinstance(node, ast.Compare):
            return self.node(node.left) == self.node(node.comparators[0])
        return getattr(self, f"do_{node.func.id.lower()}")(*node.args)

    def area(self, first, last):
        return [self.value(cell.coordinate) for (cell,) in self.sheet[f"{first.value}:{last.value}"]]

    def do_sum(self, area):
        # a range of one cell is that cell
        values = [self.value(area.id)] if isinstance(area, ast.Name) else self.area(*area.args)
        return sum(Fraction(str(value)) for value in values)

    def do_min(self, *parts):
        return min(self.node(part) for part in parts)

    def do_n(self, part):
        value = self.node(part)
        return Fraction(0) if isinstance(value, str) else value

    def do_if(self, condition, yes, no):
        return self.node(yes if self.node(condition) else no)

    def do_round(self, part, digits):
        scale = 10 ** int(self.node(digits))
        value = self.node(part) * scale
        # half away from zero
        return Fraction((abs(value) + Fraction(1, 2)).__floor__() * (1 if value >= 0 else -1), scale)


class TestRecomputed(TestCase):
    def test_formulas_give_the_values_they_carry(self):
        chance = random.Random(766)
        for description in tables.TABLES.values():
            for most in (3, 400):
                with self.subTest(description.name, most=most):
                    self.check(description, chance, most)

    def check(self, description, chance, most):
        keys = list(description.figures())
        rows = [
            table.Row(str(at), f"Đơn vị {at}", values={key: chance.randint(0, most) for key in keys})
            for at in range(1, 4)
        ]
        filled = table.fill(description, rows, {key: chance.randint(0, most) for key in keys}, WEIGHTS)
        content = workbook.write(document.Document(description, filled, title="Biểu", weights=WEIGHTS))
        formulas = Spreadsheet(load_workbook(BytesIO(content)).active)
        values = load_workbook(BytesIO(content), data_only=True).active
        computed = 0
        for row in formulas.sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    found, carried = formulas.value(cell.coordinate), values[cell.coordinate].value
                    self.assertAlmostEqual(
                        float(found), float(carried), places=9, msg=f"{description.name} {cell.coordinate} {cell.value}"
                    )
                    computed += 1
        if any(isinstance(column.content, table.Sum | table.Rate | table.Points) for column in description.columns):
            self.assertTrue(computed)
