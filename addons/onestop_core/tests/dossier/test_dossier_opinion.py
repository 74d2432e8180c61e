from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestDossierOpinion(OnestopCase):
    """Asking another agency on the screen, and seeing what one's own agency is asked."""

    def setUp(self):
        super().setUp()
        self.clock = self.enterContext(freeze_time(local(MONDAY)))
        dossier = self.receive()
        dossier.act("forward", user_id=self.users["specialist"].id)
        self.dossier = self.as_role(dossier, "specialist")
        self.asked = self.users_department["specialist"]

    def open(self, dossier, action):
        result = dossier.with_context(onestop_action=action).action_act()
        return dossier.env[result["res_model"]].browse(result["res_id"])

    def ask(self, days=2):
        with Form(self.open(self.dossier, "opinion_ask")) as form:
            form.agency_id = self.department
            form.question = "Có vướng quy hoạch không?"
            form.days = days
        form.record.action_confirm()
        return self.dossier.opinion_ids.with_user(self.asked)

    def offered(self, user):
        return [item["action"] for item in self.dossier.with_user(user).more_actions]

    def test_offered_where_the_step_allows(self):
        self.assertIn("opinion_ask", self.offered(self.users["specialist"]))
        self.assertNotIn("opinion_ask", self.offered(self.users["receptionist"]))
        self.dossier.act("forward")
        self.assertNotIn("opinion_ask", self.offered(self.users["leader"]))

    def test_only_other_agencies_of_today_are_asked(self):
        self.commune_2.valid_to = "2026-11-20"
        askable = self.open(self.dossier, "opinion_ask").askable_ids
        self.assertIn(self.department, askable)
        self.assertNotIn(self.commune, askable)
        self.assertNotIn(self.commune_2, askable)

    def test_from_question_to_answer(self):
        opinion = self.ask()
        self.assertEqual((opinion.status, opinion.due_at), ("waiting", local("2026-11-25")))
        self.assertTrue(opinion.asked_here)
        self.assertFalse(opinion.with_user(self.users["specialist"]).asked_here)
        there = self.dossier.with_user(self.asked)
        self.assertTrue(there.opinion_asked_here)
        self.assertEqual(there.search([("opinion_asked_here", "=", True)]), there)
        self.assertFalse(self.dossier.search([("opinion_asked_here", "=", True)]))

        wizard = self.open(there, "opinion_answer")
        self.assertEqual((wizard.opinion_id, wizard.opinion_question), (opinion, "Có vướng quy hoạch không?"))
        with Form(wizard) as form:
            form.answer = "Không vướng quy hoạch."
        wizard.action_confirm()
        self.assertRecordValues(
            opinion,
            [
                {
                    "status": "answered",
                    "answer": "Không vướng quy hoạch.",
                    "answered_by_id": self.asked.id,
                    "asked_here": False,
                }
            ],
        )
        self.assertFalse(there.opinion_asked_here)

    def test_the_row_opens_its_own_question(self):
        first, second = self.ask(), self.ask() - self.dossier.opinion_ids[:1]
        result = second.action_give()
        wizard = second.env[result["res_model"]].browse(result["res_id"])
        self.assertEqual(wizard.opinion_id, second)
        self.assertRefused(UserError, "Choose the question", self.dossier.answer_opinion, 0, "Không")
        self.assertFalse(first.answered_at)

    def test_overdue_opinions_are_marked(self):
        opinions = self.env["onestop.dossier.opinion"].with_user(self.asked)
        self.ask()
        opinions |= self.ask(days=0)
        figure = self.home_figure()
        self.assertEqual((figure["count"], figure["tone"]), (2, "soon"))
        self.clock.move_to(local("2026-11-25", "10:00"))
        opinions.invalidate_recordset()
        late = opinions.search([("status", "=", "late")])
        self.assertEqual(late.status, "late")
        self.assertEqual(
            opinions.search([("status", "=", "waiting")]), opinions.search([("asked_here", "=", True)]) - late
        )
        self.assertEqual(self.home_figure()["tone"], "late")
        late.action_answer("Không")
        self.assertEqual(opinions.search([("status", "=", "answered")]), late)
        self.assertEqual((self.home_figure()["count"], self.home_figure()["tone"]), (1, "soon"))

    def home_figure(self):
        sections = self.env["onestop.dossier"].with_user(self.asked).home_data()["sections"]
        return next(figure for section in sections for figure in section["figures"] if figure["key"] == "opinions")

    def test_a_closed_dossier_waits_no_more(self):
        opinion = self.ask()
        self.as_role(self.dossier, "receptionist").act("withdraw", reason="Rút")
        self.assertFalse(opinion.search([("asked_here", "=", True)]))
        self.assertRefused(UserError, "is closed", opinion.action_answer, "Không")
