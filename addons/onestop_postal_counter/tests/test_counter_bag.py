import uuid

from odoo.addons.onestop_postal.tests.postal_case import PostalCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCounterBag(PostalCase):
    """Bags at the Counter: the slip's own rights and rules, asked by the two sides from their screens."""

    def setUp(self):
        super().setUp()
        self.desk_app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])
        self.post_app = self.env["onestop.counter.app"].with_user(self.clerk)
        self.place = (self.commune.id, self.office.id)

    def scan(self, bag, text, user=None, stamp=None):
        slip = self.env["onestop.postal.handover"].with_user(user or self.clerk).browse(bag["slip"]["id"])
        return slip.scan(text, stamp or str(uuid.uuid4()))

    def test_from_the_post_to_the_desk(self):
        first, second = self.accept(), self.accept(applicant_name="Trần Văn Hai")
        self.assertEqual(self.post_app.bag(*self.place), {"slip": False, "offered": []})
        bag = self.post_app.bag_open(*self.place)
        self.assertFalse(bag["slip"]["to_post"])
        self.assertEqual(self.post_app.bag_open(*self.place)["slip"]["id"], bag["slip"]["id"], "one slip at a time")
        for item in (first, second):
            self.assertEqual(self.scan(bag, item.name)["status"], "added")
        self.assertEqual(self.post_app.bag(*self.place)["slip"]["count"], 2)
        offered = self.post_app.bag_offer(bag["slip"]["id"])
        self.assertEqual((offered["state"], offered["count"]), ("offered", 2))
        self.assertEqual(self.post_app.bag(*self.place)["offered"], [], "who offers does not sign")

        [there] = self.desk_app.bag(*self.place)["offered"]
        line = next(one for one in there["lines"] if one["item"] == second.name)
        self.assertRefused(UserError, "Say why", self.desk_app.bag_refuse, line["id"], " ")
        self.assertRefused(AccessError, "other side", self.post_app.bag_refuse, line["id"], "Rách")
        there = self.desk_app.bag_refuse(line["id"], "Niêm phong rách")
        self.assertEqual(there["refused"], 1)
        self.assertRefused(AccessError, "other side", self.post_app.bag_sign, there["id"])
        signed = self.desk_app.bag_sign(there["id"])
        self.assertEqual(signed["state"], "signed")
        self.assertEqual((first.dossier_id.state, second.dossier_id.state), ("received", "submitted"))
        self.assertFalse(self.desk_app.bag(*self.place)["offered"])

    def test_a_result_from_the_desk_to_the_post(self):
        item = self.accept()
        self.sign(self.slip(item))
        dossier = self.settled(item)
        stamp = str(uuid.uuid4())
        answer = self.desk_app.bag_put(dossier.id, self.office.id, stamp)
        self.assertEqual((answer["status"], answer["count"]), ("added", 1))
        self.assertEqual(self.desk_app.bag_put(dossier.id, self.office.id, stamp)["count"], 1, "pressed twice, once")
        bag = self.desk_app.bag(*self.place)
        self.assertTrue(bag["slip"]["to_post"])
        self.desk_app.bag_offer(bag["slip"]["id"])
        signed = self.post_app.bag_sign(bag["slip"]["id"])
        self.assertEqual(signed["state"], "signed")
        result = dossier.postal_shipment_ids.filtered(lambda one: one.direction == "result")
        self.assertEqual((result.state, result.weight, result.price), ("accepted", 100, 26_000))

    def test_what_is_not_ready_goes_on_no_slip(self):
        dossier = self.receive()
        answer = self.desk_app.bag_put(dossier.id, self.office.id, str(uuid.uuid4()))
        self.assertEqual(answer["status"], "unknown")
        self.assertIn("No result", answer["message"])

    def test_whose_place_it_is_not(self):
        self.assertRefused(UserError, "does not work for", self.desk_app.bag, self.commune.id, 0)
        other = self.env["onestop.counter.app"].with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, "receive no dossiers", other.bag, *self.place)
        item = self.accept()
        slip = self.slip(item)
        for call in (other.bag_offer, other.bag_sign):
            self.assertRefused(AccessError, "", call, slip.id)
        self.assertRefused(AccessError, "", other.bag_refuse, slip.line_ids.id, "Rách")
        self.assertRefused(AccessError, "", other.bag_put, item.dossier_id.id, self.office.id, str(uuid.uuid4()))

    def test_one_call_a_scan(self):
        """What a scan costs at the Counter is what it costs on the slip: the pane asks nothing else."""
        bag = self.post_app.bag_open(*self.place)
        items = [self.accept(applicant_name=f"Người số {number:02d}").name for number in range(3)]
        self.scan(bag, items[0])
        self.env.flush_all()
        with self.assertQueryCount(20):
            self.scan(bag, items[1])
            self.env.flush_all()
