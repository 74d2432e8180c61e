from odoo.addons.onestop_core.tests.dossier.transition_case import TransitionCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged


@tagged("post_install", "-at_install")
class TestDoorStep(TransitionCase):
    def setUp(self):
        super().setUp()
        self.dossier = self.dossier_in("received")
        self.dossier.act("forward")
        self.step = self.dossier.sudo().step_id
        self.specialist = self.as_role(self.dossier, "specialist")

    def test_offered_where_the_step_allows_it(self):
        self.assertNotIn("door_inspect", self.specialist.allowed_actions)
        self.assertRefused(UserError, "does not allow “Inspect the Place”", self.specialist.act, "door_inspect")
        self.step.can_door_inspect = True
        self.dossier.invalidate_recordset()
        self.assertIn("door_inspect", self.specialist.allowed_actions)
        self.assertNotIn("door_inspect", self.as_role(self.dossier, "leader").allowed_actions)

    def test_a_button_of_its_own_and_not_in_the_menu(self):
        self.step.can_door_inspect = True
        more = [one["action"] for one in self.specialist.more_actions]
        self.assertIn("door_inspect", self.specialist.allowed_actions)
        self.assertNotIn("door_inspect", more)
        self.assertIn("request_payment", more)

    def test_the_dialog_asks_what_the_action_needs(self):
        self.step.can_door_inspect = True
        opened = self.specialist.with_context(onestop_action="door_inspect").action_act()
        dialog = self.env[opened["res_model"]].with_user(self.users["specialist"]).browse(opened["res_id"])
        self.assertEqual((opened["name"], dialog.inputs), ("Inspect the Place", ["door_place", "note"]))
        with Form(dialog) as form:
            form.door_place = "Thôn Thử"
        dialog.action_confirm()
        event = self.dossier.sudo().event_ids[-1]
        self.assertEqual((self.dossier.door_place, event.action), ("Thôn Thử", "door_inspect"))
        self.dossier.invalidate_recordset()
        self.assertNotIn("door_inspect", self.specialist.allowed_actions, "a guard of the module hides it")

    def test_what_a_dialog_can_mend_is_refused_when_it_is_filled_in(self):
        self.step.can_door_inspect = True
        self.specialist._check_before_dialog("door_inspect", None)
        self.assertRefused(UserError, "which place", self.specialist.act, "door_inspect")
        self.dossier.sudo().door_place = "Thôn Thử"
        self.assertRefused(UserError, "already", self.specialist._check_before_dialog, "door_inspect", None)

    def test_a_step_may_demand_it(self):
        self.step.check_ids = [(0, 0, {"check_name": "door_inspected"})]
        self.step.can_door_inspect = True
        self.assertRefused(UserError, "Inspect the place first", self.specialist.act, "forward")
        self.specialist.act("door_inspect", door_place="Thôn Thử")
        self.specialist.act("forward")

    def test_an_action_beside_the_table(self):
        self.dossier.sudo().door_place = "Thôn Thử"
        self.assertRefused(
            AccessError, "not in your hands", self.as_role(self.dossier, "cashier")._perform, "door_forget"
        )
        self.specialist._perform("door_forget")
        self.assertFalse(self.dossier.door_place)
        self.assertEqual(self.dossier.state, "processing")
