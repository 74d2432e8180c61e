import csv

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import file_open, mute_logger

from .common import OnestopCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}


class RightsMatrixCase(OnestopCase):
    """``tests/data/rights_matrix.csv`` of an add-on says what each role may do with each of its models at its own agency,
    at another one and at one where its post has ended; this test does it, as a user with that role and nothing else. A
    model without rows fails.

    An add-on's test names itself in ``addon`` and says in ``make_table`` what its records are made of.
    """

    addon = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors = {
            **cls.users,
            "manager": cls.manager,
            "employee": new_test_user(cls.env, "test_employee", groups="base.group_user"),
        }
        cls.former = cls.commune.copy({"name": "Xã Cũ", "code": "H99.13"})
        cls.env["onestop.staff"].create(
            [
                {
                    "user_id": user.id,
                    "agency_id": cls.former.id,
                    "role_ids": [(6, 0, cls.env.ref(f"onestop_core.role_{role}").ids)],
                    "valid_from": "2020-01-01",
                    "valid_to": "2020-12-31",
                }
                for role, user in cls.users.items()
            ]
        )
        with file_open(f"{cls.addon}/tests/data/rights_matrix.csv") as file:
            cls.rows = list(csv.DictReader(file))

    def setUp(self):
        super().setUp()
        # built as the superuser: the matrix asks what may be done with them, not how they came about
        agencies = {"own": self.commune, "other": self.commune_2, "former": self.former}
        self.records = {place: self.make_records(agency) for place, agency in agencies.items()}

    def make_table(self, agency):
        """``{model: (values of a record, what changes to create another one beside it, what to write)}`` at an agency."""
        raise NotImplementedError

    def make_records(self, agency):
        """``{model: (record, values to write, values to create another)}`` at an agency."""
        records = {
            model: (self.env[model].create(vals), write_vals, {**vals, **again})
            for model, (vals, again, write_vals) in self.make_table(agency).items()
        }
        self.env.flush_all()
        self.env.invalidate_all()
        return records

    def may(self, user, operation, record, write_vals, create_vals):
        model = self.env[record._name].with_user(user)
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                if operation == "read":
                    found = model.search([("id", "in", record.ids)])
                    if not found:
                        return False
                    model.browse(record.ids).read(["display_name"])
                elif operation == "write":
                    model.browse(record.ids).write(write_vals)
                elif operation == "create":
                    model.create(create_vals)
                else:
                    model.browse(record.ids).unlink()
                self.env.flush_all()
                raise RollBack
        except RollBack:
            return True
        except AccessError:
            return False
        except UserError:
            # a business rule that holds for everybody, e.g. an agency with dossiers is not deleted
            return False
        finally:
            self.env.invalidate_all()

    def check_matrix(self):
        for row in self.rows:
            user = self.actors[row["role"]]
            for place in self.records:
                record, write_vals, create_vals = self.records[place][row["model"]]
                found = "".join(
                    letter if self.may(user, operation, record, write_vals, create_vals) else "-"
                    for letter, operation in OPERATIONS.items()
                )
                with self.subTest(model=row["model"], role=row["role"], place=place):
                    self.assertEqual(found, row[place])

    def check_matrix_is_complete(self):
        """Every stored model of the add-on, every role."""
        models = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == self.addon
            and not model._abstract
            and not model._transient
            and name.startswith("onestop.")
        }
        rows = {(row["model"], row["role"]) for row in self.rows}
        self.assertEqual(rows, {(model, role) for model in models for role in self.actors})
        self.assertEqual(len(rows), len(self.rows))


class RollBack(Exception):
    """Undo an operation that was allowed."""
