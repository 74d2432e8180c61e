import psycopg2
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import OnestopHttpCase
from .foreign_world import ForeignWorld, told

# how a call that makes no sense may end, besides a refusal in words
NONSENSE = (TypeError, ValueError, KeyError, AttributeError, IndexError, AssertionError, NotImplementedError, RuntimeError, psycopg2.Error)  # fmt: skip
MUTED = (
    "odoo.sql_db",
    "odoo.models",
    "odoo.models.unlink",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_model",
)


class Undo(Exception):
    """Undo what a call did, once it was looked at."""


class EveryDoorCase(OnestopHttpCase):
    """Every role, before the records of all other agencies: those of the demo data and of a second commune."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors = {
            **cls.users,
            "manager": cls.manager,
            "employee": new_test_user(cls.env, "test_employee", groups="base.group_user"),
            "portal": new_test_user(cls.env, "test_portal_user", groups="base.group_portal"),
            "public": cls.env.ref("base.public_user"),
        }
        # one that nobody of the first commune may see, with a task, papers and an open letter
        desk = cls.env["onestop.dossier"].with_user(cls.users_2["receptionist"])
        payload = cls.payload(
            cls, agency=cls.commune_2, applicant_identity="035190009876", applicant_phone="0987000321"
        )
        cls.foreign = desk.browse(desk.receive(payload)["id"]).sudo()
        cls.env.flush_all()
        cls.world = ForeignWorld(cls.env)

    def changes(self, role, user):
        """What was there before, is not the user's own, and is no longer what it was."""
        if role == "manager":
            # administers the province: sees everything, and is limited by what is recorded
            return []
        own = {("res_users", user.id), ("res_partner", user.partner_id.id)}
        own |= {("onestop_staff", post.id) for post in user.sudo().onestop_staff_ids}
        changed = [change for change in self.world.changes() if change not in own]
        hidden = set(self.world.hidden_dossiers(user).ids) if changed else ()
        return [change for change in changed if self.is_foreign(change, user, hidden)]

    def is_foreign(self, change, user, hidden):
        table, row_id = change
        model = next((model for model in self.world.models if model._table == table), None)
        if model is None:
            return True
        record = self.env[model._name].sudo().browse(row_id).exists()
        if not record:
            return True
        if "dossier_id" in record._fields:
            return record.dossier_id.id in hidden
        if model._name == "onestop.dossier":
            return record.id in hidden
        return not record.with_user(user).has_access("read")

    def undone(self, action, role, user):
        """``(all that is said, what of others is changed)`` by an action that is undone afterwards."""
        said, changed = "", []
        try:
            with self.env.cr.savepoint(), mute_logger(*MUTED):
                try:
                    said, self.came_through = told(action()), True
                except (UserError, *NONSENSE) as refusal:
                    said, self.came_through = str(refusal), False
                    # the request undoes what went before
                    raise Undo from refusal
                changed = self.changes(role, user)
                raise Undo
        except Undo:
            pass
        self.env.invalidate_all()
        return said, changed
