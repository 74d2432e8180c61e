from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

CHOOSE = "Choose the case"


@tagged("post_install", "-at_install")
class TestCase(OnestopCase):
    """Where a procedure has cases, one was chosen before a dossier is in, whoever brings it and by whatever way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # the limits stand with the cases alone
        cls.building = cls.make_procedure("9.000004", "Cấp giấy phép thử", papers=2)
        version = cls.version = cls.building.current_version_id
        version.case_ids = [(0, 0, {"name": "Nhà ở"}), (0, 0, {"name": "Công trình khác"})]
        cls.house, cls.other = version.case_ids
        version.channel_ids = [
            (5,),
            (0, 0, {"channel": "direct", "case_id": cls.house.id, "duration": 17}),
            (0, 0, {"channel": "direct", "case_id": cls.other.id, "duration": 20}),
        ]
        # a limit for all, and a case that adds a paper
        cls.birth = cls.make_procedure("9.000005", "Đăng ký thử", papers=1)
        version = cls.birth.current_version_id
        version.case_ids = [(0, 0, {"name": "Có người làm chứng"})]
        cls.witness = version.case_ids
        version.component_ids = [(0, 0, {"name": "Văn bản của người làm chứng", "case_id": cls.witness.id})]

    def ticked(self, procedure, case=None):
        return [
            {"component_id": paper["component_id"], "handed_in": True}
            for paper in procedure.current_version_id._paper_vals(case.id if case else False)
        ]

    def said(self, procedure, case=None, **changes):
        changes |= {"case_id": case.id} if case else {}
        return self.payload(procedure, documents=self.ticked(procedure, case), **changes)

    def test_at_the_counter(self):
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        for procedure in (self.building, self.birth):
            self.assertRefused(UserError, CHOOSE, dossiers.receive, self.said(procedure))
        with freeze_time(local("2026-11-28", "19:00")):
            answer = dossiers.receive(self.said(self.building, self.house))
        self.assertEqual(answer["due_at"], "2026-12-22 10:00:00")
        paper = self.said(self.birth, self.witness)
        paper["documents"] = paper["documents"][:1]
        self.assertRefused(UserError, "người làm chứng", dossiers.receive, paper)
        self.assertTrue(dossiers.receive(self.said(self.birth, self.witness))["due_at"])

    def draft(self, procedure, **values):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {
                    "procedure_id": procedure.id,
                    "applicant_name": "Trần Văn Thử",
                    "applicant_address": "Xã Một",
                    **values,
                }
            )
        )
        draft.document_ids.handed_in = True
        return draft

    def test_in_the_back_office_and_by_rpc(self):
        draft = self.draft(self.building)
        for action in ("receive", "submit"):
            self.assertRefused(UserError, CHOOSE, draft.act, action)
        draft.case_id = self.house
        draft.document_ids.handed_in = True
        draft.act("receive")
        self.assertEqual(draft.state, "received")
        # afterwards by an action alone
        self.assertRefused(Exception, "only by an action", draft.write, {"case_id": self.other.id})
        self.assertRefused(Exception, "only by an action", draft.write, {"case_none": True})

    def test_what_waited_for_its_papers(self):
        draft = self.draft(self.building)
        draft.act("request_supplement", lines=self.asked(draft), reason="Thiếu giấy tờ", content="Bản vẽ")
        for action in ("receive", "submit"):
            self.assertRefused(UserError, CHOOSE, draft.act, action)

    def test_from_elsewhere(self):
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        asked = self.said(self.building, channel="online")
        self.assertRefused(UserError, CHOOSE, public._file, asked, "portal", proof="key")
        told = self.said(self.building, self.other, channel="online")
        dossier, _new = public._file(told, "portal", proof="key")
        self.assertEqual(dossier.sudo().case_id, self.other)

    def test_none_of_these(self):
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        # the limits are those of the cases: whoever answers "none" has no due date
        self.assertRefused(UserError, "sets no time limit", dossiers.receive, self.said(self.building, case_none=True))
        answer = dossiers.receive(self.said(self.birth, case_none=True))
        self.assertTrue(answer["due_at"])
        self.assertTrue(dossiers.browse(answer["id"]).case_none)
        # the law's word that there is no limit is one; a line that nobody has filled in is none
        general = self.env["onestop.procedure.channel"].create(
            {"version_id": self.version.id, "channel": "direct", "duration_unit": "none", "duration": 0}
        )
        self.assertRefused(UserError, "sets no time limit", dossiers.receive, self.said(self.building, case_none=True))
        general.no_limit = True
        answer = dossiers.receive(self.said(self.building, case_none=True))
        self.assertFalse(answer["due_at"])
        self.assertEqual(dossiers.browse(answer["id"]).limit_label, "No time limit by law")

    def test_a_limit_that_nobody_has_said_is_not_called_none(self):
        line = self.procedure.current_version_id.channel_ids
        line.write({"duration": 0, "duration_unit": "none"})
        self.assertEqual(self.receive().limit_label, "Time limit not known yet")

    def test_the_case_of_another_procedure(self):
        self.assertRefused(ValidationError, "no case of this", self.draft, self.building, case_id=self.witness.id)
        self.assertRefused(ValidationError, "Either", self.draft, self.building, case_id=self.house.id, case_none=True)

    def test_a_version_that_began_meanwhile(self):
        """Sent under a version, received under the next one: the case is the one of the same name, or asked again."""
        with freeze_time(local(MONDAY)):
            public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
            dossier = public._file(self.said(self.building, self.house, channel="online"), "portal", proof="key")[0]
            following = self.version.copy({"published": False, "valid_from": "2026-11-24", "valid_to": False})
            following.action_publish()
            cases = following.case_ids.sorted()
        with freeze_time(local("2026-11-24")):
            desk = dossier.with_user(self.users["receptionist"])
            cases[0].name = "Nhà ở riêng lẻ"
            self.assertRefused(UserError, CHOOSE, desk.act, "receive")
            cases[0].name = "Nhà ở"
            desk.act("receive")
        self.assertEqual((desk.version_id, desk.case_id), (following, cases[0]))
        self.assertEqual(desk.due_at, local("2026-12-17"))
