"""What a statutory table is: one description, from which screen, PDF, workbook, lists behind the figures and checks are made.

A column holds a figure that is counted, or a formula over other columns.  Nothing here knows where figures come from: who
counts gives them to ``fill``, which computes the formulas, the totals and the checks of the whole table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

ROWS, PERIODS = "rows", "periods"
ADDS_UP = frozenset({ROWS, PERIODS})
TOTAL = "total"


@dataclass(frozen=True)
class Figure:
    """What is counted.

    :ivar conditions: names of conditions, see ``meaning`` (``source`` "fact") or ``procedures`` (``source`` "procedure")
    :ivar source: what is counted: dossiers ("fact"), procedures of the catalogue on the cut-off day ("procedure"), or what a module
        brings (see ``onestop.report.table._count_procedure``)
    :ivar distinct: name of a field whose different values are counted, instead of the rows
    :ivar adds_up: over what the figure may be summed: ``ROWS``, ``PERIODS``; distinct counts never are
    """

    conditions: tuple[str, ...] = ()
    source: str = "fact"
    distinct: str = ""
    adds_up: frozenset = ADDS_UP


@dataclass(frozen=True)
class Sum:
    """The columns of ``plus`` less those of ``minus``."""

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """A share in per cent, or a mean (``factor`` 1), rounded half up to ``digits``; ``empty`` where there is nothing to divide by
    (None: a dash).
    """

    part: Sum
    whole: Sum
    digits: int = 1
    empty: int | None = 0
    factor: int = 100


@dataclass(frozen=True)
class Points:
    """Points of an index: the maximum of a component times the share, full from a share on. Both are dated data
    (``Weight``); a component that has none is not measured, and counts nowhere.

    :ivar component: its code
    """

    component: str
    part: Sum
    whole: Sum


@dataclass(frozen=True)
class Weight:
    """What a component is worth: ``maximum`` points, all of them from ``full_at`` per cent on, and those for nothing at all."""

    maximum: Decimal
    full_at: Decimal = Decimal(100)
    for_nothing: Decimal = Decimal(0)


@dataclass(frozen=True)
class Column:
    """A column: its headings from the top, None where the one above it goes on; ``content`` is a ``Figure``, a formula, or
    the name of a text of the row (``number``, ``label``, ``code``, ``level``, ``note``).
    """

    key: str
    headings: tuple[str | None, ...]
    content: Figure | Sum | Rate | Points | str
    width: int = 9

    @property
    def is_text(self) -> bool:
        """Whether the column holds words and no figures."""
        return isinstance(self.content, str)


@dataclass(frozen=True)
class Identity:
    """What must be equal. ``difference`` names the conditions of the dossiers behind an inequality."""

    left: Sum
    right: Sum
    words: str
    difference: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A statutory table.

    :ivar name: by which forms, closings and the command line know it
    :ivar rows: what a row is: ``agency``, ``sector``, ``procedure``, ``month`` …
    :ivar columns: from the left
    :ivar identities: checked for each row and for the total
    :ivar hidden: figures that no column shows, by name, for identities
    :ivar only: names of conditions that hold for the whole table
    :ivar numbered: whether a row with (1), (2) … stands under the headings
    :ivar paper: A4 or A3, always landscape
    :ivar only_procedures: names of conditions of the catalogue that hold for the whole table
    :ivar says: the parameters of ``Meaning`` that the table itself fixes
    :ivar for_leaders: whether it is read by those alone who lead, supervise or close
    :ivar notes: what stands under a table that is not of dossiers, instead of what words mean
    :ivar empty_rows: whether rows without any figure are printed, too
    """

    name: str
    title: str
    rows: str
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...] = ()
    hidden: dict[str, Figure] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    numbered: bool = False
    paper: str = "A4"
    total_label: str = "TỔNG SỐ"
    only_procedures: tuple[str, ...] = ()
    says: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    empty_rows: bool = False
    for_leaders: bool = False

    def figures(self) -> dict[str, Figure]:
        """All figures by the key of their column or their hidden name."""
        shown = {column.key: column.content for column in self.columns if isinstance(column.content, Figure)}
        return shown | self.hidden

    def column(self, key: str) -> Column:
        """The column with that key."""
        return next(column for column in self.columns if column.key == key)

    def adds_up(self, key: str) -> bool:
        """Whether the total of a column is the sum of its rows."""
        if self.rows == "month":
            # what is open at the end of one month is carried into the next
            return False
        content = self.figures().get(key) or self.column(key).content
        if isinstance(content, Figure):
            return ROWS in content.adds_up and not content.distinct
        if isinstance(content, Sum):
            return all(self.adds_up(part) for part in (*content.plus, *content.minus))
        return False


@dataclass(frozen=True)
class Cell:
    """A heading: where it stands, and over how many columns and rows."""

    row: int
    column: int
    text: str
    width: int = 1
    height: int = 1


def heading_cells(table: Table) -> list[Cell]:
    """The headings with what is merged, row by row from the left."""
    depth = max(len(column.headings) for column in table.columns)
    grid = [[_at(column.headings, row) for column in table.columns] for row in range(depth)]
    # None: goes on from above; a heading goes on to the right while all above it does, too
    cells = []
    for row, line in enumerate(grid):
        at = 0
        while at < len(line):
            if line[at] is None:
                at += 1
                continue
            end = at + 1
            while end < len(line) and _same(grid, row, at, end):
                end += 1
            height = 1
            while row + height < depth and all(grid[row + height][one] is None for one in range(at, end)):
                height += 1
            cells.append(Cell(row, at, line[at], end - at, height))
            at = end
    return cells


def heading_rows(table: Table) -> int:
    """How many rows of headings there are."""
    return max(len(column.headings) for column in table.columns)


def _at(headings, row):
    return headings[row] if row < len(headings) else None


def _same(grid, row, one, other):
    """Whether two columns have the same heading, under the same headings; the lowest of a column is its own."""
    if any(_shown(grid, above, one) != _shown(grid, above, other) for above in range(row + 1)):
        return False
    return any(grid[below][one] is not None for below in range(row + 1, len(grid)))


def _shown(grid, row, column):
    while row > 0 and grid[row][column] is None:
        row -= 1
    return grid[row][column]


# ---------------------------------------------------------------------- filling


@dataclass
class Row:
    """A row of figures: ``key`` of what it is about (an id), its texts, its figures by key."""

    key: str
    label: str
    code: str = ""
    note: str = ""
    level: str = ""
    values: dict = field(default_factory=dict)


@dataclass
class Finding:
    """A row that does not agree with itself."""

    row: str
    identity: int
    left: int
    right: int
    words: str


@dataclass
class Filled:
    """A table with its figures. ``total`` is a row; findings name rows by their key, the total by ``TOTAL``."""

    rows: list[Row]
    total: Row
    findings: list[Finding]

    def row(self, key: str) -> Row:
        """The row with that key."""
        return self.total if key == TOTAL else next(row for row in self.rows if row.key == key)


def fill(table: Table, rows: list[Row], totals: dict[str, int], weights: dict[str, Weight] | None = None) -> Filled:
    """Compute what follows from the figures.

    :param rows: with the value of each figure of the table in ``values``
    :param totals: the figures that are not summed, counted over all rows
    :param weights: of the components of an index, by their code
    """
    weights = weights or {}
    figures = table.figures()
    total = Row(TOTAL, table.total_label)
    for key in figures:
        total.values[key] = sum(row.values[key] for row in rows) if table.adds_up(key) else totals[key]
    findings = []
    for row in [*rows, total]:
        for column in table.columns:
            if isinstance(column.content, Sum | Rate | Points):
                row.values[column.key] = compute(table, column.content, row.values, weights)
        for number, identity in enumerate(table.identities):
            left, right = (compute(table, side, row.values) for side in (identity.left, identity.right))
            if left != right:
                findings.append(Finding(row.key, number, left, right, identity.words))
    return Filled(rows, total, findings)


def compute(table: Table, formula: Sum | Rate | Points, values: dict, weights: dict[str, Weight] | None = None):
    """The value of a formula: an int, a ``Decimal`` for a rate or points, None for a rate of nothing that is a dash, and for
    points that are not measured. A sum leaves out what is not measured.
    """
    weights = weights or {}
    if isinstance(formula, Points):
        weight = weights.get(formula.component)
        if not weight:
            return None
        part, whole = (compute(table, side, values, weights) for side in (formula.part, formula.whole))
        return points(weight, part, whole)
    if isinstance(formula, Rate):
        whole = compute(table, formula.whole, values, weights)
        if not whole:
            return None if formula.empty is None else Decimal(formula.empty)
        return share(compute(table, formula.part, values, weights), whole, formula.digits, formula.factor)

    def value(key):
        if key in values:
            return values[key] or 0
        return compute(table, table.column(key).content, values, weights) or 0

    return sum(map(value, formula.plus)) - sum(map(value, formula.minus))


def share(part: int, whole: int, digits: int = 1, factor: int = 100) -> Decimal:
    """``part`` of ``whole`` in per cent (``factor`` 100), rounded half up as a calculator and Excel do."""
    return (Decimal(part) * factor / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def points(weight: Weight, part: int, whole: int) -> Decimal:
    """The points for a share, rounded half up to two decimals before anything is added (QĐ 766/QĐ-TTg, as it is applied)."""
    if not whole:
        return weight.for_nothing.quantize(Decimal("0.01"))
    reached = min(Decimal(1), Decimal(part) * 100 / Decimal(whole) / weight.full_at)
    return (weight.maximum * reached).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def words(value) -> str:
    """A figure as the printed form has it: decimal comma, "60" and not "60,0", a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", ",")
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value)


def column_words(column: Column) -> str:
    """The headings of a column in one line, for a file that has no merged cells."""
    return " - ".join(part for part in column.headings if part)


# ---------------------------------------------------------------------- kept with what was closed


def dump(filled: Filled) -> dict:
    """A filled table as JSON can hold it."""
    return {
        "rows": [_dump_row(row) for row in filled.rows],
        "total": _dump_row(filled.total),
        "findings": [
            {"row": one.row, "identity": one.identity, "left": one.left, "right": one.right, "words": one.words}
            for one in filled.findings
        ],
    }


def load(kept: dict) -> Filled:
    """The inverse of ``dump``."""
    return Filled(
        [_load_row(row) for row in kept["rows"]],
        _load_row(kept["total"]),
        [Finding(**one) for one in kept["findings"]],
    )


def _dump_row(row):
    values = {
        key: {"decimal": str(value)} if isinstance(value, Decimal) else value for key, value in row.values.items()
    }
    texts = {name: getattr(row, name) for name in ("key", "label", "code", "note", "level")}
    return {**texts, "values": values}


def _load_row(kept):
    values = {
        key: Decimal(value["decimal"]) if isinstance(value, dict) else value for key, value in kept["values"].items()
    }
    return Row(**{**kept, "values": values})
