from collections import defaultdict
from datetime import datetime, timedelta

from markupsafe import Markup
from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import deadline
from ...engine.calendar import from_naive_utc, to_naive_utc
from ...engine.duration import Duration, Terms
from ...engine.ledger import COUNTING_KINDS
from ...engine.transitions import PAUSED_STATES

CALENDAR_UNITS = ("calendar_day", "month")
COUNTING = {kind.value for kind in COUNTING_KINDS}


def as_stored(moment):
    """A moment of the engine as a field stores it (False for none)."""
    return to_naive_utc(moment) if moment else False


def as_aware(moment):
    """A stored moment as the engine takes it (None for an empty field)."""
    return from_naive_utc(moment) if moment else None


class OnestopDossier(models.Model):
    """When a dossier is due, why, and how much working time is left."""

    _inherit = "onestop.dossier"

    clock_start_rule = fields.Selection(
        selection=lambda self: self.env["onestop.clock.rule"]._fields["clock_start"].selection,
        string="Start of the Clock", readonly=True, copy=False,
        help="What held where and when the dossier was received, see the rules of the clock.",
    )  # fmt: skip
    cut_off_minute = fields.Integer(
        readonly=True, copy=False, help="The cut-off of the same rule, in minutes of the day; -1: none."
    )
    due_state = fields.Selection(
        [
            ("on_time", "On Time"),
            ("soon", "Due Soon"),
            ("late", "Overdue"),
            ("paused", "Clock Stands"),
            ("done", "Settled"),
        ],
        compute="_compute_due_state",
        search="_search_due_state",
    )
    remaining_text = fields.Char("Time Left", compute="_compute_due_state")
    due_explanation = fields.Html("Why This Date?", compute="_compute_due_explanation", sanitize=False)

    def _work_calendar(self):
        """Working time of the agency that has to settle the dossier."""
        return self.competent_agency_id.sudo()._calendar()._onestop_work_calendar()

    def _local(self, moment):
        """A stored moment in the agency's own zone."""
        return as_aware(moment).astimezone(self._work_calendar().zone)

    def _channel_line(self):
        """Where the law says how long this dossier may take: its channel, else that of the desk."""
        version = self.version_id.sudo()
        return version._channel(self.channel, self.case_id) if version else version.channel_ids

    def _terms(self):
        """The time that the law gives, as ``engine.duration.Terms``: of the dossier's channel, else of the desk."""
        return self.version_id._terms(self.channel, self.case_id.id) if self.version_id else Terms()

    def _extra_time(self):
        """Additional durations, as ``engine.deadline.Extra``: hard area, verification."""
        terms = self._terms()
        extra = []
        if terms.hard_area_days and self.competent_agency_id.hard_area:
            extra.append(deadline.Extra(Duration(terms.hard_area_days, "working_day"), "hard_area"))
        if terms.verification_days and self.verified_since:
            extra.append(deadline.Extra(Duration(terms.verification_days, "working_day"), "verification"))
        return extra

    def _clock_start(self):
        """When the clock starts apart from reception (NĐ 309/2026/NĐ-CP art. 8): for a dossier received outside
        the competent territory, when the competent agency has it; until then, when it must have it.
        """
        if not self.out_of_territory:
            return None
        if self.competent_received_at:
            return as_aware(self.competent_received_at)
        return deadline.transfer_deadline(
            self._work_calendar(), as_aware(self.received_at), self._deadline_rules().cut_off_minute
        )

    def _deadline_rules(self):
        """As ``engine.deadline.DeadlineRules``: what the reception froze, before it what holds now."""
        if self.clock_start_rule:
            cut_off = self.cut_off_minute if self.cut_off_minute >= 0 else None
            return deadline.DeadlineRules(cut_off, deadline.ClockStart(self.clock_start_rule))
        agency = self.competent_agency_id.sudo()
        moment = self.received_at or fields.Datetime.now()
        return self.env["onestop.clock.rule"]._rules_of(agency, self._local(moment).date())

    def _start_competent_clock(self):
        """The competent agency has the dossier now."""
        self.competent_received_at = fields.Datetime.now()
        if self.out_of_territory:
            self._update_due()

    def _find_due(self, now=None):
        """Ask the engine for the due date as things stand: reception, pauses, extensions.

        :return: ``engine.deadline.Due`` (its ``due_at`` is None where the law sets no limit)
        """
        self.ensure_one()
        return deadline.compute_due(
            self._work_calendar(),
            as_aware(self.received_at),
            self._terms().limit,
            clock_start_at=self._clock_start(),
            rules=self._deadline_rules(),
            extra=self._extra_time(),
            pauses=[
                (as_aware(pause.start_at), as_aware(pause.end_at), pause.kind)
                for pause in self.pause_ids.sorted("start_at")
            ],
            extensions=[
                (as_aware(letter.new_due_at), letter.name, as_aware(letter.issued_at))
                for letter in self.letter_ids.sorted("issued_at")
                if letter.kind == "apology" and letter.new_due_at
            ],
            now=as_aware(now or fields.Datetime.now()),
        )

    def _update_due(self):
        """Write the due date and its ledger; the first due date stays as it was printed."""
        for dossier in self.sudo():
            due = dossier._find_due()
            vals = {
                "clock_start_at": as_stored(due.clock_start_at),
                "due_at": as_stored(due.due_at),
                "due_ledger": [line.as_dict() for line in due.ledger],
            }
            if vals["due_at"] != dossier.due_at:
                # a new date deserves a new warning
                vals |= {"reminded_at": False, "escalated_at": False}
            if not dossier.due_original:
                vals["due_original"] = vals["due_at"]
            if not dossier.clock_start_rule:
                rules = dossier._deadline_rules()
                vals["clock_start_rule"] = rules.clock_start.value
                vals["cut_off_minute"] = -1 if rules.cut_off_minute is None else rules.cut_off_minute
            dossier.write(vals)

    def _step_due(self, step):
        """Due moment of a step: the shares of time up to and including it, of the whole working time."""
        if not self.due_at:
            return False
        calendar = self._work_calendar()
        start, end = as_aware(self.clock_start_at), as_aware(self.due_at)
        if step.confirm_days:
            # what waits for the citizen has a term of its own
            return as_stored(calendar.add_working_days(as_aware(fields.Datetime.now()), step.confirm_days))
        steps = self._steps()
        share = sum(steps[: steps.ids.index(step.id) + 1].mapped("time_share"))
        if share >= 100:
            return self.due_at
        minutes = calendar.working_minutes_between(start, end) * share // 100
        return as_stored(calendar.add_working_minutes(start, minutes))

    @api.depends("state", "due_at", "ready_at")
    @api.depends_context("lang")
    def _compute_due_state(self):
        now = fields.Datetime.now()
        for dossier in self:
            dossier.due_state, dossier.remaining_text = dossier._due_state_at(now)

    def _due_state_at(self, now):
        if self.state in PAUSED_STATES:
            return "paused", self.env._("Clock stands")
        if not self.due_at:
            return False, False
        calendar = self._work_calendar()
        end = self.ready_at or self.closed_at
        left = deadline.remaining(calendar, as_aware(end or now), as_aware(self.due_at))
        if end:
            return "done", self.env._("Late by %s", self._duration_words(left)) if left.late else self.env._("On time")
        if left.late:
            # past the due moment, but no working time has gone by since
            return "late", self.env._("Over by %s", self._duration_words(left)) if left.minutes else self.env._(
                "Overdue"
            )
        state = "soon" if self._is_due_soon(now) else "on_time"
        return state, self.env._("%s left", self._duration_words(left))

    def _is_due_soon(self, now):
        """Whether a dossier with a due date is due within one working day of its agency: the one measure of the
        state, its search and the warning (``engine.deadline.soon_until``).
        """
        return as_aware(self.due_at) <= deadline.soon_until(self._work_calendar(), as_aware(now))

    def _duration_words(self, left):
        """Working time in words: days, hours and minutes, those that are not zero."""
        parts = []
        if left.days:
            parts.append(self.env._("%s days", left.days))
        if left.hours:
            parts.append(self.env._("%s hours", left.hours))
        if left.mins or not parts:
            parts.append(self.env._("%s minutes", left.mins))
        return " ".join(parts)

    # ------------------------------------------------------------------ why this date

    @api.depends("due_ledger")
    @api.depends_context("lang")
    def _compute_due_explanation(self):
        for dossier in self:
            rows = Markup().join(
                Markup("<tr><td>%s</td><td>%s</td><td>%s</td><td class='text-end'>%s</td></tr>")
                % (line["label"], line["start"], line["end"], line["amount"])
                for line in dossier._due_lines()
            )
            dossier.due_explanation = rows and Markup(
                "<table class='table table-sm o_onestop_ledger'><thead><tr><th>%s</th><th>%s</th><th>%s</th>"
                "<th class='text-end'>%s</th></tr></thead><tbody>%s</tbody></table>"
            ) % (self.env._("What"), self.env._("From"), self.env._("To"), self.env._("Counted"), rows)

    def _due_lines(self):
        """The ledger in words, for the screen, the citizen's page and print.

        :return: list of dicts ``label``, ``start``, ``end`` (dd/MM/yyyy HH:mm, the agency's time), ``amount``
        """
        self.ensure_one()
        if not self.due_ledger:
            return []
        kinds = {
            "before_clock": self.env._("Before the competent agency had the papers"),
            "start_moved": self.env._("The clock starts at the next opening"),
            "cut_off": self.env._("Received after %s: counted from the next working day", self._cut_off_words()),
            "counted": self.env._("Working time counted"),
            "make_up": self.env._("Make-up working day"),
            "extra": self.env._("Additional time"),
            "day_off": self.env._("Weekly day off"),
            "holiday": self.env._("Public holiday"),
            "pause": self.env._("Clock stood"),
            "to_closing": self.env._("Until closing time"),
            "extension": self.env._("New date by letter"),
        }
        reasons = {
            "before_opening": self.env._("received before opening"),
            "break": self.env._("received during the noon break"),
            "after_closing": self.env._("received after closing"),
            "day_off": self.env._("received on a day off"),
            "holiday": self.env._("received on a holiday"),
            "supplement": self.env._("waiting for supplement"),
            "payment": self.env._("waiting for payment"),
            "hard_area": self.env._("hard area"),
            "verification": self.env._("verification"),
        }
        lines = []
        for entry in self.due_ledger:
            label = kinds[entry["kind"]]
            # the label of a counted segment is its unit, which the amount shows already
            detail = reasons.get(entry["label"], entry["label"]) if entry["kind"] != "counted" else ""
            dates = entry["kind"] in ("day_off", "holiday") or (
                entry["kind"] in COUNTING and self._ledger_unit(entry) in CALENDAR_UNITS
            )
            start, end = (datetime.fromisoformat(entry[key]) for key in ("start", "end"))
            if dates:
                # up to the midnight after the last day off
                end -= timedelta(minutes=1)
            pattern = "%d/%m/%Y" if dates else "%d/%m/%Y %H:%M"
            lines.append(
                {
                    "label": f"{label}: {detail}" if detail else label,
                    "start": start.strftime(pattern),
                    "end": end.strftime(pattern),
                    "amount": self._ledger_amount(entry),
                }
            )
        return lines

    def _cut_off_words(self):
        """The hour after which same-day work waits for the next working day, ``15:00``."""
        return "{:02d}:{:02d}".format(*divmod(self._deadline_rules().cut_off_minute or 0, 60))

    @staticmethod
    def _ledger_unit(entry):
        # ledgers written before the unit had a place of its own say it in the label
        return entry.get("unit") or entry["label"]

    def _ledger_amount(self, entry):
        """What a line of the ledger counted or gave back, in the words of its unit."""
        minutes, unit = entry["minutes"], self._ledger_unit(entry)
        if not minutes:
            return "–"
        per_day = 1440 if unit in CALENDAR_UNITS else self._work_calendar().minutes_per_day
        # a limit in hours is told in hours
        days, rest = (0, minutes) if unit == "hour" else divmod(minutes, per_day)
        return self._duration_words(deadline.Remaining(minutes, False, days, *divmod(rest, 60)))

    # ------------------------------------------------------------------ search

    @api.model
    def _search_due_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        paused = Domain("state", "in", PAUSED_STATES)
        running = (
            Domain("ready_at", "=", False) & Domain("closed_at", "=", False) & Domain("due_at", "!=", False) & ~paused
        )
        soon = self._soon_domain(now)
        parts = {
            "late": running & Domain("due_at", "<", now),
            "soon": running & Domain("due_at", ">=", now) & soon,
            "on_time": running & Domain("due_at", ">=", now) & ~soon,
            "paused": paused,
            "done": Domain("due_at", "!=", False)
            & (Domain("ready_at", "!=", False) | Domain("closed_at", "!=", False)),
            False: Domain("due_at", "=", False) & ~paused,
        }
        return Domain.OR(parts[name] for name in value)

    @api.model
    def _soon_domain(self, now):
        """Dossiers that ``_is_due_soon`` would name: each agency's by its own calendar."""
        agencies_until = defaultdict(list)
        for calendar, agency_ids in self.env["onestop.agency"]._ids_by_calendar():
            until = deadline.soon_until(calendar._onestop_work_calendar(), as_aware(now))
            agencies_until[as_stored(until)] += agency_ids
        if len(agencies_until) == 1:
            return Domain("due_at", "<=", next(iter(agencies_until)))
        return Domain.OR(
            Domain("due_at", "<=", until) & Domain("competent_agency_id", "in", agency_ids)
            for until, agency_ids in agencies_until.items()
        )
