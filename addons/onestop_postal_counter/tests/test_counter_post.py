from odoo.addons.onestop_postal.tests.postal_case import PostalCase
from odoo.exceptions import AccessError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCounterPost(PostalCase):
    def setUp(self):
        super().setUp()
        self.app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])
        self.app_post = self.env["onestop.counter.app"].with_user(self.clerk)

    def test_which_post_offices_work_for_the_desk(self):
        here = {str(self.commune.id): [{"id": self.office.id, "name": "Bưu điện Thử"}]}
        self.assertEqual(self.app.open_counter()["postal"], here)
        self.postal_desk.valid_to = "2020-12-31"
        self.assertEqual(self.app.open_counter()["postal"], {})

    def test_a_clerk_of_the_post_sees_what_a_right_opens(self):
        codes = {one["code"] for one in self.app_post._catalogue((self.commune.id,))["procedures"]}
        self.assertEqual(codes, {self.procedure.code})
        self.assertIn(
            self.procedure_same_day.code, {one["code"] for one in self.app._catalogue((self.commune.id,))["procedures"]}
        )
        before = self.app_post._catalogue_version(self.commune)
        self.list.procedure_ids |= self.procedure_same_day
        self.assertNotEqual(self.app_post._catalogue_version(self.commune), before, "the browser asks anew")
        codes = {one["code"] for one in self.app_post._catalogue((self.commune.id,))["procedures"]}
        self.assertEqual(codes, {self.procedure.code, self.procedure_same_day.code})
        self.may["receive"].trained_on = False
        self.assertEqual(self.app_post._catalogue((self.commune.id,))["procedures"], [])

    def test_where_the_post_has_no_desk_its_clerk_is_as_without_it(self):
        self.postal_desk.unlink()
        codes = {one["code"] for one in self.app_post._catalogue((self.commune.id,))["procedures"]}
        self.assertIn(self.procedure_same_day.code, codes)

    def test_a_clerk_of_the_post_receives_at_the_desk_as_the_desk_does(self):
        answer = self.app_post.receive(self.payload())
        dossier = self.env["onestop.dossier"].browse(answer["id"])
        self.assertEqual((dossier.state, dossier.receiver_id), ("received", self.clerk))
        self.assertTrue(dossier.due_at, "no hand-over comes before: the time runs from the reception")
        self.assertRefused(
            AccessError, "no approved list", self.app_post.receive, self.payload(self.procedure_same_day)
        )

    def test_what_it_costs_to_have_the_result_brought(self):
        quote = self.app.postal_quote(self.commune.id)
        # TT 22/2017: within an area up to 100 g 26.000 đ, between areas of a province 30.500 − the table of the tests is the law's
        self.assertEqual((quote["price"], quote["ceiling"], quote["days"], quote["refusal"]), (26_000, 26_000, 1, ""))
        self.assertEqual(quote["area_id"], self.area.id)
        far = self.app.postal_quote(self.commune.id, self.area_2.id)
        self.assertEqual((far["area_id"], far["days"]), (self.area_2.id, 2))
        self.assertGreaterEqual(far["price"], quote["price"])
        self.posted.unlink()
        self.assertIn("posted no tariff", self.app.postal_quote(self.commune.id)["refusal"])
        self.postal_desk.unlink()
        self.assertIsNone(self.app.postal_quote(self.commune.id))
        self.assertRefused(AccessError, "receive no dossiers", self.app.postal_quote, self.commune_2.id)

    def test_an_opened_dossier_says_where_its_papers_are(self):
        self.assertFalse(self.app.open_dossier(self.receive().id)["postal"])
        item = self.accept()
        shown = self.app.open_dossier(item.dossier_id.id)["postal"]
        self.assertEqual(([one["name"] for one in shown["items"]], shown["hands"]), ([item.name], ["Bưu điện Thử"]))
        self.assertFalse(shown["may_send"])
        self.sign(self.slip(item))
        dossier = self.settled(item)
        shown = self.app.open_dossier(dossier.id)["postal"]
        self.assertEqual((shown["hands"], shown["may_send"]), (["Xã Một"], True))
        slip = self.slip(dossier.code, direction="to_post", offered=False)
        self.assertFalse(self.app.open_dossier(dossier.id)["postal"]["may_send"])
        # a packet whose way has ended otherwise than with the citizen stands in the way of no other
        for state in ("returned", "lost", "destroyed"):
            slip.line_ids.shipment_id.sudo().state = state
            self.assertTrue(self.app.open_dossier(dossier.id)["postal"]["may_send"], state)
