from datetime import timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .post_fees_case import PostFeesCase

EXAMPLES, STEPS = 6, 14


def machine(case):
    """Days of a post office in the world of a test case, each undone when it ends."""

    class Machine(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.savepoint = case.env.cr.savepoint()
            self.now = local("2026-11-23", "08:00")
            self.hand, self.way, self.came, self.short = [], {}, 0, {}
            self.items = []

        def teardown(self):
            self.savepoint.close(rollback=True)
            case.env.invalidate_all()

        def later(self):
            self.now += timedelta(minutes=7)
            return freeze_time(self.now)

        @rule(copies=st.integers(1, 5))
        def collect(self, copies):
            with self.later():
                self.items.append(case.accept_paid(copies))
            self.hand.append(8_000 * copies)

        @precondition(lambda self: self.hand)
        @rule()
        def undo_the_last(self):
            with self.later():
                self.items[-1].sudo().payment_ids.filtered(lambda one: one.state == "done").with_user(case.clerk)._undo(
                    "Nhầm"
                )
            self.items.pop()
            self.hand.pop()

        @precondition(lambda self: self.hand)
        @rule()
        def remit(self):
            with self.later():
                one = case.remittance(reference=f"R{len(self.way)}-{self.now:%H%M%S}")
            self.way[one] = sum(self.hand)
            self.hand = []

        @precondition(lambda self: self.way)
        @rule(data=st.data())
        def receive(self, data):
            one = data.draw(st.sampled_from(sorted(self.way, key=lambda one: one.id)))
            lacks = data.draw(st.sampled_from((0, 0, 1_000)))
            sent = self.way.pop(one)
            with self.later():
                case.receive_money(one, sent - lacks, "Thiếu" if lacks else False)
            self.came += sent - lacks
            if lacks:
                self.short[one] = lacks

        @precondition(lambda self: self.short)
        @rule()
        def make_up(self):
            one, lacks = self.short.popitem()
            with self.later():
                rest = (
                    case.env["onestop.postal.remittance"]
                    .browse(one.with_user(case.remitter).action_complete()["res_id"])
                    .with_user(case.remitter)
                )
                rest.reference = f"M{rest.id}"
                rest.action_send()
            self.way[rest] = lacks

        @invariant()
        def to_the_dong(self):
            case.env.flush_all()
            on_way, at_post = sum(self.way.values()), sum(self.hand) + sum(self.short.values())
            collected = self.came + on_way + at_post
            case.assertEqual(case.sums(), (collected, self.came, on_way, at_post))

    return Machine


@tagged("post_install", "-at_install")
class TestRemittance(PostFeesCase):
    """Fees are remitted whole, within one working day; what the agency says has come is what counts."""

    def sums(self):
        office = self.office.with_user(self.remitter)
        office.invalidate_recordset()
        return office.fee_collected, office.fee_remitted, office.fee_on_way, office.fee_on_hand

    def test_from_the_post_to_the_agency(self):
        with freeze_time(local("2026-11-23", "09:00")):
            items = self.accept_paid(1) + self.accept_paid(3, applicant_name="Trần Văn Hai")
            self.assertEqual(self.sums(), (32_000, 0, 0, 32_000))
            one = self.remittance(send=False, reference=False)
            self.assertEqual((one.amount, len(one.payment_ids), str(one.due_on)), (32_000, 2, "2026-11-24"))
            self.assertRefused(UserError, "number of the transfer", one.action_send)
            one.reference = "FT26330000001"
            one.action_send()
        self.assertEqual(one.name, f"001/NTH-{self.commune.code}-2026")
        self.assertEqual(self.sums(), (32_000, 0, 32_000, 0))
        self.assertFalse(any(items.mapped("fee_remitted_at")), "it is there when the agency says so")
        with freeze_time(local("2026-11-24", "10:00")):
            self.receive_money(one)
        self.assertEqual(self.sums(), (32_000, 32_000, 0, 0))
        self.assertEqual(set(items.mapped("fee_remitted_at")), {local("2026-11-24", "10:00")})
        self.assertFalse(one.missing)

    def test_late_beyond_one_working_day(self):
        with freeze_time(local("2026-11-20", "16:00")):
            item = self.accept_paid()
            one = self.remittance(send=False)
        remittances = self.env["onestop.postal.remittance"]
        # collected on Friday: due on Monday
        for day, late in (("2026-11-23", False), ("2026-11-24", True)):
            with freeze_time(local(day, "08:00")):
                one.invalidate_recordset()
                self.assertEqual(one.is_late, late)
                self.assertEqual(one in remittances.search([("is_late", "=", True)]), late)
                self.assertEqual(item in item.search(item._unremitted_domain()), late)

    def test_a_payment_is_on_one_remittance(self):
        self.accept_paid()
        first = self.remittance(send=False)
        second = self.remittance(send=False)
        self.assertEqual((first.amount, second.amount), (8_000, 0))
        self.assertRefused(UserError, "Nothing lies", second.action_send)
        first.action_cancel()
        second.action_draw()
        self.assertEqual((first.amount, second.amount), (0, 8_000))

    def test_what_is_on_a_remittance_is_not_undone(self):
        item = self.accept_paid()
        self.remittance()
        payment = item.sudo().payment_ids.with_user(self.clerk)
        self.assertRefused(UserError, "on the remittance", payment._undo, "Nhầm")

    def test_what_is_missing_has_a_name_until_it_has_come(self):
        self.accept_paid(4)
        one = self.remittance()
        self.assertRefused(UserError, "Say why", self.receive_money, one, 30_000)
        self.receive_money(one, 30_000, "Ngân hàng báo có 30.000 đ")
        self.assertEqual((one.missing, self.sums()), (2_000, (32_000, 30_000, 0, 2_000)))
        exception = self.env["onestop.fee.exception"].search([("key", "=", f"postal_remittance/{one.id}")])
        self.assertEqual((exception.kind, exception.amount, exception.state), ("post_differs", 2_000, "open"))
        self.assertIn("30.000", exception.words)
        rest = self.env["onestop.postal.remittance"].browse(one.with_user(self.remitter).action_complete()["res_id"])
        rest = rest.with_user(self.remitter)
        self.assertEqual((rest.amount, rest.completes_id), (2_000, one))
        self.assertRefused(UserError, "Nothing is missing", one.with_user(self.remitter).action_complete)
        self.assertRefused(UserError, "its sum stays", rest.action_draw)
        rest.reference = "FT99"
        rest.action_send()
        self.receive_money(rest)
        self.assertEqual(self.sums(), (32_000, 32_000, 0, 0))

    def test_each_side_says_its_own(self):
        self.accept_paid()
        self.assertRefused(AccessError, "", self.remittance, user=self.accountant)
        self.assertRefused(AccessError, "", self.remittance, user=self.users["receptionist"])
        one = self.remittance()
        self.assertRefused(AccessError, "says what has come", one.action_receive)
        self.assertRefused(AccessError, "", one.write, {"received_amount": 1})
        theirs = one.with_user(self.accountant)
        for values in ({"reference": "X"}, {"amount": 1}, {"state": "received"}, {"office_id": self.office.id}):
            with self.subTest(values=values):
                self.assertRefused((AccessError, UserError), "", theirs.write, values)
        self.assertRefused(UserError, "never deleted", one.sudo().unlink)
        self.receive_money(one, user=self.sides["agency_accountant"])
        self.assertRefused(UserError, "moved on", theirs.action_receive)

    def test_nobody_signs_for_both_sides(self):
        self.accept_paid()
        one = self.remittance()
        self.remitter.onestop_staff_ids.role_ids |= self.env.ref("onestop_payment.role_accountant")
        self.assertRefused(UserError, "both sides", one.action_receive)

    def test_nobody_pays_back_what_the_post_still_has(self):
        with freeze_time(local("2026-11-23", "09:00")):
            item = self.accept_paid()
        payment = item.sudo().payment_ids
        refund = self.env["onestop.fee.payment"].new({"origin_id": payment.id, "direction": "refund"})
        self.assertRefused(UserError, "has this money still", refund._refund_vals)
        self.receive_money(self.remittance())
        refund._refund_vals()

    def test_the_same_transfer_is_told_once(self):
        self.accept_paid()
        self.remittance(reference="FT1")
        self.accept_paid(applicant_name="Trần Văn Hai")
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.remittance(reference="FT1")

    def test_random_days(self):
        """Whatever happens: collected = received + on the way + at the post, to the đồng, in a book that the test keeps."""
        run_state_machine_as_test(
            machine(self),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
