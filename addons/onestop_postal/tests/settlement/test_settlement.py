from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestSettlement(PostalCase):
    """A month is paid from what both sides have signed, once, and agreed by both."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.sides = {}
        for role in ("post_accountant", "agency_accountant"):
            user = cls.env["res.users"].create({"login": f"test_{role}", "name": role, "tz": "Asia/Ho_Chi_Minh"})
            cls.env["onestop.staff"].create(
                {
                    "user_id": user.id,
                    "agency_id": cls.commune.id,
                    "role_ids": [(6, 0, cls.env.ref(f"onestop_postal.role_{role}").ids)],
                    "valid_from": "2020-01-01",
                }
            )
            cls.sides[role] = user
        cls.agreement = cls.env["onestop.postal.agreement"].create(
            {
                "number": "01/2026/HĐDV",
                "agency_id": cls.commune.id,
                "operator": "Bưu điện tỉnh Thử",
                "signed_on": "2026-01-05",
                "valid_from": "2026-01-05",
                "value": 50_000_000,
                "budget_line": "Chương 805, loại 340, khoản 341",
                "budget_ceiling": 8_000_000,
                "line_ids": [
                    (0, 0, {"code": code, "unit_price": price})
                    for code, price in (
                        ("intake", 26_000),
                        ("result", 25_000),
                        ("staff", 6_000_000),
                        ("premises", 500_000),
                        ("late", 26_000),
                    )
                ],
            }
        )
        return result

    def post(self, record):
        return record.with_user(self.sides["post_accountant"])

    def agency(self, record):
        return record.with_user(self.sides["agency_accountant"])

    def settlement(self, month="2026-11-01", draw=True):
        record = self.post(self.env["onestop.postal.settlement"]).create(
            {"agreement_id": self.agreement.id, "month": month}
        )
        if draw:
            record.action_draw()
        return record

    def one_way(self, accepted, signed):
        with freeze_time(accepted):
            shipment = self.accept()
            slip = self.slip(shipment)
        with freeze_time(signed):
            self.sign(slip)
        return shipment

    def test_a_month_worked_out_in_full(self):
        # four dossiers in November, one of them two days late; one signed in the last minute of October, one in the first of December
        self.one_way(local("2026-10-30", "09:00"), local("2026-10-31", "23:59"))
        first = self.one_way(local("2026-10-30", "15:00"), local("2026-11-01", "00:00"))
        self.one_way(local("2026-11-09", "09:00"), local("2026-11-10", "09:00"))
        self.one_way(local("2026-11-16", "09:00"), local("2026-11-19", "09:00"))
        self.one_way(local("2026-11-27", "09:00"), local("2026-11-30", "23:59"))
        self.one_way(local("2026-11-30", "09:00"), local("2026-12-01", "00:00"))
        # one that the agency refused
        with freeze_time(local("2026-11-20", "09:00")):
            slip = self.slip(self.accept(), self.accept(applicant_name="Trần Văn Hai"))
            taker = slip.with_user(self.users["receptionist"])
            taker.line_ids[1].write({"refused": True, "reason": "Rách niêm phong"})
            self.sign(slip)
        # one result
        with freeze_time(local("2026-11-25", "09:00")):
            self.sign(self.slip(self.settled(first).code, direction="to_post"))
        october = self.settlement("2026-10-01")
        self.assertEqual(october.line_ids[0].quantity, 1)
        record = self.settlement()
        self.assertEqual(
            [(line.code, line.quantity, line.unit_price, line.amount) for line in record.line_ids],
            [
                ("intake", 5, 26_000, 130_000),
                ("result", 1, 25_000, 25_000),
                ("premises", 1, 500_000, 500_000),
                ("staff", 1, 6_000_000, 6_000_000),
                ("late", 1, -26_000, -26_000),
            ],
        )
        # 130.000 + 25.000 + 6.500.000 − 26.000
        self.assertEqual(record.payable, 6_629_000)
        self.assertEqual(record.budget_left, 1_371_000)
        for line in record.line_ids.filtered(lambda line: line.kind == "leg"):
            self.assertEqual(len(line.leg_ids), line.quantity, "each traceable to its slip")
        record.action_draw()
        self.assertEqual(record.payable, 6_629_000, "drawn again it is the same")
        printed = record._minutes_values()
        self.assertEqual((printed["payable"], printed["vat"], len(printed["slips"])), (6_629_000, 0, 2))
        self.assertTrue(record.sheet)
        december = self.settlement("2026-12-01")
        self.assertEqual(december.line_ids[0].quantity, 1)

    def test_confirmed_by_both(self):
        self.one_way(local("2026-11-09", "09:00"), local("2026-11-10", "09:00"))
        record = self.settlement()
        self.assertRefused(AccessError, "not yours", self.agency(record).action_post_confirm)
        self.assertRefused(UserError, "moved on", self.agency(record).action_confirm)
        record.action_post_confirm()
        self.assertRefused(AccessError, "not yours", record.action_confirm)
        self.agency(record).action_send_back()
        self.assertEqual(record.state, "draft")
        record.action_post_confirm()
        self.agency(record).action_confirm()
        self.assertEqual((record.post_user_id, record.agency_user_id), tuple(self.sides.values()))
        for act in (record.action_draw, record.unlink, lambda: record.write({"month": "2026-10-01"})):
            self.assertRefused(UserError, "", act)
        self.assertRefused(
            UserError, "later month", self.post(record.line_ids).create,
            {"settlement_id": record.id, "name": "Sửa", "unit_price": 1},
        )  # fmt: skip
        self.assertRefused(AccessError, "not yours", record.action_pay)
        self.agency(record).action_pay()
        self.assertEqual(record.state, "paid")

    def test_a_leg_is_paid_once(self):
        self.one_way(local("2026-11-09", "09:00"), local("2026-11-10", "09:00"))
        record = self.settlement()
        record.action_post_confirm()
        leg = record.line_ids[0].leg_ids
        self.assertEqual(len(leg), 1)
        self.agreement.valid_to = "2026-11-30"
        other = self.agreement.copy({"number": "02/2026/HĐDV", "valid_from": "2026-12-01", "valid_to": False})
        again = self.post(self.env["onestop.postal.settlement"]).create(
            {"agreement_id": other.id, "month": "2026-11-01"}
        )
        again.action_draw()
        self.assertEqual(again.line_ids[0].quantity, 0)
        # what came after its month was confirmed is paid in the next one
        self.agency(record).action_confirm()
        self.one_way(local("2026-11-24", "09:00"), local("2026-11-25", "09:00"))
        self.assertEqual(self.settlement("2026-12-01").line_ids[0].quantity, 1)
        self.assertEqual(again.fixed_amount, 0, "not in force in this month")

    def test_only_adjustments_are_typed(self):
        record = self.settlement()
        lines = self.post(self.env["onestop.postal.settlement.line"])
        self.assertRefused(
            UserError, "only adjustments", lines.create,
            {"settlement_id": record.id, "kind": "leg", "name": "X", "unit_price": 1},
        )  # fmt: skip
        self.assertRefused(UserError, "only adjustments", record.line_ids[0].write, {"quantity": 99})
        lines.create({"settlement_id": record.id, "name": "Tháng 10 tính thừa một bộ", "unit_price": -26_000})
        self.assertEqual(record.payable, 6_500_000 - 26_000)
        record.action_draw()
        self.assertEqual(record.adjustment_amount, -26_000, "drawing anew keeps it")

    def test_budget_and_dates(self):
        record = self.settlement()
        self.agreement.budget_ceiling = 6_400_000
        record.action_post_confirm()
        self.assertRefused(UserError, "100.000 đ are missing", self.agency(record).action_confirm)
        # begun on 05/01: 27 of 31 days of 6.500.000, each half a đồng rounded up
        january = self.settlement("2026-01-01")
        self.assertEqual(january.fixed_amount, 5_225_806 + 435_484)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.agreement.copy({"number": "3", "valid_from": "2026-06-01"})
        self.assertFalse(self.agreement.at_treasury)
        self.agreement.value += 1
        self.assertTrue(self.agreement.at_treasury)
        self.assertFalse(self.agreement.beyond_ceiling)
        self.agreement.line_ids[0].unit_price = 26_001
        self.assertTrue(self.agreement.beyond_ceiling)

    def test_fees_are_never_set_off(self):
        with freeze_time(local("2026-11-09", "09:00")):
            slip = self.slip(self.accept(postal={"fee_amount": 8_000, "fee_receipt": "1"}))
            self.sign(slip)
        record = self.settlement()
        self.assertEqual(record.payable, 26_000 + 6_500_000)
        self.assertEqual(slip.line_ids.shipment_id.payer, "agency")

    def test_others(self):
        record = self.settlement()
        self.assertFalse(
            self.env["onestop.postal.settlement"].with_user(self.users_2["leader"]).search([("id", "=", record.id)])
        )
        with self.assertRaises(AccessError):
            record.with_user(self.clerk).read(["payable"])

    def test_forms_by_the_way_of_paying(self):
        """A service contract is settled by 08a; what the budget has ordered by 03 and 04, each of the set of its day."""
        month = self.env["onestop.postal.settlement"].create({"agreement_id": self.agreement.id, "month": "2026-11-01"})
        head = month._minutes_values()
        self.assertEqual((head["form_number"], head["form_source"]), ("08a", "Nghị định số 11/2020/NĐ-CP"))
        self.agreement.route = "order"
        head = month._minutes_values()
        self.assertEqual((head["form_number"], head["form_source"]), ("04", "Nghị định số 32/2019/NĐ-CP"))
        contract = self.agreement._order_values()
        self.assertEqual((contract["form_number"], contract["code"]), ("03", self.agreement.number))
        prices = {row["name"]: row["price"] for row in contract["rows"]}
        self.assertEqual(len(prices), len(self.agreement.line_ids))
        for code in ("onestop_postal.form_order", "onestop_postal.form_acceptance", "onestop_postal.form_work_done"):
            self.assertTrue(self.env.ref(code)._preview().startswith(b"%PDF"), code)
        self.env.ref("onestop_postal.form_set_order").sudo().valid_from = "2030-01-01"
        self.assertRefused(UserError, "No form set in force", month._minutes_values)
