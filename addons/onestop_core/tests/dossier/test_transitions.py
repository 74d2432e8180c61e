import csv

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from ...engine import transitions
from ..common import MONDAY, ROLES, local
from .transition_case import REASON, TransitionCase


@tagged("post_install", "-at_install")
class TestTransitions(TransitionCase):
    """Every cell of (state × action), generated from the table itself."""

    def test_paths_cover_all_states(self):
        self.assertEqual(set(self.PATHS), set(transitions.STATES))

    def test_table_has_no_two_answers(self):
        rows = self.env["onestop.dossier"]._transitions()
        self.assertEqual(len(transitions.index(rows)), len(rows))
        with self.assertRaises(ValueError):
            transitions.index(rows + rows[:1])

    def test_every_pair(self):
        index = self.env["onestop.dossier"]._transition_index()
        for state in transitions.STATES:
            for action in transitions.ACTIONS:
                row = index.get((action, state))
                with self.subTest(state=state, action=action), self.env.cr.savepoint() as savepoint:
                    dossier = self.dossier_in(state)
                    if row is None:
                        for role in ROLES:
                            self.assertRefused(
                                UserError, "not possible while", self.as_role(dossier, role).act, action, reason=REASON
                            )
                        continue
                    if action in ("forward", "confirm", "recall") and state == "processing":
                        dossier = self.dossier_in("received")
                        self.as_role(dossier, "receptionist").act("forward")
                    params = self.prepare(dossier, action)
                    revision = dossier.revision
                    if row.roles:
                        acting = self.as_role(dossier, self.actor(dossier, row))
                        self.assertIn(action, acting.allowed_actions)
                        acting.act(action, reason=REASON, **params)
                    else:
                        dossier._act_as_citizen(action, proof="key", reason=REASON, **params)
                    dossier.invalidate_recordset()
                    expected = {transitions.RESUME: "processing", transitions.STAY: state}.get(row.target, row.target)
                    self.assertEqual(dossier.state, expected)
                    self.assertEqual(dossier.revision, revision + 1)
                    event = dossier.event_ids[-1]
                    self.assertEqual((event.action, event.state_from, event.state_to), (action, state, expected))
                    savepoint.rollback()

    def allowed(self, dossier, line):
        """Codes of the roles that a line of transitions.csv lets act on the dossier."""
        if not line["roles"].startswith("step"):
            return set(line["roles"].split()) - {"citizen"}
        role = dossier.sudo().task_id.role_id.code
        return {role, "postal_clerk"} if role == "receptionist" and line["roles"] == "step" else {role}

    def test_every_role_that_may_not(self):
        with file_open("onestop_core/tests/data/transitions.csv") as file:
            written = {(line["action"], line["state"]): line for line in csv.DictReader(file)}
        for action, state in self.env["onestop.dossier"]._transition_index():
            with self.subTest(state=state, action=action), self.env.cr.savepoint() as savepoint:
                dossier = self.dossier_in(state)
                for role in set(ROLES) - self.allowed(dossier, written[action, state]):
                    acting = self.as_role(dossier, role)
                    self.assertNotIn(action, acting.allowed_actions or [], role)
                    self.assertRefused(AccessError, ".*", acting.act, action, reason=REASON)
                for user in self.users_2.values():
                    self.assertRefused(AccessError, ".*", dossier.with_user(user).act, action, reason=REASON)
                savepoint.rollback()

    def test_reason_is_asked_for(self):
        index = self.env["onestop.dossier"]._transition_index()
        for (action, state), row in index.items():
            if not row.reason:
                continue
            with self.subTest(state=state, action=action), self.env.cr.savepoint() as savepoint:
                dossier = self.dossier_in(state)
                acting = self.as_role(dossier, self.actor(dossier, row))
                for empty in (None, "", "   "):
                    self.assertRefused(UserError, "Give a reason", acting.act, action, reason=empty)
                savepoint.rollback()

    def test_somebody_was_faster(self):
        dossier = self.dossier_in("received")
        seen = dossier.revision
        dossier.act("forward", revision=seen)
        specialist = self.as_role(dossier, "specialist")
        self.assertRefused(UserError, "Somebody else has changed", specialist.act, "forward", revision=seen)

    def test_held_by_another_person(self):
        colleague = self.make_staff("specialist", self.commune, "_colleague")
        dossier = self.dossier_in("received")
        dossier.act("forward", user_id=colleague.id)
        self.assertEqual(dossier.holder_id, colleague)
        self.assertRefused(
            AccessError, "specialist_colleague holds", self.as_role(dossier, "specialist").act, "forward"
        )
        dossier.with_user(colleague).act("forward")

    def test_forward_to_somebody_without_the_role(self):
        dossier = self.dossier_in("received")
        self.assertRefused(
            UserError, "is not Specialist there", dossier.act, "forward", user_id=self.users["cashier"].id
        )

    def test_unknown_action(self):
        self.assertRefused(UserError, "not possible", self.dossier_in("received").act, "vanish")

    def test_tasks_tell_who_had_it_when(self):
        dossier = self.dossier_in("returned")
        self.assertEqual(dossier.task_ids.mapped("outcome"), ["forward", "forward", "approve"])
        self.assertEqual(
            dossier.task_ids.user_id, self.users["receptionist"] | self.users["specialist"] | self.users["leader"]
        )
        self.assertEqual(set(dossier.task_ids.mapped("state")), {"done"})
        dues = dossier.task_ids.mapped("due_at")
        self.assertEqual(dues, sorted(dues))
        self.assertLessEqual(dues[-1], dossier.due_at)

    def test_pause_gives_the_time_back(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.dossier_in("supplement")
            self.assertEqual(dossier.due_state, "paused")
            first = dossier.due_original
            clock.move_to(local("2026-11-25"))
            self.as_role(dossier, "receptionist").act("resume")
        self.assertEqual(dossier.due_original, first)
        self.assertEqual(first, local("2026-11-26"))
        self.assertEqual(dossier.due_at, local("2026-11-30"))
        self.assertEqual([line["kind"] for line in dossier.due_ledger].count("pause"), 1)

    def test_reopen_returns_to_the_last_step(self):
        dossier = self.dossier_in("returned")
        self.as_role(dossier, "leader").act("reopen", reason=REASON)
        self.assertEqual(dossier.step_id.name, "leader")
        self.assertFalse(dossier.closed_at or dossier.ready_at or dossier.outcome)

    def test_letters_are_numbered_without_gap(self):
        letters = self.env["onestop.dossier.letter"]
        for expected in ("01", "02"):
            dossier = self.dossier_in("rejected")
            self.assertEqual(dossier.letter_ids.name.split("/")[0], expected)
            letters |= dossier.letter_ids
        self.assertEqual(letters.mapped("kind"), ["refusal", "refusal"])
        self.assertEqual(letters.mapped("stage"), ["intake", "intake"])
