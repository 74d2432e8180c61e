from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestFrozen(OnestopCase):
    """What a dossier was at its reception stays, whatever becomes of the procedure and of the agencies."""

    def classify(self, level, valid_from, valid_to=False, **values):
        return self.env["onestop.procedure.classification"].create(
            {
                "procedure_id": self.procedure.id,
                "service_level": level,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "partial_reason": "presence",
                "partial_legal_text": "Luật Hộ tịch",
                **values,
            }
        )

    def test_the_level_of_the_day(self):
        self.classify("2", "2020-01-01", "2026-11-23")
        with freeze_time(local(MONDAY)):
            first = self.receive()
        with freeze_time(local("2026-11-24")):
            unclassified = self.receive()
        self.classify("4", "2026-11-24")
        with freeze_time(local("2026-11-24")):
            second = self.receive()
        self.assertEqual((first.service_level, first.online_scope), ("2", "none"))
        self.assertEqual((unclassified.service_level, unclassified.online_scope), (False, False))
        self.assertEqual((second.service_level, second.online_scope), ("4", "full"))

    def test_the_level_that_its_agency_has_of_its_own(self):
        self.classify("2", "2020-01-01")
        self.classify("4", "2020-01-01", agency_id=self.commune.id)
        with freeze_time(local(MONDAY)):
            self.assertEqual(self.receive().service_level, "4")
            other = self.env["onestop.dossier"].with_user(self.users_2["receptionist"])
            elsewhere = other.browse(other.receive(self.payload(agency=self.commune_2))["id"])
        self.assertEqual(elsewhere.service_level, "2")

    def test_the_places_in_the_tree(self):
        dossier = self.receive().sudo()
        path = self.commune.parent_path
        self.assertEqual((dossier.received_path, dossier.competent_path), (path, path))
        self.commune.parent_id = self.department
        self.assertNotEqual(self.commune.parent_path, path)
        self.assertEqual(dossier.received_path, path)
