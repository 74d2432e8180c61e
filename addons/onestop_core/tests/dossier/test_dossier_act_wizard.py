from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from ...engine import transitions
from ..common import MONDAY, OnestopCase, local
from .transition_case import REASON, TransitionCase


@tagged("post_install", "-at_install")
class TestDossierActWizard(OnestopCase):
    """The dialog that asks for what an action needs."""

    def open(self, dossiers, action, revision=None):
        context = {"onestop_action": action} | ({} if revision is None else {"onestop_revision": revision})
        result = dossiers.with_context(**context).action_act()
        return dossiers.env[result["res_model"]].browse(result["res_id"])

    def test_asks_only_for_what_the_action_needs(self):
        wizard = self.env["onestop.dossier.act.wizard"]
        self.assertEqual(wizard._inputs("receive"), [])
        self.assertEqual(wizard._inputs("resume"), [])
        self.assertEqual(wizard._inputs("withdraw"), ["reason"])
        self.assertEqual(wizard._inputs("reject"), ["reason", "cause_id", "competent_body"])

    def test_forward_proposes_the_only_specialist(self):
        dossier = self.receive()
        wizard = self.open(dossier, "forward", dossier.revision)
        self.assertEqual(wizard.candidate_ids, self.users["specialist"])
        self.assertEqual(wizard.user_id, self.users["specialist"])
        self.assertIn(self.commune.name, wizard.next_step)
        wizard.action_confirm()
        self.assertEqual(dossier.holder_id, self.users["specialist"])

    def test_reason_is_required(self):
        wizard = self.open(self.receive(), "withdraw")
        form = Form(wizard)
        self.assertTrue(form._get_modifier("reason", "required"))
        with self.assertRaisesRegex(UserError, "reason"):
            wizard.action_confirm()

    def test_notices_that_somebody_was_faster(self):
        dossier = self.receive()
        wizard = self.open(dossier, "forward", dossier.revision)
        dossier.act("forward")
        with self.assertRaisesRegex(UserError, "Somebody else"):
            wizard.action_confirm()

    def test_supplement_carries_reason_and_content_into_the_letter(self):
        dossier = self.receive()
        wizard = self.open(dossier, "request_supplement", dossier.revision)
        self.assertEqual(wizard.line_ids.document_id, dossier.document_ids)
        wizard.write({"reason": "Thiếu chữ ký", "content": "Ký vào từng trang"})
        with self.assertRaisesRegex(UserError, "pick the papers"):
            wizard.action_confirm()
        wizard.line_ids[0].write({"kind": "wrong", "note": "chưa ký"})
        wizard.line_ids = [
            (0, 0, {"name": "Giấy khám sức khỏe", "kind": "missing", "legal_basis": "Điều 7 Nghị định 1"})
        ]
        wizard.action_confirm()
        content = "Sửa: Giấy tờ 1 – chưa ký\nNộp: Giấy khám sức khỏe (căn cứ Điều 7 Nghị định 1)\nKý vào từng trang"
        self.assertRecordValues(
            dossier.letter_ids, [{"kind": "supplement", "reason": "Thiếu chữ ký", "content": content}]
        )

    def test_leader_approves_many_and_keeps_what_failed(self):
        dossiers = self.env["onestop.dossier"]
        for _n in range(3):
            dossiers |= self.receive()
        for dossier in dossiers[:2]:
            dossier.act("forward")
            self.as_role(dossier, "specialist").act("forward")
        wizard = self.open(dossiers.with_user(self.users["leader"]), "approve")
        self.assertNotIn("result_number", wizard.inputs)
        again = wizard.action_confirm()
        self.assertEqual(dossiers.mapped("state"), ["ready", "ready", "received"])
        self.assertEqual(again["res_id"], wizard.id)
        self.assertEqual(wizard.dossier_ids, dossiers[2])
        self.assertEqual([row["done"] for row in wizard.results], [True, True, False])
        self.assertIn("This step is done by: Receptionist", wizard.results[2]["message"])

    def test_leader_assigns_to_a_colleague(self):
        colleague = self.make_staff("specialist", self.commune, "_colleague")
        dossier = self.receive()
        dossier.act("forward", user_id=self.users["specialist"].id)
        by_leader = self.as_role(dossier, "leader")
        self.assertIn("assign", [item["action"] for item in by_leader.more_actions])
        self.assertNotIn("assign", [item["action"] for item in dossier.more_actions])
        wizard = self.open(by_leader, "assign", dossier.revision)
        self.assertEqual(wizard.candidate_ids, self.users["specialist"] | colleague)
        wizard.user_id = colleague
        wizard.action_confirm()
        self.assertEqual(dossier.holder_id, colleague)

    def test_receive_offers_the_slip(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {"procedure_id": self.procedure.id, "applicant_name": "Nguyễn Thị Thử", "applicant_address": "Xã Một"}
            )
        )
        draft.document_ids.handed_in = True
        result = draft.with_context(onestop_action="receive").action_act()
        self.assertEqual(result["tag"], "onestop_core.print_offer")
        self.assertEqual(result["params"]["headline"], draft.code)
        self.assertEqual(result["params"]["report"]["type"], "ir.actions.report")

    # ------------------------------------------------------------------ what the dialog knows

    def test_supplement_says_by_when(self):
        self.procedure.current_version_id.supplement_days = 2
        with freeze_time(local(MONDAY)):
            wizard = self.open(self.receive(channel="online"), "request_supplement")
            self.assertIn("25/11/2026 09:00", wizard.hint)
            self.assertIn("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", wizard.hint)
        self.assertIn("in_person", wizard.inputs)
        self.assertNotIn("in_person", self.open(self.receive(), "request_supplement").inputs)

    def test_refused_before_anything_is_typed(self):
        dossier = self.receive()
        dossier.act("request_supplement", lines=self.asked(dossier), reason=REASON)
        dossier.act("resume")
        with self.assertRaisesRegex(UserError, "only once"):
            self.open(dossier, "request_supplement")
        leader = self.as_role(dossier, "leader")
        wizard = self.open(leader, "allow_supplement")
        wizard.reason = "Khoản 2 Điều 54"
        wizard.action_confirm()
        wizard = self.open(dossier, "request_supplement")
        with self.assertRaisesRegex(UserError, "Somebody else"):
            self.open(dossier, "request_supplement", dossier.revision - 1)

    def test_idle_actions_are_not_offered(self):
        dossier = self.receive()
        dossier.act("forward")
        leader = self.as_role(dossier, "leader")
        self.assertNotIn("allow_supplement", leader.allowed_actions)
        self.assertNotIn("verify", self.as_role(dossier, "specialist").allowed_actions)
        self.as_role(dossier, "specialist").act("forward")
        leader.act("approve")
        self.assertNotIn("apologise", leader.allowed_actions)

    def test_apology_proposes_a_date_and_the_holder(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            dossier.act("forward", user_id=self.users["specialist"].id)
            clock.move_to(local("2026-11-27"))
            leader = self.as_role(dossier, "leader")
            wizard = self.open(leader, "apologise")
            # Friday, and three working days
            self.assertEqual(wizard.new_due_at, local("2026-12-02", "16:00"))
            self.assertEqual(wizard.responsible_id, self.users["specialist"])
            self.assertLessEqual(wizard.responsible_id, wizard.staff_ids)
            self.assertNotIn(self.users_2["specialist"], wizard.staff_ids)
            wizard.reason = "Hệ thống gián đoạn"
            result = wizard.action_confirm()
            self.assertEqual(dossier.due_at, local("2026-12-02", "16:00"))
            self.assertEqual(result["tag"], "onestop_core.print_offer")
            self.assertEqual(result["params"]["headline"], dossier.letter_ids.name)

    def test_apology_in_advance_counts_from_the_date_promised(self):
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
            self.assertEqual(dossier.due_at, local("2026-11-26"))
            self.assertEqual(dossier._propose_new_due(), local("2026-12-01", "16:00"))

    # ------------------------------------------------------------------ claim

    def test_claim_many(self):
        dossiers = self.receive() | self.receive() | self.receive()
        for dossier in dossiers:
            dossier.act("forward")
        specialist = self.users["specialist"]
        colleague = self.make_staff("specialist", self.commune, "_colleague")
        dossiers[2].with_user(colleague).action_claim()
        result = dossiers.with_user(specialist).action_claim_batch()
        self.assertEqual(dossiers.mapped("holder_id"), specialist | colleague)
        wizard = self.env[result["res_model"]].browse(result["res_id"])
        self.assertEqual([row["done"] for row in wizard.results], [True, True, False])
        self.assertEqual(wizard.dossier_ids, dossiers[2])

    def test_claim_all_and_be_told(self):
        dossiers = self.receive() | self.receive()
        for dossier in dossiers:
            dossier.act("forward")
        result = dossiers.with_user(self.users["specialist"]).action_claim_batch()
        self.assertEqual(result["tag"], "display_notification")
        self.assertIn("2", result["params"]["message"])
        # again changes nothing, and leaves no trace
        dossiers.with_user(self.users["specialist"]).action_claim_batch()
        self.assertEqual(dossiers[0].event_ids.mapped("action").count("claim"), 1)

    def test_claim_one_from_the_list(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").action_claim_batch()
        self.assertEqual(dossier.holder_id, self.users["specialist"])

    def test_assign_many(self):
        colleague = self.make_staff("specialist", self.commune, "_colleague")
        dossiers = self.receive() | self.receive()
        for dossier in dossiers:
            dossier.act("forward")
        wizard = self.open(dossiers.with_user(self.users["leader"]), "assign")
        wizard.user_id = colleague
        wizard.action_confirm()
        self.assertEqual(dossiers.holder_id, colleague)

    def test_unclaimed_filter(self):
        held, free = self.receive(), self.receive()
        free.act("forward")
        domain = [("holder_id", "=", False), ("task_id", "!=", False)]
        self.assertEqual((held | free).filtered_domain(domain), free)


@tagged("post_install", "-at_install")
class TestEveryAction(TransitionCase):
    """Each row of the table of transitions, taken on the screen by a role that may."""

    def test_through_the_dialog(self):
        for (action, state), row in self.env["onestop.dossier"]._transition_index().items():
            if not row.roles:
                # the citizen's own, who sees no dialog
                continue
            with self.subTest(state=state, action=action), self.env.cr.savepoint() as savepoint:
                dossier = self.dossier_in(state)
                if state == "processing" and action in ("forward", "recall"):
                    dossier = self.dossier_in("received")
                    self.as_role(dossier, "receptionist").act("forward")
                self.prepare(dossier, action)
                acting = self.as_role(dossier, self.actor(dossier, row))
                revision = dossier.revision
                letters = dossier.letter_ids
                result = acting.with_context(onestop_action=action, onestop_revision=revision).action_act()
                if self.env["onestop.dossier.act.wizard"]._inputs(action, dossier):
                    # what the dialog proposes is enough, but for the reason
                    with Form(acting.env[result["res_model"]].browse(result["res_id"])) as form:
                        self.assertEqual(form._get_modifier("reason", "invisible"), not row.reason)
                        if row.reason:
                            form.reason = REASON
                        if (action, state) == ("resume", "payment"):
                            form.receipt_number = "0000123"
                        if action == "correct":
                            form.applicant_name = "Trần Văn Thư"
                        if action == "transfer":
                            form.agency_id = self.commune_2
                        if action == "rechoose":
                            form.channel = "post"
                        if action == "request_supplement":
                            with form.line_ids.edit(0) as line:
                                line.kind = "wrong"
                        if action == "apologise" and not form.responsible_id:
                            # nobody holds it yet: a leader names who answers for the delay
                            form.responsible_id = form.staff_ids[0]
                    result = form.record.action_confirm()
                expected = {transitions.RESUME: "processing", transitions.STAY: state}.get(row.target, row.target)
                self.assertEqual((dossier.state, dossier.revision), (expected, revision + 1))
                self.assertEqual(dossier.event_ids[-1].action, action)
                issued = dossier.letter_ids - letters
                self.assertEqual(bool(issued), any(effect.startswith("letter_") for effect in row.effects))
                if issued or action == "receive":
                    self.assertEqual(result["tag"], "onestop_core.print_offer")
                    self.assertEqual(result["params"]["headline"], issued.name or dossier.code)
                savepoint.rollback()
