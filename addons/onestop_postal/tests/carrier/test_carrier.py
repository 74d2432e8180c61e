from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import config, mute_logger
from psycopg2 import IntegrityError

from ..postal_case import PostalCase
from .carrier_server import KEY, CarrierServer

LOGGERS = (
    "odoo.addons.onestop_postal.models.carrier.onestop_postal_waybill",
    "odoo.addons.onestop_postal.models.carrier.onestop_postal_carrier_feed",
)
CODES = (
    ("3", False, "accepted"), ("4", False, "moving"), ("5", False, "out"), ("6", False, "failed"), ("7", False, "delivered"),
    ("13", False, "returned"),
    # the same code means another thing on the way back
    ("7", "between", "returned"),
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestCarrier(PostalCase):
    """A carrier's system that times out, repeats, reorders and lies about weights: nothing is doubled, each difference has a name."""

    def setUp(self):
        super().setUp()
        self.server = self.enterContext(CarrierServer())
        before = config.get("onestop_private_hosts")
        config["onestop_private_hosts"] = "127.0.0.1"
        self.addCleanup(config.__setitem__, "onestop_private_hosts", before)
        self.enterContext(mute_logger(*LOGGERS))
        self.carrier = self.env["onestop.postal.carrier"].create(
            {
                "name": "Bưu điện Thử", "contract": "HĐ 1", "office_ids": [(6, 0, self.office.ids)], "timeout": 1,
                "order_url": f"{self.server.url}/orders", "feed_url": f"{self.server.url}/events",
                "headers": f"X-Key: {KEY}",
                "code_ids": [(0, 0, {"code": code, "direction": way, "step": step}) for code, way, step in CODES],
            }
        )  # fmt: skip

    def order(self, item=None, user=None):
        item = item or self.accept()
        item.with_user(user or self.clerk).action_order_waybill()
        return item.sudo().waybill_ids.sorted("id")[-1:]

    def deliver(self, waybill, *behaviours):
        """Tries until the message is sent or given up, without the waits between them."""
        self.server.behaviours = list(behaviours)
        for _try in range(len(behaviours) + 1):
            waybill.next_try_at = "2020-01-01"
            self.env.flush_all()
            waybill._deliver()
            waybill.invalidate_recordset()
        return waybill

    def read_events(self, *behaviours):
        self.server.behaviours = list(behaviours)
        for _try in range(len(behaviours) + 1):
            self.carrier._read_feed()
        self.env.invalidate_all()

    def differences(self, waybill=None):
        found = self.env["onestop.postal.difference"].search([("carrier_id", "=", self.carrier.id)], order="id")
        return [one.kind for one in found if not waybill or one.waybill_id == waybill]

    # ------------------------------------------------------------------ ordering

    def test_ordered_once_however_the_line_breaks(self):
        waybill = self.deliver(self.order(), "slow", "lost_after", "500", "garbage")
        self.assertEqual((waybill.state, waybill.number), ("sent", "EM000000001VN"))
        self.assertEqual((len(self.server.orders), self.server.asked), (1, 5), "asked five times, ordered once")
        self.assertEqual(next(iter(self.server.orders.values()))[0], waybill.shipment_id.name)

    def test_an_answer_without_a_number_is_asked_for_again(self):
        waybill = self.deliver(self.order(), "no_number")
        self.assertEqual((waybill.state, waybill.number), ("sent", "EM000000001VN"))

    def test_one_waybill_at_a_time(self):
        item = self.accept()
        self.deliver(self.order(item))
        self.assertRefused(UserError, "has a waybill", item.action_order_waybill)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["onestop.postal.waybill"].sudo().create(
                {"shipment_id": item.id, "carrier_id": self.carrier.id, "state": "sent"}
            )

    def test_a_recalled_number_never_goes_to_another_packet(self):
        first = self.deliver(self.order())
        first.with_user(self.clerk).action_recall()
        self.assertTrue(first.recalled_at)
        second = self.deliver(self.order(self.accept(applicant_name="Trần Văn Hai")), "same_number")
        self.assertEqual((second.state, second.number), ("failed", False))
        self.assertEqual(self.differences(), ["number_again"])
        again = self.order(first.shipment_id)
        self.assertEqual(self.deliver(again).number, "EM000000003VN", "the packet itself may get a new one")
        self.assertEqual(first.number, "EM000000001VN", "and the old one stays known")

    def test_what_the_carrier_has_is_not_recalled(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "3", "2026-11-23T09:00:00+07:00", 80)
        self.read_events()
        self.assertRefused(UserError, "no longer be recalled", waybill.with_user(self.clerk).action_recall)

    def test_given_up_and_asked_anew(self):
        waybill = self.order()
        self.carrier.headers = "X-Key: wrong"
        waybill.tries = 11
        self.deliver(waybill)
        self.assertEqual(waybill.state, "failed")
        self.carrier.headers = f"X-Key: {KEY}"
        waybill.with_user(self.clerk).action_again()
        self.assertEqual(self.deliver(waybill).number, "EM000000001VN")

    def test_whose_it_is_not(self):
        item = self.accept()
        for user in (self.users["receptionist"], self.users["leader"]):
            self.assertRefused(AccessError, "handled by the post", item.with_user(user).action_order_waybill)
        stranger = item.with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, "", stranger.action_order_waybill)
        waybill = self.deliver(self.order(item))
        self.assertRefused(AccessError, "handled by the post", waybill.with_user(self.users["leader"]).action_recall)
        self.assertRefused(AccessError, "handled by the post", self.carrier.with_user(self.users["leader"]).action_read)

    # ------------------------------------------------------------------ reading

    def test_repeated_reordered_and_cut(self):
        waybill = self.deliver(self.order())
        # the delivery is told first, then what came before it, and a page is told twice
        for code, minute in (("7", 50), ("4", 20), ("3", 10), ("5", 40)):
            self.server.happened(waybill.number, code, f"2026-11-23T09:{minute}:00+07:00")
        self.read_events("truncated", "500", "slow", "lost_after", "repeat", "repeat")
        self.assertEqual((waybill.step, len(waybill.event_ids)), ("delivered", 4))
        self.assertEqual(f"{waybill.step_at}", "2026-11-23 02:50:00")
        self.assertFalse(self.carrier.trouble)
        self.assertNotIn("after_end", self.differences())

    def test_trouble_is_told_and_the_reading_goes_on_from_there(self):
        waybill = self.deliver(self.order())
        for minute in range(10, 17):
            self.server.happened(waybill.number, "4", f"2026-11-23T09:{minute}:00+07:00", key=f"k{minute}")
        self.server.behaviours = ["", "500"]
        self.carrier._read_feed()
        self.assertEqual((self.carrier.trouble, self.carrier.cursor, len(waybill.event_ids)), ("HTTP 500", "3", 3))
        self.read_events()
        self.assertEqual((self.carrier.trouble, len(waybill.event_ids)), (False, 7))
        pages = self.server.pages
        self.read_events()
        self.assertEqual(self.server.pages, pages + 1, "nothing new is one question")

    def test_a_lie_about_the_weight_has_a_name(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "3", "2026-11-23T09:00:00+07:00", 84)
        self.read_events()
        self.assertEqual(self.differences(), [], "within what two scales differ by")
        self.server.happened(waybill.number, "4", "2026-11-23T09:10:00+07:00", 240)
        self.server.happened(waybill.number, "5", "2026-11-23T09:20:00+07:00", 240)
        self.read_events("repeat")
        self.assertEqual(self.differences(waybill), ["weight"])
        [one] = waybill.difference_ids
        self.assertIn("240 g", one.words)
        self.assertIn("80 g", one.words)
        self.assertEqual((waybill.shipment_id.weight, waybill.shipment_id.price), (80, 26_000), "the slip stays")

    def test_codes_and_waybills_that_nobody_knows(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "3", "2026-11-23T09:00:00+07:00")
        self.server.happened(waybill.number, "100", "2026-11-23T09:10:00+07:00")
        self.server.happened("EM999", "3", "2026-11-23T09:00:00+07:00")
        self.read_events("repeat")
        self.assertEqual(sorted(self.differences()), ["unknown_code", "unknown_waybill"])
        self.assertEqual(waybill.step, "accepted")
        unclear = waybill.event_ids.filtered("unclear")
        self.assertEqual(unclear.code, "100")
        # as soon as somebody says what it means, it counts
        self.carrier.code_ids = [(0, 0, {"code": "100", "step": "out"})]
        self.env.invalidate_all()
        self.assertEqual((waybill.step, unclear.unclear), ("out", False))

    def test_told_again_with_another_content_the_first_counts(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "3", "2026-11-23T09:00:00+07:00", key="k1")
        self.server.happened(waybill.number, "13", "2026-11-23T09:00:00+07:00", key="k1")
        self.read_events()
        self.assertEqual((self.differences(), waybill.step, len(waybill.event_ids)), (["told_anew"], "accepted", 1))

    def test_two_ends(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "7", "2026-11-23T09:00:00+07:00")
        self.server.happened(waybill.number, "5", "2026-11-23T09:30:00+07:00")
        self.server.happened(waybill.number, "13", "2026-11-23T10:00:00+07:00")
        self.read_events()
        self.assertEqual(waybill.step, "delivered")
        self.assertEqual(sorted(self.differences(waybill)), ["after_end", "contradicts", "not_ours"])

    def test_a_carrier_s_word_moves_no_paper(self):
        item = self.accept()
        waybill = self.deliver(self.order(item))
        self.server.happened(waybill.number, "7", "2026-11-23T09:00:00+07:00")
        self.read_events()
        self.assertEqual((waybill.step, item.state, item.dossier_id.state), ("delivered", "accepted", "submitted"))
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"office:{self.office.id}"})
        [one] = waybill.difference_ids
        self.assertEqual((one.kind, one.state), ("not_ours", "open"))
        self.sign(self.slip(item))
        self.read_events()
        self.assertEqual(one.state, "resolved", "our books have caught up")

    def test_a_difference_stays_until_it_is_clear(self):
        waybill = self.deliver(self.order())
        self.server.happened(waybill.number, "3", "2026-11-23T09:00:00+07:00", 240)
        self.read_events()
        one = waybill.difference_ids
        self.assertRefused(AccessError, "", one.with_user(self.clerk).write, {"resolution": "Cân lại: 80 g"})
        self.assertRefused(UserError, "Say what became", one.action_resolve)
        one.resolution = "Cân lại tại bưu cục: 80 g"
        one.action_resolve()
        self.assertRefused(UserError, "stays as it is", one.write, {"resolution": "x"})
        self.assertRefused(UserError, "never deleted", one.unlink)

    def test_an_address_behind_our_walls_is_refused(self):
        config["onestop_private_hosts"] = ""
        for name in ("order_url", "feed_url"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.carrier.write({name: "http://127.0.0.1:1/x"})
        config["onestop_private_hosts"] = "127.0.0.1"
        self.assertRefused(ValidationError, "Unknown in the order", self.carrier.write, {"body": '{"a": "{identity}"}'})

    def test_the_version_is_named_where_there_are_two(self):
        self.assertEqual(self.carrier.display_name, "Bưu điện Thử – HĐ 1")
        second = self.carrier.copy({"version": "2"})
        self.env.invalidate_all()
        self.assertEqual(
            (self.carrier | second).mapped("display_name"),
            [f"Bưu điện Thử – HĐ 1 ({self.carrier.version})", "Bưu điện Thử – HĐ 1 (2)"],
        )

    def test_keys_are_sealed(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM onestop_postal_carrier WHERE id = %s", [self.carrier.id])
        self.assertNotIn(KEY, str(self.env.cr.fetchone()))
