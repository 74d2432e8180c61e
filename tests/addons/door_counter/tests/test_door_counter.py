from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorCounter(OnestopHttpCase):
    def setUp(self):
        super().setUp()
        self.app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])

    def test_from_the_start(self):
        answer = self.app.open_counter()
        self.assertEqual(answer["door"], 1)
        rows = {row["code"]: row["door"] for row in answer["catalogue"]["procedures"]}
        self.assertEqual(rows["9.000001"], "9.000001")

    def test_the_catalogue_is_sent_again_when_what_was_added_changes(self):
        version = self.app.open_counter()["catalogue_version"]
        self.env["onestop.process"].create({"name": "Mới"})
        self.env.flush_all()
        self.assertNotEqual(self.app.open_counter()["catalogue_version"], version)

    def test_a_dossier(self):
        answer = self.app.receive(self.payload() | {"door": "open"})
        self.assertEqual((answer["door"], answer["door_state"]), ("open", "received"))
        opened = self.app.open_dossier(answer["id"])
        self.assertEqual((opened["pane"], opened["door"]), ("door", 1))
        self.assertIn("result_address", opened["person"])
        done = self.app.act(answer["id"], "forward", opened["revision"])
        self.assertEqual(done["door"], opened["revision"] + 1)

    def test_in_the_bundle_of_the_counter_and_nowhere_else(self):
        def scripts(bundle):
            return self.env["ir.qweb"]._get_asset_bundle(bundle, css=False, js=True).js().raw.decode()

        self.assertIn("@door_counter/door", scripts("onestop_counter.assets_counter"))
        back_office = scripts("web.assets_web")
        self.assertNotIn("@door_counter", back_office)
        # of the Counter everybody loads the loader alone
        self.assertIn("@onestop_counter/loader", back_office)
        self.assertEqual(back_office.count("odoo.define('@onestop_counter/"), 1)

    def test_a_draft_on_the_screen(self):
        """Every place of a draft, and F9 that waits for what the module wants."""
        before = self.env["onestop.dossier"].search([])
        self.start_tour("/odoo/counter", "door_counter_draft", login="test_receptionist")
        dossier = self.env["onestop.dossier"].search([]) - before
        self.assertEqual((dossier.state, dossier.summary), ("received", "door open"))

    def test_a_result_on_the_screen(self):
        """Every place of an opened dossier, and the hand-over that waits for the module."""
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="1")
        name = "door_counter_return"
        before = f"sessionStorage.door_code = {dossier.code!r}; odoo.startTour({name!r})"
        self.start_tour("/odoo/counter", name, login="test_receptionist", code=before)
        self.assertEqual(dossier.state, "returned")
        handed_over = dossier.sudo().event_ids.filtered(lambda event: event.action == "return_result")
        self.assertEqual(handed_over.note, "unlocked")
