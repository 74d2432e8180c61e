"""Whatever e-form an administrator can build: what its page lets through the server accepts, and the reverse.

The oracle is a citizen who reads the page: it knows what is drawn and what the page says of when a field is asked, and
nothing of the schema.
"""

from datetime import date
from unittest import TestCase

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.onestop_core.tests.engine import engine_common

from ...engine import eform_lint
from ...engine.eform_answers import PREFIX, parse, prune
from ...engine.eform_blocks import parts_of
from ...engine.eform_check import check, validator
from ...engine.eform_controls import controls
from ...engine.eform_definition import (
    COLUMN_KINDS,
    KINDS,
    Choice,
    Field,
    Form,
    Rule,
    ShownIf,
    read_form,
    write_form,
)
from ...engine.eform_schema import compile_form

EXAMPLES = settings(
    engine_common.settings.get_profile("onestop"),
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TODAY = date(2026, 11, 28)
WORDS = st.text("abcăâđêôơư HNB0123456789", min_size=1, max_size=12).filter(str.strip)


@st.composite
def levels(draw, kinds, prefix, most):
    """Fields of a level, with conditions on those before them; some of them faulty."""
    made = []
    for number in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(kinds))
        field = {
            "key": f"{prefix}{number}",
            "kind": kind,
            "label": draw(WORDS),
            "required": kind != "note" and draw(st.booleans()),
        }
        if kind in ("choice", "choices"):
            field["choices"] = tuple(Choice(f"c{n}", draw(WORDS)) for n in range(draw(st.integers(1, 8))))
        if kind == "rows":
            field["columns"] = draw(levels(COLUMN_KINDS, "k", 3))
            field["least_rows"] = draw(st.integers(0, 2))
            field["most_rows"] = draw(st.integers(2, 4))
        if kind == "number":
            field["decimals"] = draw(st.integers(0, 3))
            field["minimum"] = draw(st.none() | st.integers(-5, 5))
            field["maximum"] = draw(st.none() | st.integers(6, 50))
        if kind == "text":
            field["rules"] = draw(
                st.sampled_from([(), (Rule("phone"),), (Rule("email"),), (Rule("identity"),), (Rule("name"),)])
            )
        if kind in ("date", "date_or_year"):
            field["rules"] = draw(st.sampled_from([(), (Rule("not_future"),)]))
        if kind == "person":
            field["detail"] = draw(st.sampled_from(["short", "full"]))
        if any(one.kind not in ("person", "address", "rows", "note") for one in made) and draw(st.booleans()):
            field["shown_if"] = draw(conditions(made))
        made.append(Field(**field))
    return tuple(made)


@st.composite
def conditions(draw, earlier):
    looked_at = draw(st.sampled_from([one for one in earlier if one.kind not in ("person", "address", "rows", "note")]))
    fitting = [name for name, kinds in eform_lint.OPERATORS.items() if looked_at.kind in kinds]
    operator = draw(st.sampled_from(fitting))
    values = ()
    if operator in ("is", "is_not"):
        keys = [choice.key for choice in looked_at.choices] or ["yes", "no"]
        values = tuple(draw(st.lists(st.sampled_from(keys), min_size=1, unique=True)))
    return ShownIf(looked_at.key, operator, values)


def forms():
    """Whatever an administrator can publish: what the lint refuses nobody can."""
    return levels(KINDS, "f", 6).map(Form).filter(lambda form: not eform_lint.lint(form, TODAY))


def page(form, answers):
    """The page of the form, as a list of controls."""
    return controls(form, answers, {}, str, TODAY, lambda *_: "")


class Citizen:
    """Fills in a page from top to bottom, looking only at what is drawn: ``sent`` is what the browser sends then."""

    GOOD = {"tel": "0912 345 678", "email": "a@vidu.vn"}

    def __init__(self, draw, form):
        self.draw, self.sent, self.fields = draw, {}, {}
        self.missed = None
        self._index(form.fields, "")

    def _index(self, fields, path):
        for field in fields:
            self.fields[path + field.key] = field
            for inner in parts_of(field) or field.columns:
                self._index([inner], f"{path}{field.key}." + ("#." if field.columns else ""))

    def field_of(self, control):
        return self.fields[".".join("#" if part.isdigit() else part for part in control.path.split("."))]

    # ------------------------------------------------------------------ what a page with JavaScript does

    def is_shown(self, control, hidden):
        shown = control.shown_if
        if not shown:
            return True
        if shown["name"] in hidden:
            return False
        said = [
            text
            for name, texts in self.sent.items()
            if name == shown["name"] or name.startswith(shown["name"] + ".")
            for text in texts
            if text.strip()
        ]
        if shown["is"] == "empty":
            return not said
        if shown["is"] == "filled":
            return bool(said)
        return bool(said) and bool(set(said) & set(shown["values"])) == (shown["is"] == "is")

    def fill(self, drawn, within=True):
        """Answer all that must be, and some of what may be."""
        hidden = set()
        for control in drawn:
            if not within or not self.is_shown(control, hidden):
                hidden.add(control.name)
            elif not control.optional or self.draw(st.booleans()):
                self.answer(control)

    def answer(self, control):
        field = self.field_of(control)
        if control.widget == "note":
            return
        if control.widget == "group":
            self.fill(control.parts)
        elif control.widget == "table":
            filled = max(field.least_rows, 1)
            for row in control.rows[:filled]:
                self.fill(row)
                if not any(name.startswith(row[0].name.rsplit(".", 1)[0] + ".") for name in self.sent):
                    # a row in which nothing must be said is a row only if something is
                    self.answer(row[0])
        else:
            self.sent.update(self.typed(control, field))

    def typed(self, control, field):
        draw, name = self.draw, control.name
        if control.widget == "date":
            day, month, year = (
                str(draw(st.integers(1, 28))),
                str(draw(st.integers(1, 12))),
                str(draw(st.integers(1900, 2025))),
            )
            if field.kind == "date_or_year" and draw(st.booleans()):
                day = month = ""
            return {f"{name}.day": [day], f"{name}.month": [month], f"{name}.year": [year]}
        if control.widget == "ticks":
            return {name: draw(st.lists(st.sampled_from([o.key for o in control.options]), min_size=1, unique=True))}
        if control.options:
            return {name: [draw(st.sampled_from(control.options)).key]}
        if field.kind == "text":
            rules = {rule.name for rule in field.rules}
            if "identity" in rules:
                return {name: ["035 190 " + f"{draw(st.integers(0, 999999)):06}"]}
            return {name: [self.GOOD.get(control.autocomplete) or draw(WORDS)]}
        if field.kind == "year":
            return {name: [str(draw(st.integers(1900, 2026)))]}
        if field.kind == "money":
            return {name: [draw(st.sampled_from(["0", "8.000", "1.250.000 đ"]))]}
        low = -5 if field.minimum is None else int(field.minimum)
        high = 50 if field.maximum is None else int(field.maximum)
        return {name: [str(draw(st.integers(low, high)))]}


def leaves(drawn):
    for control in drawn:
        yield control
        yield from leaves(control.parts)
        for row in control.rows:
            yield from leaves(row)


def told(form, sent):
    return {problem.path: problem.code for problem in check(form, parse(form, sent), TODAY)}


class TestEformProperties(TestCase):
    @EXAMPLES
    @given(st.data(), forms())
    def test_what_the_page_lets_through_the_server_accepts(self, data, form):
        citizen = Citizen(data.draw, form)
        citizen.fill(page(form, {}))
        self.assertEqual(told(form, citizen.sent), {})
        answers = prune(form, parse(form, citizen.sent))
        self.assertTrue(validator(compile_form(form, TODAY)).is_valid(answers))

    @EXAMPLES
    @given(st.data(), forms())
    def test_what_the_page_would_refuse_the_server_refuses_there(self, data, form):
        """One answer that must be given is taken back, or cannot be read."""
        citizen = Citizen(data.draw, form)
        drawn = page(form, {})
        citizen.fill(drawn)
        names = {name.removesuffix(".day").removesuffix(".month").removesuffix(".year") for name in citizen.sent}
        given_ = [one for one in leaves(drawn) if one.name in names]
        if not given_:
            return
        control = data.draw(st.sampled_from(given_))
        field = citizen.field_of(control)
        sent = {
            name: texts
            for name, texts in citizen.sent.items()
            if name != control.name and not name.startswith(control.name + ".")
        }
        if field.kind in ("text", "choice") and not any(
            rule.name in ("phone", "email", "identity") for rule in field.rules
        ):
            wrong = {control.name: ["x" * 501]}
        elif control.widget == "date":
            wrong = {f"{control.name}.day": ["30"], f"{control.name}.month": ["2"], f"{control.name}.year": ["2020"]}
        else:
            wrong = {control.name: ["¿"]}
        problems = told(form, {**sent, **wrong})
        # others may be asked now, or no longer
        self.assertIn(control.path, problems)
        if not control.optional and "." not in control.path:
            self.assertEqual(told(form, sent).get(control.path), "missing")

    @EXAMPLES
    @given(st.data(), forms())
    def test_what_is_not_asked_is_not_kept_whatever_is_sent(self, data, form):
        """A page without JavaScript shows everything, and people fill in what nobody asks."""
        citizen = Citizen(data.draw, form)
        drawn = page(form, {})
        citizen.fill(drawn)
        before = prune(form, parse(form, citizen.sent))
        hidden, asked = set(), set()
        for control in drawn:
            (asked if citizen.is_shown(control, hidden) else hidden).add(control.name)
        more = Citizen(data.draw, form)
        for control in drawn:
            if control.name in hidden and control.widget not in ("note", "group", "table"):
                more.answer(control)
        self.assertEqual(prune(form, parse(form, {**citizen.sent, **more.sent})), before)
        self.assertEqual(told(form, {**citizen.sent, **more.sent}), {})

    @EXAMPLES
    @given(st.data(), forms())
    def test_a_page_opened_again_sends_the_same(self, data, form):
        citizen = Citizen(data.draw, form)
        citizen.fill(page(form, {}))
        answers = parse(form, citizen.sent)
        again = {}
        for control in leaves(page(form, answers)):
            if control.dates:
                again |= {f"{control.name}.{part}": value for part, value, _token in control.dates}
            elif control.options:
                again[control.name] = [option.key for option in control.options if option.chosen]
            elif control.widget in ("text", "passage"):
                again[control.name] = control.value
        self.assertEqual(parse(form, again), answers)

    @EXAMPLES
    @given(
        forms(),
        st.dictionaries(
            st.text("f0123k.dayeform", max_size=12).map(PREFIX.__add__),
            st.text(max_size=20) | st.lists(st.text(max_size=5)),
        ),
    )
    def test_nothing_that_can_be_sent_breaks_the_server(self, form, sent):
        answers = parse(form, sent)
        problems = check(form, answers, TODAY)
        valid = validator(compile_form(form, TODAY)).is_valid(prune(form, answers))
        self.assertTrue(valid or problems)
        page(form, answers)

    @EXAMPLES
    @given(
        forms(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda one: (
                st.lists(one) | st.dictionaries(st.sampled_from(["f0", "f1", "f2", "k0", "name", "where"]), one)
            ),
            max_leaves=8,
        ),
    )
    def test_no_answers_kept_wrongly_break_the_server(self, form, answers):
        problems = check(form, answers, TODAY)
        valid = validator(compile_form(form, TODAY)).is_valid(prune(form, answers))
        self.assertTrue(valid or problems)

    @EXAMPLES
    @given(forms())
    def test_every_form_is_a_sound_schema_and_comes_back_from_json(self, form):
        self.assertEqual(eform_lint.lint_schema(compile_form(form, TODAY)), [])
        self.assertEqual(read_form(write_form(form)), form)
