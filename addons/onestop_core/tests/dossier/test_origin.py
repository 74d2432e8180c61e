import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

REASON = "Không còn nhu cầu"


@tagged("post_install", "-at_install")
class TestOrigin(OnestopCase):
    """Dossiers that come from elsewhere than a counter, and what the citizen does with them."""

    def setUp(self):
        super().setUp()
        self.public = self.env["onestop.dossier"].with_user(self.env.ref("base.public_user"))

    def filed(self, **changes):
        payload = self.payload(channel="online", **changes)
        return self.public._file(payload, "portal", proof="key")[0].sudo()

    def test_what_a_citizen_files_waits_at_the_desk(self):
        with freeze_time(local(MONDAY)):
            dossier = self.filed()
        self.assertEqual((dossier.state, dossier.origin, dossier.code), ("submitted", "portal", False))
        self.assertEqual(dossier.submitted_at, local(MONDAY))
        self.assertEqual(dossier.request_number, "H99.11-261123-R0001")
        # eight working hours from Monday 09:00, six of them on that day
        self.assertEqual(dossier.intake_due_at, local("2026-11-24", "09:30"))
        event = dossier.event_ids[-1]
        self.assertEqual((event.action, event.data), ("submit", {"citizen": "key"}))
        dossier.with_user(self.users["receptionist"]).act("receive")
        self.assertTrue(dossier.code)

    def test_no_limit_is_none(self):
        self.env["ir.config_parameter"].set_param("onestop_core.intake_hours_online", "0")
        self.assertFalse(self.filed().intake_due_at)

    def test_sent_twice_is_one(self):
        payload = self.payload(channel="online")
        first, new = self.public._file(payload, "portal", proof="key")
        again, new_again = self.public._file(dict(payload), "portal", proof="key")
        self.assertEqual((first, new, new_again), (again, True, False))

    def test_sent_again_with_other_content_is_told(self):
        user = self.users["specialist"]
        account = self.env["onestop.dossier"].with_user(user)
        payload = self.payload(channel="online")
        first, _new = account._file(payload, "portal", proof="account")
        self.assertEqual(account._file(dict(payload), "portal", proof="account")[0], first)
        other = dict(payload, applicant_phone="0912000009")
        self.assertRefused(UserError, first.sudo().request_number, account._file, other, "portal", proof="account")
        self.assertEqual(first.sudo().applicant_phone, "0912000001")

    def test_the_counter_of_another_agency(self):
        receiving = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        desk = self.env["onestop.desk"].create({"name": "Một cửa Xã Hai", "agency_id": self.commune_2.id})
        foreign = self.env["onestop.counter"].create({"name": "Quầy 1", "desk_id": desk.id})
        for counter_id in (foreign.id, foreign.id + 99):
            payload = self.payload(counter_id=counter_id)
            self.assertRefused(UserError, "none of Xã Một", receiving.receive, payload)
        answer = receiving.receive(self.payload(counter_id=self.counter.id))
        self.assertEqual(receiving.browse(answer["id"]).counter_id, self.counter)

    def test_the_identifier_of_somebody_else_tells_nothing(self):
        payload = self.payload(channel="online")
        self.public._file(payload, "portal", proof="key")
        other = dict(payload, applicant_name="Người Khác")
        self.assertRefused(UserError, "used already", self.public._file, other, "portal", proof="key")
        for login in ("receptionist", "postal_clerk"):
            receiving = self.env["onestop.dossier"].with_user(self.users[login])
            self.assertRefused(UserError, "used already", receiving.receive, payload)

    def test_the_same_person_with_other_content_is_told(self):
        receiving = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        payload = self.payload()
        first = receiving.receive(payload)
        self.assertFalse(first["changes_not_stored"])
        again = receiving.receive(dict(payload, applicant_name="Nguyễn Thị Thử Hai"))
        self.assertEqual((again["code"], again["replayed"], again["changes_not_stored"]), (first["code"], True, True))
        self.assertEqual(receiving.browse(first["id"]).applicant_name, "Nguyễn Thị Thử")
        with_files = receiving.receive(dict(payload, files=[str(uuid.uuid4())]))
        self.assertFalse(with_files["changes_not_stored"])

    def test_the_desk_passes_it_on_before_reception(self):
        with freeze_time(local(MONDAY)):
            dossier = self.filed()
        receptionist = dossier.with_user(self.users["receptionist"])
        self.assertRefused(UserError, "Choose the agency", receptionist.act, "transfer", agency_id=self.commune.id)
        with freeze_time(local("2026-11-26")):
            receptionist.act("transfer", agency_id=self.commune_2.id)
        # the other desk has its own time to answer
        self.assertEqual(dossier.intake_due_at, local("2026-11-27", "09:30"))
        self.assertEqual((dossier.received_agency_id, dossier.competent_agency_id), (self.commune_2, self.commune_2))
        self.assertIn(self.commune, dossier.agency_ids)
        self.assertRefused(AccessError, ".*", receptionist.act, "receive")
        dossier.with_user(self.users_2["receptionist"]).act("receive")
        self.assertTrue(dossier.code.startswith("H99.12-"))

    def test_the_citizen_answers_and_the_desk_sees_it(self):
        dossier = self.filed()
        receptionist = dossier.with_user(self.users["receptionist"])
        receptionist.act(
            "request_supplement", lines=self.asked(receptionist), reason=REASON, content="Bản sao giấy khai sinh"
        )
        self.assertFalse(dossier.citizen_answered_at)
        number = dossier.request_number
        dossier._act_as_citizen("submit", proof="key")
        self.assertTrue(dossier.citizen_answered_at)
        self.assertEqual(dossier.request_number, number)
        receptionist.act("receive")
        self.assertFalse(dossier.citizen_answered_at)

    def test_the_citizen_withdraws_without_a_clerk(self):
        dossier = self.receive()
        self.assertRefused(UserError, "Give a reason", dossier._act_as_citizen, "withdraw", proof="account")
        dossier._act_as_citizen("withdraw", proof="account", reason=REASON)
        self.assertEqual(dossier.state, "withdrawn")
        self.assertEqual(dossier.sudo().event_ids[-1].data, {"citizen": "account"})

    def test_the_citizen_does_nothing_that_the_agency_does(self):
        dossier = self.filed()
        for action in ("receive", "reject", "transfer", "request_payment"):
            self.assertRefused(UserError, "by the agency", dossier._act_as_citizen, action, proof="key", reason=REASON)
        self.assertRefused(UserError, "not possible while", dossier._act_as_citizen, "approve", proof="key")

    def test_nobody_speaks_as_the_citizen(self):
        dossier = self.filed()
        dossier.with_user(self.users["receptionist"]).act("withdraw", reason=REASON, proof="key")
        self.assertFalse(dossier.event_ids[-1].data)
        answering = self.receive()
        for role in ("receptionist", "leader"):
            self.assertRefused(UserError, "not possible while", self.as_role(answering, role).act, "answer")

    def test_a_fee_before_reception(self):
        dossier = self.filed()
        receptionist = dossier.with_user(self.users["receptionist"])
        receptionist.act("request_payment", reason="Nộp lệ phí 26.000 đ")
        self.assertEqual(dossier.state, "payment")
        receptionist.act("resume", receipt_number="0000123")
        self.assertEqual((dossier.state, dossier.due_at), ("submitted", False))

    def test_what_only_the_system_says_is_not_written_by_hand(self):
        dossier = self.filed().with_user(self.users["receptionist"])
        for name, value in (("origin", "national"), ("request_number", "X"), ("citizen_answered_at", local(MONDAY))):
            self.assertRefused(AccessError, "only by an action", dossier.write, {name: value})
