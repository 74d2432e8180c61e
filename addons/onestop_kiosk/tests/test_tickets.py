import uuid
from datetime import date

from odoo.addons.onestop_core.tests.common import MONDAY
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import HallCase, at


@tagged("post_install", "-at_install")
class TestTaking(HallCase):
    def test_numbers_follow_each_other_in_each_queue(self):
        with at("08:00"):
            codes = [self.take().code for _time in range(3)]
            other = self.take(self.queue_b).code
        self.assertEqual((codes, other), (["A001", "A002", "A003"], "B001"))
        with at("08:00", "2026-11-24"):
            self.assertEqual(self.take().code, "A001")

    def test_asked_twice_is_one_number(self):
        known = str(uuid.uuid4())
        with at("08:00"):
            self.assertEqual(self.take(client_uuid=known), self.take(client_uuid=known))
            with self.assertRaisesRegex(UserError, "identifier"):
                self.take(client_uuid="1")

    def test_only_while_the_desk_is_open(self):
        # the office opens at 07:30 and closes at 17:00 (core's calendar of office hours)
        opening = self.commune._calendar()._onestop_work_calendar().opening(date.fromisoformat(MONDAY))
        before = opening.strftime("%H:%M")
        for clock, words in (("05:00", "Numbers are given from"), ("19:00", "Closed for today")):
            with at(clock), self.assertRaisesRegex(UserError, words):
                self.take()
        with (
            at("09:00", "2026-11-29"),
            self.assertRaisesRegex(UserError, f"Closed today. Open again on 30/11/2026, {before}"),
        ):
            self.take()
            self.queue_b.any_hour = True
            self.assertEqual(self.take(self.queue_b).code, "B001")
        # at lunch the line goes on
        with at("12:15"):
            self.assertEqual(self.take().code, "A001")

    def test_as_many_as_the_hall_can_serve(self):
        self.queue.daily_cap = 2
        with at("08:00"):
            self.take()
            self.take()
            with self.assertRaisesRegex(UserError, "All 2 numbers of “Hộ tịch” for today were given"):
                self.take()

    def test_a_letter_that_can_be_said(self):
        for prefix in ("a", "1", "W", "!"):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.queue.prefix = prefix

    def test_nobody_writes_or_deletes_one(self):
        with at("08:00"):
            ticket = self.take()
        for user in (self.users["receptionist"], self.users["agency_admin"], self.manager):
            self.assertRefused(AccessError, ".*", ticket.with_user(user).write, {"state": "done"})
            self.assertRefused(AccessError, ".*", ticket.with_user(user).unlink)
        self.assertRefused(UserError, "its number was given", ticket.unlink)


@tagged("post_install", "-at_install")
class TestCalling(HallCase):
    def test_in_the_order_of_the_line(self):
        with at("08:00"):
            first = self.take()
        with at("08:05"):
            second = self.take()
        with at("08:10"):
            self.assertEqual(self.call(), first)
            self.assertEqual(self.call(self.counter_2), second)
            self.assertFalse(self.call())
        self.assertEqual((first.state, second.state), ("done", "called"))
        self.assertEqual(first.wait_minutes, 10)
        self.assertEqual(second.counter_id, self.counter_2)
        self.assertEqual(second.user_id, self.users["receptionist"])

    def test_who_has_priority_stands_ahead_but_never_starves_the_others(self):
        """The elderly person of 08:20 stands before whoever came after 07:50, and behind whoever came before."""
        with at("07:45"):
            early = self.take()
        with at("08:00"):
            usual = self.take()
        with at("08:20"):
            elderly = self.take(group=self.group)
        with at("08:45"):
            later_elderly = self.take(group=self.group)
        with at("08:50"):
            called = [self.call() for _time in range(4)]
        self.assertEqual(called, [early, elderly, usual, later_elderly])

    def test_a_press_that_is_sent_twice_calls_one(self):
        press = str(uuid.uuid4())
        with at("08:00"):
            first = self.take()
            self.take()
            self.assertEqual(self.call(call_uuid=press), first)
            self.assertEqual(self.call(call_uuid=press), first)
        self.assertEqual(first.state, "called")

    def test_a_counter_calls_its_own_queues(self):
        with at("08:00"):
            land = self.take(self.queue_b)
            self.assertFalse(self.call(self.counter))
            self.assertEqual(self.call(self.counter_2), land)

    def test_numbers_of_another_day_are_not_called(self):
        with at("08:00"):
            self.take()
        with at("08:00", "2026-11-24"):
            self.assertFalse(self.call())

    def test_only_those_who_receive_here(self):
        with at("08:00"):
            ticket = self.take()
            for user in (self.users_2["receptionist"], self.users["specialist"], self.users["agency_admin"]):
                self.assertRefused(AccessError, ".*", self.call, self.counter, user)
            self.assertRefused(AccessError, "not one of yours", self.call, self.env["onestop.counter"].browse(10**9))
            self.call()
            self.assertRefused(
                AccessError, ".*", ticket.with_user(self.users_2["receptionist"]).finish, self.counter.id
            )
            # from a counter that has another number, or none
            self.assertRefused(
                UserError,
                "no longer at your counter",
                ticket.with_user(self.users["receptionist"]).finish,
                self.counter_2.id,
            )

    def test_hold_and_take_up(self):
        with at("08:00"):
            first, second = self.take(), self.take()
        mine = first.with_user(self.users["receptionist"])
        with at("08:10"):
            self.call()
        with at("08:12"):
            mine.hold(self.counter.id, "photo tờ khai")
            self.assertEqual((first.state, first.counter_id.id), ("held", False))
            self.assertEqual(self.call(), second)
            self.assertRefused(UserError, "Finish the number", mine.take_up, self.counter.id)
            second.with_user(self.users["receptionist"]).finish(self.counter.id)
        with at("08:20"):
            mine.take_up(self.counter.id)
        with at("08:25"):
            mine.finish(self.counter.id)
        self.assertEqual((first.wait_minutes, first.hold_minutes, first.serve_minutes), (10, 8, 7))
        self.assertEqual(
            [(period.state, period.reason or "") for period in first.period_ids],
            [("waiting", ""), ("called", ""), ("held", "photo tờ khai"), ("called", "")],
        )
        self.assertTrue(all(period.ended_at for period in first.period_ids))

    def test_who_does_not_come_is_called_three_times_and_keeps_the_number(self):
        with at("08:00"):
            ticket = self.take()
            self.call()
            mine = ticket.with_user(self.users["receptionist"])
            self.assertRefused(UserError, "Call the person 3 times", mine.absent, self.counter.id)
            mine.call_again(self.counter.id)
            mine.call_again(self.counter.id)
            mine.absent(self.counter.id)
            self.assertEqual(ticket.state, "absent")
        with at("08:30"):
            mine.take_up(self.counter.id)
            mine.serve(self.counter.id)
            self.assertRefused(UserError, "here already", mine.absent, self.counter.id)
            self.assertRefused(UserError, "here already", mine.call_again, self.counter.id)

    def test_sent_on_the_number_keeps_its_time(self):
        with at("08:00"):
            moved = self.take()
        with at("08:05"):
            waits_longer = self.take(self.queue_b)
        mine = moved.with_user(self.users["receptionist"])
        with at("08:10"):
            self.call()
            self.assertRefused(
                UserError, "another queue of this desk", mine.transfer, self.counter.id, self.queue_other.id
            )
            self.assertRefused(UserError, "another queue of this desk", mine.transfer, self.counter.id, self.queue.id)
            mine.transfer(self.counter.id, self.queue_b.id)
            # taken at 08:00, so before the one of 08:05; under the number that is printed on the paper
            self.assertEqual(self.call(self.counter_2), moved)
        self.assertEqual((moved.code, waits_longer.state), ("A001", "waiting"))

    def test_a_sent_number_does_not_meet_the_same_number(self):
        with at("08:00"):
            moved, same = self.take(), self.take(self.queue_b)
            self.call()
            moved.with_user(self.users["receptionist"]).transfer(self.counter.id, self.queue_b.id)
        self.assertEqual((moved.code, same.code), ("A001", "B001"))

    def test_at_night_nothing_is_lost(self):
        with at("16:00"):
            served, waits = self.take(), self.take()
            self.call()
            served.with_user(self.users["receptionist"]).serve(self.counter.id)
        with at("23:00"):
            self.env["onestop.ticket"]._close_days()
            self.assertEqual((served.state, waits.state), ("serving", "waiting"))
        with at("00:30", "2026-11-24"):
            self.env["onestop.ticket"]._close_days()
        self.assertEqual((served.state, waits.state), ("done", "left"))

    def test_the_place_in_the_line(self):
        with at("08:00"):
            self.take()
            mine = self.take()
            place = self.env["onestop.ticket"]._by_follow_token(mine.sudo().follow_token)._place()
            self.assertEqual((place["code"], place["ahead"]), ("A002", 1))
            # nothing served yet: eight minutes each
            self.assertEqual(place["minutes"], [5, 10])
            self.assertFalse(self.env["onestop.ticket"]._by_follow_token("x"))
            self.call()
            self.call()
            self.assertEqual((mine._place()["state"], mine._place()["counter"]), ("called", 1))
