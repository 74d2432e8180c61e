from datetime import timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...engine import custody
from ..postal_case import PostalCase

FEES = (0, 0, 8_000, 50_000)
EXAMPLES, STEPS = 6, 18


def machine(case):
    """Histories of the world of a test case, each undone when it ends."""

    class Machine(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.savepoint = case.env.cr.savepoint()
            self.now = local("2026-11-23", "08:00")
            self.packets, self.slips, self.own = [], [], {}
            self.results, self.settled = [], set()
            self.collected = self.remitted = 0

        def teardown(self):
            self.savepoint.close(rollback=True)
            case.env.invalidate_all()

        def later(self):
            self.now += timedelta(minutes=7)
            return freeze_time(self.now)

        @rule(fee=st.sampled_from(FEES))
        def accept(self, fee):
            with self.later():
                packet = case.accept(postal={"fee_amount": fee, "fee_receipt": "01" if fee else ""})
            self.packets.append(packet)
            self.collected += fee
            for paper in packet.paper_ids:
                self.own[paper] = [(self.now, f"office:{case.office.id}")]

        @precondition(lambda self: self.waiting())
        @rule(data=st.data())
        def offer(self, data):
            chosen = data.draw(st.lists(st.sampled_from(self.waiting()), min_size=1, max_size=3, unique=True))
            with self.later():
                self.slips.append(case.slip(*chosen))

        @precondition(lambda self: self.open_slips())
        @rule(data=st.data())
        def withdraw(self, data):
            slip = data.draw(st.sampled_from(self.open_slips()))
            with self.later():
                slip.action_withdraw()
                slip.action_cancel()

        @precondition(lambda self: self.open_slips())
        @rule(data=st.data())
        def sign(self, data):
            slip = data.draw(st.sampled_from(self.open_slips()))
            lines = slip.with_user(case.users["receptionist"]).line_ids
            refused = data.draw(st.lists(st.sampled_from(lines.ids), unique=True))
            lines.filtered(lambda line: line.id in refused).write({"refused": True, "reason": "Niêm phong rách"})
            with self.later():
                if len(refused) == len(lines):
                    case.assertRefused(UserError, "Every line", case.sign, slip)
                    slip.action_withdraw()
                    slip.action_cancel()
                    return
                case.sign(slip)
            self.printed_is_what_happened(slip, refused)
            for line in lines.filtered(lambda line: line.id not in refused):
                self.remitted += line.shipment_id.fee_amount
                for paper in line.shipment_id.paper_ids:
                    self.own[paper].append((self.now, f"agency:{case.commune.id}"))

        def printed_is_what_happened(self, slip, refused):
            """A refused line stays on the slip with its reason, and the minutes print each line as it went."""
            printed = slip._minutes_values()
            rows = {row["item"]: row for row in printed["rows"]}
            case.assertEqual(sorted(rows), sorted(slip.line_ids.shipment_id.mapped("name")))
            for line in slip.line_ids:
                row = rows[line.shipment_id.name]
                case.assertEqual(line.refused, line.id in refused)
                case.assertEqual(row["remark"], "KHÔNG NHẬN: Niêm phong rách" if line.id in refused else "Đủ")
                case.assertEqual(row["originals"] + row["copies"], len(line.shipment_id.paper_ids))
            case.assertEqual(int(printed["taken"]), len(slip.line_ids) - len(refused))
            case.assertEqual(int(printed["refused"] or 0), len(refused))
            case.assertEqual((printed["giver"], printed["taker"]), (case.office.name, case.commune.name))

        @precondition(lambda self: self.with_agency())
        @rule(data=st.data())
        def send_a_result(self, data):
            packet = data.draw(st.sampled_from(self.with_agency()))
            self.settled.add(packet.id)
            with self.later():
                dossier = case.settled(packet)
            with self.later():
                slip = case.slip(dossier.code, direction="to_post")
            item = slip.line_ids.shipment_id
            for paper in item.paper_ids:
                # the result itself comes about with the agency
                self.own.setdefault(paper, [(self.now, f"agency:{case.commune.id}")])
            with self.later():
                case.sign(slip)
            for paper in item.paper_ids:
                self.own[paper].append((self.now, f"office:{case.office.id}"))
            self.results.append(item)

        @precondition(lambda self: self.to_deliver())
        @rule(data=st.data())
        def deliver(self, data):
            item = data.draw(st.sampled_from(self.to_deliver())).with_user(case.clerk)
            with self.later():
                item.deliver(identity_seen=True)
            for paper in item.paper_ids:
                self.own[paper].append((self.now, f"applicant:{item.taken_by}"))

        @precondition(lambda self: self.to_deliver())
        @rule(data=st.data())
        def refused_and_back(self, data):
            item = data.draw(st.sampled_from(self.to_deliver())).with_user(case.clerk)
            with self.later():
                item.note_failure("refused", "Người nhận từ chối, CCCD đã xem")
                item.send_back()
            with self.later():
                case.sign(case.slip(item))
            for paper in item.paper_ids:
                self.own[paper].append((self.now, f"agency:{case.commune.id}"))

        @precondition(lambda self: self.gone())
        @rule(data=st.data())
        def give_what_is_not_held(self, data):
            gone = self.gone()
            paper = data.draw(st.sampled_from(gone))
            book = case.env["onestop.postal.custody"]
            case.assertRefused(
                UserError, "does not hold", book._move, paper, book._hand("office", case.office),
                book._hand("agency", case.commune_2), self.now,
            )  # fmt: skip

        def waiting(self):
            busy = {line.shipment_id.id for slip in self.open_slips() for line in slip.line_ids}
            return [packet for packet in self.packets if packet.state == "accepted" and packet.id not in busy]

        def with_agency(self):
            return [one for one in self.packets if one.state == "handed_over" and one.id not in self.settled]

        def to_deliver(self):
            return [item for item in self.results if item.state == "accepted"]

        def gone(self):
            here = f"office:{case.office.id}"
            return [paper for paper, told in self.own.items() if told[-1][1] != here]

        def open_slips(self):
            return [slip for slip in self.slips if slip.state == "offered"]

        @invariant()
        def every_paper_is_in_one_hand(self):
            case.env.flush_all()
            book = case.env["onestop.postal.custody"]
            for paper, told in self.own.items():
                rows = book.search([("paper_id", "=", paper.id)], order="since, id")
                way = tuple(custody.Holding(row.holder, row.since, row.until or None) for row in rows)
                case.assertEqual(custody.faults(way), ())
                case.assertEqual([(row.since, row.holder) for row in rows], told)
                for row in rows[1:]:
                    # the citizen signs on the packet, everybody else on a slip
                    taker = row.line_id.handover_id.taken_by_id or row.holder_kind == "applicant"
                    case.assertTrue(taker, "a leg has a taker")
                for moment, _holder in told:
                    case.assertEqual(paper._holder_at(moment).holder, [h for at, h in told if at <= moment][-1])

        @precondition(lambda self: self.own)
        @rule(data=st.data())
        def a_second_hand_is_refused_by_the_database(self, data):
            paper = data.draw(st.sampled_from(list(self.own)))
            book = case.env["onestop.postal.custody"]
            with mute_logger("odoo.sql_db"), case.assertRaises(IntegrityError), case.env.cr.savepoint():
                book._begin(paper, book._hand("agency", case.commune_2), self.now)

        @invariant()
        def money(self):
            shipments = case.env["onestop.postal.shipment"].browse([packet.id for packet in self.packets])
            on_hand = shipments.filtered(lambda one: not one.fee_remitted_at)
            case.assertEqual(sum(shipments.mapped("fee_amount")), self.collected)
            case.assertEqual(self.collected - sum(on_hand.mapped("fee_amount")), self.remitted)

    return Machine


@tagged("post_install", "-at_install")
class TestRandomHistories(PostalCase):
    """Whatever happens at a post office: at every moment each paper is in exactly one hand, no leg is without a taker, what was
    collected is what was remitted and what is on hand, and the books say what happened. The test keeps a book of its own.
    """

    def test_histories(self):
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
