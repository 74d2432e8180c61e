from datetime import date
from unittest import TestCase

from ...engine import eform_values as values
from ...engine.eform_answers import parse, prune
from ...engine.eform_check import check, validator
from ...engine.eform_controls import controls
from ...engine.eform_definition import Choice, Field, Form, Rule, ShownIf, read_form, write_form
from ...engine.eform_lint import lint, lint_schema
from ...engine.eform_reading import flat, read
from ...engine.eform_schema import compile_form

TODAY = date(2026, 11, 28)
MARRIED = Choice("married", "Đang có vợ hoặc chồng")
FORM = Form(
    (
        Field("asker", "person", "Người yêu cầu", required=True, detail="short"),
        Field(
            "state",
            "choice",
            "Tình trạng hôn nhân",
            required=True,
            choices=(Choice("single", "Chưa kết hôn"), MARRIED, Choice("old", "Khoán", date(2025, 12, 31))),
        ),
        Field("spouse", "text", "Họ tên vợ, chồng", required=True, shown_if=ShownIf("state", "is", ("married",))),
        Field("wed", "date_or_year", "Ngày kết hôn", shown_if=ShownIf("spouse", "filled"), rules=(Rule("not_future"),)),
        Field("since", "date", "Từ ngày"),
        Field("until", "date", "Đến ngày", rules=(Rule("not_before", key="since"),)),
        Field("total", "number", "Tổng diện tích", decimals=1),
        Field(
            "plots",
            "rows",
            "Thửa đất",
            columns=(
                Field("name", "text", "Tên", required=True),
                Field("area", "number", "Diện tích", required=True, decimals=1, minimum=0),
            ),
            rules=(Rule("sum_is", key="area=total"),),
        ),
    )
)
ASKER = {"eform.asker.name": "Trần Thị Bé", "eform.asker.identity": "035 190 001 234"}


def problems(sent, form=FORM):
    return {problem.path: problem.code for problem in check(form, parse(form, sent), TODAY)}


class TestEform(TestCase):
    def test_what_is_complete_is_accepted_and_kept_clean(self):
        sent = {**ASKER, "eform.state": "single", "eform.unknown": "x", "csrf_token": "y"}
        self.assertEqual(problems(sent), {})
        self.assertEqual(
            parse(FORM, sent), {"asker": {"name": "Trần Thị Bé", "identity": "035190001234"}, "state": "single"}
        )

    def test_nothing_sent_names_each_part_that_is_missing(self):
        self.assertEqual(
            problems({}),
            {"asker.name": "missing", "asker.birth": "missing", "asker.residence.where": "missing", "state": "missing"},
        )

    def test_birth_and_residence_are_asked_only_of_a_person_without_a_number(self):
        sent = {"eform.asker.name": "Trần Thị Bé", "eform.state": "single"}
        self.assertEqual(problems(sent), {"asker.birth": "missing", "asker.residence.where": "missing"})
        sent |= {
            "eform.asker.birth.year": "1950",
            "eform.asker.residence.where": "domestic",
            "eform.asker.residence.province": "Ninh Bình",
            "eform.asker.residence.commune": "Xã Bình Lục",
        }
        self.assertEqual(problems(sent), {})
        self.assertEqual(problems({**sent, "eform.asker.residence.where": "abroad"}).keys(), {
            "asker.residence.country", "asker.residence.foreign",
        })  # fmt: skip

    def test_what_is_hidden_is_neither_demanded_nor_kept(self):
        sent = {**ASKER, "eform.state": "single", "eform.spouse": "Nguyễn Văn Cũ", "eform.wed.year": "2030"}
        self.assertEqual(problems(sent), {})
        self.assertNotIn("spouse", prune(FORM, parse(FORM, sent)))
        self.assertEqual(problems({**sent, "eform.state": "married"}), {"wed": "future"})
        self.assertEqual(problems({**ASKER, "eform.state": "married"}), {"spouse": "missing"})

    def test_a_choice_that_is_closed_is_refused_and_old_dossiers_still_say_it(self):
        self.assertEqual(problems({**ASKER, "eform.state": "old"}), {"state": "closed"})
        self.assertTrue(validator(compile_form(FORM)).is_valid({**parse(FORM, ASKER), "state": "old"}))
        self.assertIn(("Tình trạng hôn nhân", "Khoán"), flat(FORM, {"state": "old"}, str).values())

    def test_messages_are_told_by_code(self):
        for sent, told in (
            ({"eform.since.day": "31"}, {"since": "date_part"}),
            ({"eform.since.day": "31", "eform.since.month": "2", "eform.since.year": "2025"}, {"since": "date"}),
            ({"eform.total": "mười"}, {"total": "number"}),
            ({"eform.total": "1,25"}, {"total": "decimals"}),
            ({"eform.asker.identity": "12345"}, {"asker.identity": "identity"}),
            ({"eform.plots.0.name": "Ao"}, {"plots.0.area": "missing"}),
            ({"eform.plots.0.name": "Ao", "eform.plots.0.area": "-1"}, {"plots.0.area": "low"}),
            ({"eform.total": "3", "eform.plots.7.name": "Ao", "eform.plots.7.area": "2,5"}, {"plots": "sum"}),
            ({"eform.total": "2,5", "eform.plots.7.name": "Ao", "eform.plots.7.area": "2,5"}, {}),
            ({f"eform.plots.{n}.{key}": "1" for n in range(30) for key in ("name", "area")}, {"plots": "many"}),
            ({"eform.spouse": "x" * 600, "eform.state": "married"}, {"spouse": "long"}),
            (
                {
                    "eform.since.day": "2", "eform.since.month": "tháng 1", "eform.since.year": "2026",
                    "eform.until.day": "01", "eform.until.month": "01", "eform.until.year": "2026",
                },
                {"until": "before"},
            ),
        ):  # fmt: skip
            with self.subTest(sent=sent):
                self.assertEqual(problems({**ASKER, "eform.state": "single", **sent}), told)

    def test_problems_stand_in_the_order_of_the_form(self):
        sent = {"eform.total": "x", "eform.since.day": "40"}
        order = [problem.path for problem in check(FORM, parse(FORM, sent), TODAY)]
        self.assertEqual(order, ["asker.name", "asker.birth", "asker.residence.where", "state", "since", "total"])

    def test_what_was_typed_is_shown_again(self):
        sent = {"eform.since.day": "31", "eform.since.month": "2", "eform.since.year": "90", "eform.total": "một"}
        drawn = {one.path: one for one in controls(FORM, parse(FORM, sent), {}, str, TODAY, lambda *_: "")}
        self.assertEqual([value for _part, value, _token in drawn["since"].dates], ["31", "2", "90"])
        self.assertEqual(drawn["total"].value, "một")

    def test_a_definition_is_written_and_read(self):
        self.assertEqual(read_form(write_form(FORM)), FORM)
        with self.assertRaises(ValueError):
            read_form({"fields": [{"key": "a", "kind": "text", "onload": "x"}]})

    def test_reading_says_what_was_answered(self):
        sent = {
            **ASKER,
            "eform.state": "married",
            "eform.spouse": "Lê Văn Tư",
            "eform.wed.year": "1999",
            "eform.total": "1234,5",
        }
        lines = {line.label: line.text for line in read(FORM, parse(FORM, sent), str)}
        self.assertEqual(lines["Tình trạng hôn nhân"], "Đang có vợ hoặc chồng")
        self.assertEqual(lines["Ngày kết hôn"], "1999")
        self.assertEqual(lines["Tổng diện tích"], "1.234,5")
        self.assertEqual(lines["Từ ngày"], "")


class TestEformValues(TestCase):
    def test_numbers_as_they_are_typed(self):
        for typed, kept in (
            ("1.234,5", 1234.5), ("1.234", 1234), ("12.5", 12.5), ("12,0", 12), ("1 234", 1234), ("-3", -3),
            ("１２", 12), ("1e5", "1e5"), ("NaN", "NaN"), ("1.2.3", "1.2.3"), ("٣", "٣"), ("1,2345678", "1,2345678"),
        ):  # fmt: skip
            with self.subTest(typed=typed):
                self.assertEqual(values.read_number(typed, 2), kept)

    def test_money_as_it_is_typed(self):
        for typed, kept in (("26.000 đ", 26000), ("26000", 26000), ("26,5", "26,5"), ("8.000 đồng", 8000)):
            with self.subTest(typed=typed):
                self.assertEqual(values.read_money(typed), kept)

    def test_dates_as_they_are_typed(self):
        for parts, kept in (
            (("1", "1", "1990"), "1990-01-01"), (("01", "tháng 1", "1990"), "1990-01-01"), (("29", "2", "2023"), "29/2/2023"),
            (("", "", "1990"), "//1990"), (("", "", ""), ""), (("٣", "1", "1990"), "٣/1/1990"),
        ):  # fmt: skip
            with self.subTest(parts=parts):
                self.assertEqual(values.read_date(*parts), kept)
        self.assertEqual(values.read_date("", "", "1990", year_alone=True), "1990")

    def test_every_format_refuses_a_bad_sample(self):
        for name, check_format in values.FORMATS.items():
            with self.subTest(format=name):
                self.assertFalse(check_format("\u200b "))
                self.assertFalse(check_format(5))
                schema = {"type": "string", "format": name}
                self.assertFalse(validator(schema).is_valid(" \n"))


class TestEformLint(TestCase):
    def codes(self, *fields):
        return {fault.code for fault in lint(Form(fields), TODAY)}

    def test_the_form_of_the_tests_has_no_fault(self):
        self.assertEqual(lint(FORM, TODAY), [])

    def test_what_cannot_be_filled_in_is_refused(self):
        text = Field("a", "text", "A")
        asked = Field("a", "choice", "A", choices=(Choice("x", "X"), Choice("gone", "Y", date(2020, 1, 1))))
        plots = Field("p", "rows", "P", columns=(Field("n", "number", "N"),))
        for code, fields in {
            "nothing_asked": (Field("a", "note", "A"),),
            "key": (Field("Ả", "text", "A"),),
            "key_twice": (text, text),
            "label": (Field("a", "text", " "),),
            "condition_field": (Field("a", "text", "A", shown_if=ShownIf("b", "filled")), Field("b", "text", "B")),
            "condition_operator": (text, Field("b", "text", "B", shown_if=ShownIf("a", "is", ("x",)))),
            "condition_value": (asked, Field("b", "text", "B", shown_if=ShownIf("a", "is", ("gone",)))),
            "never_empty": (Field("a", "text", "A", required=True), Field("b", "text", "B", shown_if=ShownIf("a", "empty"))),
            "no_choice": (Field("a", "choice", "A", choices=(Choice("gone", "Y", date(2020, 1, 1)),)),),
            "no_columns": (Field("p", "rows", "P"),),
            "kind": (Field("p", "rows", "P", columns=(plots,)),),
            "bounds": (Field("n", "number", "N", minimum=1.2, maximum=1.8),),
            "note_required": (Field("n", "note", "N", required=True), text),
            "rule_kind": (Field("a", "text", "A", rules=(Rule("not_future"),)),),
            "rule_field": (Field("d", "date", "D", rules=(Rule("not_before", key="x"),)),),
            "rule_column": (Field("t", "number", "T"), Field("p", "rows", "P", columns=(text,), rules=(Rule("sum_is", key="a=t"),))),
            "rule_hidden": (
                text,
                Field("d", "date", "D", shown_if=ShownIf("a", "filled")),
                Field("e", "date", "E", rules=(Rule("not_before", key="d"),)),
            ),
        }.items():  # fmt: skip
            with self.subTest(code=code):
                self.assertIn(code, self.codes(*fields))

    def test_a_schema_with_a_trap_is_refused(self):
        good = compile_form(FORM)
        self.assertEqual(lint_schema(good), [])
        trap = {
            "if": {"properties": {"a": {"const": 1}}},
            "then": {"required": ["b"]},
            "properties": {"a": {}, "b": {}},
        }
        self.assertIn(("#/if", "if"), lint_schema(trap))
        self.assertIn(("#", "minlength"), lint_schema({"minlength": 3}))
        self.assertIn(("#/then", "required"), lint_schema({"if": {}, "then": {"required": ["b"]}}))
