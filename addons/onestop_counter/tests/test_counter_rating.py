import uuid

from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged


@tagged("post_install", "-at_install")
class TestCounterRating(OnestopCase):
    """The citizen is asked on the screen that the clerk turns round, where the result was handed over."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))
        self.app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])

    def ready(self, **kwargs):
        dossier = self.receive(**kwargs)
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        return dossier

    def returned(self, **kwargs):
        dossier = self.ready(**kwargs)
        dossier.act("return_result")
        return dossier

    def rate(self, dossier, verdict="2", client_uuid=None, app=None, **kwargs):
        (self.app if app is None else app).rate(dossier.id, client_uuid or str(uuid.uuid4()), verdict, **kwargs)
        return dossier.sudo().onestop_rating_ids

    def test_offered_after_the_hand_over(self):
        dossier = self.ready()
        answer = self.app.act(dossier.id, "return_result", dossier.revision)
        self.assertTrue(answer["may_rate"])
        rating = self.rate(dossier, "1", feedback="  Nhanh gọn. ")
        self.assertRecordValues(
            rating,
            [
                {
                    "verdict": "1",
                    "score": 1,
                    "satisfied": 100,
                    "feedback": "Nhanh gọn.",
                    "source": "counter",
                    "agency_id": self.commune.id,
                    "rated_user_id": self.users["receptionist"].id,
                    "rated_at": local(MONDAY),
                }
            ],
        )

    def test_offered_after_the_same_pass(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        payload = self.payload(procedure=self.procedure_same_day)
        answer = self.app.receive(payload, decide=True)
        self.assertTrue(answer["may_rate"])
        self.rate(self.env["onestop.dossier"].browse(answer["id"]))
        self.assertFalse(self.app.receive(payload, decide=True)["may_rate"])

    def test_not_offered_before_or_again(self):
        self.assertNotIn("may_rate", self.app.receive(self.payload()))
        dossier = self.returned()
        self.rate(dossier)
        self.as_role(dossier, "leader").act("reopen", reason="Sai sót")
        self.as_role(dossier, "leader").act("approve")
        answer = self.app.act(dossier.id, "return_result", dossier.revision)
        self.assertFalse(answer["may_rate"])

    def test_offered_when_the_answer_was_lost(self):
        dossier = self.ready()
        self.assertFalse(self.app.open_code(dossier.code)["may_rate"])
        dossier.act("return_result")
        self.assertTrue(self.app.open_code(dossier.code)["may_rate"])
        self.rate(dossier)
        self.assertFalse(self.app.open_code(dossier.code)["may_rate"])

    def test_only_at_the_desk_that_handed_over(self):
        dossier = self.returned()
        for role in ("specialist", "leader", "cashier", "supervisor", "agency_admin"):
            with self.subTest(role), self.assertRaisesRegex(AccessError, "receive no dossiers"):
                self.rate(dossier, app=self.app.with_user(self.users[role]))
        with self.assertRaises(AccessError):
            self.rate(dossier, app=self.app.with_user(self.users_2["receptionist"]))
