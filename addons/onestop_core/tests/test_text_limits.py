from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..engine.lengths import KINDS, longest
from .common import OnestopCase

# as many as were received once, and held up every print
MANY = 400_000


@tagged("post_install", "-at_install")
class TestTextLimits(OnestopCase):
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
        if field.translate:
            yield lambda text: (record or model).write({field.name: {"en_US": text}}) and record
