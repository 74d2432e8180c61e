import random
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.addons.onestop_core import http_call
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import config, mute_logger

from .outward_case import OutwardCase
from .vnpt_provider import ACCOUNT, VnptProvider


class TransmissionCase(OutwardCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.messages = cls.env["onestop.receipt.message"].sudo()
        return result

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(config.options, {http_call.PRIVATE_HOSTS: "127.0.0.1"}))
        cls.provider = VnptProvider()
        cls.provider.__enter__()
        cls.addClassCleanup(cls.provider.__exit__)
        cls.connection = cls.env["onestop.receipt.connection"].create(
            {"agency_id": cls.commune.id, "url": cls.provider.url, "valid_from": "2020-01-01", "timeout": 2, **ACCOUNT}
        )

    def setUp(self):
        super().setUp()
        self.provider.receipts.clear()
        self.provider.asked.clear()
        self.provider.behaviours.clear()

    def told(self, *receipts):
        """The messages of receipts, written now."""
        self.messages._cron_gather()
        self.env.flush_all()
        receipts = receipts or (self.receipt(),)
        self.messages._cron_gather()
        return self.messages.search([("receipt_id", "in", [one.id for one in receipts])], order="id")

    def deliver(self, message, *behaviours):
        """Try once, whatever the clock says.

        :return: seconds until the next try
        """
        message = message.sudo()
        self.provider.behaviours[:] = behaviours
        message.next_try_at = fields.Datetime.now()
        self.env.flush_all()
        waits = message._deliver()
        self.env.invalidate_all()
        return waits

    def issued(self, message):
        """How often the provider was asked to issue a receipt."""
        key = message.receipt_id._outward_key()
        return sum(1 for operation, of in self.provider.asked if of == key and operation == "ImportAndPublishInv")


@tagged("post_install", "-at_install")
class TestTransmission(TransmissionCase):
    def test_a_receipt_is_issued(self):
        receipt = self.receipt()
        message = self.told(receipt)
        self.assertEqual((message.kind, message.status, receipt.outward_status), ("issue", "to_issue", "to_issue"))
        self.assertIn("about to be sent", message.reason)
        self.assertEqual(self.deliver(message), 0)
        self.assertEqual((message.status, message.reason, receipt.outward_status), ("issued", "", "issued"))
        [(key, there)] = self.provider.receipts.items()
        self.assertEqual(key, f"EBL01-{receipt.symbol}-{receipt.number}")
        self.assertEqual(
            (there["total"], there["payer"], there["number"]), (24_000, receipt.payer_name, receipt.number)
        )
        self.messages._cron_gather()
        self.assertEqual(len(receipt.outward_message_ids), 1, "it is told once")

    def test_before_the_first_day_and_without_a_connection_nothing_is_told(self):
        receipt = self.receipt()
        self.connection.valid_from = receipt.issued_on + timedelta(days=1)
        self.messages._cron_gather()
        self.assertFalse(receipt.outward_message_ids)
        self.connection.valid_from = receipt.issued_on
        self.connection.active = False
        self.messages._cron_gather()
        self.assertFalse(receipt.outward_message_ids)
        self.assertFalse(receipt.outward_status)

    def test_one_after_the_other(self):
        first, second, third = self.told(self.receipt(), self.receipt(), self.receipt())
        self.assertEqual(second.reason, "Waits for an earlier one of its series.")
        for message in (third, second):
            self.deliver(message)
            self.assertEqual((message.status, self.provider.asked), ("to_issue", []))
        for message in (first, second, third):
            self.deliver(message)
        self.assertEqual([number for _serial, number in self.provider.numbers()], [1, 2, 3])

    def test_other_series_go_on(self):
        levy = self.receipt()
        charge = self.pay(self.received(self.procedure_same_day, pieces=1, quantity=2)).receipt_ids
        self.end_transaction()
        blocked, other = self.told(levy, charge)
        self.deliver(blocked, "good", "ERR:29")
        self.deliver(other)
        self.assertEqual((blocked.status, other.status), ("refused", "issued"))

    def test_only_the_first_has_a_job(self):
        first, second = self.told(self.receipt(), self.receipt())
        jobs = self.env["queue.job"].search([("model_name", "=", "onestop.receipt.message")])
        names = " ".join(jobs.mapped("identity_key"))
        self.assertIn(first.uuid, names)
        self.assertNotIn(second.uuid, names)
        self.deliver(first)
        jobs = self.env["queue.job"].search([("model_name", "=", "onestop.receipt.message")])
        self.assertIn(second.uuid, " ".join(jobs.mapped("identity_key")))

    def test_an_answer_that_is_lost_is_looked_up_and_adopted(self):
        message = self.told()
        self.assertGreater(self.deliver(message, "good", "lost_after"), 0)
        self.assertEqual((message.status, len(self.provider.receipts)), ("unknown", 1))
        self.deliver(message)
        self.assertEqual((message.status, message.code, self.issued(message)), ("issued", "FOUND", 1))

    def test_a_time_out_is_the_same(self):
        message = self.told()
        self.deliver(message, "good", "slow")
        self.assertEqual((message.status, message.code), ("unknown", "ReadTimeout"))
        self.deliver(message)
        self.assertEqual((message.status, self.issued(message)), ("issued", 1))

    def test_a_worker_that_dies_is_the_same(self):
        message = self.told()
        self.provider.behaviours[:] = ["good", "good"]
        message._send()
        message.write({"state": "sending", "tries": 1, "tried_at": fields.Datetime.now()})
        self.assertEqual(message.status, "sent")
        self.deliver(message)
        self.assertEqual((message.status, self.issued(message)), ("issued", 1))

    def test_what_never_arrived_is_sent_again(self):
        message = self.told()
        self.deliver(message, "good", "lost")
        self.assertEqual((message.status, len(self.provider.receipts)), ("unknown", 0))
        self.deliver(message)
        self.assertEqual((message.status, len(self.provider.receipts)), ("issued", 1))

    def test_a_provider_that_is_down_makes_nothing_unknown(self):
        """The question that comes first fails: nothing was sent."""
        message = self.told()
        for behaviour in ("500", "lost", "garbage", "entity"):
            self.assertGreater(self.deliver(message, behaviour), 0)
            self.assertEqual((message.status, self.issued(message)), ("to_issue", 0), behaviour)
        self.deliver(message)
        self.assertEqual(message.status, "issued")

    def test_answers_that_say_nothing(self):
        for behaviour in ("500", "garbage", "entity", "ERR:5", "ERR:999"):
            message = self.told()
            self.deliver(message, "good", behaviour)
            self.assertEqual(message.status, "unknown", behaviour)
            self.assertTrue(message.reason)
            self.deliver(message)
            self.assertEqual(
                (message.status, len(self.provider.receipts)), ("issued", len(set(self.provider.numbers())))
            )

    def test_a_key_that_is_there(self):
        """A look-up that lags: the key is there, and is found at once or later; it is never issued again."""
        message = self.told()
        self.deliver(message, "good", "lost_after")
        self.deliver(message, "blind")
        self.assertEqual((message.status, message.code, self.issued(message)), ("issued", "FOUND", 2))
        self.assertEqual(len(self.provider.receipts), 1)
        later = self.told()
        self.deliver(later, "good", "lost_after")
        self.deliver(later, "blind", "good", "blind")
        self.assertEqual((later.status, later.code), ("unknown", "ERR:13"))
        self.deliver(later)
        self.assertEqual((later.status, len(self.provider.receipts)), ("issued", 2))

    def test_lies(self):
        message = self.told()
        self.deliver(message, "good", "lie_number")
        self.assertEqual((message.status, message.code), ("refused", "NUMBER"))
        self.assertIn("another number", message.reason)
        message.with_user(self.money["accountant"])._set_aside("x")
        other = self.told()
        self.deliver(other, "good", "lie_key")
        self.assertEqual(other.status, "unknown")
        self.deliver(other)
        self.assertEqual(other.status, "issued")

    def test_another_receipt_under_the_key(self):
        message = self.told()
        self.provider.receipts[message.receipt_id._outward_key()] = {
            "pattern": "EBL01", "serial": message.receipt_id.symbol, "number": 1, "payer": "X", "total": 1, "paid": True, "day": None,
        }  # fmt: skip
        self.deliver(message)
        self.assertEqual((message.status, message.code, self.issued(message)), ("refused", "OTHER", 0))

    def test_what_is_refused_holds_up_those_behind_it(self):
        """And is told so; when it was settled, the others go, and none was refused for its day."""
        first, second = self.told(self.receipt(), self.receipt())
        self.deliver(first, "good", "ERR:29")
        self.assertEqual((first.status, first.code), ("refused", "ERR:29"))
        self.assertIn("certificate at the provider", first.reason)
        self.assertNotIn("ERR", first.reason)
        self.deliver(second)
        self.assertEqual(second.status, "to_issue")
        accountant = first.with_user(self.money["accountant"])
        accountant.action_again()
        self.assertEqual(first.status, "to_issue")
        self.deliver(first)
        self.deliver(second)
        self.assertEqual([first.status, second.status], ["issued", "issued"])

    def test_out_of_order_elsewhere(self):
        """Somebody has issued a later one on the provider's page."""
        message = self.told()
        self.provider.receipts["x"] = {
            "serial": message.receipt_id.symbol,
            "number": 1,
            "day": message.receipt_id.issued_on,
        }
        self.provider.receipts["x"]["day"] = fields.Datetime.now() + timedelta(days=1)
        self.deliver(message)
        self.assertEqual((message.status, message.code), ("refused", "ERR:30"))
        self.assertIn("later receipt", message.reason)

    def test_setting_one_aside(self):
        first, second = self.told(self.receipt(), self.receipt())
        self.deliver(first, "good", "ERR:20")
        own = first.with_user(self.money["accountant"])
        self.assertRefused(UserError, "settled with the provider", own._set_aside, " ")
        for user in (self.cashier, self.money["auditor"], self.money["fee_approver"]):
            self.assertRefused(AccessError, "accountant", first.with_user(user)._set_aside, "x")
            self.assertRefused(AccessError, "accountant", first.with_user(user).action_again)
        dialog = self.env["onestop.receipt.aside"].with_user(self.money["accountant"]).with_context(active_id=first.id)
        dialog.create({"reason": "Đăng ký tay"}).action_set_aside()
        self.assertEqual(
            (first.status, first.reason, first.aside_by_id), ("aside", "Đăng ký tay", self.money["accountant"])
        )
        self.assertRefused(UserError, "done already", own._set_aside, "x")
        self.assertRefused(UserError, "sent again", own.action_again)
        self.deliver(second, "good", "ERR:20")
        self.assertEqual(second.status, "refused", "the next one goes")

    def test_a_cancellation(self):
        receipt = self.receipt()
        issue = self.told(receipt)
        receipt._cancel("Trả lại tiền")
        self.messages._cron_gather()
        cancel = receipt.outward_message_ids - issue
        self.deliver(cancel)
        self.assertEqual(cancel.status, "to_issue", "not before it was issued")
        self.deliver(issue)
        self.assertGreater(self.deliver(cancel, "good", "500"), 0)
        self.assertEqual(cancel.status, "unknown")
        self.deliver(cancel)
        there = self.provider.receipts[receipt._outward_key()]
        self.assertEqual((cancel.status, there["cancelled"], receipt.outward_status), ("issued", True, "issued"))

    def test_a_replacement(self):
        receipt = self.receipt()
        new = receipt.browse(receipt.with_user(self.cashier).replace("Sai tên", "Trần Văn Đúng"))
        self.end_transaction()
        for message in self.told(receipt, new):
            self.deliver(message)
        there = self.provider.receipts[new._outward_key()]
        self.assertEqual((there["replaces"], there["payer"]), (receipt._outward_key(), "Trần Văn Đúng"))
        self.assertEqual(new.outward_status, "issued")

    def test_names_with_signs_arrive_whole(self):
        receipt = self.receipt()
        receipt.sudo().payer_name = "Công ty A & B <C> “Đ”"
        self.deliver(self.told(receipt))
        self.assertEqual(self.provider.receipts[receipt._outward_key()]["payer"], "Công ty A & B <C> “Đ”")

    def test_the_desk_is_never_held_up(self):
        self.told()
        with patch.object(type(self.messages), "create", side_effect=UserError("x")):
            receipt = self.receipt()
        self.assertTrue(receipt.number)

    def test_whatever_happens_each_is_issued_once_and_in_order(self):
        """Random misfortune until all is done."""
        chance = random.Random(261_129)
        messages = self.told(*(self.receipt() for _one in range(6)))
        ways = ("good", "good", "lost", "lost_after", "500", "garbage", "blind", "lie_key", "ERR:5")
        for _round in range(600):
            left = messages.filtered(lambda one: one.state != "sent")
            if not left:
                break
            self.deliver(chance.choice(left), *(chance.choice(ways) for _each in range(3)))
        self.assertEqual(set(messages.mapped("status")), {"issued"})
        self.assertEqual([number for _serial, number in self.provider.numbers()], list(range(1, 7)))

    def test_tries_come_to_an_end(self):
        message = self.told()
        message.tries = 29
        self.assertEqual(self.deliver(message, "good", "lost"), 0)
        self.assertEqual((message.state, message.status), ("failed", "unknown"), "nobody knows, also at the end")

    def test_an_address_that_is_not_allowed(self):
        message = self.told()
        with patch.dict(config.options, {http_call.PRIVATE_HOSTS: ""}):
            self.deliver(message)
            self.assertRefused(ValidationError, "https", self.connection.write, {"url": "http://10.0.0.1/"})
        self.assertEqual((message.status, message.answer, self.provider.asked), ("to_issue", "AddressRefused", []))

    def test_age(self):
        message = self.told()
        with freeze_time(fields.Datetime.now() + timedelta(days=3)):
            message.invalidate_recordset()
            self.assertEqual(message.age, 3)

    def test_no_secret_in_the_table(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT row_to_json(c)::text FROM onestop_receipt_connection c WHERE id = %s", [self.connection.id]
        )
        [stored] = self.env.cr.fetchone()
        for secret in (*ACCOUNT.values(), self.provider.url):
            self.assertNotIn(secret, stored)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            self.connection.with_user(self.money["finance_office"]).read(["password"])

    def test_what_was_told_stays(self):
        message = self.told()
        self.assertRefused(UserError, "stays", message.unlink)
        with self.assertRaises(AccessError):
            message.with_user(self.money["accountant"]).write({"state": "sent"})
