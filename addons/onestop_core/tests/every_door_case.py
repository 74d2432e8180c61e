import inspect
import re
import threading
from typing import NamedTuple

import psycopg2
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from .common import OnestopHttpCase
from .foreign_world import ForeignWorld, told

# how a call that makes no sense may end, besides a refusal in words
NONSENSE = (TypeError, ValueError, KeyError, AttributeError, IndexError, AssertionError, NotImplementedError, RuntimeError, psycopg2.Error)  # fmt: skip
# a part of a rule of routing: ``<int:file_id>``, ``<any("pdf","csv"):kind>``
PART_OF_RULE = re.compile(r"<(?:([a-z]+(?:\([^)]*\))?):)?(\w+)>")
_WRITING = re.compile(r"\b(INSERT|UPDATE|DELETE|TRUNCATE)\b", re.IGNORECASE)
MUTED = (
    "odoo.sql_db",
    "odoo.models",
    "odoo.models.unlink",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_model",
)


def suite_routes(env):
    """``[(rule, method, function, what it says of its routing)]`` of the suite's own controllers."""
    found = {}
    for rule in env["ir.http"].routing_map().iter_rules():
        endpoint = inspect.unwrap(rule.endpoint.func)
        if endpoint.__module__.startswith("odoo.addons.onestop_"):
            for method in sorted((rule.methods or {"GET", "POST"}) - {"HEAD", "OPTIONS"}):
                found[rule.rule, method] = endpoint, rule.endpoint.routing
    return [(*way, *found[way]) for way in sorted(found)]


class Writes:
    """Within it, ``seen`` says whether this thread has sent a statement that writes, or locks rows."""

    def __init__(self):
        self.seen = False

    def __enter__(self):
        thread = threading.current_thread()
        thread.query_hooks = [*getattr(thread, "query_hooks", ()), self.note]
        return self

    def __exit__(self, *_exception):
        threading.current_thread().query_hooks.remove(self.note)

    def note(self, _cursor, query, *_more):
        self.seen = self.seen or bool(_WRITING.search(query if isinstance(query, str) else str(query)))


class Seen(NamedTuple):
    """What a user had before a call: rows of their own, and dossiers that are hidden from them."""

    user: object
    own: set
    hidden: set


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
        cls.seen_before = {}

    def changes(self, role, user):
        """What was there before, is not the user's own, and is no longer what it was."""
        if role == "manager":
            # administers the province: sees everything, and is limited by what is recorded
            return []
        changed = self.world.changes()
        # what one may see and what is one's own goes by the rights before the call
        return [change for change in changed if self.is_foreign(*change, self.of(user))]

    def of(self, user):
        """What a user may see and what is their own, before they did anything."""
        if user not in self.seen_before:
            posts = user.sudo().onestop_staff_ids
            self.seen_before[user] = Seen(
                user,
                {
                    ("res_users", user.id),
                    ("res_partner", user.partner_id.id),
                    *(("onestop_staff", post) for post in posts.ids),
                },
                set(self.world.hidden_dossiers(user).ids),
            )
        return self.seen_before[user]

    def is_foreign(self, table, row_id, seen):
        if (table, row_id) in seen.own:
            return False
        model = next((model for model in self.world.models if model._table == table), None)
        if model is None:
            return True
        record = self.env[model._name].sudo().browse(row_id).exists()
        if not record:
            return True
        if model._name == "onestop.staff" and record.user_id == seen.user:
            # a post that one has given oneself
            return True
        if "dossier_id" in record._fields:
            return record.dossier_id.id in seen.hidden
        if model._name == "onestop.dossier":
            return record.id in seen.hidden
        return not record.with_user(seen.user).has_access("read")

    def undone(self, action, role, user):
        """``(all that is said, what of others is changed)`` by an action that is undone afterwards.

        What it read stays in the cache unless it has written: a refusal is most of what comes.
        """
        cr, changed = self.env.cr, []
        self.result = self.refusal = None
        self.of(user)
        self.env.flush_all()
        savepoint = cr.savepoint(flush=False)
        writes = Writes()
        try:
            with writes, mute_logger(*MUTED):
                try:
                    self.result = action()
                    said = told(self.result)
                    self.env.flush_all()
                    if writes.seen:
                        changed = self.changes(role, user)
                except (UserError, *NONSENSE) as refusal:
                    # the request undoes what went before
                    self.refusal, said = refusal, str(refusal)
        finally:
            failed = cr.connection.info.transaction_status == TRANSACTION_STATUS_INERROR
            if failed or writes.seen or self.pending():
                cr.clear()
                savepoint.close()
            else:
                savepoint.close(rollback=False)
        return said, changed

    def pending(self):
        """Whether something waits to be written or done at the end of the transaction."""
        transaction = self.env.transaction
        return transaction.field_dirty or transaction.tocompute or self.env.cr.precommit
