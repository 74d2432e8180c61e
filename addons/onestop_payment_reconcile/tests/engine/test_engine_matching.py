import random
from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given, settings
from hypothesis import strategies as st
from odoo.addons.onestop_payment.engine import payment_code

from ...engine import matching
from ...engine.matching import Awaited, Line, Match, Settlement, match

DAY = date(2026, 11, 23)
HERE, ELSEWHERE = "1023456789", "3511009876543"


def awaited(key, amount=24_000, **changes):
    values = {"code": payment_code.make(key), "account": HERE, "day": DAY, "payer": "Nguyễn Thị Hoa"}
    return Awaited(key=key, amount=amount, **(values | changes))


def line(key, memo, amount=24_000, **changes):
    return Line(key=key, memo=memo, amount=amount, **({"account": HERE, "day": DAY} | changes))


CODE = payment_code.make(1)


class TestMatching(TestCase):
    def outcome(self, lines, expected, settlements=()):
        found = match(lines, expected, settlements)
        return set(found.matches), {(one.line, one.kind) for one in found.remarks}

    def test_a_code_and_its_sum(self):
        found = self.outcome([line("a", f"MBVCB.1234567890.123456.{CODE} LE PHI.CT tu 0123 HOA toi 10")], [awaited(1)])
        self.assertEqual(found, ({Match(("a",), (1,), matching.BY_CODE, True)}, set()))

    def test_d2_25_memos_as_they_come(self):
        wrapped = f"IBFT {CODE[:7]}\n{CODE[7:]} LE PHI"
        dotted = ".".join(CODE.lower())
        for memo in (wrapped, dotted):
            self.assertEqual(
                self.outcome([line("a", memo)], [awaited(1)])[0], {Match(("a",), (1,), matching.BY_CODE, True)}
            )
        cut = Match(("a",), (1,), matching.CUT_CODE, False)
        self.assertEqual(
            self.outcome([line("a", f"nop phi {CODE[:9]}")], [awaited(1), awaited(9_000_000)]), ({cut}, set())
        )
        two = f"{CODE} {payment_code.make(2)}"
        self.assertEqual(self.outcome([line("a", two)], [awaited(1), awaited(2)])[1], {("a", matching.SPLIT)})
        elsewhere = [awaited(1, account=ELSEWHERE)]
        self.assertEqual(self.outcome([line("a", CODE)], elsewhere)[1], {("a", matching.WRONG_ACCOUNT)})

    def test_one_transfer_for_two(self):
        two = f"{CODE} {payment_code.make(2)}"
        found = self.outcome([line("a", two, 32_000)], [awaited(1), awaited(2, 8_000)])
        self.assertEqual(found, ({Match(("a",), (1, 2), matching.BY_CODES, True)}, set()))

    def test_in_parts(self):
        found = self.outcome([line("a", CODE, 20_000), line("b", CODE, 4_000)], [awaited(1)])
        self.assertEqual(found, ({Match(("a", "b"), (1,), matching.IN_PARTS, True)}, set()))
        found = self.outcome([line("a", CODE, 20_000), line("b", CODE, 3_000)], [awaited(1)])
        self.assertEqual(found, (set(), {("a", matching.DIFFERS), ("b", matching.DIFFERS)}))

    def test_d2_12_paid_twice(self):
        later = line("a", CODE, day=DAY + timedelta(1))
        found = self.outcome([later, line("b", CODE)], [awaited(1)])
        self.assertEqual(found, ({Match(("b",), (1,), matching.BY_CODE, True)}, {("a", matching.TWICE)}))
        self.assertEqual(self.outcome([later], [awaited(1, state="paid")]), (set(), {("a", matching.TWICE)}))

    def test_d2_23_money_for_what_is_no_longer_owed(self):
        self.assertEqual(self.outcome([line("a", CODE)], [awaited(1, state="closed")]), (set(), {("a", matching.LATE)}))

    def test_another_sum(self):
        for amount in (23_999, 24_001, 1):
            self.assertEqual(self.outcome([line("a", CODE, amount)], [awaited(1)]), (set(), {("a", matching.DIFFERS)}))

    def test_a_mistyped_code_is_proposed_never_booked(self):
        wrong = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)
        found = self.outcome([line("a", wrong)], [awaited(1)])
        self.assertEqual(found, ({Match(("a",), (1,), matching.LIKELY_CODE, False)}, set()))

    def test_a_code_of_nobody(self):
        self.assertEqual(
            self.outcome([line("a", payment_code.make(77))], [awaited(1)]), (set(), {("a", matching.UNKNOWN_CODE)})
        )

    def test_by_name_and_sum_it_is_proposed(self):
        found = self.outcome([line("a", "NGUYEN THI HOA nop phi")], [awaited(1)])
        self.assertEqual(found, ({Match(("a",), (1,), matching.SAME_SUM, False)}, set()))
        for lines in (
            [line("a", "nop phi")],
            [line("a", "NGUYEN THI HOANG nop phi")],
            [line("a", "NGUYEN THI HOA", day=DAY + timedelta(60))],
        ):
            self.assertEqual(self.outcome(lines, [awaited(1)]), (set(), {("a", matching.NOTHING)}))
        both = self.outcome([line("a", "NGUYEN THI HOA")], [awaited(1), awaited(2)])
        self.assertEqual(both, (set(), {("a", matching.NOTHING)}))

    def test_by_the_reference_of_the_gateway(self):
        online = awaited(5, code="", reference="14012345")
        found = self.outcome([line("a", "VNPAY", reference="14012345")], [online])
        self.assertEqual(found, ({Match(("a",), (5,), matching.BY_REFERENCE, True)}, set()))
        found = self.outcome([line("a", "VNPAY", 9_000, reference="14012345")], [online])
        self.assertEqual(found, (set(), {("a", matching.DIFFERS)}))

    def test_d2_26_three_days_net_of_the_fee(self):
        online = [awaited(key, 50_000, code="") for key in (1, 2, 3)]
        session = Settlement("S1", HERE, DAY, (1, 2, 3), 3_300)
        found = self.outcome([line("a", "VNPAY TT", 146_700, day=DAY + timedelta(3))], online, [session])
        self.assertEqual(found, ({Match(("a",), (1, 2, 3), matching.NET, True, 3_300)}, set()))
        early = self.outcome([line("a", "VNPAY TT", 146_700, day=DAY - timedelta(1))], online, [session])
        self.assertEqual(early[1], {("a", matching.NOTHING)})

    def test_what_went_out(self):
        self.assertEqual(self.outcome([line("a", CODE, -24_000)], [awaited(1)]), (set(), {("a", matching.OUTGOING)}))

    @settings(max_examples=60)
    @given(st.integers(0, 2**32))
    def test_in_whatever_order_the_same_and_each_line_once(self, seed):
        """A random day with all kinds of mishaps, shuffled: the outcome is the same, nothing is booked twice, and whatever is
        booked names the code of what it pays and adds up.
        """
        chance = random.Random(seed)
        expected = [
            awaited(
                key,
                chance.choice((8_000, 24_000, 50_000)),
                account=chance.choice((HERE, HERE, ELSEWHERE)),
                state=chance.choice(("open", "open", "open", "paid", "closed")),
                payer=chance.choice(("Nguyễn Thị Hoa", "Trần Văn Bình", "")),
            )
            for key in chance.sample(range(1, 400), 30)
        ]
        lines = []
        for number in range(60):
            one = chance.choice(expected)
            code = chance.choice((one.code, one.code, one.code[:8], one.code[:-1] + "0", "", payment_code.make(500)))
            amount = chance.choice((one.amount, one.amount, one.amount - 1, one.amount // 2, -one.amount))
            day = DAY + timedelta(chance.randrange(3))
            memo = f"{code} {chance.choice((one.payer, ''))}"
            lines.append(line(f"k{number:02d}", memo, amount, day=day, account=chance.choice((HERE, one.account))))
        found = match(lines, expected)
        shuffled = chance.sample(lines, len(lines)), chance.sample(expected, len(expected))
        self.assertEqual(match(*shuffled), found)
        keys = [key for one in found.matches for key in one.lines] + [one.line for one in found.remarks]
        self.assertEqual(sorted(keys), sorted(one.key for one in lines))
        booked = [key for one in found.matches if one.sure for key in one.awaited]
        self.assertEqual(len(booked), len(set(booked)))
        by_line, by_key = {one.key: one for one in lines}, {one.key: one for one in expected}
        for one in found.matches:
            if one.sure:
                paying, paid = [by_line[key] for key in one.lines], [by_key[key] for key in one.awaited]
                self.assertEqual(sum(each.amount for each in paying), sum(each.amount for each in paid))
                self.assertTrue(all(each.state == "open" for each in paid))
                self.assertEqual({each.account for each in paying}, {each.account for each in paid})
                for each in paid:
                    self.assertTrue(any(each.code in this.memo for this in paying))
