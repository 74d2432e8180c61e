from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, local
from ..dossier.transition_case import TransitionCase

TUESDAY, FRIDAY, NEXT_MONDAY = "2026-11-24", "2026-11-27", "2026-11-30"


@tagged("post_install", "-at_install")
class TestDeskPile(TransitionCase):
    """What lies at the desk goes on the same day, or can be called back as long as nobody has taken it."""

    def pile(self, role="receptionist"):
        return self.env["onestop.dossier"].with_user(self.users[role])._desk_pile(self.commune)

    def received(self, day, clock):
        with freeze_time(local(day, clock)):
            return self.dossier_in("received")

    def test_what_lies_there(self):
        first, second = self.received(MONDAY, "08:00"), self.received(MONDAY, "09:00")
        foreign = self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        forwarded = self.received(MONDAY, "08:30")
        forwarded.act("forward")
        self.assertEqual(self.pile(), first | second)
        self.assertNotIn(foreign, self.pile())

    def test_forwarded_by(self):
        """The same day until 15:00, which is not after; later the next morning."""
        for day, clock, by in (
            (MONDAY, "08:00", (MONDAY, "17:00")),
            (MONDAY, "15:00", (MONDAY, "17:00")),
            (MONDAY, "15:01", (TUESDAY, "11:30")),
            (FRIDAY, "16:00", (NEXT_MONDAY, "11:30")),
            ("2026-11-28", "09:00", (NEXT_MONDAY, "11:30")),
        ):
            with self.subTest(day=day, clock=clock):
                self.assertEqual(self.received(day, clock)._forward_by(), local(*by))

    def test_the_time_is_a_setting(self):
        self.env["ir.config_parameter"].set_param("onestop_core.forward_cut_off", "16:00")
        self.assertEqual(self.received(MONDAY, "15:30")._forward_by(), local(MONDAY, "17:00"))

    def test_all_at_once(self):
        dossiers = self.received(MONDAY, "08:00") | self.received(MONDAY, "09:00")
        answers = self.env["onestop.dossier"].with_user(self.users["receptionist"])._forward_pile(self.commune)
        self.assertEqual([answer["done"] for answer in answers], [True, True])
        self.assertEqual(set(dossiers.mapped("state")), {"processing"})
        self.assertFalse(self.pile())

    # ------------------------------------------------------------------ calling back

    def test_called_back(self):
        dossier = self.received(MONDAY, "08:00")
        due_at = dossier.due_at
        dossier.act("forward")
        self.as_role(dossier, "postal_clerk").act("recall")
        self.assertEqual((dossier.state, dossier.step_id.name, dossier.due_at), ("received", "receptionist", due_at))
        self.assertEqual(self.pile(), dossier)
        self.assertEqual(dossier.event_ids.mapped("action"), ["receive", "forward", "recall"])
        dossier.act("forward")
        self.assertEqual(dossier.state, "processing")

    def test_not_once_it_was_taken(self):
        def claimed(dossier):
            self.as_role(dossier, "specialist").action_claim()

        def seen(dossier):
            self.as_role(dossier, "specialist").web_read({"applicant_identity": {}})

        def passed_on(dossier):
            self.as_role(dossier, "specialist").act("forward")

        for taken in (claimed, seen, passed_on):
            with self.subTest(taken.__name__):
                dossier = self.received(MONDAY, "08:00")
                dossier.act("forward")
                self.assertIn("recall", dossier.allowed_actions)
                taken(dossier)
                dossier.invalidate_recordset()
                self.assertNotIn("recall", dossier.allowed_actions)
                self.assertRefused(UserError, "taken up already", dossier.act, "recall")

    def test_called_back_across_agencies(self):
        """The clock of the competent agency has not begun if the papers never came."""
        self.procedure.process_id.step_ids[0].agency_mode = "received"
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        with freeze_time(local(MONDAY, "08:00")):
            dossier = dossiers.create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "Trần Văn Thử",
                    "applicant_address": "Thôn Một",
                    "competent_agency_id": self.commune_2.id,
                }
            )
            dossier.document_ids.handed_in = True
            dossier.act("receive")
        self.assertTrue(dossier.out_of_territory)
        due_at = dossier.due_at
        with freeze_time(local(TUESDAY, "10:00")):
            dossier.act("forward")
            self.assertTrue(dossier.competent_received_at)
            dossier.act("recall")
        self.assertFalse(dossier.competent_received_at)
        self.assertEqual((dossier.holder_agency_id, dossier.due_at), (self.commune, due_at))
