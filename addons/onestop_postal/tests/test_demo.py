import csv

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open


@tagged("post_install", "-at_install")
class TestPostalDemo(TransactionCase):
    """The demo is the pilot of seed 003: who works where, and one thing that is not in order."""

    def test_staff_of_the_pilot(self):
        rights = self.env["onestop.postal.right"].search([])
        self.assertTrue(rights, "these tests need demo data")
        people = {
            agency.name: len(rights.filtered(lambda right, agency=agency: right.agency_id == agency).user_id)
            for agency in rights.agency_id
        }
        self.assertEqual(
            people,
            {
                "Trung tâm Phục vụ hành chính công tỉnh Hà Nam": 2,
                "Ủy ban nhân dân huyện Bình Lục": 5,
                "Ủy ban nhân dân huyện Kim Bảng": 1,
                "Ủy ban nhân dân xã Khả Phong": 1,
                "Ủy ban nhân dân xã Đồng Hóa": 1,
                "Ủy ban nhân dân xã Đại Cương": 1,
            },
        )
        offices = self.env["onestop.postal.office"].search([("agency_id.code", "=like", "H25%")])
        self.assertEqual(offices.filtered(lambda office: not office.equipped).mapped("code"), ["DCG"])
        self.assertEqual(len(rights.filtered(lambda right: not right.trained_on).user_id), 1)

    def test_every_list_is_filled(self):
        for model in (
            "area", "office", "desk", "list", "right", "tariff", "tariff.row", "group", "shipment", "paper", "custody", "handover",
            "handover.line", "carrier", "carrier.code", "waybill", "carrier.event", "difference", "target", "agreement", "agreement.line", "settlement", "settlement.line", "incident", "statement", "statement.line",
            "unclaimed", "address.change",
        ):  # fmt: skip
            self.assertTrue(self.env[f"onestop.postal.{model}"].search_count([], limit=1), model)
        states = self.env["onestop.postal.handover"].search([]).mapped("state")
        self.assertEqual(sorted(states), ["offered", *["signed"] * 5])
        # the open problem: silence lets a citizen's paper be destroyed
        offered = self.env["onestop.postal.unclaimed"].search([])
        self.assertEqual(offered.state, "offered")
        settlement = self.env["onestop.postal.settlement"].search([])
        self.assertEqual((settlement.state, settlement.fixed_amount), ("post_confirmed", 39_000_000))
        self.assertTrue(settlement.agreement_id.at_treasury)

    def test_logins(self):
        with file_open("onestop_postal/demo/logins.csv", "r") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            user = self.env["res.users"].search([("login", "=", row["login"])])
            self.assertEqual((user.name, user.lang), (row["name"], "vi_VN"))
            self.assertIn(row["agency"], user.onestop_staff_ids.agency_id.mapped("name"))
        user.with_user(user)._check_credentials(
            {"type": "password", "login": user.login, "password": row["password"]}, {"interactive": False}
        )
