"""Thousands of dossiers as they look after months of work, written set by set instead of action by action.

They keep what holds for dossiers that people received and settled (``tests/test_load.py``): the trail is whole, every
date is the deadline engine's, a dossier that is worked on has one open task, and every agency that had it sees it.
There are no letters among them, so nothing that needs one happened to them: no supplement, no refusal, no apology.

    import sys; sys.path.insert(0, "tests")
    from load import dossiers
    made = dossiers.make(env, 10_000, open_share=1)
"""

import random
import uuid
from bisect import bisect_left
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from odoo import fields
from odoo.addons.onestop_core.demo.people import People
from odoo.addons.onestop_core.engine import codes, deadline, trail
from odoo.addons.onestop_core.engine.calendar import from_naive_utc, to_naive_utc
from odoo.addons.onestop_core.engine.names import name_key, placed_key

from load.bulk import Table, checked_at_once, reserve

CHUNK = 5_000
# from so many dossiers on, making references and indexes anew takes less time than keeping them up row by row
MANY = 10_000
TABLES = [f"onestop_dossier{name}" for name in ("", "_task", "_document", "_event", "_pause", "_agency_rel")]
# moments of work are drawn from a grid of so many minutes
GRID = 10
# received at most so many days ago
DAYS = 400
DOSSIER_COLUMNS = (
    "id", "code", "client_uuid", "origin", "state", "revision", "procedure_id", "version_id", "case_id", "sector_id", "process_id",
    "set_count", "channel", "result_channel", "received_agency_id", "competent_agency_id", "holder_agency_id", "holder_id",
    "receiver_id", "applicant_kind", "applicant_name", "applicant_name_key", "applicant_identity", "applicant_birth_date",
    "applicant_birth_year", "applicant_sex", "applicant_phone", "applicant_address", "citizen_unreachable", "submitter_name", "submitter_identity", "submitter_phone",
    "submitter_authority", "received_at", "clock_start_at", "clock_start_rule", "cut_off_minute", "competent_received_at", "out_of_territory", "due_original",
    "due_at", "due_ledger", "ready_at", "returned_at", "closed_at", "outcome", "result_number", "result_recipient",
    "register_year", "register_number", "step_id", "event_count", "event_hash",
    "create_uid", "create_date", "write_uid", "write_date",
)  # fmt: skip
TASK_COLUMNS = (
    "id", "dossier_id", "step_id", "agency_id", "user_id", "state", "taken_at", "due_at", "done_at", "outcome", "note",
    "create_uid", "create_date", "write_uid", "write_date",
)  # fmt: skip
PAPER_COLUMNS = (
    "component_id", "name", "sequence", "required", "originals", "certified_copies", "copies", "original_to_return",
    "in_national_data",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "id", "dossier_id", *PAPER_COLUMNS, "handed_in", "digitised", "create_uid", "create_date", "write_uid", "write_date",
)  # fmt: skip
EVENT_COLUMNS = ("id", *trail.CONTENT, "sealed", "previous_hash", "hash")
# attested values that the last event tells: they come about at the end
FINAL_FIELDS = ("outcome", "ready_at", "returned_at", "closed_at", "result_number", "result_recipient")
PAUSE_COLUMNS = (
    "dossier_id", "kind", "start_at", "end_at", "reason", "resume_state", "create_uid", "create_date", "write_uid",
    "write_date",
)  # fmt: skip
# how often a dossier is found where, among those that are open and those that are closed
OPEN_ENDS = {"held": 72, "unclaimed": 12, "payment": 6, "ready": 10}
CLOSED_ENDS = {"returned": 94, "withdrawn": 6}


def make(env, count, *, agencies=None, procedures=None, open_share=0.2, seed=1):
    """Make dossiers; the caller commits.

    :param env: Odoo's environment, of the superuser
    :param agencies: the ``onestop.agency`` records that receive them; else all with a desk
    :param procedures: the ``onestop.procedure`` records to choose from; else all in force
    :param open_share: how many of them are not closed, from 0 to 1
    :param seed: the same seed gives the same dossiers in the same database
    :return: the ids of the dossiers
    :raises ValueError: no agency or procedure to choose from
    """
    agencies = agencies or env["onestop.desk"].search([]).agency_id
    procedures = (procedures or env["onestop.procedure"].search([])).filtered("current_version_id")
    if not agencies or not procedures:
        raise ValueError("There are no agencies or no procedures to make dossiers of.")
    env.flush_all()
    maker = _Maker(env, random.Random(seed))
    lives = [maker.live(agencies, procedures, open_share) for _number in range(count)]
    # numbers are given out in the order of reception
    lives.sort(key=lambda life: life.received_at)
    maker.number(lives)
    ids = reserve(env.cr, "onestop_dossier", count)
    with checked_at_once(env.cr, TABLES) if count >= MANY else nullcontext():
        for start in range(0, count, CHUNK):
            maker.store(lives[start : start + CHUNK], ids[start : start + CHUNK])
    env.cr.execute("ANALYZE " + ", ".join(TABLES))
    env.invalidate_all()
    return ids


@dataclass(frozen=True)
class _Step:
    """A step as a dossier of one route goes through it. ``share``: of the time limit, up to and including it."""

    id: int
    agency_id: int
    users: tuple
    share: int
    confirm_days: int
    asks_payment: bool
    approves: bool


@dataclass(frozen=True)
class _Route:
    """Everything that follows from the agency, the procedure and the channel."""

    agency_id: int
    agency_name: str
    agency_code: str
    pattern: str
    receivers: tuple
    competent_id: int
    out_of_territory: bool
    procedure_id: int
    version_id: int
    case_id: int | None
    sector_id: int
    process_id: int
    channel: str
    calendar: object
    duration: object
    extra: tuple
    steps: tuple
    papers: tuple

    def due(self, received_at):
        """``engine.deadline.Due`` of a dossier received at a stored moment."""
        return deadline.compute_due(self.calendar, from_naive_utc(received_at), self.duration, extra=self.extra)


@dataclass
class _Life:
    """What happened to a dossier; ``stays`` are its tasks, ``events`` its history without numbers and hashes."""

    route: _Route
    received_at: datetime
    applicant: dict
    values: dict = field(default_factory=dict)
    stays: list = field(default_factory=list)
    events: list = field(default_factory=list)
    pauses: list = field(default_factory=list)
    code: str = ""
    register_number: int = 0

    def tell(self, action, at, user_id, agency_id, state_from, state_to, note=None):
        """Add a line to the history."""
        self.events.append(
            {"action": action, "at": at, "user_id": user_id, "agency_id": agency_id,
             "state_from": state_from, "state_to": state_to, "note": note, "data": None, "changes": {"state": [state_from, state_to]}}
        )  # fmt: skip


class _Maker:
    """Draws dossiers from ``rng`` and stores them."""

    def __init__(self, env, rng):
        self.env = env
        self.rng = rng
        self.now = fields.Datetime.now()
        self.people = People(rng, self.now.date())
        self._routes = {}
        self._grids = {}
        self._spans = {}
        self._users = {}
        self.attested = env["onestop.dossier"]._attested_fields()
        self.sealed = env["onestop.dossier"]._sealed_fields()
        papers = env["onestop.dossier.document"]._attested_fields()
        self.attested_papers = [(name, DOCUMENT_COLUMNS.index(name)) for name in papers if name in DOCUMENT_COLUMNS]

    # ------------------------------------------------------------------ what follows from what

    def route(self, agency, procedure, channel):
        """The ``_Route`` of such a dossier."""
        key = agency.id, procedure.id, channel
        if key not in self._routes:
            self._routes[key] = self._find_route(agency, procedure, channel)
        return self._routes[key]

    def _find_route(self, agency, procedure, channel):
        version = procedure._version_on(self.now.date()) or procedure.current_version_id
        case = version.case_ids[:1]
        process = self.env["onestop.process"]._for_procedure(procedure)
        draft = self.env["onestop.dossier"].new(
            {
                "procedure_id": procedure.id,
                "version_id": version.id,
                "case_id": case.id,
                "channel": channel,
                "received_agency_id": agency.id,
                "process_id": process.id,
            }
        )
        draft.competent_agency_id = draft._find_competent_agency()
        line = draft._channel_line()
        steps, share = [], 0
        for step in process._steps_for(case):
            share += step.time_share
            step_agency = step._agency_for(draft)._origin
            steps.append(
                _Step(
                    step.id,
                    step_agency.id,
                    self.users(step.role_id._stand_ins(), step_agency),
                    share,
                    step.confirm_days,
                    step.can_request_payment,
                    step.can_approve,
                )
            )
        papers = version._paper_vals(case.id)
        return _Route(
            agency.id,
            agency.name,
            agency.code,
            self.env["onestop.number.book"]._dossier_code_pattern(agency),
            self.users(("receptionist", "postal_clerk"), agency),
            draft.competent_agency_id.id,
            draft.out_of_territory,
            procedure.id,
            version.id,
            case.id or None,
            procedure.sector_id.id,
            process.id,
            channel,
            draft._work_calendar(),
            line._terms().limit,
            tuple(draft._extra_time()),
            tuple(steps),
            tuple(tuple(paper[name] for name in PAPER_COLUMNS) for paper in papers),
        )

    def users(self, roles, agency):
        """Ids of those who act in one of the roles at the agency; the superuser where nobody does."""
        key = tuple(roles), agency.id
        if key not in self._users:
            self._users[key] = tuple(self.env["onestop.staff"]._holders_of(list(roles), agency).ids) or (self.env.uid,)
        return self._users[key]

    def grid(self, calendar):
        """Moments of work in the time looked back on, as stored, in order."""
        if id(calendar) not in self._grids:
            moment, moments = self.now - timedelta(days=DAYS), []
            moment = moment.replace(minute=0, second=0, microsecond=0)
            while moment < self.now:
                if calendar.timeline.is_working(calendar.to_wall(from_naive_utc(moment))):
                    moments.append(moment)
                moment += timedelta(minutes=GRID)
            self._grids[id(calendar)] = moments
        return self._grids[id(calendar)]

    def span(self, route, grid):
        """How many moments of the grid a dossier may take."""
        key = id(route)
        if key not in self._spans:
            middle = len(grid) // 2
            due_at = route.due(grid[middle]).due_at
            end = bisect_left(grid, to_naive_utc(due_at)) if due_at else middle + 480
            self._spans[key] = max(end - middle, 12)
        return self._spans[key]

    # ------------------------------------------------------------------ one dossier

    def live(self, agencies, procedures, open_share):
        """A ``_Life`` that is not stored yet."""
        rng = self.rng
        channel = "online" if rng.random() < 0.3 else "direct"
        route = self.route(agencies[rng.randrange(len(agencies))], procedures[rng.randrange(len(procedures))], channel)
        ends = OPEN_ENDS if rng.random() < open_share else CLOSED_ENDS
        (end,) = rng.choices(list(ends), ends.values())
        last = self._last_step(route, end)
        moments = self._moments(route, end, last)
        life = _Life(route, moments[0], self._applicant(route))
        self._walk(life, end, last, moments)
        return life

    def _last_step(self, route, end):
        """Index of the step that the dossier came to."""
        approving = next((index for index, step in enumerate(route.steps) if step.approves), len(route.steps) - 1)
        if end in ("ready", "returned"):
            return approving
        if end == "payment":
            asking = [index for index, step in enumerate(route.steps[: approving + 1]) if step.asks_payment]
            if asking:
                return self.rng.choice(asking)
        return self.rng.randint(0, approving)

    def _moments(self, route, end, last):
        """Moments of work at which something happened: reception, each step done, and up to two more."""
        rng, grid = self.rng, self.grid(route.calendar)
        span, needed = self.span(route, grid), last + 3
        while True:
            if end in CLOSED_ENDS:
                first = rng.randrange(len(grid) - needed)
                due_at = route.due(grid[first]).due_at
                # a late result would have needed a letter, so they were in time
                limit = bisect_left(grid, to_naive_utc(due_at)) if due_at else first + span
                limit = min(limit, len(grid))
            else:
                first = max(len(grid) - 1 - rng.randint(needed, needed + span * 8 // 5), 0)
                limit = len(grid)
            if limit - first > needed:
                return [grid[first], *(grid[one] for one in sorted(rng.sample(range(first + 1, limit), needed)))]

    def _applicant(self, route):
        draw = self.rng.random()
        if draw < 0.06:
            return self.people.organisation()
        person = self.people.person(route.agency_name)
        return self.people.with_submitter(person) if draw < 0.15 else person

    def _walk(self, life, end, last, moments):
        """Go through the steps up to ``last`` and end as ``end``."""
        route, rng = life.route, self.rng
        receiver = rng.choice(route.receivers)
        due = route.due(life.received_at)
        due_at = to_naive_utc(due.due_at) if due.due_at else None
        dues = _StepDues(route, due)
        life.values |= {"due_original": due_at, "receiver_id": receiver}
        state, user, taken_at = "received", receiver, life.received_at
        life.tell("receive", life.received_at, receiver, route.steps[0].agency_id, "draft", "received")
        for index, step in enumerate(route.steps[: last + 1]):
            if index:
                user = rng.choice(step.users)
                life.tell("forward", taken_at, life.stays[-1]["user_id"], step.agency_id, state, "processing")
                state = "processing"
            if index == last and end == "unclaimed":
                user = None
            if step.agency_id == route.competent_id:
                life.values.setdefault("competent_received_at", taken_at)
            life.stays.append(
                {"step": step, "user_id": user, "state": "open", "taken_at": taken_at, "due_at": dues.of(step, taken_at),
                 "done_at": None, "outcome": None, "note": None}
            )  # fmt: skip
            taken_at = moments[index + 1]
            if index < last:
                life.stays[-1] |= {"state": "done", "done_at": taken_at, "outcome": "forward"}
        at = moments[last + 1]
        held = {"holder_agency_id": step.agency_id, "holder_id": user, "step_id": step.id}
        if end == "payment" and step.asks_payment:
            life.tell("request_payment", at, user, step.agency_id, state, "payment", "Nộp phí, lệ phí theo quy định")
            life.pauses.append(("payment", at, state))
            state = "payment"
        elif end in ("ready", "returned"):
            life.stays[-1] |= {"state": "done", "done_at": at, "outcome": "approve"}
            held = {"holder_agency_id": route.agency_id}
            life.tell("approve", at, user, route.agency_id, state, "ready")
            life.values |= {"outcome": "granted", "ready_at": at, "result_number": f"{rng.randint(1, 999)}/GXN-UBND"}
            state = "ready"
            if end == "returned":
                at = moments[-1]
                life.tell("return_result", at, receiver, route.agency_id, state, "returned")
                recipient = life.applicant.get("submitter_name") or life.applicant["applicant_name"]
                life.values |= {"returned_at": at, "closed_at": at, "result_recipient": recipient}
                state = "returned"
        elif end == "withdrawn":
            reason = "Người nộp hồ sơ xin rút"
            life.stays[-1] |= {"state": "cancelled", "done_at": at, "outcome": "withdraw", "note": reason}
            held.pop("step_id")
            life.tell("withdraw", at, receiver, step.agency_id, state, "withdrawn", reason)
            life.values["closed_at"] = at
            state = "withdrawn"
        life.values |= held | {
            "state": state,
            "clock_start_at": to_naive_utc(due.clock_start_at),
            "clock_start_rule": deadline.ClockStart.LAW.value,
            "cut_off_minute": deadline.CUT_OFF,
            "due_at": due_at,
            "due_ledger": [line.as_dict() for line in due.ledger],
            "write_date": life.events[-1]["at"],
            "write_uid": life.events[-1]["user_id"],
        }

    # ------------------------------------------------------------------ numbers

    def number(self, lives):
        """Give codes and numbers in the register, after those that were given out before."""
        last = {
            (row["book"], row["period"]): row["last_number"]
            for row in self.env["onestop.number.book"].search_read([], ["book", "period", "last_number"], load=None)
        }
        taken = Counter()
        for life in lives:
            route, day = life.route, (life.received_at + timedelta(hours=7)).date()
            daily, yearly = (
                (f"dossier/{route.agency_id}", day.isoformat()),
                (f"register/{route.agency_id}", str(day.year)),
            )
            for key in (daily, yearly):
                taken[key] = (taken[key] or last.get(key, 0)) + 1
            life.code = codes.render_code(route.pattern, route.agency_code, day, taken[daily])
            life.register_number = taken[yearly]
        books = Table("onestop_number_book_made", ("book", "period", "last_number"))
        for (book, period), number in taken.items():
            books.add(book, period, number)
        self.env.cr.execute(
            "CREATE TEMPORARY TABLE onestop_number_book_made (book varchar, period varchar, last_number int) ON COMMIT DROP"
        )
        books.flush(self.env.cr)
        self.env.cr.execute(
            """
            INSERT INTO onestop_number_book (book, period, last_number)
            SELECT book, period, last_number FROM onestop_number_book_made
            ON CONFLICT (book, period) DO UPDATE SET last_number = excluded.last_number;
            DROP TABLE onestop_number_book_made
            """
        )

    # ------------------------------------------------------------------ storing

    def store(self, lives, ids):
        """Write the dossiers with everything that belongs to them."""
        cr = self.env.cr
        tables = {
            "dossier": Table("onestop_dossier", DOSSIER_COLUMNS),
            "agency": Table("onestop_dossier_agency_rel", ("dossier_id", "agency_id")),
            "task": Table("onestop_dossier_task", TASK_COLUMNS),
            "paper": Table("onestop_dossier_document", DOCUMENT_COLUMNS),
            "event": Table("onestop_dossier_event", EVENT_COLUMNS),
            "pause": Table("onestop_dossier_pause", PAUSE_COLUMNS),
        }
        task_ids = iter(reserve(cr, "onestop_dossier_task", sum(len(life.stays) for life in lives)))
        event_ids = iter(reserve(cr, "onestop_dossier_event", sum(len(life.events) for life in lives)))
        paper_ids = iter(reserve(cr, "onestop_dossier_document", sum(len(life.route.papers) for life in lives)))
        for dossier_id, life in zip(ids, lives, strict=True):
            self._add(tables, dossier_id, life, task_ids, event_ids, paper_ids)
        for table in tables.values():
            table.flush(cr)
        # the two tables refer to each other, so one reference comes last
        cr.execute(
            """
            UPDATE onestop_dossier SET task_id = task.id FROM onestop_dossier_task task
            WHERE task.dossier_id = onestop_dossier.id AND task.state = 'open' AND task.dossier_id BETWEEN %s AND %s
            """,
            [ids[0], ids[-1]],
        )

    def _add(self, tables, dossier_id, life, task_ids, event_ids, paper_ids):
        route, received_at = life.route, life.received_at
        receiver = life.values["receiver_id"]
        born = life.applicant.get("applicant_birth_date")
        agency_ids = {route.agency_id, route.competent_id, *(stay["step"].agency_id for stay in life.stays)}
        values = {
            **life.applicant,
            **life.values,
            "id": dossier_id,
            "code": life.code,
            "origin": "counter",
            # what the model would compute: the people of the demo have a mobile number each
            "applicant_name_key": placed_key(name_key(life.applicant["applicant_name"]), sorted(agency_ids)),
            "applicant_birth_year": born.year if born else None,
            "citizen_unreachable": False,
            "client_uuid": str(uuid.UUID(int=self.rng.getrandbits(128), version=4)),
            "revision": len(life.events),
            "procedure_id": route.procedure_id,
            "version_id": route.version_id,
            "case_id": route.case_id,
            "sector_id": route.sector_id,
            "process_id": route.process_id,
            "set_count": 1,
            "channel": route.channel,
            "result_channel": "direct",
            "received_agency_id": route.agency_id,
            "competent_agency_id": route.competent_id,
            "received_at": received_at,
            "out_of_territory": route.out_of_territory,
            "register_year": (received_at + timedelta(hours=7)).year,
            "register_number": life.register_number,
            "event_count": len(life.events),
            "create_uid": receiver,
            "create_date": received_at,
        }
        papers = []
        for paper in route.papers:
            handed_in = paper[PAPER_COLUMNS.index("required")] or self.rng.random() < 0.5
            papers.append(
                (next(paper_ids), dossier_id, *paper, handed_in, "0", receiver, received_at, receiver, received_at)
            )
            tables["paper"].add(*papers[-1])
        values["event_hash"] = self._add_events(tables["event"], life, values, papers, event_ids)
        tables["dossier"].add(*map(values.get, DOSSIER_COLUMNS))
        for agency_id in agency_ids:
            tables["agency"].add(dossier_id, agency_id)
        for stay in life.stays:
            row = stay | {
                "id": next(task_ids),
                "dossier_id": dossier_id,
                "step_id": stay["step"].id,
                "agency_id": stay["step"].agency_id,
                "create_uid": receiver,
                "create_date": stay["taken_at"],
                "write_uid": stay["user_id"],
                "write_date": stay["done_at"] or stay["taken_at"],
            }
            tables["task"].add(*map(row.get, TASK_COLUMNS))
        for kind, start_at, resume_state in life.pauses:
            tables["pause"].add(
                dossier_id, kind, start_at, None, life.events[-1]["note"], resume_state,
                life.events[-1]["user_id"], start_at, life.events[-1]["user_id"], start_at,
            )  # fmt: skip

    def _add_events(self, table, life, values, papers, event_ids):
        """The history of a dossier, which tells how its values and papers came about; the hash of its last event."""
        first, last = life.events[0]["changes"], life.events[-1]["changes"]
        salt, sealed = self.rng.randbytes(16).hex(), {}
        for name in self.attested:
            value = trail.plain(values.get(name)) if name in DOSSIER_COLUMNS else None
            if value is None or name == "state":
                continue
            if name in self.sealed:
                sealed[name] = [None, value]
                value = trail.seal(salt, name, value)
            (last if name in FINAL_FIELDS else first)[name] = [None, value]
        for paper in papers:
            for name, column in self.attested_papers:
                if trail.plain(paper[column]) is not None:
                    first[f"paper/{paper[0]}/{name}"] = [None, trail.plain(paper[column])]
        first["state"] = [None, first["state"][1]]
        previous = trail.ROOT
        for number, event in enumerate(life.events, 1):
            event |= {"dossier_id": values["id"], "number": number, "salt": self.rng.randbytes(16).hex()}
            value = trail.link(previous, {**event, "at": fields.Datetime.to_string(event["at"])})
            told = {"salt": salt, **sealed} if sealed and number == 1 else None
            table.add(next(event_ids), *(event[name] for name in trail.CONTENT), told, previous, value)
            previous = value
        return previous


class _StepDues:
    """Until when each step of a dossier is due, as ``onestop.dossier._step_due`` has it."""

    def __init__(self, route, due):
        self._route = route
        self._due = due

    @cached_property
    def _minutes(self):
        return self._route.calendar.working_minutes_between(self._due.clock_start_at, self._due.due_at)

    def of(self, step, taken_at):
        """The moment as stored, None where the law sets no limit."""
        calendar, due = self._route.calendar, self._due
        if due.due_at is None:
            return None
        if step.confirm_days:
            return to_naive_utc(calendar.add_working_days(from_naive_utc(taken_at), step.confirm_days))
        if step.share >= 100:
            return to_naive_utc(due.due_at)
        minutes = self._minutes * step.share // 100
        return to_naive_utc(calendar.add_working_minutes(due.clock_start_at, minutes))
