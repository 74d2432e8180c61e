from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

REASON = "Chọn nhầm thủ tục khi tiếp nhận"


@tagged("post_install", "-at_install")
class TestChoice(OnestopCase):
    """Procedure, case or channel chosen wrongly: put right by the desk, later by a leader, and nothing is lost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.right = cls.make_procedure("9.000006", "Thủ tục đúng", duration=10, papers=3)
        version = cls.right.current_version_id
        version.case_ids = [(0, 0, {"name": "Trường hợp một"}), (0, 0, {"name": "Trường hợp hai"})]
        cls.one, cls.two = version.case_ids
        version.component_ids = [(0, 0, {"name": "Giấy tờ riêng", "case_id": cls.two.id, "sequence": 90})]
        version.channel_ids = [(0, 0, {"channel": "direct", "case_id": cls.two.id, "duration": 20})]

    def test_the_desk_puts_right_what_it_chose(self):
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
            first = dossier.due_original
            self.assertEqual(first, local("2026-11-26"))
        with freeze_time(local(MONDAY, "10:30")):
            dossier.act("rechoose", procedure_id=self.right.id, case_id=self.two.id)
        self.assertEqual((dossier.state, dossier.procedure_id, dossier.case_id), ("received", self.right, self.two))
        self.assertEqual(dossier.version_id, self.right.current_version_id)
        # the same reception, the limit of the right case
        self.assertEqual(dossier.received_at, local(MONDAY))
        self.assertEqual(dossier.due_at, local("2026-12-21"))
        self.assertEqual(dossier.due_original, dossier.due_at)
        self.assertEqual(dossier.task_id.due_at, dossier._step_due(dossier.step_id))
        event = dossier.event_ids.sorted("number")[-1]
        self.assertEqual(event.action, "rechoose")
        self.assertEqual(event.data["due_original"], "2026-11-26 02:00:00")
        self.assertEqual(event.data["procedure"], "9.000001")

    def test_before_its_reception(self):
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        dossier = public._file(self.payload(channel="online"), "portal", proof="key")[0]
        desk = dossier.with_user(self.users["receptionist"])
        desk.act("rechoose", procedure_id=self.right.id, case_id=self.one.id)
        self.assertEqual((desk.state, desk.version_id), ("submitted", self.right.current_version_id))
        self.assertFalse(desk.due_original or desk.code)
        desk.act("receive")
        self.assertEqual((desk.state, desk.case_id), ("received", self.one))
        # no slip was out yet that this one could replace
        self.assertEqual(desk._receipt_slip_values()["replaces"], "")
        self.assertTrue(desk.due_at)

    def test_papers_are_asked_for_again(self):
        dossier = self.receive()
        dossier.document_ids.filtered(lambda paper: paper.name == "Giấy tờ 1").originals = 4
        dossier.act("rechoose", procedure_id=self.right.id, case_id=self.two.id)
        papers = {paper.name: paper for paper in dossier.document_ids}
        asked = self.right.current_version_id._paper_vals(self.two.id)
        self.assertLessEqual({paper["name"] for paper in asked}, set(papers))
        # of the same name: what came stays
        self.assertTrue(papers["Giấy tờ 1"].handed_in)
        self.assertEqual(papers["Giấy tờ 1"].originals, 4)
        self.assertEqual(papers["Giấy tờ 1"].component_id.version_id, self.right.current_version_id)
        self.assertTrue(papers["Giấy tờ riêng"].is_missing)
        # what nobody asks for any more stays because it was handed in, and is no longer required
        self.assertTrue(papers["Giấy tờ 5"].handed_in)
        self.assertFalse(papers["Giấy tờ 5"].required)
        # the desk says which are there
        first = papers["Giấy tờ 1"].component_id
        dossier.act("rechoose", case_id=self.one.id, component_ids=first.ids)
        self.assertEqual(
            dossier.document_ids.filtered(lambda paper: paper.required and paper.handed_in).component_id, first
        )
        self.assertFalse(dossier.document_ids.filtered(lambda paper: paper.name == "Giấy tờ riêng"))

    def test_after_the_first_hand_over_a_leader_with_a_reason(self):
        dossier = self.receive()
        dossier.act("forward")
        choice = {"procedure_id": self.right.id, "case_id": self.one.id}
        for role in ("receptionist", "specialist"):
            self.assertRefused(AccessError, ".*", self.as_role(dossier, role).act, "rechoose", reason=REASON, **choice)
        leader = self.as_role(dossier, "leader")
        self.assertRefused(UserError, "Give a reason", leader.act, "rechoose", **choice)
        leader.act("rechoose", reason=REASON, **choice)
        # another procedure is another process: from the desk on, which checks its papers
        self.assertEqual(dossier.holder_id, self.users["receptionist"])
        self.assertEqual(dossier.step_id, dossier._steps()[0])
        self.assertEqual(dossier.task_ids.mapped("state").count("cancelled"), 1)
        dossier.act("forward")
        self.assertEqual(dossier.state, "processing")
        self.assertEqual(dossier.event_ids.filtered(lambda event: event.action == "rechoose").note, REASON)

    def test_the_case_alone_leaves_the_work_where_it_is(self):
        dossier = self.receive(
            procedure=self.right,
            case_id=self.one.id,
            documents=[
                {"component_id": paper["component_id"], "handed_in": True}
                for paper in self.right.current_version_id._paper_vals(self.one.id)
            ],
        )
        dossier.act("forward")
        task = dossier.task_id
        self.as_role(dossier, "leader").act("rechoose", reason=REASON, case_id=self.two.id)
        self.assertEqual((dossier.task_id, dossier.case_id), (task, self.two))

    def test_what_is_refused(self):
        dossier = self.receive()
        closed = self.make_procedure("9.000007", "Thủ tục đã bỏ")
        closed.current_version_id.valid_to = "2021-01-01"
        elsewhere = self.make_procedure("9.000008", "Thủ tục nơi khác", procedure={"agency_ids": self.commune_2.ids})
        for pattern, params in (
            ("Nothing was changed", {}),
            ("Nothing was changed", {"procedure_id": self.procedure.id}),
            ("not in force", {"procedure_id": closed.id}),
            ("does not receive", {"procedure_id": elsewhere.id}),
            ("Choose the case", {"procedure_id": self.right.id}),
            ("no case of this", {"procedure_id": self.procedure_same_day.id, "case_id": self.one.id}),
            ("no such channel", {"channel": "fax"}),
            ("no such procedure", {"procedure_id": closed.id + 999}),
            ("has changed meanwhile", {"channel": "post", "component_ids": self.right.version_ids.component_ids.ids}),
        ):
            self.assertRefused(UserError, pattern, dossier.act, "rechoose", **params)
        self.assertRefused(
            AccessError, ".*", dossier.with_user(self.users_2["receptionist"]).act, "rechoose", channel="post"
        )

    def test_a_case_that_was_never_asked_for(self):
        """What waits for its reception without a case is received once the case is said."""
        dossier = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.right.id, "applicant_name": "Lò Thị Thử", "applicant_address": "Xã Một"})
        )
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu giấy tờ", content="Giấy tờ 1")
        dossier.document_ids.write({"handed_in": True, "verdict": "good"})
        self.assertRefused(UserError, "Choose the case", dossier.act, "receive")
        dossier.act("rechoose", case_id=self.one.id)
        dossier.act("receive")
        self.assertTrue(dossier.due_at)

    def test_the_slip_says_what_it_replaces(self):
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
            self.assertEqual(dossier._receipt_slip_values()["replaces"], "")
            token = dossier.sudo()._slip_token()
            self.assertTrue(dossier._known_by_slip(dossier.code, token))
            dossier.act("rechoose", channel="post")
            # the one before no longer opens the public page
            self.assertFalse(dossier._known_by_slip(dossier.code, token))
        self.assertEqual(dossier._receipt_slip_values()["replaces"], "Thay thế giấy hẹn trả 26/11/2026 09:00")

    def test_the_dialog(self):
        dossier = self.receive()
        wizard = self.env["onestop.dossier.act.wizard"].with_user(self.users["receptionist"])
        action = dossier.with_context(onestop_action="rechoose").action_act()
        dialog = wizard.browse(action["res_id"])
        self.assertNotIn("reason", dialog.inputs)
        self.assertEqual(dialog.procedure_id, self.procedure)
        dialog.procedure_id = self.right
        self.assertEqual(set(dialog.component_ids.mapped("name")), {"Giấy tờ 1", "Giấy tờ 2", "Giấy tờ 3"})
        dialog.case_id = self.two
        self.assertIn("Giấy tờ riêng", dialog.asked_ids.mapped("name"))
        done = dialog.action_confirm()
        self.assertEqual((dossier.procedure_id, dossier.case_id), (self.right, self.two))
        self.assertEqual(done["tag"], "onestop_core.print_offer")
        self.assertEqual(dossier.document_ids.filtered("is_missing").mapped("name"), ["Giấy tờ riêng"])
