from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_rights_matrix import TestRightsMatrix as Matrix

FORGED = {
    "char": "GIẢ MẠO",
    "text": "GIẢ MẠO",
    "integer": 7701,
    "float": 7701.0,
    "boolean": True,
    "date": "2001-02-03",
    "datetime": "2001-02-03 04:05:00",
    "json": {"forged": True},
}


class Undo(Exception):
    """Undo what a channel let through, once it was looked at."""


@tagged("post_install", "-at_install")
class TestProtectedFields(Matrix):
    """No channel writes what the system alone writes: every stored model of the suite, every such field, every role
    that may create or write a record of it. Models and fields are found, not listed.
    """

    # only the tests below; those of the matrix run where they stand
    test_matrix = test_matrix_is_complete = None

    CHANNELS = ("create", "default", "own_default", "copy", "load", "web_save_new", "write", "web_save")

    def forged(self, field, record):
        """A value that the field does not have, as RPC would carry it."""
        if field.type == "selection":
            values = field.get_values(self.env)
            return next((value for value in reversed(values) if value != record[field.name]), values[0])
        if field.type == "many2one":
            other = (
                self.env[field.comodel_name]
                .sudo()
                .search([("id", "!=", record[field.name].id)], limit=1, order="id desc")
            )
            return other.id
        if field.type in ("many2many", "one2many"):
            other = self.env[field.comodel_name].sudo().search([("id", "not in", record[field.name].ids)], limit=1)
            return [(4, other.id)] if other else None
        return FORGED.get(field.type)

    def through(self, channel, model, record, name, value, vals):
        """Send ``value`` through a channel; returns the record that carries it if anything does."""
        if channel == "create":
            return model.create({**vals, name: value})
        if channel == "default":
            return model.with_context(**{f"default_{name}": value}).create(vals)
        if channel == "own_default":
            if isinstance(value, list | dict):
                return None
            self.env["ir.default"].with_user(model.env.user).set(model._name, name, value, user_id=True)
            return model.create(vals)
        if channel == "copy":
            return model.browse(record.id).copy({name: value})
        if channel == "load":
            if isinstance(value, list | dict | bool):
                return None
            result = model.load([".id", name], [[str(record.id), str(value)]])
            return model.browse(record.id) if result["ids"] else None
        if channel == "web_save_new":
            saved = model.with_context(**{f"default_{name}": value}).browse().web_save({**vals, name: value}, {})
            return model.browse(saved[0]["id"])
        if channel == "web_save":
            model.browse(record.id).web_save({name: value}, {})
        else:
            model.browse(record.id).write({name: value})
        return model.browse(record.id)

    def test_no_channel_writes_what_the_system_writes(self):
        tried = 0
        for model_name, (record, _write, vals) in self.records["own"].items():
            model = self.env[model_name]
            if not model._is_guarded():
                continue
            names = model._system_fields() - {"client_uuid", "received_agency_id", "competent_agency_id", "version_id"}
            for role, user in self.actors.items():
                acting = model.with_user(user)
                may_create, may_write = acting.has_access("create"), acting.has_access("write")
                if not (may_create or may_write):
                    continue
                for name in sorted(names):
                    value = self.forged(model._fields[name], record)
                    if value is None or name in vals:
                        continue
                    for channel in self.CHANNELS:
                        if not (may_write if channel in ("load", "write", "web_save") else may_create):
                            continue
                        tried += 1
                        with self.subTest(model=model_name, field=name, role=role, channel=channel):
                            self.check_channel(channel, acting, record, name, value, vals)
        self.assertGreater(tried, 500)

    def check_channel(self, channel, acting, record, name, value, vals):
        model_field = record._fields[name]
        before = record.sudo()[name]
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db", "odoo.models", "odoo.orm"):
                carrier = self.through(channel, acting, record, name, value, dict(vals))
                self.env.flush_all()
                if carrier:
                    carrier.invalidate_recordset()
                    carried = carrier.sudo()[name]
                    raw = carried.ids if hasattr(carried, "ids") else carried
                    if model_field.type in ("date", "datetime"):
                        raw = raw and str(raw)
                    wanted = [value[0][1]] if isinstance(value, list) else value
                    kept = before.ids if hasattr(before, "ids") else before
                    through = (wanted == raw if not isinstance(wanted, list) else wanted[0] in raw) or raw == [wanted]
                    self.assertFalse(through and raw != kept, "the forged value was stored")
                raise Undo
        except (Undo, AccessError, UserError, ValueError, TypeError, KeyError) as refusal:
            # refused, or of no use: a value that does not even fit the field
            self.assertTrue(refusal)
        finally:
            self.env.invalidate_all()

    def test_switching_history_off_changes_nothing_for_the_trail(self):
        dossier = self.receive()
        quiet = dossier.with_context(tracking_disable=True, mail_notrack=True, mail_create_nolog=True)
        before = dossier.event_count
        quiet.with_user(self.users["receptionist"]).write({"summary": "Sửa lặng lẽ"})
        self.assertEqual(dossier.event_ids.sorted("number")[-1].action, "amend")
        quiet.with_user(self.users["receptionist"]).act("forward")
        self.assertEqual(dossier.event_count, before + 2)

    def test_a_default_does_not_reach_what_is_created_with_all_rights(self):
        """As it was found: the context of a transition named another commune's open task."""
        foreign = self.receive(user=self.users_2["receptionist"], agency=self.commune_2).sudo()
        task = foreign.task_id
        own = self.receive()
        own.with_context(default_task_id=task.id, default_state="cancelled", default_dossier_id=foreign.id).act(
            "forward"
        )
        self.assertEqual((task.state, foreign.task_id), ("open", task))
        self.assertEqual(own.sudo().task_id.dossier_id, own)
