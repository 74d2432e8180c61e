from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import UserError
from odoo.tests import tagged

REASON = "Không còn nhu cầu"


@tagged("post_install", "-at_install")
class TestDoorCitizen(OnestopCase):
    def setUp(self):
        super().setUp()
        public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))
        filed, _new = public._file(self.payload(channel="online"), "exchange", proof="door")
        self.filed = filed.sudo()
        self.desk = filed.with_user(self.users["receptionist"])

    def assertSpoke(self, dossier, action):
        event = dossier.sudo().event_ids[-1]
        self.assertEqual((event.action, event.data), (action, {"citizen": "door"}))

    def test_the_look_up_says_more(self):
        look_up = self.env["onestop.dossier"]._look_up
        values = look_up(self.filed.request_number)
        self.assertTrue(values["awaits_reception"], "not received, and found all the same")
        self.assertEqual(values["lines"], [("Door", "open")])
        values = look_up(self.filed.request_number, texts=True)
        self.assertEqual(values["lines"], [("Door", "open"), ("Inside", "Nguyễn Thị Thử")])

    def test_the_citizen_supplements_what_was_sent(self):
        self.desk.act("request_supplement", lines=self.asked(self.desk), reason=REASON, content="Bản sao")
        self.assertEqual(self.filed.state, "intake_supplement")
        self.assertFalse(self.filed.door_waiting(self.commune))
        self.filed.door_write("Đã nộp")
        self.assertSpoke(self.filed, "submit")
        self.assertEqual(self.filed.door_waiting(self.commune), self.filed, "the mark that lists know")
        self.desk.act("receive")
        self.assertFalse(self.filed.door_waiting(self.commune), "somebody has looked")

    def test_the_citizen_answers_while_the_clock_stands(self):
        dossier = self.receive()
        dossier.act("forward")
        lines = self.asked(dossier)
        self.as_role(dossier, "specialist").act("request_supplement", lines=lines, reason=REASON, content="Bản sao")
        dossier.sudo().door_write("Đã nộp")
        self.assertSpoke(dossier, "answer")
        self.assertEqual(dossier.state, "supplement", "an officer looks first")
        self.assertIn(dossier, dossier.sudo().door_waiting(self.commune))

    def test_the_citizen_confirms_and_withdraws(self):
        dossier = self.receive()
        dossier.act("forward")
        self.assertRefused(UserError, "Nothing waits", dossier._act_as_citizen, "confirm", proof="door")
        dossier.sudo().step_id.confirm_days = 2
        dossier._act_as_citizen("confirm", proof="door")
        self.assertSpoke(dossier, "confirm")
        dossier._act_as_citizen("withdraw", proof="door", reason=REASON)
        self.assertEqual(dossier.state, "withdrawn")

    def test_the_agency_does_the_rest(self):
        self.assertRefused(UserError, "by the agency", self.filed._act_as_citizen, "receive", proof="door")
