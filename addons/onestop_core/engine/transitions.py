"""The life of a dossier in one table: which action leads from which state to which, who may, under
which guards, with which effects. Nothing else changes a dossier's state.

States are few and fixed so that statistics stay comparable between agencies; the steps of a process
live inside ``processing``. Each state maps to one of the ten national codes.
"""

from dataclasses import dataclass, replace

# state -> code of the national status list (1 newly registered … 10 result handed over)
NATIONAL_STATUS = {
    "draft": None,
    "submitted": 1,
    "received": 2,
    "rejected": 3,
    "processing": 4,
    "intake_supplement": 5,
    "supplement": 5,
    "payment": 6,
    "withdrawn": 7,
    "stopped": 8,
    "ready": 9,
    "returned": 10,
}

STATES = tuple(NATIONAL_STATUS)
CLOSED_STATES = ("rejected", "withdrawn", "stopped", "returned")
# the legal clock stands while the citizen, not the agency, has to act
PAUSED_STATES = ("supplement", "payment")
# the citizen was asked to complete the dossier, before the reception or after it
SUPPLEMENT_STATES = ("supplement", "intake_supplement")

# target of an action that leads back to where the dossier was before it was paused
RESUME = "resume"
# target of an action that leaves the dossier where it is
STAY = "stay"

# where the person acting must hold the role: at the agency that received the dossier, at the one that
# holds it now, or at the one competent for it
RECEPTION, HOLDER, COMPETENT = "received", "holder", "competent"

DESK = ("receptionist", "postal_clerk")
OFFICERS = ("specialist", "leader")

# whoever holds the running task: the step says which role that is
STEP = "step"


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    ``roles`` is a tuple of role codes, or ``STEP`` for the role that the running step names.
    ``guards`` are checked in order before anything is written; ``effects`` run in order after the
    state has changed. Both are names that the dossier model resolves. An action that ``decides`` is for the role
    of the step alone, not for those who stand in at a desk. ``citizen``: the citizen may take the action, too.
    """

    action: str
    source: str
    target: str
    roles: tuple | str
    at: str
    guards: tuple = ()
    effects: tuple = ()
    reason: bool = False
    decides: bool = False
    citizen: bool = False


def _rows(action, sources, target, *args, **kwargs):
    return tuple(Transition(action, source, target, *args, **kwargs) for source in sources)


_RECEIVE = {
    "guards": ("agency_open", "procedure_in_force", "applicant_known", "case_chosen", "papers_complete"),
    "effects": ("answer_seen", "receive", "start_process"),
}

TRANSITIONS = (
    # before reception
    *_rows("submit", ("draft", "intake_supplement"), "submitted", DESK, RECEPTION, guards=("procedure_in_force", "applicant_known", "case_chosen"), effects=("submit",), citizen=True),
    *_rows("transfer", ("submitted",), STAY, (*DESK, "leader"), RECEPTION, guards=("other_agency",), effects=("transfer",)),
    *_rows("receive", ("draft", "submitted", "intake_supplement"), "received", DESK, RECEPTION, **_RECEIVE),
    *_rows("request_supplement", ("draft", "submitted"), "intake_supplement", DESK, RECEPTION, guards=("applicant_known", "procedure_known", "supplement_once", "supplement_tied"), effects=("answer_seen", "letter_supplement"), reason=True),
    *_rows("reject", ("draft", "submitted", "intake_supplement"), "rejected", ("receptionist",), RECEPTION, guards=("applicant_known",), effects=("answer_seen", "letter_refusal", "close"), reason=True),
    *_rows("request_payment", ("submitted",), "payment", ("receptionist",), RECEPTION, guards=("applicant_known",), effects=("pause",), reason=True),
    # procedure, case or channel chosen wrongly: the desk until the first hand-over, then a leader
    *_rows("rechoose", ("submitted", "intake_supplement", "received"), STAY, (*DESK, "leader"), RECEPTION, guards=("choice_named",), effects=("rechoose",)),
    *_rows("rechoose", ("processing", "supplement", "payment"), STAY, ("leader",), COMPETENT, guards=("choice_named",), effects=("rechoose",), reason=True),
    # inside the process
    *_rows("forward", ("received", "processing"), "processing", STEP, HOLDER, guards=("step_follows", "step_checks"), effects=("next_step",)),
    *_rows("recall", ("processing",), "received", DESK, RECEPTION, guards=("not_taken",), effects=("recall",)),
    *_rows("send_back", ("processing",), "processing", STEP, HOLDER, guards=("step_allows",), effects=("previous_step",), reason=True),
    *_rows("approve", ("received", "processing"), "ready", STEP, HOLDER, guards=("step_allows", "step_checks"), effects=("settle_granted",), decides=True),
    *_rows("refuse", ("received", "processing"), "ready", STEP, HOLDER, guards=("step_allows",), effects=("settle_refused", "letter_refusal"), reason=True, decides=True),
    *_rows("verify", ("processing",), "processing", STEP, HOLDER, guards=("step_allows", "verification_possible"), effects=("add_verification",), reason=True, decides=True),
    # a draft of the result that the citizen is shown
    *_rows("confirm", ("processing",), "processing", (), HOLDER, guards=("awaits_confirmation", "step_follows"), effects=("next_step",), citizen=True),
    # the clock stands
    *_rows("request_supplement", ("received", "processing"), "supplement", STEP, HOLDER, guards=("step_allows", "supplement_once", "supplement_tied"), effects=("pause", "letter_supplement"), reason=True, decides=True),
    *_rows("request_payment", ("received", "processing"), "payment", STEP, HOLDER, guards=("step_allows",), effects=("pause",), reason=True, decides=True),
    *_rows("answer", ("supplement",), STAY, (), HOLDER, effects=("answered",), citizen=True),
    *_rows("resume", ("supplement",), RESUME, (*DESK, *OFFICERS), HOLDER, effects=("answer_seen", "resume")),
    *_rows("resume", ("payment",), RESUME, (*DESK, *OFFICERS, "cashier"), HOLDER, guards=("receipt_named",), effects=("note_receipt", "resume")),
    # silence after the citizen's deadline leads here, never to deletion
    *_rows("refuse", ("supplement",), "ready", STEP, HOLDER, guards=("step_allows",), effects=("answer_seen", "end_pause", "settle_refused", "letter_refusal"), reason=True, decides=True),
    # twins, two applications of one day: not the same matter after all
    *_rows("not_the_same", ("received", "processing", "supplement", "payment", "ready"), STAY, (*DESK, "leader"), RECEPTION, guards=("filed_twice",), effects=("not_the_same",), reason=True),
    # a leader answers for what goes beyond the rule
    *_rows("allow_supplement", ("submitted", "received", "processing"), STAY, ("leader",), RECEPTION, guards=("supplement_used_up",), effects=("allow_supplement",), reason=True),
    *_rows("apologise", ("received", "processing", "supplement", "payment", "ready"), STAY, ("leader",), COMPETENT, guards=("apology_owed", "apology_date", "apology_responsible"), effects=("letter_apology",), reason=True),
    # the end
    *_rows("return_result", ("ready",), "returned", DESK, RECEPTION, guards=("apology_if_late", "hand_over_proven"), effects=("hand_over", "close")),
    *_rows("withdraw", ("submitted", "intake_supplement", "received", "processing", "supplement", "payment"), "withdrawn", (*DESK, "leader"), RECEPTION, effects=("answer_seen", "end_pause", "cancel_task", "close"), reason=True, citizen=True),
    *_rows("stop", ("received", "processing", "supplement", "payment"), "stopped", ("leader",), HOLDER, effects=("end_pause", "letter_stop", "cancel_task", "close"), reason=True),
    # back again, by a leader with a reason
    *_rows("take_back", ("ready",), "processing", ("leader",), COMPETENT, effects=("reopen",), reason=True),
    *_rows("reopen", ("withdrawn", "stopped", "returned"), "processing", ("leader",), COMPETENT, guards=("was_received",), effects=("reopen",), reason=True),
    # after the end: state, dates and outcome stay, and the history keeps what stood there before
    *_rows("correct", CLOSED_STATES, STAY, ("leader",), COMPETENT, guards=("correction_named",), effects=("correct",), reason=True),
)  # fmt: skip


def index(transitions=TRANSITIONS):
    """``{(action, source): Transition}``; raises ValueError if two rows answer the same question."""
    table = {}
    for row in transitions:
        key = (row.action, row.source)
        if key in table:
            raise ValueError(f"two transitions for {key}")
        table[key] = row
    return table


def extend(transitions, action, *, sources=None, guards=(), effects=(), roles=()):
    """The table with more guards, effects and roles on the rows of an action: how a module changes a row that is there.

    A new guard is asked after those that are there, a new effect follows theirs.

    :param sources: states whose rows are meant; ``None`` for every row of the action
    :param roles: codes of roles that may take the action, too; a row for the role of the running step takes none
    :raises ValueError: no row is meant, so the module waits for something that never happens
    """
    meant = [row for row in transitions if row.action == action and (sources is None or row.source in sources)]
    if not meant or (sources is not None and {row.source for row in meant} != set(sources)):
        raise ValueError(f"no transition {action} from {sources}")
    if roles and any(row.roles == STEP for row in meant):
        raise ValueError(f"{action} from {sources} is for the role of the running step")

    def extended(row):
        more = {"roles": (*row.roles, *roles)} if roles else {}
        return replace(row, guards=(*row.guards, *guards), effects=(*row.effects, *effects), **more)

    return tuple(extended(row) if row in meant else row for row in transitions)


ACTIONS = tuple(dict.fromkeys(row.action for row in TRANSITIONS))
