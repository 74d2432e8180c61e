from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import AccessError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorDesk(OnestopCase):
    def test_the_list_narrows_what_the_desk_takes(self):
        clerk = self.users["postal_clerk"]
        receiving = self.env["onestop.dossier"].with_user(clerk)
        self.assertRefused(AccessError, "not on the list", receiving.receive, self.payload())
        listed = receiving.browse(receiving.receive(self.payload(door_note="postal"))["id"])
        self.assertEqual(listed.state, "received")
        self.assertIn("forward", listed.allowed_actions)

    def test_others_at_the_desk_are_not_concerned(self):
        self.assertEqual(self.receive().state, "received")

    def test_what_a_module_protects_is_protected(self):
        dossier = self.receive(door_note="postal")
        self.assertEqual(dossier.door_note, "postal")
        self.assertRefused(AccessError, "only by an action", dossier.write, {"door_note": "x"})

    def test_a_dossier_comes_from_elsewhere(self):
        payload = self.payload(door_note="from afar", channel="online")
        dossier, new = self.env["onestop.dossier"]._file(payload, "exchange", proof="signed message")
        self.assertTrue(new)
        self.assertEqual(
            (dossier.state, dossier.origin, dossier.sudo().door_note), ("submitted", "exchange", "from afar")
        )
