from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestAccept(PostalCase):
    """What happens at the post office, before the agency has anything (QĐ 45/2016 art. 6, TT 17/2017 art. 9)."""

    def test_the_slip(self):
        with freeze_time(local("2026-11-23", "09:10")):
            shipment = self.accept(postal={"fee_amount": 8_000, "fee_receipt": "0000123"})
        dossier = shipment.dossier_id
        self.assertEqual((shipment.state, shipment.direction, dossier.state), ("accepted", "intake", "submitted"))
        self.assertEqual((dossier.origin, dossier.channel, dossier.assisted_by_id), ("post", "post", self.clerk))
        self.assertFalse(dossier.received_at or dossier.intake_due_at, "the time of the agency has not begun")
        self.assertRegex(shipment.name, r"^THU26\d{6}$")
        self.assertEqual((shipment.price, shipment.weight, shipment.page_count), (26_000, 80, 7))
        self.assertEqual(shipment.promised_on, date(2026, 11, 24))
        self.assertEqual((shipment.fee_amount, shipment.fee_due_on), (8_000, date(2026, 11, 24)))
        kinds = shipment.paper_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["original", "copy", "copy", "copy", "copy", "proof"])
        self.assertEqual(shipment.paper_ids.filtered("to_return").kind, "original")
        self.assertEqual({self.holder(paper) for paper in shipment.paper_ids}, {f"office:{self.office.id}"})
        printed = shipment._slip_values()
        self.assertEqual(printed["sender"][:2], ["Nguyễn Thị Thử", "Thôn Thử, Xã Một"])
        self.assertEqual(
            (printed["price"], printed["fee"], printed["seal"], printed["promised"]),
            ("26.000 đ", "8.000 đ", "NP001", "24/11/2026"),
        )
        self.assertIn("09 giờ 10 phút", printed["moment"])

    def test_sent_twice_it_is_one_packet(self):
        payload = self.packet()
        shipments = self.env["onestop.postal.shipment"].with_user(self.clerk)
        first, again = shipments.accept(payload), shipments.accept(payload)
        self.assertEqual((first["id"], first["name"]), (again["id"], again["name"]))
        self.assertEqual((first["replayed"], again["replayed"]), (False, True))

    def test_what_is_no_packet(self):
        for postal, words in (
            ({"secret": True}, "KT1"),
            ({"weight": 0}, "Weigh"),
            ({"weight": True}, "Weigh"),
            ({"weight": "80"}, "Weigh"),
            ({"page_count": 0}, "count its pages"),
            ({"sealed": False}, "Seal"),
            ({"seal_number": " "}, "Seal"),
            ({"fee_amount": -1}, "whole number"),
            ({"fee_amount": 8_000}, "receipt"),
            ({"office_id": False}, "Choose the post office"),
        ):
            with self.subTest(postal=postal):
                self.assertRefused(UserError, words, self.accept, postal=postal)
        self.assertRefused(UserError, "empty packet", self.accept, documents=[])
        self.posted.unlink()
        self.assertRefused(UserError, "posted no tariff", self.accept)

    def test_rights(self):
        self.assertRefused(AccessError, "You receive no dossiers", self.accept, user=self.users["receptionist"])
        self.assertRefused(AccessError, "no approved list", self.accept, procedure=self.procedure_same_day)
        self.assertRefused(AccessError, "You receive no dossiers", self.accept, agency=self.commune_2)
        other = self.office.copy({"code": "KHC"})
        self.assertRefused(AccessError, "You receive no dossiers", self.accept, postal={"office_id": other.id})
        shipment = self.accept()
        self.assertFalse(
            self.env["onestop.postal.shipment"]
            .with_user(self.users_2["receptionist"])
            .search([("id", "=", shipment.id)])
        )
        for values in ({"price": 1}, {"weight": 1}, {"accepted_at": False}, {"state": "lost"}):
            with self.assertRaises(AccessError):
                shipment.write(values)

    def test_groups_and_zones(self):
        half = self.env.ref("onestop_postal.group_poor")
        self.assertEqual(self.accept(postal={"group_id": half.id}).price, 13_000)
        far = self.accept(postal={"area_id": self.area_2.id, "weight": 501})
        self.assertEqual(far.price, 30_500 + 2_900)
        self.assertIn("30.500", far.price_words)
        self.assertIn("2.900", far.price_words)

    def test_over_tet(self):
        for day, name in ((15, "Tết"), (16, "Tết"), (17, "Tết"), (18, "Tết"), (19, "Tết")):
            self.env["onestop.calendar.day"].create({"date": f"2027-02-{day}", "name": name})
        with freeze_time(local("2027-02-12", "16:00")):
            shipment = self.accept(postal={"area_id": self.area_2.id})
        # J + 2 after the holidays: Monday and Tuesday
        self.assertEqual(shipment.promised_on, date(2027, 2, 23))
