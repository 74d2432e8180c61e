from odoo.addons.onestop_core.engine import transitions
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged


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

    def test_a_desk_of_the_module_has_the_rows_that_it_is_given(self):
        clerk = self.make_mobile_clerk()
        dossier = self.receive(user=clerk)
        self.assertIn("forward", dossier.allowed_actions, "it stands in for the receptionist's step")
        self.assertNotIn("withdraw", dossier.allowed_actions, "it was given no row of this action")
        self.assertRefused(AccessError, "does not allow", dossier.act, "withdraw", reason="Không cần nữa")
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="1")
        self.assertRefused(AccessError, "does not allow", dossier.with_user(clerk).act, "return_result")
        self.as_role(dossier, "receptionist").act("return_result")

    def make_mobile_clerk(self):
        user = self.make_staff("receptionist", self.commune, "_mobile")
        user.sudo().onestop_staff_ids.role_ids = self.env.ref("door_desk.role_door_clerk")
        return user

    def test_steps_have_their_role_from_the_process(self):
        rows = self.env["onestop.dossier"]._transitions()
        with self.assertRaises(ValueError):
            transitions.extend(rows, "forward", roles=("door_clerk",))

    def test_a_paper_is_told_more(self):
        component = self.procedure.current_version_id.component_ids[0]
        papers = [
            {"component_id": one.id, "handed_in": True, **({"door_shelf": "K2"} if one == component else {})}
            for one in self.procedure.current_version_id.component_ids
        ]
        dossier = self.receive(documents=papers)
        self.assertEqual(dossier.document_ids.mapped("door_shelf"), ["K2", False, False, False, False])

    def test_a_dossier_comes_from_elsewhere(self):
        payload = self.payload(door_note="from afar", channel="online")
        dossier, new = self.env["onestop.dossier"]._file(payload, "exchange", proof="signed message")
        self.assertTrue(new)
        self.assertEqual(
            (dossier.state, dossier.origin, dossier.sudo().door_note), ("submitted", "exchange", "from afar")
        )

    def test_what_a_way_in_may_say(self):
        helper = self.users["receptionist"]
        payload = self.payload(channel="post")
        dossiers = self.env["onestop.dossier"]
        with freeze_time(local(MONDAY)):
            dossier, _new = dossiers._file(
                payload, "exchange", proof="postmark", assisted_by=helper, submitted_at=local("2026-11-20")
            )
            again, new = dossiers._file(payload, "exchange", proof="postmark")
        self.assertEqual((again, new), (dossier, False), "the client's own identifier")
        self.assertEqual((dossier.submitted_at, dossier.assisted_by_id), (local("2026-11-20"), helper))
        self.assertTrue(dossier.request_number)
        self.assertFalse(dossier.code)
        # eight working hours from Monday 09:00, six of them on that day
        self.assertEqual(dossier.intake_due_at, local("2026-11-24", "09:30"))
        desk = dossier.with_user(helper)
        desk.act("transfer", agency_id=self.commune_2.id)
        self.assertEqual((dossier.state, dossier.received_agency_id), ("submitted", self.commune_2))
        there = dossier.with_user(self.users_2["receptionist"])
        there.act("request_payment", reason="Nộp lệ phí 26.000 đ")
        self.assertEqual(dossier.state, "payment")
        there.act("resume", receipt_number="0000123")
        self.assertEqual(dossier.state, "submitted")

    def test_a_module_narrows_who_sees_a_dossier_and_what_hangs_on_it(self):
        open_to_all = self.receive(door_note="postal")
        sealed = self.receive(door_note="postal, sealed")
        clerk = self.users["postal_clerk"]
        for model, path in (
            ("onestop.dossier", "id"),
            ("onestop.dossier.event", "dossier_id"),
            ("onestop.dossier.document", "dossier_id"),
        ):
            records = self.env[model]
            self.assertTrue(records.with_user(clerk).search([(path, "=", open_to_all.id)]), model)
            self.assertFalse(records.with_user(clerk).search([(path, "=", sealed.id)]), model)
            self.assertTrue(records.with_user(self.users["receptionist"]).search([(path, "=", sealed.id)]), model)
        with self.assertRaises(AccessError):
            sealed.with_user(clerk).read(["code"])
