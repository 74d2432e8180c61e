import uuid
from datetime import timedelta
from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from odoo import fields
from odoo.addons.onestop_core import http_call
from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import config, mute_logger

from ..engine import vnpay
from .vnpay_gateway import SECRET, TERMINAL, VnpayGateway, notice

LOGGER = "odoo.addons.onestop_payment_online.models.payment_transaction_vnpay"
SWEEP = "odoo.addons.onestop_payment_online.models.payment_transaction_sweep"
CLIENT = "203.0.113.7"


class VnpayCase(PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.provider = cls.env.ref("onestop_payment_online.payment_provider_vnpay").copy(
            {
                "company_id": cls.company.id,
                "vnpay_terminal": TERMINAL,
                "vnpay_secret": SECRET,
                "payment_method_ids": [(6, 0, cls.env.ref("onestop_payment_online.payment_method_vnpay").ids)],
                "state": "test",
            }
        )
        cls.transactions = cls.env["payment.transaction"].sudo()
        return result

    def begin(self, *dossiers):
        """An attempt to pay for dossiers: the transaction, and what the payer's browser takes to the gateway."""
        dues = self.env["onestop.fee.due"].browse([due.id for dossier in dossiers for due in dossier.due_ids])
        address = dues.sudo()._pay_online(CLIENT, landing="/ho-so/1")
        sent = dict(parse_qsl(urlsplit(address).query))
        return self.transactions.search([("reference", "=", sent["vnp_TxnRef"])]), sent

    def tell(self, transaction, *args, amount=None, **kwargs):
        return self.transactions._vnpay_notice(
            notice(transaction.reference, amount or transaction.onestop_amount, *args, **kwargs)
        )

    def noted(self, kind):
        return self.env["onestop.fee.exception"].search([("kind", "=", kind), ("agency_id", "=", self.commune.id)])


@tagged("post_install", "-at_install")
class TestVnpay(VnpayCase):
    # ------------------------------------------------------------------ beginning

    def test_what_the_payer_takes_along(self):
        transaction, sent = self.begin(self.received(), self.received(quantity=1))
        self.assertEqual(
            (transaction.onestop_amount, transaction.state, transaction.company_id), (32_000, "pending", self.company)
        )
        self.assertEqual((sent["vnp_Amount"], sent["vnp_TmnCode"], sent["vnp_IpAddr"]), ("3200000", TERMINAL, CLIENT))
        self.assertEqual(sent["vnp_SecureHash"], vnpay.sign(sent, SECRET))
        self.assertNotIn(SECRET, str(sent))

    def test_who_begins_nothing(self):
        dossier = self.received()
        self.provider.state = "disabled"
        self.assertRefused(UserError, "no online payments yet", self.begin, dossier)
        self.provider.state = "test"
        self.pay(dossier)
        self.assertRefused(UserError, "still owed", self.begin, dossier)
        stranger = self.make_staff("cashier", self.commune_2, "_2")
        due = self.received().due_ids.with_user(stranger)
        self.assertRefused(AccessError, "", due._pay_online, CLIENT)

    def test_the_desk_leads_the_payer_to_the_gateway(self):
        due = self.received().due_ids
        action = due.with_user(self.cashier).action_pay_online()
        self.assertEqual(
            (action["type"], action["url"].partition("?")[0]), ("ir.actions.act_url", self.provider.vnpay_pay_url)
        )
        self.assertRefused(AccessError, "take no money", due.with_user(self.users["leader"]).action_pay_online)

    def test_where_the_payer_comes_back_is_on_this_site(self):
        due = self.received().due_ids.sudo()
        for landing in ("https://evil.example/", "//evil.example"):
            due._pay_online(CLIENT, landing=landing)
        self.assertEqual(
            set(self.transactions.search([("onestop_due_ids", "in", due.ids)]).mapped("onestop_landing")), {"/"}
        )

    def test_the_gateway_is_reached_by_https(self):
        with self.assertRaises(ValidationError):
            self.provider.vnpay_api_url = "http://192.168.1.5/api"

    def test_the_secret_is_sealed(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT sealed_values FROM payment_provider WHERE id = %s", [self.provider.id])
        self.assertNotIn(SECRET, self.env.cr.fetchone()[0])
        self.assertEqual(self.provider._vnpay_contract().secret, SECRET)

    # ------------------------------------------------------------------ notices

    def test_d2_01_paid(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        self.assertEqual(self.tell(transaction), "00")
        payment = transaction.onestop_payment_id
        self.assertEqual((payment.method, payment.amount, payment.reference), ("online", 24_000, "14012345"))
        self.assertEqual((transaction.state, dossier.due_ids.state, len(payment.receipt_ids)), ("done", "paid", 1))
        self.assertEqual(payment.collector_id.name, "Nộp trực tuyến")
        transaction._post_process()
        self.assertFalse(transaction.payment_id)

    def test_d2_02_ten_times_is_once(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        self.assertEqual([self.tell(transaction) for _time in range(10)], ["00"] + ["02"] * 9)
        self.assertEqual(len(dossier.due_ids.line_ids), 1)

    @mute_logger(LOGGER)
    def test_d2_03_not_signed(self):
        transaction, _sent = self.begin(self.received())
        forged = notice(transaction.reference, 24_000) | {"vnp_Amount": "100"}
        self.assertEqual(self.transactions._vnpay_notice(forged), "97")
        self.assertEqual(
            self.transactions._vnpay_notice(notice(transaction.reference, 24_000, vnp_TmnCode="OTHER123")), "97"
        )
        self.assertEqual(self.transactions._vnpay_notice({}), "97")
        self.assertEqual(transaction.state, "pending")
        self.assertFalse(self.env["onestop.fee.exception"].search([("agency_id", "=", self.commune.id)]))

    @mute_logger(LOGGER)
    def test_nobody_signs_for_a_terminal_without_a_secret(self):
        """A terminal that nobody has, and one whose secret is gone, as after a restore without the sealing key."""
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        self.provider.vnpay_secret = False
        for terminal in (TERMINAL, "", "NOBODY01"):
            forged = notice(transaction.reference, 24_000, secret="", vnp_TmnCode=terminal)
            with self.subTest(terminal=terminal):
                self.assertEqual(self.transactions._vnpay_notice(forged), "97")
                self.assertEqual(self.transactions._vnpay_come_back(forged), ("unknown", "/"))
        self.assertEqual((transaction.state, dossier.due_ids.state), ("pending", "open"))
        self.assertFalse(self.env["onestop.fee.exception"].search([("kind", "=", "unknown_payment")]))
        with self.assertRaises(UserError):
            self.begin(dossier)

    def test_d2_04_a_payment_nobody_knows(self):
        self.assertEqual(self.transactions._vnpay_notice(notice("MC9999999999", 24_000)), "01")
        found = self.env["onestop.fee.exception"].search([("kind", "=", "unknown_payment")])
        self.assertEqual((found.amount, found.reference), (24_000, "14012345"))

    def test_d2_05_another_amount(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        self.assertEqual([self.tell(transaction, amount=23_000) for _time in range(2)], ["04", "04"])
        self.assertEqual((transaction.state, dossier.due_ids.state), ("pending", "open"))
        self.assertEqual(self.noted("amount_differs").amount, 23_000)
        # the money is there: the payer is not told that it is not
        self.assertEqual((transaction.vnpay_received, transaction._vnpay_shown()), (23_000, "waiting"))
        failed, _sent = self.begin(self.received())
        self.assertEqual(self.tell(failed, "24", "02", amount=23_000), "04")
        self.assertEqual(len(self.noted("amount_differs")), 1)

    def test_d2_06_two_codes_that_contradict_each_other(self):
        transaction, _sent = self.begin(self.received())
        self.assertEqual(self.tell(transaction, "00", "02"), "00")
        self.assertEqual((transaction.state, transaction.vnpay_held, len(self.noted("held"))), ("pending", True, 1))

    def test_d2_07_held_and_then_released(self):
        transaction, _sent = self.begin(self.received())
        self.assertEqual(self.tell(transaction, "07", "07"), "00")
        self.assertEqual((transaction.state, transaction._vnpay_shown()), ("pending", "waiting"))
        self.assertEqual(self.noted("held").owner_id, self.money["accountant"])
        self.assertEqual(self.tell(transaction), "00")
        self.assertEqual((transaction.state, transaction.vnpay_held), ("done", False))
        self.assertEqual((self.noted("held").state, self.noted("held").resolved_by_id.id), ("resolved", False))

    def test_d2_08_failed(self):
        transaction, _sent = self.begin(self.received())
        self.assertEqual(self.tell(transaction, "24", "02"), "00")
        self.assertEqual((transaction.state, transaction._vnpay_shown()), ("error", "failed"))
        self.assertFalse(self.env["onestop.fee.exception"].search([("agency_id", "=", self.commune.id)]))

    def test_d2_11_late_success_after_it_was_given_up(self):
        for state in ("error", "cancel"):
            dossier = self.received()
            transaction, _sent = self.begin(dossier)
            transaction._set_error("x") if state == "error" else transaction._set_canceled("x")
            self.assertEqual(self.tell(transaction), "00")
            self.assertEqual((transaction.state, dossier.due_ids.state), ("done", "paid"))

    def test_d2_12_two_attempts_both_succeed(self):
        dossier = self.received()
        first, second = self.begin(dossier)[0], self.begin(dossier)[0]
        self.assertEqual((self.tell(second), self.tell(first, number="14012346")), ("00", "00"))
        self.assertEqual((second.onestop_payment_id.amount, first.onestop_payment_id.id), (24_000, False))
        self.assertEqual((self.noted("paid_twice").amount, first.state), (24_000, "done"))

    def test_d2_23_paid_when_nothing_is_owed_any_more(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        dossier.due_ids._cancel("Rút hồ sơ")
        self.assertEqual(self.tell(transaction), "00")
        self.assertEqual((dossier.due_ids.state, len(self.noted("no_longer_owed"))), ("cancelled", 1))
        self.assertFalse(transaction.onestop_payment_id)

    def test_what_cannot_be_booked_is_told_to_a_person(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        refusing = patch.object(type(self.env["onestop.fee.payment"]), "_collect", side_effect=UserError("Sổ đã khóa"))
        with refusing:
            self.assertEqual(self.tell(transaction), "00")
        self.assertEqual((transaction.state, dossier.due_ids.state), ("done", "open"))
        self.assertIn("Sổ đã khóa", self.noted("not_booked").words)

    def test_d2_21_one_identifier_is_one_payment(self):
        dues, others = self.received().due_ids.sudo(), self.received().due_ids.sudo()
        payments, sent = self.env["onestop.fee.payment"].sudo(), str(uuid.uuid4())
        first = payments._collect(dues, "online", 24_000, client_uuid=sent)
        self.assertEqual(payments._collect(dues, "online", 24_000, client_uuid=sent), first)
        self.assertRefused(UserError, "another payment", payments._collect, others, "online", 24_000, client_uuid=sent)
        self.assertEqual((len(dues.line_ids), others.state), (1, "open"))

    @mute_logger(LOGGER)
    def test_d2_20_a_word_that_is_unknown(self):
        transaction, _sent = self.begin(self.received())
        self.assertEqual(self.tell(transaction, "88", "77"), "00")
        self.assertEqual(transaction.state, "pending")

    def test_d2_28_out_of_order(self):
        dossier = self.received()
        transaction, _sent = self.begin(dossier)
        said = (("00", "01"), ("00", "00"), ("24", "02"), ("07", "07"), ("00", "00"))
        self.assertEqual([self.tell(transaction, *codes) for codes in said], ["00", "00", "02", "02", "02"])
        self.assertEqual((transaction.state, dossier.due_ids.state), ("done", "paid"))


class GatewayCase(VnpayCase):
    """With a gateway that answers, or does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway = cls.enterClassContext(VnpayGateway())
        cls.startClassPatcher(patch.dict(config.options, {http_call.PRIVATE_HOSTS: "127.0.0.1"}))
        cls.provider.vnpay_api_url = cls.gateway.url

    def setUp(self):
        super().setUp()
        for kept in (self.gateway.payments, self.gateway.refunds, self.gateway.behaviours, self.gateway.questions):
            kept.clear()
        # those of demo data are asked for elsewhere
        self.transactions.search([("vnpay_ask_at", "!=", False)]).vnpay_ask_at = False


@tagged("post_install", "-at_install")
class TestVnpaySweep(GatewayCase):
    def sweep(self, after):
        with freeze_time(self.begun + after):
            return self.transactions._cron_vnpay_sweep()

    def attempt(self):
        self.begun = fields.Datetime.now()
        with freeze_time(self.begun):
            return self.begin(self.received())[0]

    def test_d2_13_asked_only_after_its_time(self):
        self.attempt()
        limit = timedelta(minutes=16)
        self.assertEqual(self.sweep(limit - timedelta(seconds=1)), 0)
        self.assertEqual(self.sweep(limit), 1)
        self.assertEqual(self.sweep(limit + timedelta(seconds=1)), 0)

    def test_d2_14_the_gateway_says_that_it_was_paid(self):
        transaction = self.attempt()
        self.gateway.payments[transaction.reference] = (24_000, "00")
        self.sweep(timedelta(minutes=20))
        self.assertEqual((transaction.state, transaction.onestop_payment_id.amount), ("done", 24_000))
        self.assertFalse(transaction.vnpay_ask_at)
        self.assertEqual(
            self.gateway.questions[0]["vnp_TransactionDate"], vnpay.stamp(self.aware(transaction.vnpay_made_at))
        )

    @staticmethod
    def aware(moment):
        return moment.replace(tzinfo=vnpay.ZONE) + timedelta(hours=7)

    @mute_logger(SWEEP)
    def test_d2_15_a_gateway_that_is_not_there(self):
        transaction = self.attempt()
        self.gateway.behaviours[:] = ["lost", "lost", "lost"]
        for minutes in (20, 40, 70):
            self.sweep(timedelta(minutes=minutes))
        self.assertEqual((transaction.state, len(self.noted("no_answer"))), ("pending", 1))
        self.gateway.payments[transaction.reference] = (24_000, "00")
        self.sweep(timedelta(minutes=130))
        self.assertEqual(transaction.state, "done")
        self.assertEqual(self.noted("no_answer").state, "resolved")

    @mute_logger(SWEEP)
    def test_d2_16_who_never_answers_is_asked_daily(self):
        transaction = self.attempt()
        self.gateway.behaviours[:] = ["broken"] * 12
        for minutes in (17, 31, 61, 121, 241, 481, 961, 1441, 2881, 4321, 5800, 7300):
            self.sweep(timedelta(minutes=minutes))
        self.assertEqual((transaction.state, bool(transaction.vnpay_ask_at)), ("pending", True))
        self.gateway.payments[transaction.reference] = (24_000, "00")
        self.sweep(timedelta(minutes=8_800))
        self.assertEqual(transaction.state, "done")

    @mute_logger(SWEEP)
    def test_d2_16_what_tells_nothing_changes_nothing(self):
        transaction = self.attempt()
        self.gateway.payments[transaction.reference] = (24_000, "00")
        self.gateway.behaviours[:] = ["repeat", "broken", "forged", "garbage", "500"]
        for minutes in (20, 40, 70, 130, 250):
            self.sweep(timedelta(minutes=minutes))
            self.assertEqual(transaction.state, "pending")
        self.sweep(timedelta(minutes=490))
        self.assertEqual(transaction.state, "done")

    def test_nobody_paid(self):
        transaction = self.attempt()
        for after in (*(timedelta(minutes=minutes) for minutes in (17, 31, 61, 121, 241, 481, 961)), *(timedelta(days=days, minutes=1) for days in (1, 2, 3))):  # fmt: skip
            self.sweep(after)
        self.assertEqual(
            (transaction.state, transaction.vnpay_ask_at, len(self.gateway.questions)), ("cancel", False, 10)
        )
        self.assertEqual((self.tell(transaction), transaction.state), ("00", "done"))
