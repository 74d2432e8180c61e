from odoo.exceptions import UserError
from odoo.tests import tagged

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

    def test_every_text_of_every_model(self):
        """On each way in; a new model and a new field are in unasked."""
        seen = 0
        for name in sorted(self.env.registry):
            model = self.env[name].sudo()
            if not name.startswith("onestop.") or model._abstract or not model._auto:
                continue
            record = model.with_context(active_test=False).search([], limit=1)
            for field in model._fields.values():
                # the path in a tree is Odoo's to write
                if not field.store or field.type not in KINDS or field.name == "parent_path":
                    continue
                limit = longest(name, field.name, field.type)
                self.assertLess(limit, 2 * MANY * 5)
                seen += 1
                for number, door in enumerate(self.doors(model, record, field)):
                    with self.subTest(name, field=field.name, door=number):
                        with self.assertRaises(UserError) as caught:
                            door("a" * (limit + 1))
                        if str(limit) not in str(caught.exception):
                            # refused for another reason, which holds for any text
                            with self.assertRaises(UserError):
                                door("a")
        self.assertGreater(seen, 150)

    def doors(self, model, record, field):
        """Functions that each store a text in another way."""
        yield lambda text: model.create({field.name: text})
        yield lambda text: model.with_context(**{f"default_{field.name}": text}).create({})
        yield lambda text: model.web_save({field.name: text}, {})
        yield lambda text: (record or model).write({field.name: text})
        if field.translate:
            yield lambda text: (record or model).write({field.name: {"en_US": text}})
