"""Messages that leave the system survive the death of the worker that sends them."""

import os
import signal
import time

import psycopg2
import pytest

MESSAGES = 20
# seconds in which all have to arrive
PATIENCE = 120

SET_UP = """
env["onestop.sms.gateway"].search([]).unlink()
env["onestop.sms.gateway"].create({{
    "name": "Thử", "company_id": False, "provider": "http", "url": "{url}", "timeout": 5,
    "success_path": "error_code", "success_pattern": "0",
}})
env["onestop.national.endpoint"].create({{"name": "Thử", "url": "{url}", "unit_code": "H99", "timeout": 5}})
for name, value in (("quiet_from", "00:00"), ("quiet_to", "00:00"), ("sms_per_hour", "1000")):
    env["ir.config_parameter"].set_param(f"onestop_notice.{{name}}", value)
dossiers = env["onestop.dossier"].search([("received_at", "!=", False)], limit={count} // 2)
env["onestop.notice"].create([
    {{"dossier_id": dossier.id, "agency_id": dossier.received_agency_id.id, "event": "received", "channel": "sms",
      "recipient": "84912000001", "text": "Đã tiếp nhận"}}
    for dossier in dossiers
])
env["onestop.national.message"].create([
    {{"dossier_id": dossier.id, "service": "DongBoHoSoMC", "status": 2}} for dossier in dossiers
])
"""

LOSE_JOBS = "DELETE FROM queue_job WHERE model_name IN ('onestop.notice', 'onestop.national.message')"
SWEEP = """
import datetime
for name in ("onestop.notice", "onestop.national.message"):
    waiting = env[name].search([("state", "in", ("pending", "sending"))])
    long_ago = datetime.datetime.now() - datetime.timedelta(days=1)
    waiting.write({"next_try_at": long_ago, "tried_at": long_ago})
    env[name]._cron_sweep()
"""

STATES = """
    SELECT uuid, state FROM onestop_notice WHERE create_date > %(begin)s
     UNION ALL SELECT uuid, state FROM onestop_national_message WHERE create_date > %(begin)s
"""


@pytest.fixture
def gateway(from_core_tests):
    """Return a running ``GatewayServer`` that takes its time."""
    with from_core_tests("gateway_server").GatewayServer() as server:
        server.delay = 0.2
        yield server


def kill(server):
    """Kill a server with all its processes, as a power cut does."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def until(condition, what, cursor):
    """Wait until ``condition()`` holds.

    The runner of jobs looks for those of dead workers whenever something happens in the queue, at the latest after a
    minute. So that nobody waits for that minute, something happens.
    """
    begin = time.monotonic()
    while not condition():
        assert time.monotonic() - begin < PATIENCE, f"not within {PATIENCE} s: {what}"
        time.sleep(0.2)
        cursor.execute("NOTIFY queue_job")


@pytest.mark.parametrize("workers", [0, 2], ids=["threads", "workers"])
def test_killed_in_the_middle(runtime, new_database, new_server, gateway, workers):
    """Killed twice while messages go, once with all jobs lost: each arrives, and none is taken twice."""
    database = new_database()
    connection = psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT now() AT TIME ZONE 'utc'")
            [begin] = cursor.fetchone()

            def states():
                cursor.execute(STATES, {"begin": begin})
                return dict(cursor.fetchall())

            runtime.script(database, SET_UP.format(url=gateway.url, count=MESSAGES))
            uuids = set(states())
            assert len(uuids) == MESSAGES

            first = new_server(database, workers=workers)
            until(lambda: len(gateway.taken) >= 4, "the first messages", cursor)
            kill(first)

            # whatever the jobs were, they are gone; the rows know what is left
            cursor.execute(LOSE_JOBS)
            runtime.script(database, SWEEP)
            second = new_server(database, workers=workers)
            until(lambda: len(gateway.taken) >= MESSAGES // 2, "half of the messages", cursor)
            kill(second)

            new_server(database, workers=workers)
            until(lambda: set(states().values()) == {"sent"}, "all messages are sent", cursor)
            assert set(gateway.taken) == uuids
            assert set(gateway.taken.values()) == {1}
            assert len(gateway.requests) >= MESSAGES
    finally:
        connection.close()
