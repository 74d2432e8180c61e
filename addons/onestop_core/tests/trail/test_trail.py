import json
import tempfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import config

from ...engine import trail_audit
from ...engine.checkpoint import Checkpoint, VerifierKey, open_note, proof_extra, read_proof, sign_note, signed_by
from ...engine.trail_audit import audit
from ...engine.trail_export import ExportSource, write_export
from ...heads_file import only_one, read_heads
from ...models.trail.trail_source import DatabaseSource
from ..common import local
from .trail_case import TrailCase


@tagged("post_install", "-at_install")
class TestTrail(TrailCase):
    """The chains, the log over all of them, its signed states and its proofs, as long as nobody tampers."""

    def test_whole(self):
        report = self.env["onestop.trail.check"]._audit()
        self.assertEqual(report.findings, [])
        self.assertEqual(report.tail, 0)
        mine = self.env["onestop.trail.check"]._audit((self.dossier | self.other).ids)
        self.assertEqual((mine.findings, mine.events, mine.dossiers), ([], 8, 2))
        self.assertEqual(self.dossier.event_ids.mapped("number"), [1, 2, 3, 4])

    def test_every_event_is_logged_once(self):
        entries = self.env["onestop.trail.entry"].search([])
        self.assertEqual(entries.mapped("position"), list(range(len(entries))))
        logged = entries.filtered(lambda entry: entry.kind == "event").mapped("res_id")
        self.assertEqual(sorted(logged), sorted(self.env["onestop.dossier.event"].search([]).ids))

    def test_the_job_runs_twice(self):
        count = self.model.search_count([])
        self.sign()
        self.sign()
        self.assertEqual(self.model.search_count([]), count)
        self.assertEqual(self.findings(), [])

    def test_states_are_notes_that_anybody_reads(self):
        key = VerifierKey.parse(str(self.model._verifier_key()))
        heads = self.model.search([])
        self.assertEqual([line["head"] for line in read_heads(self.heads)], heads.sorted("size").mapped("note"))
        for head in heads:
            self.assertEqual(Checkpoint.parse(open_note(head.note, [key])).size, head.size)

    def test_an_event_that_was_committed_late_is_logged_all_the_same(self):
        """Its number was taken before those that are logged already."""
        late = self.event(4)
        self._sql("DELETE FROM onestop_trail_entry")
        self._sql("DELETE FROM onestop_trail_node")
        self._sql("DELETE FROM onestop_trail_head")
        self.heads.unlink()
        number = late.id
        self._sql("UPDATE onestop_dossier_event SET id = -id WHERE id = %s", number)
        self.sign()
        self._sql("UPDATE onestop_dossier_event SET id = -id WHERE id = %s", -number)
        self.tick()
        self.sign()
        report = self.env["onestop.trail.check"]._audit()
        self.assertEqual((report.findings, report.tail), ([], 0))

    def test_what_waits_for_the_log_is_named(self):
        self.dossier.sudo().write({"summary": "Mới"})
        self.env.cr.flush()
        report = self.env["onestop.trail.check"]._audit()
        self.assertEqual((report.findings, report.tail), ([], 1))
        self.assertEqual(report.tail_at, str(self.event(5).at))
        self.tick(trail_audit.PATIENCE + 1)
        self.assertFound("stalled", at=str(self.event(5).at))
        self.sign()
        self.assertEqual(self.findings(), [])

    def test_proof_of_an_event_in_one_file(self):
        event = self.event(2)
        proof = self.model._proof(event)
        key = self.model._verifier_key()
        self.assertEqual(read_proof(proof, proof_extra(proof), [key]).size, self.model.search([], limit=1).size)
        self.assertIn(event.hash, proof_extra(proof).decode())
        self.dossier.sudo().write({"summary": "Mới"})
        self.env.cr.flush()
        self.assertRefused(UserError, "not in the log yet", self.model._proof, self.event(5))

    def test_history_is_erased_by_law(self):
        self.dossier.sudo()._erase_history("Hết thời hạn lưu trữ")
        self.assertFalse(self.event(1).changes or self.event(1).sealed or self.event(1).salt)
        self.tick()
        self.sign()
        self.assertEqual(self.findings(), [])
        self._sql(
            "UPDATE onestop_dossier_event SET salt = NULL, changes = NULL WHERE id = %s", self.event(1, self.other).id
        )
        self.assertFound("changed", self.other, 1)

    def test_a_second_process_waits(self):
        self.dossier.sudo().write({"summary": "Mới"})
        self.env.cr.flush()
        with only_one(self.heads) as mine:
            self.assertTrue(mine)
            self.sign()
        self.assertEqual(self.env["onestop.trail.check"]._audit().tail, 1)

    # ------------------------------------------------------------------ rights

    def test_orm_cannot(self):
        event = self.dossier.event_ids[0]
        head = self.model.search([], limit=1)
        entry = self.env["onestop.trail.entry"].search([], limit=1)
        for user in (self.users["leader"], self.manager, self.env.user):
            for record, vals in ((event, {"note": "x"}), (head, {"note": "x"}), (entry, {"leaf": "0"})):
                with self.subTest(user=user.login, model=record._name):
                    self.assertRefused(AccessError, ".*", record.with_user(user).write, vals)
                    self.assertRefused(AccessError, ".*", record.with_user(user).unlink)
        self.assertRefused(AccessError, ".*", self.dossier.write, {"event_hash": "0"})

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
        self.assertEqual(self.findings(), [])

    def test_a_decision_at_the_desk_is_marked_as_delegated(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        dossier = self.receive(procedure=self.procedure_same_day)
        dossier.act("approve")
        self.assertEqual(dossier.event_ids[-1].data, {"delegated": True})
        self.assertFalse(self.dossier.event_ids[-1].data)

    def test_check_names_the_places_in_words(self):
        def check(user):
            wizard = self.env["onestop.trail.check"].with_user(user).create({"with_files": True})
            wizard.action_check()
            return wizard

        self.assertEqual(check(self.manager).state, "whole")
        event = self.event(2)
        self._sql("UPDATE onestop_dossier_event SET note = 'x' WHERE id = %s", event.id)
        self._sql("UPDATE onestop_dossier SET applicant_phone = '0' WHERE id = %s", self.dossier.id)
        found = check(self.users["supervisor"])
        self.assertEqual(found.state, "broken")
        self.assertEqual(
            found.message,
            f"Dossier {self.dossier.code}, event 2 of 23/11/2026 09:00:00: its content is not what was recorded.\n"
            f"Dossier {self.dossier.code}: “Phone” is not what event 1 of 23/11/2026 09:00:00 recorded.",
        )
        with self.assertRaises(AccessError):
            check(self.users["receptionist"])

    def test_a_state_on_paper(self):
        head = self.model.search([], limit=1)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("onestop_core.report_trail_head", head.ids)
        text = html.decode()
        self.assertIn("23/11/2026 09:02:00", text)
        self.assertIn(str(self.model._verifier_key()), text)
        self.assertIn(head.root, text)

    def test_the_words_are_those_of_the_verifier_without_odoo(self):
        self.assertEqual(self.env["onestop.trail.check"]._words(), trail_audit.WORDS)

    # ------------------------------------------------------------------ restorations

    def test_an_honest_restoration_needs_two_people(self):
        lost = self.model.search([], limit=1)
        lost_size, lost_at = lost.size, str(lost.at)
        self.restore_backup()
        self.assertFound("restored", at=lost_at, detail=str(lost_size))
        self.dossier.sudo().write({"summary": "Sau khi phục hồi"})
        with self.assertLogs("odoo.addons.onestop_core.models.trail.onestop_trail_head", "ERROR"):
            self.sign()
        self.assertEqual(self.model.search_count([]), 2)
        checks = self.env["onestop.config.check"].with_user(self.manager)
        self.assertIn("trail", [finding["area"] for finding in checks._run()])
        restores = self.env["onestop.trail.restore"]
        supervisor, manager = self.users["supervisor"], self.manager
        self.assertRefused(AccessError, ".*", restores.with_user(self.users["leader"])._request, "x")
        self.assertRefused(UserError, "Say why", restores.with_user(supervisor)._request, " ")
        restore = restores.with_user(supervisor)._request("Hỏng ổ đĩa, phục hồi bản sao lưu 09:01")
        with self.assertLogs("odoo.addons.onestop_core.models.trail.onestop_trail_head", "ERROR"):
            self.sign()
        self.assertRefused(AccessError, "second person", restore.action_confirm)
        self.assertRefused(AccessError, ".*", restore.with_user(self.users["leader"]).action_confirm)
        self.assertFalse(restore.may_confirm)
        self.assertTrue(restore.with_user(manager).may_confirm)
        self.tick()
        restore.with_user(manager).action_confirm()
        self.assertRefused(UserError, "already", restore.with_user(manager).action_confirm)
        self.sign()
        self.assertEqual(self.findings(), [])
        self.assertNotIn("trail", [finding["area"] for finding in checks._run()])
        report = self.env["onestop.trail.check"]._audit()
        self.assertEqual(report.restores, [str(restore.confirmed_at)])
        self.assertEqual(self.env["onestop.trail.entry"].search_count([("kind", "=", "restore")]), 1)
        self.tick()
        self.dossier.sudo().write({"summary": "Tiếp tục"})
        self.sign()
        self.assertEqual(self.findings(), [])
        self.assertRefused(UserError, "not older", restores.with_user(supervisor)._request, "x")

    def test_a_restoration_by_one_person_is_named(self):
        self.restore_backup()
        restore = self.env["onestop.trail.restore"].with_user(self.manager)._request("x")
        self._sql(
            "UPDATE onestop_trail_restore SET confirmed_by_id = requested_by_id, confirmed_at = requested_at WHERE id = %s",
            restore.id,
        )
        with self.assertLogs("odoo.addons.onestop_core.models.trail.onestop_trail_head", "ERROR"):
            self.sign()
        line = json.dumps({"at": str(restore.requested_at), "restore": {"id": restore.id}})
        self.heads.write_text(self.heads.read_text() + line + "\n")
        self.assertFound("restore", at=str(restore.requested_at))

    def test_a_crash_between_database_and_file_is_mended(self):
        lines = self.heads.read_text().splitlines(keepends=True)
        self.heads.write_text("".join(lines[:-1]))
        self.assertEqual(self.findings(), [])
        self.sign()
        self.assertEqual(self.heads.read_text(), "".join(lines))

    def test_another_key_does_not_sign(self):
        (self.folder / "key2").write_bytes(bytes(32))
        config.options["onestop_trail_key"] = str(self.folder / "key2")
        self.dossier.sudo().write({"summary": "Mới"})
        with self.assertLogs("odoo.addons.onestop_core.models.trail.onestop_trail_head", "ERROR") as logs:
            self.sign()
        self.assertIn("not signed: signature", logs.output[0])

    def test_the_key_is_replaced_by_a_state_that_both_sign(self):
        first = self.model._verifier_key()
        second = self.model._replace_key()
        self.assertNotEqual(first, second)
        self.assertRefused(UserError, "a moment ago", self.model._replace_key)
        # even if nothing has happened: the old key leaves with a state of its own
        self.tick()
        self.sign()
        crossing = self.model.search([], limit=1)
        self.assertEqual(signed_by(crossing.note, [first, second]), [first, second])
        self.other.with_user(self.users["receptionist"]).write({"summary": "Sau khi đổi khóa"})
        self.tick()
        self.sign()
        self.sign()
        self.assertFalse((self.folder / "key.before").exists(), "the old key is gone")
        last = self.model.search([], limit=1)
        self.assertEqual(signed_by(last.note, [first, second]), [second])
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.model._verifier_keys(), [second, first])
        third = self.model._replace_key()
        self.tick()
        self.sign()
        self.assertEqual(self.findings(), [])
        # whoever noted any of the three follows
        with tempfile.TemporaryDirectory() as folder:
            write_export(f"{folder}/export", DatabaseSource(self.env))
            for key in (first, second, third):
                self.assertEqual(audit(ExportSource(f"{folder}/export", str(key))).findings, [], key)
            stranger = VerifierKey.of(first.name, Ed25519PrivateKey.generate().public_key())
            self.assertTrue(audit(ExportSource(f"{folder}/export", str(stranger))).findings)

    def test_a_key_that_was_replaced_signs_nothing_later(self):
        old = self.model._private_key()
        self.model._replace_key()
        self.tick()
        self.sign()
        self.other.with_user(self.users["receptionist"]).write({"summary": "Sau khi đổi khóa"})
        self.tick()
        self.sign()
        last = self.model.search([], limit=1)
        forged = sign_note(open_note(last.note, [self.model._verifier_key()]), self.model._key_name(), old)
        with self.undone():
            self._sql("UPDATE onestop_trail_head SET note = %s WHERE id = %s", forged, last.id)
            self.assertFound("signature", detail=str(last.size))

    def test_a_key_that_was_exchanged_without_the_old_one_is_named(self):
        """Somebody with the server puts another key in the place of the true one, and lists the true one as replaced."""
        first = self.model._verifier_key()
        (self.folder / "key.replaced").write_text(f"{first}\n")
        (self.folder / "key").write_bytes(bytes(range(32)))
        self.assertFound("rotation", detail=first.key_id.hex())
        self.assertFound("signature")
