import itertools
import random
from datetime import date, timedelta

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..engine.table import words
from .common import ReportsCase


@tagged("post_install", "-at_install")
class TestTables(ReportsCase):
    """October 2026 at three agencies, worked out by hand.

    ====================  =========  =======  ==========  ========  =======================
    dossier               agency     level    channel     received  what became of it
    ====================  =========  =======  ==========  ========  =======================
    a                     Xã Một     3        desk        28/09     settled 05/10, due 01/10: late
    b                     Xã Một     3        desk        05/10     settled 07/10, due 08/10: early
    c                     Xã Một     3        online      06/10     settled 09/10, due 09/10: on time
    d                     Xã Một     2        desk        06/10     settled on the same day
    e                     Xã Một     3        desk        20/10     open, due 23/10: overdue
    f                     Xã Một     3        desk        20/10     waits for a supplement since 21/10
    g                     Xã Hai     3        online      12/10     withdrawn 13/10
    h                     Xã Hai     3        desk        30/10     open, due 04/11: in time
    i                     Xã Hai     3        desk        01/09     settled 04/09: not of this period
    j                     Sở Thử     4        online      13/10     settled 15/11: open at the end of October
    k                     Sở Thử     4        post        14/10     settled 20/10 (ten days), taken back on 02/11
    ====================  =========  =======  ==========  ========  =======================
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["onestop.desk"].create(
            [
                {"name": "Một cửa Xã Hai", "agency_id": cls.commune_2.id},
                {"name": "Một cửa Sở", "agency_id": cls.department.id},
            ]
        )

    def setUp(self):
        super().setUp()
        same_day, provincial = self.procedure_same_day, self.procedure_province
        self.a = self.take("28/09")
        self.settle(self.a, "05/10")
        self.b = self.take("05/10")
        self.settle(self.b, "07/10")
        self.c = self.take("06/10", channel="online")
        self.settle(self.c, "09/10")
        self.d = self.take("06/10", same_day)
        self.settle(self.d, "06/10")
        self.e = self.take("20/10")
        self.f = self.take("20/10")
        self.do(self.f, "20/10", "forward")
        self.do(self.f, "21/10", "request_supplement", lines=self.asked(self.f), reason="Thiếu", content="Bổ sung")
        self.g = self.take("12/10", agency=self.commune_2, channel="online")
        self.do(self.g, "13/10", "withdraw", reason="Rút")
        self.h = self.take("30/10", agency=self.commune_2)
        self.i = self.take("01/09", agency=self.commune_2)
        self.settle(self.i, "04/09")
        self.j = self.take("13/10", provincial, self.department, "online")
        self.settle(self.j, "15/11")
        self.k = self.take("14/10", provincial, self.department, "post")
        self.settle(self.k, "20/10")
        self.do(self.k, "02/11", "take_back", reason="Sai")

    def table(self, name, meaning, keys, **how):
        scope, filled = self.filled(name, meaning, **how)
        self.assertOpens(scope, filled)
        return {
            row.label: [words(row.values[key]) for key in keys.split()] for row in [*filled.rows, filled.total]
        }, filled

    def test_monitoring(self):
        keys = "hstn l2 l3_desk l3_online l4_desk l4_online backlog desk online done_2 done_3 done_4 open rate"
        rows, filled = self.table("monitoring", self.meaning(), keys)
        self.assertEqual(
            rows,
            {
                # settled: d; a b c; none. Of 6 + 1 dossiers 4 are settled: 57.142…
                "Xã Một": ["5", "1", "3", "1", "0", "0", "1", "4", "1", "1", "3", "0", "2", "66,7"],
                "Xã Hai": ["2", "0", "1", "1", "0", "0", "0", "1", "1", "0", "1", "0", "1", "50"],
                "Sở Thử": ["2", "0", "0", "0", "1", "1", "0", "1", "1", "0", "0", "1", "1", "50"],
                "TỔNG SỐ": ["9", "1", "4", "2", "1", "1", "1", "6", "3", "1", "4", "1", "4", "60"],
            },
        )
        self.assertEqual(filled.findings, [])

    def test_procedures_are_those_of_the_agency_and_the_total_counts_each_once(self):
        ours = self.procedure | self.procedure_same_day | self.procedure_province
        (self.env["onestop.procedure"].search([]) - ours).excluded_from = "2020-01-01"
        rows, _filled = self.table("monitoring", self.meaning(), "tthc l2_tthc l3_tthc l4_tthc")
        # the third is received by departments alone
        self.assertEqual(rows["Xã Một"], ["2", "1", "1", "0"])
        self.assertEqual(rows["Sở Thử"], ["3", "1", "1", "1"])
        self.assertEqual(rows["TỔNG SỐ"], ["3", "1", "1", "1"])

    def test_ii06a(self):
        keys = "taken online desk carried done early on_time late open open_in_time open_late"
        rows, filled = self.table("ii06a-agency", self.meaning(), keys)
        self.assertEqual(
            rows,
            {
                # d is done on its due day; f waits and is in time
                "Xã Một": ["6", "1", "4", "1", "4", "1", "2", "1", "2", "1", "1"],
                # withdrawn is settled on time
                "Xã Hai": ["2", "1", "1", "0", "1", "0", "1", "0", "1", "1", "0"],
                "Sở Thử": ["2", "1", "1", "0", "1", "1", "0", "0", "1", "0", "1"],
                "Tổng cộng": ["10", "3", "6", "1", "6", "2", "3", "1", "4", "2", "2"],
            },
        )
        self.assertEqual(filled.findings, [])
        by_sector, filled = self.table("ii06a", self.meaning(), keys)
        self.assertEqual(by_sector["Tổng cộng"], rows["Tổng cộng"])
        self.assertEqual(by_sector["Hộ tịch thử"], rows["Tổng cộng"])

    def test_november_takes_over_what_october_left(self):
        rows, filled = self.table("ii06a-agency", self.meaning("01/11", "30/11"), "carried done open")
        # e f open; h open; j settled on 15/11, k came back on 02/11
        self.assertEqual(rows["Xã Một"], ["2", "0", "2"])
        self.assertEqual(rows["Xã Hai"], ["1", "0", "1"])
        self.assertEqual(rows["Sở Thử"], ["2", "1", "1"])
        self.assertEqual(filled.findings, [])

    def test_october_stays_as_it_was(self):
        """What happened in November, settling and taking back, changes nothing of October."""
        rows, _filled = self.table("ii06a-agency", self.meaning(), "done open")
        self.assertEqual(rows["Sở Thử"], ["1", "1"])

    def test_a_later_cut_off_day(self):
        rows, filled = self.table("ii06a-agency", self.meaning(cut_off="16/11"), "taken done open")
        # j is settled by then; k, taken back, is open again
        self.assertEqual(rows["Sở Thử"], ["2", "1", "1"])
        self.assertEqual(filled.findings, [])

    def test_every_table_opens_what_it_counts(self):
        """Each figure of each table, under each of the meanings that come with the add-on."""
        for name, table in self.env["onestop.report.table"]._tables().items():
            for profile in self.env["onestop.report.meaning"].search([]):
                meaning = profile._meaning(
                    *(getattr(self.meaning(), one) for one in ("date_from", "date_to", "cut_off"))
                )
                scope, filled = self.filled(name, meaning)
                with self.subTest(table=name, meaning=profile.name):
                    self.assertOpens(scope, filled)
                    self.assertEqual(filled.findings, [])
                    self.assertTrue(
                        self.env["onestop.report.form"]._form(name, self.province, meaning.cut_off), table.title
                    )

    def test_progress(self):
        rows, _filled = self.table("progress", self.meaning(), "taken carried online desk done open open_late waiting")
        self.assertEqual(rows["Xã Một"], ["6", "1", "1", "4", "4", "1", "1", "1"])
        self.assertEqual(rows["Tổng cộng"], ["10", "1", "3", "6", "6", "3", "2", "1"])

    def test_full_online_services(self):
        rows, _filled = self.table("full-online", self.meaning(), "taken online direct post rate done open")
        # level 4 is fully online; k came by post
        self.assertEqual(rows["Thủ tục của Sở"], ["2", "1", "0", "1", "50", "1", "1"])

    def test_what_the_post_carries(self):
        rows, _filled = self.table("bcci-agency", self.meaning(), "taken returned registered")
        self.assertEqual(rows["Sở Thử"], ["1", "0", "0"])
        self.h.result_channel = "post"
        self.settle(self.h, "02/11")
        self.do(self.h, "03/11", "return_result")
        rows, _filled = self.table("bcci-agency", self.meaning("01/11", "30/11"), "taken returned registered")
        self.assertEqual(rows["Xã Hai"], ["0", "1", "0"])

    def test_digitisation_walk_ins_and_silence(self):
        rows, _filled = self.table("digitisation", self.meaning(), "taken scanned whole granted result")
        self.assertEqual(rows["Xã Một"], ["5", "0", "0", "4", "0"])
        rows, _filled = self.table(
            "walk-ins", self.meaning(), "taken online post direct no_account no_scan neither rate"
        )
        self.assertEqual(rows["Xã Một"], ["4", "1", "0", "3", "3", "3", "3", "25"])
        rows, _filled = self.table("silent", self.meaning(), "used taken")
        self.assertEqual(rows["Xã Một"], ["2", "5"])
        # the three are two at one commune, one at the other, one at the department: three different ones
        self.assertEqual(rows["Tổng cộng"], ["3", "9"])

    def test_causes_and_discipline(self):
        cause = self.env.ref("onestop_core.cause_late_overload")
        self.do(
            self.e, "26/10", "apologise", reason="Quá tải", new_due_at=local("2026-11-10", "17:00"), cause_id=cause.id
        )
        rows, _filled = self.table("causes", self.meaning(cut_off="25/10", last="25/10"), "overdue late open_late")
        # e and a; b of the department waits for nobody
        self.assertEqual(rows["Tổng cộng"], ["2", "1", "1"])
        rows, _filled = self.table("discipline", self.meaning(), "taken overdue apologised owed again double")
        self.assertEqual(rows["Xã Một"], ["6", "1", "0", "1", "0", "0"])

    def test_index_766(self):
        """Worked out by hand for Xã Một in October: 6 dossiers, a late, e overdue: 4 of 6 in time."""
        # a module that is installed here may measure more
        self.env["onestop.index.weight"].search([("code", "in", ("5.2", "5.3"))]).unlink()
        ours = self.procedure | self.procedure_same_day | self.procedure_province
        (self.env["onestop.procedure"].search([]) - ours).excluded_from = "2020-01-01"
        keys = "taken in_time p_progress procedures services p_services used p_used new online p_online p_result p_scan content done p_content points"
        rows, _filled = self.table("index766", self.meaning(), keys)
        self.assertEqual(
            rows["Xã Một"],
            [
                "6", "4", "13,33",  # 20 · 4/6
                "2", "1", "1,25",  # of 80 %, half of the procedures are services: 2 · 0,5/0,8
                "1", "4",  # the one service had an online dossier
                "5", "1", "2,4",  # 6 · 0,2/0,5
                "0", "0",  # nothing was scanned
                "3", "4", "5",  # a was late; 6 · 0,75/0,9
                "25,98",
            ],
        )  # fmt: skip
        with self.assertRaisesRegex(AccessError, "those who lead"):
            self.filled("index766", self.meaning(), user=self.users["receptionist"], top=self.commune)
        self.filled("index766", self.meaning(), user=self.users["leader"], top=self.commune)

    def test_scoring(self):
        self.do(self.b, "12/10", "return_result")
        self.env["onestop.rating"]._rate(
            self.b, "1", client_uuid="9f0f7f0a-6f0e-4d51-9a39-0d6a9b1f0001", source="counter"
        )
        rows, _filled = self.table(
            "scoring", self.meaning(), "done early on_time late time good fair bad attitude content"
        )
        # one early, two on time, one late: 4 of 4 points
        self.assertEqual(rows["Xã Một"], ["4", "1", "2", "1", "1", "0", "1", "0", "1", "100"])
        self.assertEqual(rows["Xã Hai"][7:], ["0", "–", "–"])

    def test_a_component_has_its_days(self):
        weight = self.env.ref("onestop_reports.weight_progress")
        weight.valid_to = "2026-10-30"
        rows, _filled = self.table("index766", self.meaning(), "p_progress points")
        self.assertEqual(rows["Xã Một"][0], "–")
        self.env["onestop.index.weight"].create(
            {"code": "2.1", "name": "Đúng hạn", "maximum": 30, "valid_from": "2026-10-31"}
        )
        rows, _filled = self.table("index766", self.meaning(), "p_progress points")
        self.assertEqual(rows["Xã Một"][0], "20")

    def test_months(self):
        rows, _filled = self.table("progress-trend", self.meaning("01/09", "30/11"), "taken carried done open waiting")
        # each month as its own table has it; what is open goes on into the next
        self.assertEqual(rows["09/2026"], ["2", "0", "1", "1", "0"])
        self.assertEqual(rows["10/2026"], ["10", "1", "6", "3", "1"])
        self.assertEqual(rows["11/2026"], ["5", "5", "1", "3", "1"])
        self.assertEqual(rows["Cả kỳ"], ["11", "0", "7", "3", "1"])

    def test_other_meanings(self):
        rows, _filled = self.table("ii06a-agency", self.meaning(ended="apart"), "taken done on_time")
        self.assertEqual(rows["Xã Hai"], ["1", "0", "0"])
        rows, _filled = self.table("ii06a-agency", self.meaning(same_day="early"), "early on_time late")
        self.assertEqual(rows["Xã Một"], ["3", "0", "1"])
        rows, _filled = self.table("ii06a-agency", self.meaning(waiting="by_due"), "open_in_time open_late")
        self.assertEqual(rows["Xã Một"], ["0", "2"])
        rows, _filled = self.table("ii06a-agency", self.meaning(done="closed"), "done open")
        # nothing was handed over; i of September is open, too
        self.assertEqual(rows["Xã Một"], ["0", "6"])
        self.assertEqual(rows["Xã Hai"], ["1", "2"])

    def test_an_unclassified_procedure_is_named(self):
        other = self.make_procedure("9.000009", "Chưa phân mức")
        odd = self.take("15/10", other)
        _rows, filled = self.table("monitoring", self.meaning(), "hstn")
        finding = next(one for one in filled.findings if one.row == str(self.commune.id) and one.identity == 0)
        self.assertEqual((finding.left, finding.right), (6, 5))
        scope, _filled = self.filled("monitoring", self.meaning())
        model, domain = self.env["onestop.report.table"]._difference(scope, finding)
        self.assertEqual(self.env[model].search(domain).dossier_id, odd)

    def test_a_commune_sees_its_own_row(self):
        """A clerk: the own row; a leader above: the sub-tree; nobody: another's."""
        clerk = self.users["receptionist"]
        _scope, filled = self.filled("ii06a-agency", self.meaning(), user=clerk)
        self.assertEqual([row.label for row in filled.rows], ["Xã Một"])
        self.assertEqual(filled.total.values["taken"], 6)
        _scope, filled = self.filled("ii06a-agency", self.meaning(), user=self.province_leader)
        self.assertEqual(len(filled.rows), 3)
        with self.assertRaises(AccessError):
            self.filled("ii06a-agency", self.meaning(), top=self.commune_2, user=clerk)
        scope, filled = self.filled("ii06a-agency", self.meaning(), user=clerk)
        tables = self.env["onestop.report.table"].with_user(clerk)
        for row in filled.rows:
            for key in ("taken", "done", "open", "early"):
                model, domain = tables._list(scope, row.key, key)
                self.assertEqual(self.env[model].with_user(clerk).search_count(domain), row.values[key])


@tagged("post_install", "-at_install")
class TestRandomLives(ReportsCase):
    def test_random_lives(self):
        """Whatever happens to dossiers, each month agrees with itself, and takes over what the one before has left."""
        chance = random.Random(2026)
        procedures = (self.procedure, self.procedure_same_day, self.procedure_province)
        agencies = (self.commune, self.commune_2, self.department)
        days = [date(2025, 12, 1) + timedelta(days=number) for number in range(80)]
        for _number in range(25):
            start = chance.randrange(40)
            moments = iter(sorted(chance.sample(range(start, 80), 6)))
            dossier = self.take_on(
                days[start],
                chance.choice(procedures),
                chance.choice(agencies),
                chance.choice(("direct", "online", "post")),
            )
            for moment in moments:
                actions = [
                    action
                    for action in (
                        "forward",
                        "approve",
                        "withdraw",
                        "stop",
                        "request_supplement",
                        "resume",
                        "return_result",
                    )
                    if self.possible(dossier, action)
                ]
                if not actions:
                    break
                with freeze_time(local(days[moment].isoformat(), f"{chance.randint(7, 20):02d}:00")):
                    dossier.act(chance.choice(actions), reason="Thử", content="Thử", result_number="1")
                    self.env.flush_all()
            if chance.random() < 0.2:
                # how far the procedure goes online changes in the middle of a period
                self.env["onestop.procedure.classification"].search(
                    [("procedure_id", "=", dossier.procedure_id.id), ("valid_to", "=", False)]
                ).service_level = chance.choice("23")
        before = self.months_agree(carries_all=True)
        # what is taken up again in February changes nothing of December and January
        with freeze_time(local("2026-02-25")):
            for dossier in self.env["onestop.dossier"].search(
                [("received_at", ">=", "2025-11-30"), ("received_at", "<", "2026-02-20")]
            ):
                action = {"ready": "take_back"}.get(dossier.state, "reopen")
                if dossier.received_agency_id in agencies and self.possible(dossier, action):
                    dossier.act(action, reason="Thử")
            self.env.flush_all()
        after = self.months_agree(carries_all=False)
        self.assertTrue(before)
        for key, figures in before.items():
            if key[1] < date(2026, 2, 1):
                self.assertEqual(figures, after[key], key)
        self.assertNotEqual(before, after)

    def months_agree(self, carries_all):
        """Check each month under each meaning; return the figures.

        :param carries_all: whether what a month takes over is what the one before has left, and nothing taken up again
        """
        bounds = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
        figures = {}
        for profile in self.env["onestop.report.meaning"].search([("ended", "!=", "apart")]):
            left = {}
            for begin, end in itertools.pairwise(bounds):
                last = end - timedelta(days=1)
                for name in ("ii06a-agency", "progress", "monitoring", "discipline"):
                    _scope, filled = self.filled(name, profile._meaning(begin, last, last))
                    figures[name, begin, profile.id] = [row.values for row in filled.rows]
                    with self.subTest(table=name, month=begin, meaning=profile.name):
                        self.assertEqual([one.words for one in filled.findings], [])
                        if name == "ii06a-agency":
                            carried = {row.key: row.values["carried"] for row in filled.rows if row.values["carried"]}
                            if carries_all:
                                self.assertEqual(left, carried)
                            left = {row.key: row.values["open"] for row in filled.rows if row.values["open"]}
        return figures

    def take_on(self, moment, procedure, agency, channel):
        with freeze_time(local(moment.isoformat())):
            dossier = self.env["onestop.dossier"].create(
                {"procedure_id": procedure.id, "applicant_name": "Nguyễn Thị Thử", "applicant_address": "Thôn Thử",
                 "received_agency_id": agency.id, "channel": channel}
            )  # fmt: skip
            dossier.document_ids.handed_in = True
            dossier.act("receive")
            self.env.flush_all()
        return dossier

    def possible(self, dossier, action):
        row = dossier._transition_index().get((action, dossier.state))
        return bool(row) and not any(
            dossier._guard_refusal(guard, row, {"reason": "x", "content": "x", "result_number": "1"})
            for guard in row.guards
        )
