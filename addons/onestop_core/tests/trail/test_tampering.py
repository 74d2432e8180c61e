import json

from odoo.tests import tagged
from odoo.tools import SQL, config, mute_logger

from ...engine import trail
from ...engine.checkpoint import Checkpoint, sign_note
from ...engine.merkle import leaf_hash, root
from .trail_case import TrailCase

HEAD_LOGGER = "odoo.addons.onestop_core.models.trail.onestop_trail_head"


@tagged("post_install", "-at_install")
class TestTampering(TrailCase):
    """Whatever is done behind the suite's back, by SQL, in the file system, with the key or the cron: the verifier names
    what and when, also after the job has run on it with the true key.
    """

    def tampered(self, *expected, **kwargs):
        """What was done is named now, and after the job has signed on."""
        self.assertFound(*expected, **kwargs)
        self.tick()
        self.other.sudo().write({"summary": f"Mới {self.env.cr.now()}"})
        with mute_logger(HEAD_LOGGER):
            self.sign()
        self.assertFound(*expected, **kwargs)

    # ------------------------------------------------------------------ events

    def test_01_content_of_an_event(self):
        event = self.event(2)
        for column, value in [
            ("note", "khác"),
            ("user_id", self.env.uid),
            ("at", "2026-11-01 00:00:00"),
            ("state_to", "returned"),
            ("data", json.dumps({"a": 1})),
            ("changes", json.dumps({"state": ["received", "ready"]})),
            ("action", "approve"),
            ("agency_id", self.commune_2.id),
            ("salt", "00"),
        ]:
            with self.subTest(column=column), self.undone():
                self._sql(
                    "UPDATE onestop_dossier_event SET %s = %s WHERE id = %s", SQL.identifier(column), value, event.id
                )
                self.tampered("changed", self.dossier, 2)

    def test_02_content_with_its_own_hash_mended(self):
        self._sql("UPDATE onestop_dossier_event SET note = 'x', hash = %s WHERE id = %s", "f" * 64, self.event(2).id)
        self.tampered("changed", self.dossier, 2)
        self.assertFound("link", self.dossier, 3)
        self.assertFound("rebuilt", self.dossier, 2)

    def test_03_chain_rebuilt_after_a_change(self):
        self._sql("UPDATE onestop_dossier_event SET user_id = %s WHERE id = %s", self.env.uid, self.event(2).id)
        self.rebuild(self.dossier)
        self.tampered("rebuilt", self.dossier, 2, at=str(self.event(2).at))
        for number in (3, 4):
            self.assertFound("rebuilt", self.dossier, number)

    def test_04_chain_and_log_rebuilt_and_signed_by_the_job(self):
        """The job has the true key, and refuses: the states it signed before tell another root."""
        last = self.model.search([], limit=1)
        self._sql("UPDATE onestop_dossier_event SET user_id = %s WHERE id = %s", self.env.uid, self.event(2).id)
        self.rebuild(self.dossier)
        for event in self.dossier.sudo().event_ids:
            leaf = leaf_hash(trail.event_entry(event.id, self.dossier.id, event.number, event.hash)).hex()
            self._sql("UPDATE onestop_trail_entry SET leaf = %s WHERE kind = 'event' AND res_id = %s", leaf, event.id)
        # the first event, and with it the first state, stayed as it was
        second = self.model.search([], order="size")[1]
        self.tampered("root", at=str(second.at))
        self.assertEqual(self.model.search([], limit=1), last)

    def test_05_event_deleted_in_the_middle(self):
        at = str(self.model.search([], order="size")[1].at)
        self._sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.event(2).id)
        self.tampered("deleted", self.dossier, 2, at=at)

    def test_06_last_event_deleted(self):
        at = str(self.model.search([], limit=1).at)
        self._sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.event(4).id)
        self.tampered("deleted", self.dossier, 4, at=at)
        self.assertFound("end", self.dossier, 3)

    def test_07_last_event_deleted_and_the_chain_mended(self):
        self._sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.event(4).id)
        self.rebuild(self.dossier)
        self.tampered("deleted", self.dossier, 4)
        self.assertFound("field", self.dossier, detail="state")

    def test_08_all_events_of_a_dossier_deleted(self):
        self._sql("DELETE FROM onestop_dossier_event WHERE dossier_id = %s", self.dossier.id)
        for number in (1, 2, 3, 4):
            self.assertFound("deleted", self.dossier, number)
        self.tampered("end", self.dossier, 0)

    def test_09_all_events_deleted_and_forgotten(self):
        self._sql("DELETE FROM onestop_dossier_event WHERE dossier_id = %s", self.dossier.id)
        self._sql("UPDATE onestop_dossier SET event_count = 0, event_hash = NULL WHERE id = %s", self.dossier.id)
        self.tampered("no_history", self.dossier)
        self.assertFound("deleted", self.dossier, 1)

    def test_10_whole_dossier_deleted(self):
        number = self.dossier.id
        self._sql("UPDATE onestop_dossier SET task_id = NULL WHERE id = %s", number)
        self._sql("DELETE FROM onestop_dossier WHERE id = %s", number)
        found = [one for one in self.findings() if one.dossier == str(number)]
        self.assertEqual({(one.reason, one.number) for one in found}, {("deleted", n) for n in (1, 2, 3, 4)})
        self.assertTrue(all(one.at for one in found))

    def test_11_events_of_a_deleted_dossier_left_over(self):
        number = self.dossier.id
        self._sql("ALTER TABLE onestop_dossier_event DROP CONSTRAINT onestop_dossier_event_dossier_id_fkey")
        self._sql("UPDATE onestop_dossier SET task_id = NULL WHERE id = %s", number)
        self._sql("DELETE FROM onestop_dossier WHERE id = %s", number)
        found = [one for one in self.findings() if one.reason == "no_dossier"]
        self.assertEqual([(one.dossier, one.number) for one in found], [(str(number), 1)])

    def test_12_events_swapped(self):
        first, second = self.event(2), self.event(3)
        self._sql(
            "UPDATE onestop_dossier_event SET number = CASE id WHEN %s THEN 3 ELSE 2 END WHERE id IN %s",
            first.id,
            (first.id, second.id),
        )
        self.tampered("order", self.dossier, 2)
        self.assertFound("changed", self.dossier, 3)

    def test_13_event_moved_to_another_dossier(self):
        self._sql("UPDATE onestop_dossier_event SET dossier_id = %s WHERE id = %s", self.other.id, self.event(4).id)
        self.tampered("changed", self.other, 4)
        self.assertFound("end", self.dossier, 3)

    def test_14_event_inserted(self):
        self._sql(
            "INSERT INTO onestop_dossier_event (dossier_id, number, action, at, previous_hash, hash) VALUES (%s, 5, 'x', now(), %s, %s)",
            self.dossier.id, self.dossier.event_hash, "a" * 64,
        )  # fmt: skip
        self.tampered("changed", self.dossier, 5)

    def test_15_date_of_an_event_set_back_before_it_is_logged(self):
        self.as_role(self.other, "leader").act("take_back", reason="x")
        self._sql("UPDATE onestop_dossier_event SET at = '2026-11-01' WHERE id = %s", self.event(5, self.other).id)
        self.tampered("changed", self.other, 5)

    # ------------------------------------------------------------------ what the dossier says

    def test_16_fields_of_a_dossier(self):
        at = str(self.event(1).at)
        for column, value, number in [
            ("applicant_name", "Kẻ Khác", 1),
            ("applicant_phone", None, 1),
            ("received_at", "2026-11-01 00:00:00", 1),
            ("due_at", "2027-01-01 00:00:00", 1),
            ("due_original", "2027-01-01 00:00:00", 1),
            ("code", "H99.11-261123-9999", 1),
            ("register_number", 99, 1),
            ("receiver_id", self.env.uid, 1),
            ("set_count", 5, 1),
            ("state", "returned", 4),
            ("outcome", "refused", 4),
            ("result_number", "8/QĐ", 4),
            ("ready_at", None, 4),
        ]:
            with self.subTest(column=column), self.undone():
                self._sql(
                    "UPDATE onestop_dossier SET %s = %s WHERE id = %s", SQL.identifier(column), value, self.dossier.id
                )
                self.dossier.invalidate_recordset()
                self.tampered("field", self.dossier, number, at=at if number == 1 else None, detail=column)

    def test_17_identity_number(self):
        self._sql("UPDATE onestop_dossier SET applicant_identity = '001190000025' WHERE id = %s", self.dossier.id)
        self.tampered("field", self.dossier, 1, detail="applicant_identity")

    def test_18_field_that_was_empty(self):
        self._sql("UPDATE onestop_dossier SET submitter_name = 'Ai Đó' WHERE id = %s", self.dossier.id)
        self.tampered("unrecorded", self.dossier, detail="submitter_name")

    def test_19_field_changed_and_then_amended_honestly(self):
        self._sql("UPDATE onestop_dossier SET applicant_name = 'Kẻ Khác' WHERE id = %s", self.dossier.id)
        self.dossier.write({"applicant_name": "Nguyễn Thị Thư"})
        self.tampered("before", self.dossier, 5, detail="applicant_name")

    def test_20_paper_changed_added_removed(self):
        paper = self.dossier.document_ids[0]
        path = f"paper/{paper.id}"
        with self.subTest("changed"), self.undone():
            self._sql("UPDATE onestop_dossier_document SET originals = 9 WHERE id = %s", paper.id)
            self.tampered("field", self.dossier, 1, detail=f"{path}/originals")
        with self.subTest("removed"), self.undone():
            self._sql("DELETE FROM onestop_dossier_document WHERE id = %s", paper.id)
            self.tampered("field", self.dossier, 1, detail=f"{path}/handed_in")
        with self.subTest("added"), self.undone():
            self._sql(
                "INSERT INTO onestop_dossier_document (dossier_id, name, handed_in) VALUES (%s, 'Thêm', true)",
                self.dossier.id,
            )
            self.assertIn("unrecorded", [one.reason for one in self.findings()])

    def test_21_sealed_values(self):
        event = self.event(1)
        for what, value in [("gone", None), ("other", json.dumps(event.sealed | {"applicant_identity": [None, "1"]}))]:
            with self.subTest(what), self.undone():
                self._sql("UPDATE onestop_dossier_event SET sealed = %s WHERE id = %s", value, event.id)
                self.tampered("sealed", self.dossier, 1, detail="applicant_identity")

    def test_22_dossier_without_history(self):
        self._sql(
            "INSERT INTO onestop_dossier (code, state, procedure_id, received_agency_id, competent_agency_id, channel, "
            "result_channel, applicant_kind, applicant_name, origin) "
            "SELECT 'H99.11-000000-0000', 'returned', procedure_id, received_agency_id, competent_agency_id, channel, "
            "result_channel, applicant_kind, 'X', origin FROM onestop_dossier WHERE id = %s",
            self.dossier.id,
        )
        self.assertIn(("no_history", "H99.11-000000-0000"), [(one.reason, one.dossier) for one in self.findings()])

    # ------------------------------------------------------------------ the log and its states

    def test_23_entry_deleted_doubled_added(self):
        last = self.model.search([], limit=1).size
        for what, query, reason, detail in [
            ("deleted", "DELETE FROM onestop_trail_entry WHERE position = 2", "entry_gap", "2"),
            ("cut", f"DELETE FROM onestop_trail_entry WHERE position = {last - 1}", "entries_cut", str(last - 1)),
            (
                "added",
                "INSERT INTO onestop_trail_entry (position, kind, res_id, dossier_id, number, leaf) "
                f"VALUES ({last}, 'head', 0, 0, 0, repeat('0', 64))",
                "unsigned",
                str(last),
            ),
            (
                "doubled",
                "DROP INDEX onestop_trail_entry_position_uniq; DROP INDEX onestop_trail_entry_event_uniq; "
                "INSERT INTO onestop_trail_entry (position, kind, res_id, dossier_id, number, leaf) "
                "SELECT position, kind, res_id, dossier_id, number, leaf FROM onestop_trail_entry WHERE position = 2",
                "entry_double",
                "2",
            ),
        ]:
            with self.subTest(what), self.undone():
                self.env.cr.execute(query)
                self.tampered(reason, detail=detail)

    def test_24_entry_changed(self):
        entry = self.env["onestop.trail.entry"].search([("kind", "=", "event"), ("res_id", "=", self.event(2).id)])
        self._sql("UPDATE onestop_trail_entry SET leaf = repeat('0', 64) WHERE id = %s", entry.id)
        self.tampered("rebuilt", self.dossier, 2)
        self.assertFound("root")

    def test_25_entry_of_a_state_changed(self):
        entry = self.env["onestop.trail.entry"].search([("kind", "=", "head")], limit=1)
        self._sql("UPDATE onestop_trail_entry SET leaf = repeat('0', 64) WHERE id = %s", entry.id)
        self.tampered("entry_changed", detail=str(entry.position))

    def test_26_states_deleted(self):
        second = self.model.search([], order="size")[1]
        at, size = str(second.at), second.size
        with self.subTest("one"), self.undone():
            self._sql("DELETE FROM onestop_trail_head WHERE size = %s", size)
            self.tampered("head_missing", at=at, detail=str(size))
        last = self.model.search([], limit=1)
        at, size = str(last.at), last.size
        with self.subTest("all"), self.undone():
            self._sql("DELETE FROM onestop_trail_head")
            self.tampered("restored", at=at, detail=str(size))

    def test_27_state_forged(self):
        head = self.model.search([], limit=1)
        at, size = str(head.at), head.size
        with self.subTest("text"), self.undone():
            self._sql("UPDATE onestop_trail_head SET note = replace(note, '\n', '\n1') WHERE id = %s", head.id)
            self.tampered("signature", at=at)
        with self.subTest("time and size"), self.undone():
            self._sql("UPDATE onestop_trail_head SET size = size + 5 WHERE id = %s", head.id)
            self.tampered("head_changed", detail=str(size + 5))

    def test_28_state_signed_by_another_key(self):
        """Somebody with the database signs a log of their own, and even makes it the key of the server."""
        entries = self.env["onestop.trail.entry"].search([])
        name = self.model._key_name()
        (self.folder / "key2").write_bytes(bytes(32))
        config.options["onestop_trail_key"] = str(self.folder / "key2")
        head = self.model.search([], limit=1)
        state = Checkpoint(name, len(entries), root(bytes.fromhex(leaf) for leaf in entries.mapped("leaf")))
        note = sign_note(str(state), name, self.model._private_key())
        at = str(self.model.search([], order="size", limit=1).at)
        self._sql("UPDATE onestop_trail_head SET note = %s WHERE id = %s", note, head.id)
        self.tampered("signature", at=at)

    def test_29_file_of_states(self):
        whole = self.heads.read_text()
        lines = whole.splitlines(keepends=True)
        heads = self.model.search([], order="size")
        for what, text, reason, kwargs in [
            ("gone", None, "heads_missing", {"detail": "3"}),
            ("emptied", "", "heads_cut", {"at": str(heads[0].at)}),
            ("cut", lines[0], "heads_cut", {"at": str(heads[1].at), "detail": str(heads[1].size)}),
            ("first line removed", "".join(lines[1:]), "heads_cut", {"detail": str(heads[0].size)}),
            (
                "line changed",
                "".join([lines[0], lines[1].replace("onestop", "onestop1"), lines[2]]),
                "heads_changed",
                {"detail": "2"},
            ),
            ("line broken", "".join([lines[0], "x\n", lines[2]]), "heads_changed", {"detail": "2"}),
            ("lines exchanged", "".join([lines[1], lines[0], lines[2]]), "heads_changed", {"detail": "2"}),
        ]:
            with self.subTest(what), self.undone():
                self.heads.unlink() if text is None else self.heads.write_text(text)
                self.tampered(reason, **kwargs)

    def test_30_backup_older_than_the_last_state(self):
        last = self.model.search([], limit=1)
        at, size = str(last.at), last.size
        second = self.model.search([], order="size")[1]
        for dossier in (self.dossier, self.other):
            self._sql("DELETE FROM onestop_dossier_event WHERE id = %s", self.event(4, dossier).id)
            self._sql(
                "UPDATE onestop_dossier SET state = 'processing', outcome = NULL, ready_at = NULL, result_number = NULL WHERE id = %s",
                dossier.id,
            )
            self.rebuild(dossier)
        self._sql("DELETE FROM onestop_trail_head WHERE size > %s", second.size)
        self._sql("DELETE FROM onestop_trail_entry WHERE position >= %s", second.size)
        self.tampered("restored", at=at, detail=str(size))

    def test_31_log_begun_anew_with_the_true_key(self):
        """All tables of the log emptied, so that the job would sign whatever is there."""
        last = self.model.search([], limit=1)
        at, size = str(last.at), last.size
        self._sql("UPDATE onestop_dossier_event SET user_id = %s WHERE id = %s", self.env.uid, self.event(2).id)
        self.rebuild(self.dossier)
        self._sql("TRUNCATE onestop_trail_entry, onestop_trail_node, onestop_trail_head")
        self.tampered("restored", at=at, detail=str(size))

    def test_32_all_taken_back_with_the_file(self):
        """Who has the server takes back the log and the file of states: a state that somebody kept shows it."""
        kept = self.model.search([], limit=1).note
        self._sql("UPDATE onestop_dossier_event SET user_id = %s WHERE id = %s", self.env.uid, self.event(2).id)
        self.rebuild(self.dossier)
        self._sql("TRUNCATE onestop_trail_entry, onestop_trail_node, onestop_trail_head")
        self.heads.unlink()
        self.sign()
        self.assertEqual(self.findings(), [])
        found = self.env["onestop.trail.check"]._audit(states=[kept]).findings
        self.assertIn(found[0].reason, ("root", "entries_cut"))

    def test_33_job_stopped(self):
        self._sql("UPDATE ir_cron SET active = false WHERE id = %s", self.env.ref("onestop_core.ir_cron_trail_sign").id)
        self.other.sudo().write({"summary": "Mới"})
        self.env.cr.flush()
        self.tick(60)
        self.assertFound("stalled", at=str(self.event(5, self.other).at))
