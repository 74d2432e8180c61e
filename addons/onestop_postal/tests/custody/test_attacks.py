import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..delivery.test_unclaimed import ResultCase


@tagged("post_install", "-at_install")
class TestPostalAttacks(ResultCase):
    """What somebody at either end may try: values smuggled in by the context, another's desk, the same again, and signatures in the
    wrong order. Nothing of it moves a paper, a day or a đồng.
    """

    def hands(self, item):
        return {paper.id: self.holder(paper) for paper in item.sudo().paper_ids}

    def assertNotSmuggled(self, records, values, name, value):
        """What a context would set is refused, or left as it is without it."""
        with self.env.cr.savepoint() as savepoint:
            usual = records.create(values).sudo().read([name], load=None)[0][name]
            savepoint.close(rollback=True)
        self.env.invalidate_all()
        with self.env.cr.savepoint() as savepoint:
            try:
                made = records.with_context(**{f"default_{name}": value}).create(values)
            except AccessError:
                return
            self.assertEqual(made.sudo().read([name], load=None)[0][name], usual)
            savepoint.close(rollback=True)
        self.env.invalidate_all()

    def test_nothing_comes_in_by_the_context(self):
        item, result = self.accept(), self.result_at("2026-11-23 02:00:00")
        place = {"agency_id": self.commune.id, "office_id": self.office.id}
        address = {"receiver_name": "A", "address": "B", "area_id": self.area_2.id, "proof": "C"}
        day, moment = "2020-01-01", "2020-01-01 00:00:00"
        for model, values, smuggled in (
            (
                "onestop.postal.handover", place,
                {"state": "signed", "name": "999/BBGN", "taken_by_id": self.clerk.id, "taken_at": moment},
            ),
            (
                "onestop.postal.incident", {"shipment_id": item.id, "complainant": "A", "words": "W"},
                {"state": "paid", "paid_on": day, "until": "2099-01-01", "answer_by": "2099-01-01"},
            ),
            (
                "onestop.postal.address.change", {"shipment_id": result.id, **address},
                {"state": "accepted", "price": 1, "decided_by_id": self.desk_person.id},
            ),
        ):  # fmt: skip
            for name, value in smuggled.items():
                with self.subTest(model, field=name):
                    self.assertNotSmuggled(self.env[model].with_user(self.clerk), values, name, value)
        shipments = self.env["onestop.postal.shipment"].with_user(self.clerk)
        shipments = shipments.with_context(default_price=1, default_state="delivered")
        made = shipments.browse(shipments.accept(self.packet(applicant_name="Trần Văn Hai"))["id"])
        self.assertEqual((made.price, made.state), (26_000, "accepted"))

    def test_a_change_of_address_decides_nothing_by_itself(self):
        item = self.result_at("2026-11-23 02:00:00")
        changes = self.env["onestop.postal.address.change"].with_user(self.clerk)
        values = {"shipment_id": item.id, "receiver_name": "A", "address": "B", "area_id": self.area_2.id, "proof": "C"}
        for name, value in (("state", "accepted"), ("price", 0), ("decided_by_id", self.desk_person.id)):
            with self.subTest(name), self.assertRaises(AccessError), self.env.cr.savepoint():
                changes.create({**values, name: value})
        self.assertEqual(item.area_id, self.area)

    def test_signatures_in_the_wrong_order(self):
        item = self.accept()
        before = self.hands(item)
        slip = self.slip(item, offered=False)
        taker = slip.with_user(self.desk_person)
        self.assertRefused(UserError, "moved on", taker.action_sign)
        self.assertRefused(AccessError, "other side", taker.action_offer)
        slip.action_offer()
        self.assertRefused(UserError, "moved on", slip.action_offer)
        self.assertRefused(UserError, "moved on", slip.action_cancel)
        self.assertRefused(AccessError, "other side", slip.action_sign)
        self.assertEqual(self.hands(item), before)
        taker.action_sign()
        after = self.hands(item)
        for act in (taker.action_sign, slip.action_withdraw, slip.action_cancel, slip.action_offer):
            self.assertRefused(UserError, "moved on", act)
        self.assertRefused(UserError, "moved on", slip.scan, item.name, str(uuid.uuid4()))
        self.assertEqual(self.hands(item), after)
        self.assertNotEqual(before, after)

    def test_nothing_is_delivered_that_the_post_does_not_have(self):
        item = self.accept()
        for act in (
            lambda: item.deliver(identity_seen=True),
            item.invite,
            item.send_back,
            lambda: item.note_failure("refused", "A"),
        ):
            self.assertRefused(UserError, "waits for no delivery", act)
        result = self.result_at("2026-11-23 02:00:00")
        result.deliver(identity_seen=True)
        self.assertRefused(UserError, "waits for no delivery", result.deliver, identity_seen=True)
        self.assertRefused(UserError, "no result that waits", result.action_notice)

    def test_the_same_again_counts_once(self):
        item, stamp = self.accept(), str(uuid.uuid4())
        slip = self.slip(offered=False)
        for _time in range(3):
            self.assertEqual(slip.scan(item.name, stamp)["count"], 1)
        self.assertEqual(slip.scan(item.name, str(uuid.uuid4()))["status"], "again")
        other = self.slip(offered=False)
        self.assertEqual(other.scan(item.name, stamp)["status"], "elsewhere")
        self.assertEqual(other.scan(item.name, str(uuid.uuid4()))["status"], "elsewhere")

    def test_another_s_desk(self):
        """A clerk of another post office of the same agency reaches nothing of this one."""
        office = self.office.copy({"code": "HAI", "name": "Bưu điện Hai"})
        desk = self.env["onestop.postal.desk"].create(
            {"office_id": office.id, "agency_id": self.commune.id, "valid_from": "2020-01-01"}
        )
        stranger = self.make_staff("postal_clerk", self.commune, "_two")
        self.env["onestop.postal.right"].create(
            [
                {"user_id": stranger.id, "desk_id": desk.id, "act": act, "trained_on": "2020-01-01", "valid_from": "2020-01-01"}
                for act in ("receive", "return", "carry")
            ]
        )  # fmt: skip
        item = self.accept()
        slip = self.slip(item)
        result = self.result_at("2026-11-23 02:00:00")
        for name, act in {
            "packet": lambda: item.with_user(stranger).read(["sender_phone"]),
            "slip": lambda: slip.with_user(stranger).read(["note"]),
            "withdraw": lambda: slip.with_user(stranger).action_withdraw(),
            "line": lambda: slip.line_ids.with_user(stranger).write({"weight": 1}),
            "deliver": lambda: result.with_user(stranger).deliver(identity_seen=True),
            "invite": lambda: result.with_user(stranger).invite(),
            "accept": lambda: self.accept(user=stranger),
            "waybill": lambda: item.with_user(stranger).action_order_waybill(),
        }.items():
            self.env.invalidate_all()
            with self.subTest(name), self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        mine = self.env["onestop.postal.handover"].with_user(stranger).create(
            {"agency_id": self.commune.id, "office_id": office.id}
        )  # fmt: skip
        self.assertEqual(mine.scan(item.name, str(uuid.uuid4()))["status"], "unknown", "as what does not exist")
        self.assertRefused(
            AccessError, "",
            self.env["onestop.postal.handover"].with_user(stranger).create,
            {"agency_id": self.commune.id, "office_id": self.office.id},
        )  # fmt: skip
