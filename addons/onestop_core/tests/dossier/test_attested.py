import hashlib
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import SQL

from ..common import MONDAY, local
from .transition_case import REASON, TransitionCase

NUMBER, OTHER_NUMBER = "001190000017", "001190000025"
# stored on a dossier and not attested, with the reason
NOT_ATTESTED = {
    # made of attested fields
    "sector_id", "out_of_territory", "due_ledger", "applicant_name_key", "citizen_unreachable",
    # where it is being worked on: told by the tasks, moves with every step
    "process_id", "task_id", "step_id", "holder_agency_id", "holder_id",
    "create_uid", "create_date", "write_uid", "write_date",
    # of the machine
    "client_uuid", "client_digest", "revision", "event_count", "event_hash", "awaited_files", "reminded_at", "escalated_at",
    # marks and dates for the staff
    "duplicate_id", "double_channel", "intake_due_at", "citizen_answered_at",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestAttested(TransitionCase):
    """Each change of what a dossier says is an event with the value before and after, by whatever way it comes."""

    def setUp(self):
        super().setUp()
        self.dossier = self.receive(applicant_identity=NUMBER)

    def last(self, dossier=None):
        """``(action, changes)`` of the last event, as it is stored."""
        self.env.cr.flush()
        event = (dossier or self.dossier).sudo().event_ids.sorted("id")[-1]
        return event.action, event.changes

    def sealed(self, value, dossier=None):
        """What stands for an identity number, worked out here from the description of the format."""
        dossier = dossier or self.dossier
        salt = dossier.sudo().event_ids[0].sealed["salt"]
        text = json.dumps(
            ["onestop.trail/1", "value", salt, "applicant_identity", value], ensure_ascii=False, separators=(",", ":")
        )
        return {"sealed": hashlib.sha256(text.encode()).hexdigest()}

    def test_every_stored_field_is_attested_or_named(self):
        dossiers = self.env["onestop.dossier"]
        stored = {
            name
            for name, field in dossiers._fields.items()
            if field.store and field.column_type and field._module and field._module.startswith("onestop_core")
        }
        self.assertEqual(stored - set(dossiers._attested_fields()), NOT_ATTESTED)

    def test_the_first_event_tells_all(self):
        event = self.dossier.sudo().event_ids
        papers = self.dossier.document_ids
        self.assertEqual(event.changes["applicant_name"], [None, "Nguyễn Thị Thử"])
        self.assertEqual(event.changes["state"], [None, "received"])
        self.assertEqual(event.changes["due_at"], [None, str(self.dossier.due_at)])
        self.assertEqual(event.changes["receiver_id"], [None, self.users["receptionist"].id])
        self.assertEqual(event.changes[f"paper/{papers[0].id}/handed_in"], [None, True])
        self.assertEqual(event.changes[f"paper/{papers[0].id}/originals"], [None, 1])
        self.assertNotIn(f"paper/{papers[0].id}/copies", event.changes)
        self.assertEqual(event.changes["applicant_identity"], [None, self.sealed(NUMBER)])
        self.assertEqual(event.sealed["applicant_identity"], [None, NUMBER])
        self.assertNotIn(NUMBER, json.dumps([event.changes, event.data]))

    def test_a_draft_has_no_history(self):
        draft = self.dossier_in("draft")
        draft.write({"applicant_name": "Trần Văn Hai"})
        self.env.cr.flush()
        self.assertFalse(draft.event_ids)

    def test_amending_keeps_the_value_before(self):
        self.dossier.write({"applicant_name": "Nguyễn Thị Thư", "applicant_phone": "0912000002"})
        self.assertEqual(
            self.last(),
            (
                "amend",
                {
                    "applicant_name": ["Nguyễn Thị Thử", "Nguyễn Thị Thư"],
                    "applicant_phone": ["0912000001", "0912000002"],
                },
            ),
        )

    def test_papers_by_every_way(self):
        paper, other = self.dossier.document_ids[:2]
        count = self.dossier.event_count
        paper.write({"originals": 2})
        self.assertEqual(self.last(), ("amend", {f"paper/{paper.id}/originals": [1, 2]}))
        line = [1, other.id, {"handed_in": False, "copies": 3}]
        self.dossier.web_save({"document_ids": [line]}, {"document_ids": {"fields": {"copies": {}}}})
        self.assertEqual(
            self.last(), ("amend", {f"paper/{other.id}/handed_in": [True, None], f"paper/{other.id}/copies": [None, 3]})
        )
        self.dossier.write({"document_ids": [(1, paper.id, {"note": "rách"})], "summary": "Bản chính"})
        self.assertEqual(
            self.last(), ("amend", {f"paper/{paper.id}/note": [None, "rách"], "summary": [None, "Bản chính"]})
        )
        self.assertEqual(self.dossier.event_count, count + 3)

    def test_what_the_system_changes_comes_into_an_event_before_the_end(self):
        before = self.dossier.event_count
        self.dossier.sudo().write({"result_address": "Thôn 1"})
        self.dossier.sudo().document_ids[0].copies = 1
        self.dossier.sudo().write({"result_address": "Thôn 2"})
        self.assertEqual(self.dossier.event_count, before)
        path = f"paper/{self.dossier.document_ids[0].id}/copies"
        self.assertEqual(self.last(), ("amend", {"result_address": [None, "Thôn 2"], path: [None, 1]}))
        self.dossier.sudo().write({"result_address": "Thôn 3"})
        self.dossier.sudo().write({"result_address": "Thôn 2"})
        self.env.cr.flush()
        self.assertEqual(self.dossier.event_count, before + 1)

    def test_what_is_undone_leaves_no_event(self):
        before = self.dossier.event_count
        with self.env.cr.savepoint() as savepoint:
            self.dossier.sudo().write({"result_address": "Thôn 1"})
            savepoint.rollback()
        self.env.cr.flush()
        self.assertEqual(self.dossier.event_count, before)

    def test_what_is_undone_of_a_paper_leaves_no_trace(self):
        """Neither one that was made and undone, nor one that was removed and came back, and then changes."""
        paper = self.dossier.sudo().document_ids[0]
        before = self.dossier.event_count
        with self.env.cr.savepoint() as savepoint:
            self.dossier.sudo().document_ids.create({"dossier_id": self.dossier.id, "name": "Nhầm"})
            paper.unlink()
            savepoint.rollback()
        self.env.cr.flush()
        self.assertEqual(self.dossier.event_count, before)
        paper.copies = 2
        self.assertEqual(self.last(), ("amend", {f"paper/{paper.id}/copies": [None, 2]}))

    def test_what_is_changed_behind_our_back_is_in_no_event(self):
        """Not even in the next one, which would make it look as if its author had done it."""
        self.env.flush_all()
        self.env.cr.execute(SQL("UPDATE onestop_dossier SET applicant_name = 'Kẻ Khác' WHERE id = %s", self.dossier.id))
        self.env.invalidate_all()
        self.dossier.write({"applicant_phone": "0912000003"})
        self.assertEqual(self.last()[1], {"applicant_phone": ["0912000001", "0912000003"]})

    def test_an_action_tells_what_it_changed(self):
        dossier = self.dossier_in("ready")
        changes = dossier.sudo().event_ids[-1].changes
        self.assertEqual(changes["outcome"], [None, "granted"])
        self.assertEqual(changes["state"], ["processing", "ready"])

    def test_identity_numbers_are_sealed(self):
        self.dossier.write({"applicant_identity": OTHER_NUMBER})
        event = self.dossier.sudo().event_ids[-1]
        self.assertEqual(event.changes, {"applicant_identity": [self.sealed(NUMBER), self.sealed(OTHER_NUMBER)]})
        for role in ("receptionist", "leader", "cashier"):
            seen = event.with_user(self.users[role])
            with self.subTest(role):
                self.assertRefused(AccessError, "sealed", seen.read, ["sealed"])
                self.assertNotIn("sealed", seen.fields_get())
                self.assertRefused(AccessError, "salt", seen.read, ["salt"])
                self.assertEqual(seen.changes_text, "Identity Number: ••• → •••")
        seen = event.with_user(self.users["supervisor"])
        self.assertEqual(seen.sealed["applicant_identity"], [NUMBER, OTHER_NUMBER])
        self.assertEqual(seen.changes_text, f"Identity Number: {NUMBER} → {OTHER_NUMBER}")

    def test_what_changed_in_words(self):
        with freeze_time(local(MONDAY)):
            self.dossier.write({"applicant_birth_date": "1990-02-01", "applicant_sex": "female"})
            self.dossier.document_ids[0].handed_in = False
        words = self.dossier.event_ids.mapped("changes_text")
        self.assertFalse(words[0])
        self.assertEqual(words[1], "Date of Birth: – → 01/02/1990\nYear of Birth: – → 1990\nSex: – → Female")
        self.assertEqual(words[2], "Giấy tờ 1: There: yes → –")

    # ------------------------------------------------------------------ after the end

    def test_a_closed_dossier_is_not_written(self):
        for state in ("rejected", "withdrawn", "stopped", "returned"):
            dossier = self.dossier_in(state)
            for role in ("receptionist", "leader"):
                acting = self.as_role(dossier, role)
                with self.subTest(state=state, role=role):
                    self.assertRefused(UserError, "closed", acting.write, {"applicant_name": "X"})
                    self.assertRefused(UserError, "closed", acting.write, {"result_number": "9"})
                    self.assertRefused(UserError, "closed", acting.document_ids[0].write, {"originals": 9})
                    command = {"document_ids": [(1, acting.document_ids[0].id, {"handed_in": False})]}
                    self.assertRefused(UserError, "closed", acting.write, command)

    def test_a_leader_corrects(self):
        dossier = self.dossier_in("returned")
        paper = dossier.document_ids[0]
        names = ("state", "outcome", "ready_at", "returned_at", "closed_at", "due_at", "received_at", "code")
        kept = [dossier[name] for name in names]
        self.as_role(dossier, "leader").act(
            "correct", reason=REASON, corrections={"result_number": "12/QĐ"}, papers={paper.id: {"originals": 2}}
        )
        self.assertEqual([dossier[name] for name in names], kept)
        event = dossier.sudo().event_ids[-1]
        self.assertEqual((event.action, event.note, event.user_id), ("correct", REASON, self.users["leader"]))
        self.assertEqual(event.changes, {"result_number": [None, "12/QĐ"], f"paper/{paper.id}/originals": [1, 2]})

    def test_what_a_correction_may_not(self):
        dossier = self.dossier_in("returned")
        leader = self.as_role(dossier, "leader")
        foreign = self.dossier.document_ids[0]
        for params in [
            {},
            {"corrections": {}, "papers": {}},
            {"corrections": {"state": "ready"}},
            {"corrections": {"closed_at": False}},
            {"corrections": {"event_hash": "0"}},
            {"corrections": {"applicant_id": 1}},
            {"corrections": {"procedure_id": 1}},
            {"papers": {dossier.document_ids[0].id: {"dossier_id": self.dossier.id}}},
            {"papers": {foreign.id: {"originals": 1}}},
        ]:
            with self.subTest(params):
                self.assertRefused(UserError, ".*", leader.act, "correct", reason=REASON, **params)
        self.assertRefused(
            UserError, "not possible", self.as_role(self.dossier, "leader").act, "correct", reason=REASON
        )

    def test_the_dialog_of_a_correction(self):
        dossier = self.dossier_in("returned")
        leader = self.as_role(dossier, "leader")
        self.assertIn("correct", [line["action"] for line in leader.more_actions])
        opened = leader.with_context(onestop_action="correct", onestop_revision=dossier.revision).action_act()
        dialog = self.env[opened["res_model"]].with_user(self.users["leader"]).browse(opened["res_id"])
        self.assertEqual(dialog.applicant_name, "Trần Văn Thử")
        with Form(dialog) as form:
            form.reason = REASON
            form.result_recipient = "Trần Văn Ba"
            with form.line_ids.edit(1) as line:
                line.copies = 4
        dialog.action_confirm()
        path = f"paper/{dossier.document_ids[1].id}/copies"
        self.assertEqual(
            dossier.sudo().event_ids[-1].changes,
            {"result_recipient": ["Trần Văn Thử", "Trần Văn Ba"], path: [None, 4]},
        )
        again = self.env["onestop.dossier.correction"].with_user(self.users["leader"])
        nothing = again.browse(again._open(leader)["res_id"])
        nothing.reason = REASON
        self.assertRefused(UserError, "Nothing was changed", nothing.action_confirm)
