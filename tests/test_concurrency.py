"""Many at once: real processes against one server, and against one database."""

import json
import multiprocessing
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from launcher import demo_logins, reception
from launcher.odoo_client import OdooClient, Refused

RECEPTIONIST, SPECIALIST = "khaphong.tiepnhan", "khaphong.chuyenmon"
# a leader whose post holds the desk role, too, and what is certified while the citizen waits
LEADER_AT_THE_DESK = "khaphong.phochutich"
PROCEDURE, SAME_DAY = "1.001193", "2.000815"
# what Odoo answers when it is not the fault of the citizen's dossier
IN_WORDS = ("odoo.exceptions.UserError", "odoo.exceptions.ValidationError")


@pytest.fixture(scope="module", params=[0, 2], ids=["threads", "workers"])
def crowded_server(request, new_server, database):
    """Return a ``Server`` of ``database``: one process with threads, then two worker processes."""
    return new_server(database, workers=request.param)


@pytest.fixture
def log_in(project, crowded_server):
    """Return a function that logs one of the demo staff in: ``log_in(login)`` gives an ``OdooClient``."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}

    def log_in(login):
        client = OdooClient(crowded_server.url, crowded_server.database)
        client.user_id = client.log_in(login, passwords[login])["uid"]
        return client

    return log_in


@pytest.fixture
def payload(log_in):
    """Return a function that makes what a counter sends, each time with a new identifier."""
    desk = log_in(RECEPTIONIST)
    agency_id, _name = reception.post_of(desk, desk.user_id)
    first = reception.complete_payload(desk, agency_id, PROCEDURE, applicant_name="Nguyễn Thị Cùng Lúc")
    return lambda: {**first, "client_uuid": str(uuid.uuid4())}


def at_once(calls):
    """Do all calls at the same moment, each in a process of its own.

    :param calls: list of ``(client, model, method, arguments, named arguments)``.
    :return: list of the answers in the same order; a ``Refused`` for a call that Odoo refuses.
    """
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(calls))
    pipes, processes = [], []
    for call in calls:
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_call, args=(barrier, sending, *call))
        process.start()
        sending.close()
        pipes.append(receiving)
        processes.append(process)
    answers = [pipe.recv() for pipe in pipes]
    for process in processes:
        process.join()
    return [Refused(*answer[1:]) if answer[0] == "refused" else answer[1] for answer in answers]


def _call(barrier, pipe, client, model, method, arguments, named):
    barrier.wait()
    while True:
        try:
            pipe.send(("done", client.call(model, method, *arguments, **named)))
        except Refused as refused:
            pipe.send(("refused", refused.name, refused.message))
        except ConnectionError:
            # two workers hear sixteen callers at a time; a counter whose line breaks sends the same again
            continue
        return


def receive(client, payload):
    return (client, "onestop.dossier", "receive", [payload], {})


def act(client, dossier_id, action, **params):
    return (client, "onestop.dossier", "act", [[dossier_id], action], params)


def test_fifty_receptions_at_one_agency(log_in, payload):
    desk = log_in(RECEPTIONIST)
    before = desk.call("onestop.dossier", "receive", payload())["code"]
    answers = at_once([receive(desk, payload()) for _ in range(50)])
    assert [str(answer) for answer in answers if isinstance(answer, Refused)] == []
    codes = [answer["code"] for answer in answers]
    head, _, number = before.rpartition("-")
    # nothing failed, so nothing is left out: the codes follow one another
    assert sorted(codes) == [f"{head}-{n:04d}" for n in range(int(number) + 1, int(number) + 51)]


def test_one_reception_sent_ten_times(log_in, payload, connection):
    desk = log_in(RECEPTIONIST)
    sent = payload()
    answers = at_once([receive(desk, sent) for _ in range(10)])
    assert sorted(answer.pop("replayed") for answer in answers) == [False] + [True] * 9
    assert all(answer == answers[0] for answer in answers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM onestop_dossier WHERE client_uuid = %s", [sent["client_uuid"]])
        assert cursor.fetchone() == (1,)


def test_one_dossier_rated_by_many_at_once(log_in, connection):
    """Sent six times it is one rating and one answer; of six devices one is heard, and the others are told so."""
    desk = log_in(LEADER_AT_THE_DESK)
    agency_id, _name = reception.post_of(desk, desk.user_id)
    first = reception.complete_payload(desk, agency_id, SAME_DAY, applicant_name="Nguyễn Thị Đánh Giá")

    def hand_over():
        sent = {**first, "client_uuid": str(uuid.uuid4())}
        return desk.call("onestop.counter.app", "receive", sent, decide=True)["id"]

    def rate(dossier_id, client_uuid):
        return (desk, "onestop.counter.app", "rate", [dossier_id, client_uuid, "2"], {})

    dossier_id = hand_over()
    assert at_once([rate(dossier_id, str(uuid.uuid4()))] * 6) == [{"id": dossier_id}] * 6
    other_id = hand_over()
    answers = at_once([rate(other_id, str(uuid.uuid4())) for _ in range(6)])
    assert answers.count({"id": other_id}) == 1
    assert {answer.name for answer in answers if isinstance(answer, Refused)} == {IN_WORDS[0]}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id, count(*) FROM onestop_rating WHERE dossier_id IN %s GROUP BY 1 ORDER BY 1",
            [(dossier_id, other_id)],
        )
        assert cursor.fetchall() == [(dossier_id, 1), (other_id, 1)]


def test_no_citizen_in_the_log(log_in, payload, crowded_server):
    """Conflicts are settled without the errors that write a whole row into the log."""
    desk = log_in(RECEPTIONIST)
    sent = {**payload(), "applicant_name": "Lê Thị Kín", "applicant_identity": "035190001234"}
    at_once([receive(desk, sent) for _ in range(5)])
    log = crowded_server.log.read_text(encoding="utf-8", errors="replace")
    assert "Lê Thị Kín" not in log
    assert "035190001234" not in log


def test_two_persons_act_on_one_dossier(log_in, payload, connection):
    """The specialist sends a dossier on while the desk notes its withdrawal."""
    desk, specialist = log_in(RECEPTIONIST), log_in(SPECIALIST)
    for _ in range(8):
        dossier_id = desk.call("onestop.dossier", "receive", payload())["id"]
        desk.call("onestop.dossier", "act", [dossier_id], "forward")
        revision = desk.call("onestop.dossier", "read", [dossier_id], ["revision"])[0]["revision"]
        answers = at_once(
            [
                act(specialist, dossier_id, "forward", revision=revision),
                act(desk, dossier_id, "withdraw", revision=revision, reason="Công dân xin rút"),
            ]
        )
        losers = [answer for answer in answers if isinstance(answer, Refused)]
        assert len(losers) == 1, answers
        assert losers[0].name in IN_WORDS
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT d.revision, d.state, count(*) FROM onestop_dossier d JOIN onestop_dossier_event e"
                " ON e.dossier_id = d.id WHERE d.id = %s GROUP BY d.id",
                [dossier_id],
            )
            state = "withdrawn" if answers[0] is losers[0] else "processing"
            # received, sent on by the desk, and the one action that won
            assert cursor.fetchone() == (revision + 1, state, 3)


def test_who_comes_second_is_told(log_in, payload, connection):
    """While somebody's action is being stored, another one is refused at once instead of waiting."""
    desk = log_in(RECEPTIONIST)
    dossier_id = desk.call("onestop.dossier", "receive", payload())["id"]
    with psycopg2.connect(connection.dsn) as other, other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM onestop_dossier WHERE id = %s FOR NO KEY UPDATE", [dossier_id])
        with pytest.raises(Refused) as refused:
            desk.call("onestop.dossier", "act", [dossier_id], "forward")
        other.rollback()
    assert refused.value.name == "odoo.exceptions.UserError"
    assert desk.call("onestop.dossier", "act", [dossier_id], "forward") is True


def test_letters_leave_no_gap(log_in, payload, connection):
    """Numbers of letters are allotted inside the transaction: under a crowd they wait, and none is lost."""
    desk = log_in(RECEPTIONIST)
    dossier_ids = [desk.call("onestop.dossier", "receive", payload())["id"] for _ in range(4)]
    lines = [{"component_id": payload()["documents"][0]["component_id"], "kind": "wrong"}]
    answers = at_once(
        [act(desk, dossier_id, "request_supplement", reason="Thiếu giấy tờ", lines=lines) for dossier_id in dossier_ids]
    )
    assert [str(answer) for answer in answers if isinstance(answer, Refused)] == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT split_part(name, '/', 1)::int FROM onestop_dossier_letter WHERE dossier_id = ANY(%s) ORDER BY 1",
            [dossier_ids],
        )
        numbers = [number for (number,) in cursor.fetchall()]
    assert numbers == list(range(numbers[0], numbers[0] + 4))


# An Odoo without a web server, as a job is: it waits for the start, receives, and prints the codes.
_JOB = """
import json
from odoo.service.model import execute_cr
env.cr.rollback()
with env.registry.cursor() as cr:
    cr.execute("SELECT pg_advisory_xact_lock_shared({start})")
for payload in json.loads({payloads!r}):
    with env.registry.cursor() as cr:
        print("received", execute_cr(cr, {user_id}, "onestop.dossier", "receive", [payload], {{}})["code"])
"""
_START = 2026


def test_receptions_in_several_odoos(runtime, log_in, payload, database, connection):
    """Four Odoo processes with the ORM alone, twelve receptions each."""
    user_id = log_in(RECEPTIONIST).user_id
    with connection.cursor() as cursor, ThreadPoolExecutor(4) as pool:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_START])
        jobs = [
            pool.submit(
                runtime.script,
                database,
                _JOB.format(payloads=json.dumps([payload() for _ in range(12)]), user_id=user_id, start=_START),
            )
            for _ in range(4)
        ]
        waiting = 0
        while waiting < 4 and not any(job.done() for job in jobs):
            time.sleep(0.1)
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted", [_START]
            )
            (waiting,) = cursor.fetchone()
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_START])
        codes = re.findall(r"received (\S+)", "\n".join(job.result() for job in jobs))
    numbers = sorted(int(code.rpartition("-")[2]) for code in codes)
    assert numbers == list(range(numbers[0], numbers[0] + 48))
