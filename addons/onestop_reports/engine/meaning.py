"""What the words of a report mean: its period, and how a dossier is judged.

Live systems use one word for different things ("trước hạn", "đúng hạn", "quá hạn" differ from province to province), so
the meaning is a parameter, and is printed under each table.  Each condition here is a list as Odoo's domains are, over
the rows of ``onestop.report.fact``: the figure of a table and the list behind it are made of the same one.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date

# the last day of what has not ended: a day, so that an index can compare it
NEVER = date(9999, 12, 31)

EARLY_ENDS = ("withdrawn", "stopped")

CHOICES = {
    "place": {
        "received": "cơ quan tiếp nhận",
        "competent": "cơ quan có thẩm quyền giải quyết",
    },
    "done": {
        "settled": "đã có kết quả (chưa kể đã trả cho người dân hay chưa)",
        "closed": "đã trả kết quả cho người dân",
    },
    "due": {
        "present": "ngày hẹn trả sau cùng (kể cả lần hẹn lại)",
        "first": "ngày hẹn trả đầu tiên ghi trên giấy tiếp nhận",
    },
    "by": {
        "day": "theo ngày",
        "moment": "theo giờ, phút",
    },
    "same_day": {
        "on_time": "đúng hạn",
        "early": "trước hạn",
    },
    "ended": {
        "on_time": "tính vào đã giải quyết, đúng hạn",
        "compared": "tính vào đã giải quyết, so với ngày hẹn trả như hồ sơ khác",
        "apart": "không tính vào số nhận và số giải quyết của kỳ",
    },
    "waiting": {
        "in_time": "tính vào đang giải quyết, trong hạn",
        "by_due": "tính vào đang giải quyết, so với ngày hẹn trả như hồ sơ khác",
    },
}


@dataclass(frozen=True)
class Meaning:
    """The parameters of a report.

    :ivar date_from: first day of the period
    :ivar date_to: last day of the period
    :ivar cut_off: the day at whose end is looked at what is settled; from ``date_from`` on
    :ivar place: whose dossier it is: of the agency that received it, or of the competent one
    :ivar done: when it is done: with the result (``settled``), or with its hand-over (``closed``)
    :ivar due: the date that counts: the present one, or the first
    :ivar by: whether days are compared, or moments
    :ivar same_day: what is done on its due day is on time, or early already
    :ivar ended: how what was withdrawn or stopped counts
    :ivar waiting: how what waits for the citizen counts while it is open
    """

    date_from: date
    date_to: date
    cut_off: date
    place: str = "received"
    done: str = "settled"
    due: str = "present"
    by: str = "day"
    same_day: str = "on_time"
    ended: str = "on_time"
    waiting: str = "in_time"

    def __post_init__(self):
        if self.date_from > self.date_to:
            raise ValueError("a period ends after it begins")
        if self.cut_off < self.date_from:
            raise ValueError("the cut-off day lies before the period")
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise ValueError(f"{name}: {getattr(self, name)}")

    # ------------------------------------------------------------------ columns that are meant

    @property
    def done_on(self) -> str:
        """Name of the field with the day on which a dossier is done."""
        return "settled_on" if self.done == "settled" else "closed_on"

    @property
    def due_on(self) -> str:
        """Name of the field with the day on which it is due."""
        return "due_on" if self.due == "present" else "first_due_on"

    @property
    def lead(self) -> str:
        """Name of the field that says how early it was done, see ``onestop.report.fact``."""
        return f"lead_{self.done}_{self.due}"

    @property
    def place_field(self) -> str:
        """Name of the field with the place of the agency whose dossier it is."""
        return "place_id" if self.place == "received" else "competent_place_id"

    # ------------------------------------------------------------------ conditions

    def base(self) -> list:
        """Every dossier of the report: received in the period, or before and still open when it began."""
        domain = [
            ("valid_from", "<=", self.cut_off),
            ("valid_to", ">", self.cut_off),
            ("received_on", "<=", min(self.date_to, self.cut_off)),
            (self.done_on, ">=", self.date_from),
        ]
        if self.ended == "apart":
            domain += ["|", ("end", "not in", list(EARLY_ENDS)), (self.done_on, ">", self.cut_off)]
        return domain

    def condition(self, name: str) -> list:
        """The condition of that name, as a domain.

        :raises KeyError: there is none
        """
        return getattr(self, f"_is_{name}", None)() if hasattr(self, f"_is_{name}") else list(_PLAIN[name])

    def _is_new(self):
        return [("received_on", ">=", self.date_from)]

    def _is_carried(self):
        return [("received_on", "<", self.date_from)]

    def _is_done(self):
        return [(self.done_on, "<=", self.cut_off)]

    def _is_open(self):
        return [(self.done_on, ">", self.cut_off)]

    def _is_early(self):
        return self._is_done() + self._judged(self._lead_is_early())

    def _is_late(self):
        return self._is_done() + self._judged([(self.lead, "<=", self._late())])

    def _is_on_time(self):
        in_time = [(self.lead, ">", self._late())]
        neither = [*in_time, "!", *_one(self._lead_is_early())]
        if self.ended == "on_time":
            return [*self._is_done(), "|", ("end", "in", list(EARLY_ENDS)), *_one(neither)]
        return self._is_done() + neither

    def _is_open_late(self):
        overdue = [(self.due_on, "<" if self.by == "day" else "<=", self.cut_off)]
        if self.waiting == "in_time":
            overdue.append(("waiting", "=", "no"))
        return self._is_open() + overdue

    def _is_open_in_time(self):
        return [*self._is_open(), "!", *_one(self._is_open_late()[1:])]

    def _is_in_time(self):
        return ["|", *_one([*self._is_done(), "!", *_one(self._is_late())]), *_one(self._is_open_in_time())]

    def _is_overdue(self):
        late, still_open = self._is_late(), self._is_open_late()
        return ["|", *_one(late), *_one(still_open)]

    def _is_waiting(self):
        return [*self._is_open(), ("waiting", "!=", "no")]

    def _is_withdrawn(self):
        return [*self._is_done(), ("end", "=", "withdrawn")]

    def _is_stopped(self):
        return [*self._is_done(), ("end", "=", "stopped")]

    def _late(self):
        # a lead of -1 is the due day after the due hour
        return -2 if self.by == "day" else -1

    def _lead_is_early(self):
        return [(self.lead, ">", self._late() if self.same_day == "early" else 1)]

    def _judged(self, domain):
        """``domain`` for what is compared with its due date at all."""
        return [("end", "not in", list(EARLY_ENDS)), *domain] if self.ended == "on_time" else domain

    # ------------------------------------------------------------------ in words

    def period_words(self) -> str:
        """The period as a title has it."""
        return f"Từ ngày {self.date_from:%d/%m/%Y} đến ngày {self.date_to:%d/%m/%Y}"

    def cut_off_words(self) -> str:
        """The footer of the printed table."""
        day = self.cut_off
        return f"Số liệu tính đến ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"

    def footnotes(self) -> list[str]:
        """What the words of the table mean, for the foot of its page."""
        said = {name: CHOICES[name][getattr(self, name)] for name in CHOICES}
        same_day = "ngày hẹn trả" if self.by == "day" else "ngày hẹn trả, trước giờ hẹn,"
        late = (
            "hồ sơ đến hạn đúng ngày chốt số liệu chưa coi là quá hạn"
            if self.by == "day"
            else "hồ sơ đến hạn trong ngày chốt số liệu mà chưa xong coi là quá hạn"
        )
        return [
            f"Hồ sơ thuộc {said['place']}; mỗi hồ sơ tính một lần. Từ kỳ trước: tiếp nhận trước kỳ và chưa xong khi kỳ bắt đầu.",
            f"Đã giải quyết: {said['done']}.",
            f"Trước hạn, đúng hạn, quá hạn: so {said['by']} với {said['due']}; xong trong {same_day} là {said['same_day']}; không có ngày hẹn trả là đúng hạn.",
            f"Hồ sơ rút, dừng giải quyết: {said['ended']}.",
            f"Hồ sơ chờ bổ sung, chờ nghĩa vụ tài chính: {said['waiting']}; {late}.",
        ]

    # ------------------------------------------------------------------ kept with what was closed

    def as_dict(self) -> dict:
        """All parameters as JSON can hold them."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: dict) -> Meaning:
        """The inverse of ``as_dict``; other names in ``values`` are left aside."""
        days = ("date_from", "date_to", "cut_off")
        return cls(
            **{
                field.name: date.fromisoformat(values[field.name]) if field.name in days else values[field.name]
                for field in fields(cls)
                if field.name in values
            }
        )


_PLAIN = {
    "online": [("channel", "=", "online")],
    "not_online": [("channel", "!=", "online")],
    "direct": [("channel", "=", "direct")],
    "post": [("channel", "=", "post")],
    "level_2": [("level", "in", ["1", "2"])],
    "level_3": [("level", "=", "3")],
    "level_4": [("level", "=", "4")],
    "level_unknown": [("level", "=", False)],
    "level_known": [("level", "!=", False)],
    "full_online": [("scope", "=", "full")],
    "part_online": [("scope", "=", "partial")],
    "granted": [("end", "=", "granted")],
    "refused": [("end", "=", "refused")],
    "not_waiting": [("waiting", "=", "no")],
    "with_result": [("end", "in", ["granted", "refused"])],
    "by_post": ["|", ("channel", "=", "post"), ("result_channel", "=", "post")],
    "online_service": [("scope", "in", ["full", "partial"])],
    # said by the citizen after the hand-over, which may be long after the period
    "dissatisfied": [("dossier_id.onestop_rating_ids.verdict", "=", "0")],
    "not_dissatisfied": [("dossier_id.onestop_rating_ids", "not any", [("verdict", "=", "0")])],
    "very_satisfied": [("dossier_id.onestop_rating_ids.verdict", "=", "2")],
    "satisfied": [("dossier_id.onestop_rating_ids.verdict", "=", "1")],
    "level_34": [("level", "in", ["3", "4"])],
    "supplemented_again": [("supplements", ">", 1)],
    "double_channel": [("dossier_id.double_channel", "=", True)],
    "apologised": [("dossier_id.letter_ids.kind", "=", "apology")],
    "not_apologised": [("dossier_id.letter_ids", "not any", [("kind", "=", "apology")])],
    "no_account": [("dossier_id.applicant_id", "=", False)],
    "no_scan": ["!", ("dossier_id.document_ids", "any", [("digitised", "in", ["1", "2", "3"])])],
    "cause_unknown": [("cause_id", "=", False)],
    # papers come and go after the reception: these look at the files as they are now
    "scanned": [("dossier_id.document_ids.digitised", "in", ["1", "2", "3"])],
    "scanned_whole": [
        ("dossier_id.document_ids.digitised", "in", ["1", "2", "3"]),
        "!",
        ("dossier_id.document_ids", "any", [("handed_in", "=", True), ("digitised", "=", "0")]),
    ],
    "reused": [("dossier_id.document_ids.digitised", "in", ["2", "3"])],
    "result_file": [("dossier_id.file_ids.kind", "=", "result")],
    "result_by_post": [("result_channel", "=", "post")],
    "migrated": [("origin", "=", "migration")],
}


def _one(domain: list) -> list:
    """The conditions as one term, joined by "and"."""
    leaves = sum(not isinstance(part, str) for part in domain)
    joined = sum(part in ("&", "|") for part in domain)
    return ["&"] * (leaves - joined - 1) + domain


def months_before(day: date, number: int) -> date:
    """The first day of the month ``number`` months before that of ``day``."""
    months = day.year * 12 + day.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
