from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import DataError, IntegrityError

from ..engine.lengths import KINDS, is_text, longest, outgrows
from .common import OnestopCase

# as many as were received once, and held up every print
MANY = 400_000


@tagged("post_install", "-at_install")
class TestValueLimits(OnestopCase):
    def test_a_reception_of_a_book_is_refused(self):
        desk = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        for field in ("applicant_name", "applicant_address", "submitter_name"):
            with self.subTest(field), self.assertRaisesRegex(UserError, "longer than|dài quá"):
                desk.receive(self.payload(**{field: "a" * MANY}))
        received = desk.receive(self.payload(applicant_name="Nguyễn Văn " + "A" * 200))["id"]
        self.assertTrue(desk.browse(received).code)

    @mute_logger("odoo.sql_db")
    def test_every_text_of_every_model(self):
        """On each way in; a new model and a new field are in unasked."""
        seen = 0
        for name in sorted(self.env.registry):
            model = self.env[name].sudo()
            if not name.startswith("onestop.") or model._abstract or not model._auto:
                continue
            record = model.with_context(active_test=False).search([], limit=1)
            for field in model._fields.values():
                # the path in a tree is Odoo's to write, and what is computed is not given
                own = field.name == "parent_path" or (field.precompute and field.readonly)
                if not field.store or field.type not in KINDS or own:
                    continue
                limit = longest(name, field.name, field.type)
                self.assertLess(limit, 2 * MANY * 5)
                seen += 1
                for number, door in enumerate(self.doors(model, record, field)):
                    with self.subTest(name, field=field.name, door=number):
                        self.assertNotStored(door, field, limit)
        self.assertGreater(seen, 150)

    def assertNotStored(self, door, field, limit):
        """Refused for its length; or for another reason, which holds for any text; or left out, whatever was given."""
        try:
            with self.env.cr.savepoint():
                made = door("a" * (limit + 1))
                self.assertLessEqual(len(made[:1][field.name] or ""), limit)
        except IntegrityError:
            # left out, and what else a record needs was not given
            return
        except UserError as error:
            if str(limit) not in str(error):
                with self.assertRaises(UserError):
                    door("a")

    def doors(self, model, record, field):
        """Functions that each store a text in another way, and give the record."""
        yield lambda text: model.create({field.name: text})
        yield lambda text: model.with_context(**{f"default_{field.name}": text}).create({})
        yield lambda text: model.browse(model.web_save({field.name: text}, {})[0]["id"])
        yield lambda text: (record or model).write({field.name: text}) and record
        if field.type in KINDS and field.translate:
            yield lambda text: (record or model).write({field.name: {"en_US": text}}) and record

    def test_a_reception_of_a_number_without_end_is_refused(self):
        """The database would refuse it too, and the log would hold the whole dossier."""
        desk = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        paper = self.procedure.current_version_id.component_ids[:1].id
        for said in (
            {"set_count": 2**31},
            {"applicant_birth_year": -(10**12)},
            {"set_count": "9" * 30},
            {"documents": [{"component_id": paper, "originals": 10**12, "handed_in": True}]},
        ):
            with self.subTest(said=str(said)[:80]), self.assertRaisesRegex(UserError, "larger than any number"):
                desk.with_context(lang="en_US").receive(self.payload(**said))

    def test_what_is_no_text_is_refused(self):
        desk = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        for said in ("a\0b", "Nguyễn \ud83d Văn", "\udcff"):
            with self.subTest(said=ascii(said)), self.assertRaisesRegex(UserError, "a sign that no text has"):
                desk.with_context(lang="en_US").receive(self.payload(applicant_address=said))
        self.assertTrue(is_text("Nguyễn 😀\n"))

    def test_every_number_of_every_model(self):
        """No way in brings a number to the database that its column does not hold."""
        seen = 0
        for name in sorted(self.env.registry):
            model = self.env[name].sudo()
            if not name.startswith("onestop.") or model._abstract or not model._auto:
                continue
            record = model.with_context(active_test=False).search([], limit=1)
            for field in model._fields.values():
                if not field.store or not field.column_type or field.column_type[0] not in ("int4", "int8"):
                    continue
                seen += 1
                for number, door in enumerate(self.doors(model, record, field)):
                    with self.subTest(name, field=field.name, door=number):
                        self.assertNotAsked(door, 2**63)
        self.assertGreater(seen, 300)

    def assertNotAsked(self, door, value):
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                door(value)
        except DataError as error:
            self.fail(f"asked of the database: {error}")
        except (UserError, IntegrityError, OverflowError, ValueError, TypeError):
            # refused in words, or left out where something else is missing
            return

    def test_what_a_column_holds(self):
        for column, value, expected in (
            ("int4", 2**31 - 1, False), ("int4", 2**31, True), ("int4", -(2**31), False), ("int4", -(2**31) - 1, True),
            ("int8", 2**31, False), ("int8", 2**63, True), ("int4", "2147483648", True), ("int4", "12", False),
            ("int4", "-9999999999", True), ("int4", "x", False), ("int4", "9" * 9999, True), ("int4", float("nan"), True),
            ("varchar", 2**70, False), ("float8", 2.0**70, False),
        ):  # fmt: skip
            with self.subTest(column=column, value=str(value)[:20]):
                self.assertEqual(outgrows(column, value), expected)
