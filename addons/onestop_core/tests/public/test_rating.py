import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestRating(OnestopCase):
    """What a citizen says of the service: once, about the person who handed the result over, altered by nobody."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))

    def ready(self, **kwargs):
        dossier = self.receive(**kwargs)
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        return dossier

    def returned(self, **kwargs):
        dossier = self.ready(**kwargs)
        dossier.act("return_result")
        return dossier

    def rate(self, dossier, verdict="2", client_uuid=None, **kwargs):
        ratings = self.env["onestop.rating"].with_user(self.users["receptionist"])
        ratings._rate(dossier, verdict, client_uuid=client_uuid or str(uuid.uuid4()), source="counter", **kwargs)
        return dossier.sudo().onestop_rating_ids

    def test_sent_twice_rates_once(self):
        dossier = self.returned()
        client_uuid = str(uuid.uuid4())
        rating = self.rate(dossier, "0", client_uuid)
        self.assertEqual(self.rate(dossier, "0", client_uuid), rating)
        self.assertEqual(dossier.event_ids.mapped("action").count("rate"), 1)
        with self.assertRaisesRegex(UserError, "rated already and cannot be rated again"):
            self.rate(dossier, "2")
        self.assertEqual(rating.verdict, "0")

    def test_who_handed_over_is_rated(self):
        """Whoever turns the screen round, it is about the person who handed the result over last."""
        dossier = self.returned()
        self.as_role(dossier, "leader").act("reopen", reason="Sai sót")
        self.as_role(dossier, "leader").act("approve")
        self.as_role(dossier, "postal_clerk").act("return_result")
        self.assertEqual(self.rate(dossier).rated_user_id, self.users["postal_clerk"])

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "after its result was handed over"):
            self.rate(self.ready())
        dossier = self.returned()
        for words, args in (("three verdicts", ("3",)), ("no valid identifier", ("2", "1"))):
            with self.assertRaisesRegex(UserError, words):
                self.rate(dossier, *args)
        self.assertFalse(dossier.sudo().onestop_rating_ids)

    def test_what_else_was_answered_is_kept_and_nothing_that_nobody_asks(self):
        rating = self.rate(self.returned(), indicators={"contacts": "2", "attitude": "0"})
        self.assertEqual((rating.contacts, rating.attitude, rating.offices), ("2", "0", False))
        for wrong in ({"contacts": "3"}, {"score": "2"}, {"dossier_id": "1"}):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "answers that are offered"):
                self.rate(self.returned(), indicators=wrong)

    # ------------------------------------------------------------------ afterwards

    def test_nobody_alters_it(self):
        rating = self.rate(self.returned(), "0")
        for user in (*self.users.values(), self.manager, self.env.user):
            for change in (lambda one: one.write({"verdict": "2"}), lambda one: one.unlink()):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    change(rating.with_user(user))
        with self.assertRaisesRegex(AccessError, "not changed"):
            rating.sudo().write({"verdict": "2"})
        with self.assertRaisesRegex(AccessError, "not deleted"):
            rating.sudo().unlink()

    def test_the_person_rated_does_not_read_it(self):
        dossier = self.returned()
        rating = self.rate(dossier, "0", feedback="Phải chờ lâu")
        with self.assertRaises(AccessError):
            rating.with_user(self.users["receptionist"]).read(["verdict"])
        with self.assertRaises(AccessError):
            dossier.with_user(self.users["receptionist"]).read(["onestop_rating_ids"])
        self.assertEqual(self.as_role(dossier, "leader").onestop_rating_ids.verdict, "0")
        event = dossier.event_ids[-1]
        self.assertEqual((event.action, event.data, event.note), ("rate", {"source": "counter"}, False))

    def test_averages(self):
        for verdict in ("2", "2", "0"):
            self.rate(self.returned(), verdict)
        ratings = self.env["onestop.rating"].with_user(self.users["supervisor"])
        [(agency, person, count, score, satisfied)] = ratings._read_group(
            [("agency_id", "=", self.commune.id)],
            ["agency_id", "rated_user_id"],
            ["__count", "score:avg", "satisfied:avg"],
        )
        self.assertEqual((agency, person, count), (self.commune, self.users["receptionist"], 3))
        self.assertAlmostEqual(score, 4 / 3)
        self.assertAlmostEqual(satisfied, 200 / 3)

    def test_dossier_is_opened_from_it(self):
        dossier = self.returned()
        action = self.rate(dossier).with_user(self.users["leader"]).action_open_dossier()
        self.assertEqual((action["res_model"], action["res_id"]), ("onestop.dossier", dossier.id))
