from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestTarget(PostalCase):
    """Each figure of the plan, counted by hand from what happens here."""

    def target(self, code, target=1, agency=None, year=2026, **values):
        return self.env["onestop.postal.target"].create(
            {"agency_id": (agency or self.commune).id, "year": year, "code": code, "target": target, **values}
        )

    def value(self, one):
        one.invalidate_recordset()
        return one.value if one.known else None

    def test_points(self):
        points, equipped = self.target("points", 2), self.target("equipped", 50)
        self.assertEqual((self.value(points), points.reached, self.value(equipped)), (1, False, 0))
        other = self.office.copy(
            {"code": "HAI", "has_line": True, "computer_count": 1, "printer_count": 1, "scanner_count": 1}
        )
        self.assertEqual(self.value(points), 1, "without a desk it does not work yet")
        self.env["onestop.postal.desk"].create(
            {"office_id": other.id, "agency_id": self.commune.id, "valid_from": "2020-01-01"}
        )
        self.assertEqual((self.value(points), points.reached), (2, True))
        self.assertEqual((self.value(equipped), equipped.reached), (50, True))
        # a province counts what lies below it
        self.assertEqual(self.value(self.target("points", 1, self.province)), 2)
        self.assertEqual(self.value(self.target("points", 1, self.commune_2)), 0)

    def test_shares_of_a_year(self):
        intake, results = self.target("intake", 20), self.target("results", 20)
        self.assertIsNone(self.value(intake), "nothing to be a share of")
        self.assertFalse(intake.reached)
        with freeze_time(local("2026-11-23", "09:00")):
            item = self.accept()
            self.sign(self.slip(item))
            for _one in range(3):
                self.receive()
            self.assertEqual((self.value(intake), intake.reached), (25, True))
            dossier = self.settled(item)
            result = self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id
            self.assertIsNone(self.value(results))
            result.with_user(self.clerk).deliver(identity_seen=True)
        self.assertEqual(self.value(results), 100)
        self.assertIsNone(self.value(self.target("intake", 1, year=2025)))
        self.assertEqual(self.env["onestop.dossier"].search(intake.action_open()["domain"]), item.dossier_id)

    def test_growth_and_the_turn_of_the_year(self):
        for day, clock, count in (("2025-12-31", "23:30", 2), ("2026-01-01", "00:30", 3)):
            with freeze_time(local(day, clock)):
                for _one in range(count):
                    self.accept()
        growth = self.target("growth", 50)
        self.assertEqual((self.value(growth), growth.reached), (50, True))
        self.assertIsNone(self.value(self.target("growth", 1, year=2025)), "nothing before")

    def test_who_was_helped_to_file_online(self):
        helped = self.target("assisted")
        with freeze_time(local("2026-11-23", "09:00")):
            item = self.accept()
        self.assertEqual(self.value(helped), 0, "a packet is no filing online")
        item.dossier_id.sudo().origin = "portal"
        self.assertEqual(self.value(helped), 1)

    def test_staff_is_said_by_the_agency(self):
        staff = self.target("staff", 2, stated=3)
        self.assertEqual((self.value(staff), staff.reached), (3, True))
        self.assertEqual(staff.action_open()["res_id"], staff.id)

    def test_once_a_year_and_by_whom(self):
        self.target("points")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.target("points")
        with self.assertRaises(AccessError):
            self.env["onestop.postal.target"].with_user(self.clerk).create(
                {"agency_id": self.commune.id, "year": 2027, "code": "points", "target": 1}
            )
