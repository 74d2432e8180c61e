from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_unclaimed import ResultCase


@tagged("post_install", "-at_install")
class TestAddressChange(ResultCase):
    """The agency is the sender of a result: the citizen asks for another address, and the agency accepts or refuses."""

    def setUp(self):
        super().setUp()
        # Monday 23/11, within the area: there on Tuesday
        self.item = self.result_at(local("2026-11-23", "09:00"))

    def ask(self, user=None, **values):
        return (
            self.env["onestop.postal.address.change"]
            .with_user(user or self.clerk)
            .create(
                {
                    "shipment_id": self.item.id, "receiver_name": "Nguyễn Thị Thử", "receiver_phone": "0912000009",
                    "address": "Số 5 phố Mới, Xã Hai", "area_id": self.area_2.id, "proof": "Phiếu gửi, CCCD", **values,
                }
            )
        )  # fmt: skip

    def test_accepted_it_goes_there_and_the_promise_begins_anew(self):
        before = self.item.receiver_address
        with freeze_time(local("2026-11-23", "15:00")):
            change = self.ask()
        # within the province, up to 100 g: 30.000 đ by TT 22/2017
        self.assertEqual((change.state, change.price, change.old_address), ("asked", 30_000, before))
        self.assertEqual(self.item.receiver_address, before, "nothing moves before the agency has accepted")
        with freeze_time(local("2026-11-24", "10:00")):
            change.with_user(self.desk_person).action_accept()
        self.assertEqual((self.item.receiver_address, self.item.area_id), ("Số 5 phố Mới, Xã Hai", self.area_2))
        # J + 2 from the day of the acceptance
        self.assertEqual(self.item.promised_on, date(2026, 11, 26))
        self.assertEqual(change.old_promised_on, date(2026, 11, 24), "the first promise stays to be seen")
        self.assertEqual((self.item.price, self.item.forward_price), (26_000, 30_000), "the first price stays")
        self.assertEqual((change.state, change.decided_by_id), ("accepted", self.desk_person))
        self.assertIn("Số 5 phố Mới", str(self.item._slip_values()["receiver"]))

    def test_refused_with_a_reason(self):
        change = self.ask()
        mine = change.with_user(self.desk_person)
        self.assertRefused(UserError, "Say why", mine.action_refuse)
        mine.reason = "Người yêu cầu không phải người nhận"
        mine.action_refuse()
        self.assertEqual((change.state, self.item.area_id, self.item.forward_price), ("refused", self.area, 0))
        self.assertRefused(UserError, "decided already", mine.action_accept)
        self.assertTrue(self.ask(), "another one may be asked for")

    def test_the_post_never_decides(self):
        change = self.ask()
        for user in (self.clerk, self.head):
            self.assertRefused(AccessError, "", change.with_user(user).action_accept)
        # nor does a clerk who holds a desk role there as well
        self.clerk.onestop_staff_ids.role_ids |= self.env.ref("onestop_core.role_receptionist")
        self.assertRefused(AccessError, "agency is the sender", change.action_accept)

    def test_one_at_a_time_and_only_on_its_way(self):
        self.ask()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.ask()
        change = self.env["onestop.postal.address.change"].search([("shipment_id", "=", self.item.id)])
        with freeze_time(local("2026-11-24", "09:00")):
            self.item.deliver(identity_seen=True)
        mine = change.with_user(self.desk_person)
        self.assertRefused(UserError, "on its way", mine.action_accept)
        mine.reason = "Đã phát"
        mine.action_refuse()
        self.assertRefused(UserError, "on its way", self.ask)

    def test_an_invited_one_goes_out_again(self):
        with freeze_time(local("2026-11-24", "09:00")):
            self.item.invite("Gọi điện")
            promised = self.item.promised_on
            self.ask().with_user(self.desk_person).action_accept()
        self.assertEqual((self.item.state, self.item.promised_on), ("accepted", promised), "the first time has ended")

    def test_what_failed_at_the_old_address_counts_for_nothing_at_the_new_one(self):
        with freeze_time(local("2026-11-24", "09:00")):
            self.item.invite()
        with freeze_time(local("2026-11-27", "09:00")):
            self.item.invite()
            self.item.note_failure("refused", "Lê Văn Ba, CCCD …123")
        with freeze_time(local("2026-11-27", "10:00")):
            self.ask().with_user(self.desk_person).action_accept()
        with freeze_time(local("2026-11-30", "09:00")):
            self.assertRefused(UserError, "after two invitations", self.item.send_back)
            self.item.invite()
            self.assertRefused(UserError, "after two invitations", self.item.send_back)
        with freeze_time(local("2026-12-03", "09:00")):
            self.item.invite()
            self.item.send_back()
        self.assertEqual(self.item.state, "returning")

    def test_whose_it_is_not(self):
        for user in (self.users_2["receptionist"], self.users["cashier"]):
            with self.assertRaises(AccessError):
                self.ask(user)
        change = self.ask()
        with self.assertRaises(AccessError):
            change.with_user(self.users_2["receptionist"]).read(["address"])
        self.assertRefused(UserError, "not changed", change.write, {"address": "x"})
        self.assertRefused(UserError, "not changed", change.write, {"state": "accepted"})
        self.assertRefused(UserError, "kept", change.sudo().unlink)
