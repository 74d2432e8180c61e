import uuid

from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import HallCase, HallWorld, at


@tagged("post_install", "-at_install")
class TestCounterStrip(HallCase):
    def app(self, user=None):
        return self.env["onestop.counter.app"].with_user(user or self.users["receptionist"])

    def test_the_strip(self):
        with at("08:00"):
            self.assertEqual(
                (self.app().hall(self.counter.id)["waiting"], self.app().hall(self.counter.id)["ticket"]), (0, False)
            )
            self.take()
            self.take(self.queue_b)
            self.assertEqual(self.app().hall(self.counter.id)["waiting"], 1)
            hall = self.app().hall_call(self.counter.id, str(uuid.uuid4()))
            self.assertEqual((hall["found"], hall["waiting"], hall["ticket"]["code"]), (True, 0, "A001"))
            ticket_id = hall["ticket"]["id"]
            hall = self.app().hall_move(self.counter.id, ticket_id, "hold", reason="photo")
            self.assertEqual(([one["code"] for one in hall["aside"]], hall["ticket"]), (["A001"], False))
            hall = self.app().hall_move(self.counter.id, ticket_id, "take_up")
            self.assertEqual(hall["ticket"]["state"], "called")
            self.assertEqual(self.app().hall_move(self.counter.id, ticket_id, "serve")["ticket"]["state"], "serving")
            self.assertFalse(self.app().hall_move(self.counter.id, ticket_id, "finish")["ticket"])
            self.assertRefused(UserError, "no longer", self.app().hall_move, self.counter.id, ticket_id, "finish")

    def test_only_named_moves(self):
        with at("08:00"):
            ticket = self.take()
            for move in ("unlink", "_end", "write", "sudo"):
                with self.assertRaises(ValueError):
                    self.app().hall_move(self.counter.id, ticket.id, move)

    def test_numbers_that_no_row_has(self):
        for number in (0, -1, 2**31, 10**12, "1", None, True, [1]):
            self.assertRefused(AccessError, "not one of yours", self.app().hall, number)
            self.assertRefused(UserError, "no longer", self.app().hall_move, self.counter.id, number, "finish")
            self.assertRefused(UserError, "not one of those", self.app().hall_move, self.counter.id, number, "take_up")

    def test_a_counter_without_a_queue_has_no_strip(self):
        counter = self.env["onestop.counter"].create({"name": "Quầy 9", "number": 9, "desk_id": self.desk.id})
        self.assertIs(self.app().hall(counter.id), False)
        self.assertRefused(UserError, "calls no queue", self.app().hall_call, counter.id, str(uuid.uuid4()))
        self.assertRefused(AccessError, ".*", self.app(self.users_2["receptionist"]).hall, self.counter.id)

    def test_the_visit_and_its_dossiers_are_one_line(self):
        with at("08:00"):
            ticket = self.take()
            self.call()
        with at("08:05"):
            answer = self.app().receive({**self.payload(), "ticket_id": ticket.id})
        dossier = self.env["onestop.dossier"].browse(answer["id"])
        self.assertEqual((dossier.ticket_id, ticket.state, ticket.dossier_ids), (ticket, "serving", dossier))

    def test_a_foreign_visit_is_not_noted(self):
        with at("08:00"):
            elsewhere = self.env["onestop.ticket"]._take(self.queue_other, source="desk", client_uuid=str(uuid.uuid4()))
            waiting = self.take()
            for ticket_id in (elsewhere.id, waiting.id, "1", 10**12, True, None):
                answer = self.app().receive({**self.payload(), "ticket_id": ticket_id})
                self.assertFalse(self.env["onestop.dossier"].browse(answer["id"]).ticket_id)


@tagged("post_install", "-at_install")
class TestCounterStripTour(HallWorld, OnestopHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_hall()

    def test_called_from_the_counter(self):
        # whatever the hour of the test: the numbers are of today
        today = self.commune._today()
        for number in (1, 2):
            self.env["onestop.ticket"].create(
                {
                    "queue_id": self.queue.id,
                    "desk_id": self.desk.id,
                    "agency_id": self.commune.id,
                    "day": today,
                    "number": number,
                    "prefix": "A",
                    "source": "kiosk",
                    "taken_at": "2026-11-23 01:00:00",
                    "effective_at": "2026-11-23 01:00:00",
                    "client_uuid": str(uuid.uuid4()),
                    "follow_token": str(uuid.uuid4()),
                }
            )._begin("waiting")
        self.start_tour("/odoo/counter", "onestop_kiosk_strip", login="test_receptionist")
        tickets = self.env["onestop.ticket"].search([("queue_id", "=", self.queue.id)], order="number")
        self.assertEqual(tickets.mapped("state"), ["done", "held"])
