"""Dossiers of the demo: an office at work, from some weeks ago until now.

Every dossier is a generator that waits for a moment and then acts, as a clerk would, through the methods that the
screens call. All run in the order of time, with the clock set to each moment, so codes, deadlines, letters and
histories are what they would be had the days really passed.
"""

import heapq
import random
import uuid
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, cycle
from unittest.mock import patch

from freezegun import freeze_time
from odoo import fields
from odoo.tools import SQL

from ..engine.calendar import from_naive_utc, to_naive_utc
from . import stories
from .people import People

DAY = 450  # working minutes
SEED = 61_2018


@dataclass
class Plan:
    """One dossier to come: who wants what where, how far it gets, and how long that takes."""

    desk: object
    procedure: object
    end: str
    channel: str
    case: object
    applicant: dict
    start: object  # moment of reception
    span: int  # working minutes over which the steps after reception spread
    detour: str = ""  # what delays it on its way
    pause: int = 0  # working minutes that the citizen takes to answer


class DossierSimulation:
    def __init__(self, env):
        self.env = env(context=dict(env.context, lang="vi_VN", tz="Asia/Ho_Chi_Minh", tracking_disable=True))
        self.rng = random.Random(SEED)
        now = from_naive_utc(fields.Datetime.now())
        self.calendar = env.ref("onestop_core.agency_hanam")._calendar()._onestop_work_calendar()
        # the last working moment; weekends and evenings are quiet
        self.latest = self.calendar.add_working_minutes(now, 0)
        self.people = People(self.rng, now.astimezone(self.calendar.zone).date())
        self.procedures = {p.code: p for p in env["onestop.procedure"].search([])}
        self.posts = {}
        for post in env["onestop.staff"].search([], order="id"):
            for role in post.role_ids:
                self.posts.setdefault((role.code, post.agency_id), post.user_id)
        self.entered = {}
        self.result_numbers = count(17)
        self.ratings = cycle(stories.RATINGS)

    def run(self):
        """Make the dossiers of ``stories.PLAN``."""
        order = count()
        queue = []
        for plan in self._plans():
            life = self._life(plan)
            heapq.heappush(queue, (next(life), next(order), life))
        # while the module installs, its tables exist in this transaction only, so what otherwise happens in a short
        # transaction of its own (numbers, replayed receptions) happens here
        this_transaction = patch.object(self.env.registry, "cursor", lambda readonly=False: nullcontext(self.env.cr))
        with this_transaction, freeze_time(to_naive_utc(self.latest)) as clock:
            while queue:
                moment, _order, life = heapq.heappop(queue)
                clock.move_to(to_naive_utc(moment))
                following = next(life, None)
                if following and following <= self.latest:
                    heapq.heappush(queue, (max(following, moment), next(order), life))
            self.env.flush_all()
        self.env.invalidate_all()
        self._backdate()

    # ------------------------------------------------------------------ planning

    def _plans(self):
        for desk_name, end, timing, number, quick in stories.PLAN:
            desk = self.env.ref(f"onestop_core.desk_{desk_name}")
            quick_menu, slow_menu = stories.MENUS[desk_name]
            for index in range(number):
                yield self._plan(desk_name, desk, end, timing, quick_menu if index < quick else slow_menu)

    def _plan(self, desk_name, desk, end, timing, menu):
        rng = self.rng
        procedure, line = self._choose(menu, timing, end)
        version = procedure.current_version_id
        limit = self._limit(line)
        detour = self._detour(line, end, timing, limit)
        pause = rng.randint(1, 3) * DAY if detour == "supplement" else 0
        if end in ("draft", "submitted", "intake_supplement"):
            back, span = rng.randint(20, 3 * DAY), 0
        elif end == "received":
            back, span = rng.randint(15, 200), 0
        elif timing == "late":
            span = limit + rng.randint(200, 2 * DAY)
            back = span + (2 * DAY + rng.randint(0, 10 * DAY) if end == "returned" else rng.randint(30, DAY))
        elif timing == "soon":
            back = limit - rng.randint(60, 380)
            span = back - rng.randint(15, 50)
        elif timing == "done":
            span = int(limit * rng.uniform(0.3, 0.8))
            back = span + pause + 3 * DAY + rng.randint(0, 20 * DAY)
        else:
            back = int(limit * rng.uniform(0.15, 0.6)) if limit > DAY else rng.randint(60, 240)
            span = int(back * 0.9)
        place = rng.choice(stories.PLACES[desk_name])
        if procedure.sector_id.name == "Hội nghị, hội thảo quốc tế":
            applicant = self.people.organisation()
        else:
            applicant = self.people.person(place)
            if rng.random() < 0.15:
                applicant = self.people.with_submitter(applicant)
        if line.channel == "online":
            applicant["applicant_email"] = self.people.email(applicant["applicant_name"])
        start = self.calendar.add_working_minutes(self.latest, -back)
        return Plan(
            desk,
            procedure,
            end,
            line.channel,
            line.case_id or version.case_ids[:1],
            applicant,
            start,
            span,
            detour,
            pause,
        )

    def _choose(self, menu, timing, end):
        """A procedure of the menu and the line of its channel and case."""
        rng = self.rng
        while True:
            procedure = self.procedures[rng.choice(menu)]
            lines = procedure.current_version_id.channel_ids
            if timing == "soon" or end == "payment":
                # a limit in working days can be aimed at; and nobody waits for a fee that is not charged
                lines = lines.filtered(lambda one: one.duration_unit == "working_day")
            if end == "payment":
                lines = lines.filtered(lambda one: "đ" in (one.fee_text or "") or "Hội đồng" in (one.fee_text or ""))
            channel = {"submitted": "online", "draft": "direct"}.get(end)
            channel = channel or rng.choices(("direct", "online", "post"), (70, 22, 8))[0]
            lines = [one for one in lines if one.channel == channel]
            if lines:
                return procedure, rng.choice(lines)

    def _detour(self, line, end, timing, limit):
        """What delays the dossier: verification where the law knows it, else now and then something else."""
        if limit <= DAY or end not in ("returned", "processing"):
            return ""
        if line.verification_days and self.rng.random() < 0.7:
            return "verify"
        if end == "returned" and timing == "done":
            return self.rng.choice(("supplement", "send_back", "take_back", "", "", ""))
        return ""

    @staticmethod
    def _limit(line):
        """About how many working minutes the law gives."""
        per_unit = {"hour": 60, "working_day": DAY, "calendar_day": DAY * 5 / 7, "month": DAY * 22}
        return {"same_day": 180, "none": 10 * DAY}.get(line.duration_unit) or int(
            line.duration * per_unit[line.duration_unit]
        )

    # ------------------------------------------------------------------ the life of a dossier

    def _life(self, plan):
        """Yields the moments at which something happens to the dossier; acts when called at them."""
        dossier = None
        if plan.channel == "online":
            # sent in from home, often on the evening before
            if self.rng.random() < 0.5:
                yield plan.start.replace(hour=19, minute=self.rng.randint(0, 59)) - timedelta(days=1)
            else:
                yield self.calendar.add_working_minutes(plan.start, -self.rng.randint(20, 200))
            dossier = self._enter(plan, self.env)
            dossier.act("submit")
            if plan.end == "submitted":
                return
        yield plan.start
        if plan.end in ("draft", "intake_supplement", "rejected"):
            self._before_reception(plan, dossier)
            return
        dossier = self._receive(plan, dossier)
        if plan.end == "received":
            return
        yield self._after(plan, 0.08)
        at_desk = self._holder(dossier)
        if plan.end == "payment" and self.rng.random() < 0.5:
            at_desk.act("request_payment", reason=stories.PAYMENT)
            return
        self._forward(at_desk)
        yield from self._steps(plan, dossier)
        if plan.end != "returned" or dossier.state != "ready":
            return
        ready = from_naive_utc(dossier.ready_at)
        if plan.detour == "take_back":
            yield self.calendar.add_working_minutes(ready, 90)
            self._as(dossier, "leader", dossier.competent_agency_id).act("take_back", reason=stories.TAKE_BACK)
            yield self.calendar.add_working_minutes(ready, 200)
            self._settle(plan, self._holder(dossier))
        yield self.calendar.add_working_minutes(from_naive_utc(dossier.ready_at), self.rng.randint(15, DAY))
        late = dossier._is_late()
        if late:
            self._as(dossier, "leader", dossier.competent_agency_id).act(
                "apologise", reason=self.rng.choice(stories.APOLOGIES)
            )
        at_desk = self._clerk(plan, dossier)
        at_desk.act("return_result")
        self._rate(at_desk, stories.LATE_RATING if late else next(self.ratings))

    @staticmethod
    def _rate(dossier, rating):
        """What the citizen says on the way out; some say nothing."""
        if rating:
            verdict, feedback = rating
            dossier.env["onestop.rating"]._rate(
                dossier, verdict, client_uuid=str(uuid.uuid4()), source="counter", feedback=feedback
            )

    def _steps(self, plan, dossier):
        """From the first step after reception to the decision, or to where the story stops."""
        number = len(dossier._steps()) - 1
        stay = self.rng.randint(1, number)
        shift = 0
        for index in range(1, number + 1):
            share = 0.1 + 0.9 * index / number
            if index == 1 and plan.detour == "verify" and dossier.step_id.can_verify:
                yield self._after(plan, share / 2)
                self._holder(dossier).act("verify", reason=stories.VERIFY)
            if plan.end == "processing" and index == stay:
                yield from self._ask_opinion(plan, dossier)
                return
            if index == 1 and plan.end in ("supplement", "payment", "withdrawn", "stopped"):
                yield self._after(plan, share)
                self._interrupt(plan, dossier)
                return
            if index == 1 and plan.detour == "supplement" and dossier.step_id.can_request_supplement:
                yield self._after(plan, share / 2)
                self._holder(dossier).act("request_supplement", **self._supplement(plan, dossier))
                shift = plan.pause
                yield self._after(plan, share / 2, shift)
                self._clerk(plan, dossier).act("resume")
            elif index == 2 and plan.detour == "send_back" and dossier.step_id.can_send_back:
                yield self._after(plan, share - 0.3, shift)
                self._holder(dossier).act("send_back", reason=stories.SEND_BACK)
                yield self._after(plan, share - 0.15, shift)
                self._forward(self._holder(dossier))
            yield self._after(plan, share, shift)
            if index < number:
                self._forward(self._holder(dossier))
            else:
                self._settle(plan, self._holder(dossier))

    def _after(self, plan, share, shift=0):
        """The moment when ``share`` of the dossier's span is over."""
        return self.calendar.add_working_minutes(plan.start, int(plan.span * share) + shift)

    def _before_reception(self, plan, dossier):
        dossier = (dossier or self._enter(plan, self._clerk_env(plan), complete=False)).with_env(self._clerk_env(plan))
        if plan.end == "intake_supplement":
            dossier.act("request_supplement", **self._supplement(plan, dossier))
        elif plan.end == "rejected":
            reason, body = stories.REJECTION
            dossier.act("reject", reason=reason, competent_body=body)

    def _interrupt(self, plan, dossier):
        if plan.end == "supplement":
            self._holder(dossier).act("request_supplement", **self._supplement(plan, dossier))
        elif plan.end == "payment":
            self._holder(dossier).act("request_payment", reason=stories.PAYMENT)
        elif plan.end == "withdrawn":
            self._clerk(plan, dossier).act("withdraw", reason=stories.WITHDRAWAL)
        else:
            self._as(dossier, "leader", dossier.holder_agency_id).act("stop", reason=stories.STOP)

    def _ask_opinion(self, plan, dossier):
        """An international conference concerns other departments: they are asked."""
        if plan.procedure.sector_id.name != "Hội nghị, hội thảo quốc tế" or not dossier.step_id.can_request_opinion:
            return
        question, answer = stories.OPINION
        justice = self.env.ref("onestop_core.agency_justice")
        yield self._after(plan, 0.3)
        opinion = self._holder(dossier).ask_opinion(justice.id, question, days=5)
        yield self._after(plan, 0.7)
        opinion.with_user(self.posts["specialist", justice]).action_answer(answer)

    def _settle(self, plan, dossier):
        if self.rng.random() < 0.06 and dossier.step_id.can_refuse:
            dossier.act("refuse", reason=stories.REFUSAL)
            return
        pattern = stories.RESULT_NUMBERS.get(plan.procedure.sector_id.name, stories.DEFAULT_RESULT_NUMBER)
        number = pattern.format(number=next(self.result_numbers), year=self.env["onestop.agency"]._today().year)
        dossier.act("approve", result_number=number)

    def _forward(self, dossier):
        """On to the next step, usually to a named colleague there."""
        step = dossier.sudo()._next_step()
        colleague = self._find_staff(step.role_id.code, step._agency_for(dossier.sudo()))
        dossier.act("forward", **({"user_id": colleague.id} if self.rng.random() < 0.75 else {}))

    # ------------------------------------------------------------------ entering

    def _enter(self, plan, env, complete=True):
        """A draft, as the dossier's form or the citizen's own device makes it."""
        office = stories.OFFICES.get(self._desk_name(plan), {}).get(plan.procedure.sector_id.name)
        vals = self._fields(plan) | {
            "procedure_id": plan.procedure.id,
            "received_agency_id": plan.desk.agency_id.id,
            "client_uuid": self._uuid(),
        }
        if office:
            vals["competent_agency_id"] = self.env.ref(f"onestop_core.agency_{office}").id
        dossier = env["onestop.dossier"].create(vals)
        papers = dossier.document_ids.filtered("required")
        (papers if complete else papers[1:]).handed_in = True
        self.entered[dossier.id] = fields.Datetime.now()
        return dossier.sudo()

    def _receive(self, plan, dossier):
        """The dossier, received by the clerk at the desk; in one call where the counter would."""
        env = self._clerk_env(plan)
        if not dossier and self._desk_name(plan) not in stories.OFFICES:
            papers = plan.procedure.current_version_id._papers(plan.case)
            answer = env["onestop.dossier"].receive(
                self._fields(plan)
                | {
                    "client_uuid": self._uuid(),
                    "agency_id": plan.desk.agency_id.id,
                    "procedure_code": plan.procedure.code,
                    "counter_id": self.rng.choice(plan.desk.counter_ids).id,
                    "documents": [
                        {"component_id": paper.id, "handed_in": paper.required or self.rng.random() < 0.3}
                        for paper in papers
                    ],
                }
            )
            return self.env["onestop.dossier"].browse(answer["id"])
        dossier = dossier or self._enter(plan, env)
        dossier.with_env(env).act("receive")
        return dossier

    def _fields(self, plan):
        rng = self.rng
        shares = {"direct": (80, 15, 5), "online": (35, 15, 50), "post": (10, 90, 0)}[plan.channel]
        result_channel = rng.choices(("direct", "post", "online"), shares)[0]
        return plan.applicant | {
            "case_id": plan.case.id,
            "channel": plan.channel,
            "result_channel": result_channel,
            "result_address": plan.applicant["applicant_address"] if result_channel == "post" else False,
        }

    # ------------------------------------------------------------------ who acts

    def _clerk_env(self, plan):
        return self.env(user=self._find_staff("receptionist", plan.desk.agency_id), su=False)

    def _clerk(self, plan, dossier):
        return dossier.with_env(self._clerk_env(plan))

    def _holder(self, dossier):
        """The dossier in the hands of whoever does its running step."""
        task = dossier.sudo().task_id
        return dossier.with_user(task.user_id or self._find_staff(task.role_id.code, task.agency_id))

    def _as(self, dossier, role, agency):
        return dossier.with_user(self._find_staff(role, agency))

    def _find_staff(self, role, agency):
        """Who holds the role at the agency, or at the nearest above it."""
        while (role, agency) not in self.posts:
            agency = agency.parent_id
        return self.posts[role, agency]

    @staticmethod
    def _supplement(plan, dossier):
        """What is asked of the citizen: the papers that are missing, else the first one, which is not as it should be."""
        reason, content = stories.SUPPLEMENTS.get(plan.procedure.sector_id.name, stories.DEFAULT_SUPPLEMENT)
        missing = dossier.document_ids.filtered("is_missing")
        kind = "missing" if missing else "wrong"
        papers = missing or dossier.document_ids[:1]
        lines = [{"document_id": paper.id, "kind": kind} for paper in papers]
        return {"reason": reason, "content": content, "lines": lines}

    @staticmethod
    def _desk_name(plan):
        return plan.desk.get_external_id()[plan.desk.id].partition(".desk_")[2]

    def _uuid(self):
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    # ------------------------------------------------------------------ afterwards

    def _backdate(self):
        """Make the rows as old as what they say: the database's own clock could not be set."""
        cr = self.env.cr
        for dossier_id, moment in self.entered.items():
            cr.execute(SQL("UPDATE onestop_dossier SET create_date = %s WHERE id = %s", moment, dossier_id))
        # what came in over the counter began with its reception
        cr.execute(
            SQL(
                "UPDATE onestop_dossier SET create_date = received_at WHERE received_at IS NOT NULL AND id NOT IN %s",
                tuple(self.entered),
            )
        )
        cr.execute(
            SQL(
                """
                UPDATE onestop_dossier d SET write_date = GREATEST(
                    create_date, (SELECT MAX(at) FROM onestop_dossier_event WHERE dossier_id = d.id))
                """
            )
        )
        cr.execute(
            SQL(
                """
                UPDATE onestop_dossier_document c SET create_date = d.create_date, write_date = d.create_date
                  FROM onestop_dossier d WHERE d.id = c.dossier_id
                """
            )
        )
        for names in (
            ("onestop_dossier_task", "taken_at", "done_at"),
            ("onestop_dossier_pause", "start_at", "end_at"),
            ("onestop_dossier_letter", "issued_at", "issued_at"),
            ("onestop_dossier_opinion", "asked_at", "answered_at"),
        ):
            table, begin, end = map(SQL.identifier, names)
            cr.execute(SQL("UPDATE %s SET create_date = %s, write_date = COALESCE(%s, %s)", table, begin, end, begin))
        self.env.invalidate_all()
