from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestEdges(OnestopCase):
    """What was found open at the edges: names lent to others, reads without a trace, records moved out of reach."""

    def test_nobody_writes_in_another_name(self):
        dossier = self.receive()
        leader = self.users["leader"].partner_id
        self.assertRefused(AccessError, "another person", dossier.message_post, body="Đã duyệt", author_id=leader.id)
        message = dossier.message_post(body="Đã xem", email_from="lanhdao@xa.vn")
        self.assertEqual(message.author_id, self.users["receptionist"].partner_id)
        self.assertNotEqual(message.email_from, "lanhdao@xa.vn")
        own = dossier.message_post(body="Đã xem", author_id=self.users["receptionist"].partner_id.id)
        self.assertEqual(own.author_id, self.users["receptionist"].partner_id)

    def viewed(self, dossiers):
        return dossiers.sudo().event_ids.filtered(lambda event: event.action == "view")

    def test_every_door_to_an_identity_number_leaves_a_trace(self):
        name = "applicant_identity"
        doors = {
            "read": lambda dossiers: dossiers.read([name]),
            "search_read": lambda dossiers: dossiers.search_read([("id", "in", dossiers.ids)], [name]),
            "web_read": lambda dossiers: dossiers.web_read({name: {}}),
            "web_search_read": lambda dossiers: dossiers.web_search_read([("id", "in", dossiers.ids)], {name: {}}),
        }
        for door, reading in doors.items():
            with self.subTest(door):
                dossiers = self.receive(applicant_identity="035190001234") | self.receive(
                    applicant_identity="035190001242"
                )
                reading(self.as_role(dossiers, "specialist"))
                self.assertEqual(self.viewed(dossiers).dossier_id, dossiers)
                self.assertEqual(self.viewed(dossiers).user_id, self.users["specialist"])
                reading(self.as_role(dossiers, "specialist"))
                self.assertEqual(len(self.viewed(dossiers)), 2, "once a day for each reader")

    def test_what_shows_nobody_leaves_none(self):
        dossier = self.receive(applicant_identity="035190001234")
        self.as_role(dossier, "specialist").read(["code", "applicant_identity_masked"])
        self.assertFalse(self.viewed(dossier))

    def test_a_draft_is_not_moved_to_a_foreign_agency(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "A"})
        )
        self.assertRefused(AccessError, ".*", draft.write, {"received_agency_id": self.commune_2.id})

    def test_a_desk_is_not_moved_to_a_foreign_agency(self):
        desk = self.desk.with_user(self.users["agency_admin"])
        desk.write({"name": "Một cửa Xã Một (mới)"})
        self.assertRefused(AccessError, ".*", desk.write, {"agency_id": self.commune_2.id})
