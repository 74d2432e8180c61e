import json

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine import trail
from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestTrail(OnestopCase):
    """Whatever is done to the history, by whom and how ever, the verifier names the place."""

    def setUp(self):
        super().setUp()
        with freeze_time(local(MONDAY)):
            self.dossier = self.receive()
            self.other = self.receive()
            for dossier in (self.dossier, self.other):
                dossier.act("forward")
                self.as_role(dossier, "specialist").act("forward")
                self.as_role(dossier, "leader").act("approve")
        self.digests = self.env["onestop.trail.digest"]
        self.env.flush_all()

    def verify(self):
        self.env.invalidate_all()
        return self.digests._verify((self.dossier | self.other).ids, day_from=local(MONDAY).date())[0]

    def sql(self, query, *args):
        self.env.flush_all()
        self.env.cr.execute(SQL(query, *args))
        self.env.invalidate_all()

    def assertBroken(self, dossier, number, reason):
        self.assertEqual(self.verify(), (dossier.id, number, reason))

    def test_whole(self):
        broken, count = self.digests._verify((self.dossier | self.other).ids)
        self.assertIsNone(broken)
        self.assertEqual(count, 8)
        self.assertEqual(self.dossier.event_ids.mapped("number"), [1, 2, 3, 4])

    def test_orm_cannot(self):
        event = self.dossier.event_ids[0]
        for user in (self.users["leader"], self.manager, self.env.user):
            with self.subTest(user=user.login):
                self.assertRefused(AccessError, ".*", event.with_user(user).write, {"note": "x"})
                self.assertRefused(AccessError, ".*", event.with_user(user).unlink)
        self.assertRefused(AccessError, ".*", self.dossier.write, {"event_hash": "0"})

    def test_changed_row(self):
        for column, value in [
            ("note", "khác"),
            ("user_id", self.env.uid),
            ("at", "2026-11-01 00:00:00"),
            ("state_to", "returned"),
            ("data", json.dumps({"a": 1})),
        ]:
            with self.subTest(column=column), self.env.cr.savepoint() as savepoint:
                self.sql(
                    "UPDATE onestop_dossier_event SET %s = %s WHERE id = %s",
                    SQL.identifier(column),
                    value,
                    self.dossier.event_ids[1].id,
                )
                self.assertBroken(self.dossier, 2, "changed")
                savepoint.rollback()

    def test_changed_row_with_its_own_hash_mended(self):
        event = self.dossier.event_ids[1]
        self.sql("UPDATE onestop_dossier_event SET note = 'x', hash = %s WHERE id = %s", "f" * 64, event.id)
        self.assertBroken(self.dossier, 2, "changed")

    def test_deleted_in_the_middle(self):
        self.sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.dossier.event_ids[1].id)
        self.assertBroken(self.dossier, 2, "missing")

    def test_deleted_at_the_end(self):
        self.sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.dossier.event_ids[-1].id)
        self.assertBroken(self.dossier, 3, "end")

    def test_deleted_whole(self):
        self.sql("DELETE FROM onestop_dossier_event WHERE dossier_id = %s", self.dossier.id)
        self.assertBroken(self.dossier, 1, "missing")

    def test_swapped_rows(self):
        first, second = self.dossier.event_ids[1:3]
        self.sql(
            "UPDATE onestop_dossier_event SET number = CASE id WHEN %s THEN 3 ELSE 2 END WHERE id IN %s",
            first.id,
            (first.id, second.id),
        )
        self.assertBroken(self.dossier, 2, "missing")

    def test_moved_to_another_dossier(self):
        self.sql(
            "UPDATE onestop_dossier_event SET dossier_id = %s WHERE id = %s",
            self.other.id,
            self.dossier.event_ids[-1].id,
        )
        self.assertBroken(self.dossier, 3, "end")

    def test_inserted_row(self):
        self.sql(
            "INSERT INTO onestop_dossier_event (dossier_id, number, action, at, previous_hash, hash) VALUES (%s, 5, 'x', now(), %s, %s)",
            self.dossier.id, self.dossier.event_hash, "a" * 64,
        )  # fmt: skip
        self.assertBroken(self.dossier, 5, "changed")

    def test_looking_and_taking_along_are_recorded(self):
        with freeze_time(local("2026-11-24")) as clock:
            leader = self.as_role(self.dossier, "leader")
            form = {"applicant_name": {}, "applicant_identity": {}}
            leader.web_read(form)
            leader.web_read(form)
            # a list shows no identity number, and is no look at one file
            leader.web_read({"code": {}})
            self.assertEqual(self.dossier.event_ids.mapped("action")[4:], ["view"])
            clock.move_to(local("2026-11-25"))
            leader.web_read(form)
            leader.export_data(["code", "applicant_name"])
        self.assertEqual(self.dossier.event_ids.mapped("action")[4:], ["view", "view", "export"])
        self.assertEqual(self.dossier.event_ids[-1].data, {"fields": ["applicant_name", "code"]})
        self.assertIsNone(self.verify())

    def test_a_decision_at_the_desk_is_marked_as_delegated(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        dossier = self.receive(procedure=self.procedure_same_day)
        dossier.act("approve")
        self.assertEqual(dossier.event_ids[-1].data, {"delegated": True})
        self.assertFalse(self.dossier.event_ids[-1].data)

    def test_check_names_the_place_in_words(self):
        def check(user):
            wizard = self.env["onestop.trail.check"].with_user(user).create({})
            wizard.action_check()
            return wizard

        self.assertEqual(check(self.manager).state, "whole")
        self.sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.dossier.event_ids[1].id)
        found = check(self.users["supervisor"])
        self.assertEqual(
            (found.state, found.message), ("broken", f"Dossier {self.dossier.code}, event 2: it is missing.")
        )
        with self.assertRaises(AccessError):
            check(self.users["receptionist"])

    # ------------------------------------------------------------------ signed digests

    def make_digest(self):
        with freeze_time(local("2026-11-24", "02:00")):
            self.digests._make(local(MONDAY).date())
        return self.digests.search([("day", "=", local(MONDAY).date())])

    def test_digest_counts_the_day(self):
        digest = self.make_digest()
        self.assertEqual(
            digest.event_count,
            self.env["onestop.dossier.event"].search_count(
                [("at", ">=", local(MONDAY, "00:00")), ("at", "<", local("2026-11-24", "00:00"))]
            ),
        )
        self.assertIsNone(self.verify())
        for user in (self.manager, self.env.user):
            self.assertRefused(AccessError, ".*", digest.with_user(user).write, {"hash": "0"})
            self.assertRefused(AccessError, ".*", digest.with_user(user).unlink)

    def test_a_whole_new_chain_does_not_fit_the_digest(self):
        """Somebody with the database, and with our code, rebuilds the chain of a dossier."""
        self.make_digest()
        self.sql(
            "UPDATE onestop_dossier_event SET user_id = %s WHERE id = %s", self.env.uid, self.dossier.event_ids[1].id
        )
        previous = trail.ROOT
        for event in self.dossier.sudo().event_ids:
            row = {name: event[name] for name in trail.CONTENT if not name.endswith("_id")}
            row |= {
                "dossier_id": self.dossier.id,
                "user_id": event.user_id.id,
                "agency_id": event.agency_id.id,
                "at": str(event.at),
            }
            value = trail.link(previous, row)
            self.sql(
                "UPDATE onestop_dossier_event SET previous_hash = %s, hash = %s WHERE id = %s",
                previous,
                value,
                event.id,
            )
            previous = value
        self.sql("UPDATE onestop_dossier SET event_hash = %s WHERE id = %s", previous, self.dossier.id)
        self.assertEqual(self.verify(), (None, None, "digest 2026-11-23"))

    def test_forged_digest(self):
        digest = self.make_digest()
        self.sql("UPDATE onestop_trail_digest SET hash = %s WHERE id = %s", "b" * 64, digest.id)
        self.assertEqual(self.verify(), (None, None, "signature 2026-11-23"))
