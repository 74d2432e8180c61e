from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import OnestopCase


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
        self.assertEqual(wizard._inputs("reject"), ["reason", "competent_body"])

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
        wizard.write({"reason": "Thiếu chữ ký", "content": "Ký vào tờ khai"})
        wizard.action_confirm()
        self.assertRecordValues(
            dossier.letter_ids, [{"kind": "supplement", "reason": "Thiếu chữ ký", "content": "Ký vào tờ khai"}]
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
        self.assertIn(dossiers[2].code, wizard.problems)

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
            .create({"procedure_id": self.procedure.id, "applicant_name": "Nguyễn Thị Thử"})
        )
        draft.document_ids.handed_in = True
        result = draft.with_context(onestop_action="receive").action_act()
        self.assertEqual(result["tag"], "onestop_core.received")
        self.assertEqual(result["params"]["code"], draft.code)
        self.assertEqual(result["params"]["slip"]["type"], "ir.actions.report")
