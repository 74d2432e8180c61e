from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestDossierProgress(OnestopCase):
    """The process as the form draws it."""

    def steps(self, dossier):
        dossier.invalidate_recordset()
        return dossier.progress["steps"]

    def test_from_reception_to_the_result(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            first, second, third = self.steps(dossier)
            self.assertEqual(first["state"], "current")
            self.assertEqual((first["person"], first["taken"]), ("receptionist", "23/11/2026 09:00"))
            self.assertEqual(
                [second["state"], third["state"], second["person"], second["role"]], ["", "", "", "Specialist"]
            )
            self.assertEqual(dossier.progress["received"], "23/11/2026 09:00")

            clock.move_to(local(MONDAY, "10:00"))
            dossier.act("forward", user_id=self.users["specialist"].id)
            clock.move_to(local("2026-11-26", "10:00"))
            first, second, third = self.steps(dossier)
            self.assertEqual(
                (first["state"], first["done"], first["timeliness"]), ("done", "23/11/2026 10:00", "on_time")
            )
            self.assertEqual(
                (second["state"], second["person"], second["timeliness"]), ("current", "specialist", "late")
            )

            # sent back: what lies ahead has yet to be done, even if it was done before
            self.as_role(dossier, "specialist").act("forward")
            self.as_role(dossier, "leader").act("send_back", reason="Sai")
            self.assertEqual([step["state"] for step in self.steps(dossier)], ["done", "current", ""])
            self.as_role(dossier, "specialist").act("forward")
            self.as_role(dossier, "leader").act("approve")
            self.assertEqual([step["state"] for step in self.steps(dossier)], ["done", "done", "done"])
            self.as_role(dossier, "leader").act("apologise", reason="Bận")
            dossier.act("return_result")
            self.steps(dossier)
            self.assertEqual(dossier.progress["returned"], "26/11/2026 10:00")

    def test_broken_off(self):
        dossier = self.receive()
        dossier.act("withdraw", reason="Rút")
        self.assertEqual([step["state"] for step in self.steps(dossier)], ["cancelled", "", ""])

    def test_before_reception_there_is_none(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "Lê Thử", "applicant_address": "Xã Một"})
        )
        self.assertFalse(draft.progress)

    def test_seen_by_an_agency_that_is_only_asked(self):
        """Steps, agencies and names are read whoever looks."""
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").ask_opinion(self.department.id, "?")
        there = dossier.with_user(self.users_department["specialist"])
        self.assertEqual([step["agency"] for step in self.steps(there)], ["Xã Một"] * 3)

    def test_step_without_an_agency_above(self):
        step = self.env.ref("onestop_core.process_default_approval")
        step.agency_mode = "parent"
        self.commune.parent_id = False
        dossier = self.receive()
        self.assertEqual(self.steps(dossier)[2]["agency"], "")
