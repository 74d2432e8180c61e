import uuid

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .post_fees_case import PostFeesCase


@tagged("post_install", "-at_install")
class TestPostFees(PostFeesCase):
    """What a clerk of the post takes for the budget: the schedule says how much, the receipt is the delegate's."""

    def delegate(self):
        """A series of the post for what it collects in the agency's name at its counter."""
        desk = self.env["onestop.desk"].create({"name": "Quầy tại Bưu điện Thử", "agency_id": self.commune.id})
        self.postal_desk.desk_id = desk
        return self.make_series(
            "levy", "AC",
            delegate_name="Bưu điện tỉnh Thử", delegate_address="Đường Thử", delegate_desk_id=desk.id,
            delegate_told_on="2020-01-01",
        )  # fmt: skip

    def test_collected_at_the_post_office(self):
        series = self.delegate()
        with freeze_time(local("2026-11-23", "09:10")):
            item = self.accept_paid(3)
            self.end_transaction()
        dossier = item.dossier_id
        payment = item.sudo().payment_ids
        self.assertEqual((payment.method, payment.amount, payment.collector_id), ("post", 24_000, self.clerk))
        self.assertEqual((payment.postal_office_id, payment.postal_shipment_id), (self.office, item))
        self.assertEqual(dossier.due_ids.mapped("state"), ["paid"])
        receipt = payment.receipt_ids
        self.assertEqual((receipt.series_id, receipt.delegate_name), (series, "Bưu điện tỉnh Thử"))
        self.assertEqual((item.fee_amount, item.fee_receipt), (24_000, receipt.name))
        self.assertEqual(str(item.fee_due_on), "2026-11-24", "one working day")
        proof = item.paper_ids.filtered(lambda paper: paper.kind == "proof")
        self.assertEqual((proof.name, self.holder(proof)), (f"Biên lai {receipt.name}", f"office:{self.office.id}"))
        printed = item._slip_values()
        self.assertEqual((printed["fee"], printed["price"]), ("24.000 đ", "26.000 đ"), "the price is another sum")

    def test_without_a_series_of_its_own_the_agency_s(self):
        item = self.accept_paid()
        self.assertEqual(item.sudo().payment_ids.receipt_ids.series_id, self.series_levy)

    def test_sent_twice_it_is_taken_once(self):
        payload = self.packet(fee_answers={str(self.extract.id): {"quantity": 2}}, postal={"fee_pay": 16_000})
        shipments = self.env["onestop.postal.shipment"].with_user(self.clerk)
        first, again = shipments.accept(payload), shipments.accept(payload)
        self.assertEqual(first["id"], again["id"])
        payments = self.env["onestop.fee.payment"].search([("postal_shipment_id", "=", first["id"])])
        self.assertEqual(payments.mapped("amount"), [16_000])

    def test_another_sum_is_refused_and_nothing_is_accepted(self):
        before = self.env["onestop.postal.shipment"].search_count([])
        for pay, words in (
            (16_000, "is owed"),
            (True, "whole number"),
            (-8_000, "whole number"),
            ("8000", "whole number"),
        ):
            with self.subTest(pay=pay):
                self.assertRefused(UserError, words, self.accept_paid, pay=pay)
        self.assertRefused(
            UserError, "follow from the schedule", self.accept,
            fee_answers={str(self.extract.id): {"quantity": 1}}, postal={"fee_amount": 5_000, "fee_receipt": "01"},
        )  # fmt: skip
        self.assertEqual(self.env["onestop.postal.shipment"].search_count([]), before)

    def test_let_off_with_proof(self):
        child = self.extract.exemption_ids.filtered(lambda one: one.group_id == self.child)
        item = self.accept(
            fee_answers={str(self.extract.id): {"quantity": 1, "exemption_id": child.id, "proof": "Giấy khai sinh 5"}}
        )
        self.assertEqual((item.fee_amount, item.fee_owed), (0, 0))
        self.assertEqual(item.dossier_id.sudo().due_ids.state, "exempt")

    def test_where_no_schedule_is_kept_sum_and_receipt_are_entered(self):
        self.schedule.sudo().valid_to = "2020-12-31"
        item = self.accept(postal={"fee_amount": 8_000, "fee_receipt": "0000123"})
        self.assertEqual((item.fee_amount, item.payment_ids), (8_000, self.env["onestop.fee.payment"]))
        slip = self.sign(self.slip(item))
        self.assertTrue(item.fee_remitted_at, "handed over in cash with the slip")
        self.assertEqual(slip.fee_total, 8_000)

    def test_the_slip_carries_no_money_that_goes_to_the_account(self):
        item = self.accept_paid()
        slip = self.sign(self.slip(item))
        self.assertEqual((slip.fee_total, item.fee_remitted_at), (0, False))

    def test_taken_when_the_result_is_delivered(self):
        item = self.accept(fee_answers={str(self.extract.id): {"quantity": 2}})
        self.sign(self.slip(item))
        dossier = self.settled(item)
        result = self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id.with_user(self.clerk)
        self.assertEqual(result.fee_owed, 16_000)
        self.assertRefused(UserError, "Not paid yet", result.deliver, identity_seen=True)
        self.assertRefused(UserError, "is owed", result.deliver, identity_seen=True, fee_pay=8_000)
        dialog = self.env["onestop.postal.delivery"].with_user(self.clerk)
        dialog = dialog.create({"shipment_id": result.id, "identity_seen": True, "fee_taken": True})
        self.assertEqual(dialog.fee_owed, 16_000)
        dialog.action_confirm()
        self.assertEqual((result.state, result.fee_amount, dossier.state), ("delivered", 16_000, "returned"))
        self.assertEqual(result.sudo().payment_ids.postal_office_id, self.office)

    def test_who_delivers_nothing_takes_nothing(self):
        item = self.accept(fee_answers={str(self.extract.id): {"quantity": 2}})
        self.sign(self.slip(item))
        dossier = self.settled(item)
        result = self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id
        self.may["return"].sudo().unlink()
        self.assertRefused(AccessError, "", result.with_user(self.clerk).deliver, identity_seen=True, fee_pay=16_000)
        self.assertFalse(result.sudo().payment_ids)

    def test_undone_on_the_same_day(self):
        item = self.accept_paid(2)
        payment = item.sudo().payment_ids.with_user(self.clerk)
        payment._undo("Nhầm số bản")
        self.assertEqual((item.fee_amount, item.fee_owed, item.fee_due_on), (0, 16_000, False))

    def test_the_dialog_shows_what_is_owed(self):
        intake = self.env["onestop.postal.intake"].with_user(self.clerk)
        intake = intake.create(
            {
                "client_uuid": str(uuid.uuid4()),
                "desk_id": self.postal_desk.id, "procedure_id": self.procedure.id,
                "applicant_name": "Nguyễn Thị Thử", "applicant_phone": "0912345678",
                "applicant_address": "Thôn Thử, Xã Một", "area_id": self.area.id,
                "weight": 80, "page_count": 5, "sealed": True, "seal_number": "NP1",
            }
        )  # fmt: skip
        [line] = intake.fee_line_ids
        self.assertEqual((line.name, line.unit, line.amount, intake.fee_owed), ("Lệ phí hộ tịch", "bản", 8_000, 8_000))
        line.quantity = 3
        self.assertEqual(intake.fee_owed, 24_000)
        line.write({"exemption_id": self.extract.exemption_ids[1].id, "proof": "Sổ hộ nghèo 7"})
        self.assertEqual(intake.fee_owed, 12_000)
        item = self.env["onestop.postal.shipment"].browse(intake.action_accept()["res_id"])
        self.assertEqual((item.fee_amount, item.sudo().payment_ids.amount), (12_000, 12_000))
