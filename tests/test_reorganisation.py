"""Twelve communes become four, with two thousand dossiers in their hands (NQ 202/2025/QH15 and the like)."""

import json
import random
import time
from pathlib import Path

import psycopg2
import pytest

from launcher.odoo_client import OdooClient

COMMUNES, SUCCESSORS, DOSSIERS = 12, 4, 2_000
PASSWORD = "motcua-hop-nhat"
_MAKE = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import json
from load import communes, dossiers
from odoo import fields
old = communes.make(env, {COMMUNES}, code="H98", password={PASSWORD!r})
dossiers.make(env, {DOSSIERS}, agencies=old, open_share=0.6)
new = env["onestop.agency"].create(
    [
        {{"name": f"Xã Mới {{number}}", "code": f"H98.{{number}}", "level_id": old[0].level_id.id, "parent_id": old[0].parent_id.id}}
        for number in range(101, {101 + SUCCESSORS})
    ]
)
env["onestop.reorganisation"].create(
    {{
        "name": "NQ 1656/NQ-UBTVQH15",
        "date": fields.Date.today(),
        "line_ids": [(0, 0, {{"source_id": one.id, "target_id": new[index % {SUCCESSORS}].id}}) for index, one in enumerate(old)],
    }}
)
print("answer", json.dumps({{"old": old.ids, "new": new.ids, "province": old[0].parent_id.id}}))
"""
_APPLY = """
import json, time
reorganisation = env["onestop.reorganisation"].search([("name", "=", "NQ 1656/NQ-UBTVQH15")])
begin = time.perf_counter()
reorganisation.action_apply()
env.flush_all()
print("answer", json.dumps({"seconds": time.perf_counter() - begin, "result": reorganisation.result}))
"""
_VERIFY = """
import json
env["onestop.trail.head"]._cron_sign()
report = env["onestop.trail.check"]._audit()
print("answer", json.dumps([[str(finding) for finding in report.findings], report.events]))
"""
# What must be the same before and after, asked of the whole province.
COUNTS = {
    "states": "SELECT state, closed_at IS NULL, count(*) FROM onestop_dossier d WHERE {here} GROUP BY 1, 2 ORDER BY 1, 2",
    "due dates": "SELECT md5(string_agg(code || due_original || due_at, ',' ORDER BY code)) FROM onestop_dossier d WHERE {here}",
    "under the province": """
        SELECT a.level_id, d.closed_at IS NULL, count(DISTINCT d.id) FROM onestop_dossier d
        JOIN onestop_agency a ON a.id = d.received_agency_id WHERE {here} GROUP BY 1, 2 ORDER BY 1, 2
    """,
    "tasks": """
        SELECT t.state, count(*), count(DISTINCT t.dossier_id), count(DISTINCT t.user_id) FROM onestop_dossier_task t
        JOIN onestop_dossier d ON d.id = t.dossier_id WHERE {here} GROUP BY 1 ORDER BY 1
    """,
    "posts in force": """
        SELECT r.code, count(*), count(DISTINCT s.user_id) FROM onestop_staff s JOIN onestop_agency a ON a.id = s.agency_id
        JOIN onestop_role_onestop_staff_rel l ON l.onestop_staff_id = s.id JOIN onestop_role r ON r.id = l.onestop_role_id
        WHERE a.parent_path LIKE '{province}/%' AND coalesce(s.valid_to, 'infinity') >= CURRENT_DATE GROUP BY 1 ORDER BY 1
    """,
    "desks": "SELECT count(*) FROM onestop_desk k JOIN onestop_agency a ON a.id = k.agency_id"
    " WHERE a.parent_path LIKE '{province}/%'",
    "papers": "SELECT count(*) FROM onestop_dossier_document p JOIN onestop_dossier d ON d.id = p.dossier_id WHERE {here}",
}
HERE = "d.received_agency_id IN (SELECT id FROM onestop_agency WHERE parent_path LIKE '{province}/%')"
# Dossiers of each agency in each of its parts, those that are open.
_OPEN = """
    SELECT agency_id, part, count(*) FROM onestop_dossier d, LATERAL (VALUES
        ('received', received_agency_id), ('competent', competent_agency_id), ('holder', holder_agency_id)
    ) belongs (part, agency_id) WHERE closed_at IS NULL AND {here} GROUP BY 1, 2
"""


class Province:
    """The communes in the database, and what there is in them."""

    def __init__(self, runtime, database, connection):
        self._runtime, self._database, self._connection = runtime, database, connection
        self.__dict__ |= self.script(_MAKE)

    def script(self, code):
        output = self._runtime.script(self._database, code)
        (line,) = [line for line in output.splitlines() if line.startswith("answer ")]
        return json.loads(line.partition(" ")[2])

    def query(self, sql):
        with self._connection.cursor() as cursor:
            cursor.execute(sql.format(here=HERE.format(province=self.province), province=self.province))
            return cursor.fetchall()

    def counts(self):
        return {name: self.query(sql) for name, sql in COUNTS.items()}

    def open(self):
        return {(agency_id, part): count for agency_id, part, count in self.query(_OPEN)}

    def successor(self, agency_id):
        """Return where the dossiers of an agency are afterwards; of one that goes on: where they were."""
        if agency_id not in self.old:
            return agency_id
        return self.new[self.old.index(agency_id) % SUCCESSORS]


@pytest.fixture(scope="module")
def reorganised(runtime, database):
    """Return the ``Province`` after the reorganisation, with what it was before in ``before``."""
    connection = psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        # one visitor looks up what is printed on many slips
        cursor.execute(
            "INSERT INTO ir_config_parameter (key, value) SELECT 'onestop_core.lookup_limit_' || name, '1000'"
            " FROM unnest(ARRAY['address', 'network', 'agency']) AS name"
        )
    province = Province(runtime, database, connection)
    province.before = province.counts()
    province.open_before = province.open()
    province.codes = province.query(
        "SELECT code, received_agency_id, closed_at IS NULL FROM onestop_dossier d WHERE {here}"
    )
    begin = time.perf_counter()
    applied = province.script(_APPLY)
    province.result = applied["result"]
    province.took = f"{applied['seconds']:.1f} s ({time.perf_counter() - begin:.1f} s with the start of Odoo)"
    yield province
    connection.close()


@pytest.mark.parametrize("what", COUNTS)
def test_counts_agree(reorganised, what):
    after = reorganised.counts()[what]
    assert after
    assert after == reorganised.before[what]


def test_open_dossiers_are_those_of_the_successor(reorganised):
    expected = {}
    for (agency_id, part), count in reorganised.open_before.items():
        key = reorganised.successor(agency_id), part
        expected[key] = expected.get(key, 0) + count
    assert reorganised.open() == expected


def test_the_record_says_what_moved(reorganised, record_property):
    record_property(f"{COMMUNES} communes into {SUCCESSORS} with {DOSSIERS} dossiers", reorganised.took)
    assert len(reorganised.result) == COMMUNES
    assert sum(row["open"] + row["closed"] for row in reorganised.result) == DOSSIERS
    assert sum(row["posts"] for row in reorganised.result) == COMMUNES * 4
    assert sum(row["desks"] for row in reorganised.result) == COMMUNES


def test_nothing_is_left_at_what_ended(reorganised):
    old = ", ".join(map(str, reorganised.old))
    assert reorganised.query(f"SELECT id FROM onestop_dossier_task WHERE state = 'open' AND agency_id IN ({old})") == []
    assert reorganised.query(f"SELECT id FROM onestop_desk WHERE agency_id IN ({old})") == []
    ended = reorganised.query(
        f"SELECT count(*) FROM onestop_agency WHERE id IN ({old}) AND valid_to = CURRENT_DATE - 1 AND successor_id IS NOT NULL"
    )
    assert ended == [(COMMUNES,)]


def test_closed_dossiers_keep_the_old_name(reorganised):
    kept = reorganised.query(
        "SELECT code, received_agency_id, closed_at IS NULL FROM onestop_dossier d WHERE {here} AND closed_at IS NOT NULL"
    )
    assert sorted(kept) == sorted(row for row in reorganised.codes if not row[2])


def test_the_trail_is_whole(reorganised):
    broken, events = reorganised.script(_VERIFY)
    assert broken == []
    assert events > 3 * DOSSIERS


def test_a_second_run_does_nothing(reorganised):
    history = "SELECT count(*), max(id) FROM onestop_dossier_event"
    posts = "SELECT count(*), max(write_date) FROM onestop_staff"
    before = reorganised.counts(), reorganised.open(), reorganised.query(history), reorganised.query(posts)
    reorganised.script(_APPLY)
    assert (reorganised.counts(), reorganised.open(), reorganised.query(history), reorganised.query(posts)) == before


def test_what_was_printed_before_opens_its_dossier(reorganised, odoo_server):
    """By its code: for anybody on the public page, for staff of the successor, and for nobody else's staff."""
    visitor = OdooClient(odoo_server.url, odoo_server.database)
    clients = {}
    for number in (1, 2):
        clients[number] = OdooClient(odoo_server.url, odoo_server.database)
        clients[number].log_in(f"specialist.{number}", PASSWORD)
    printed = random.Random(1).sample(reorganised.codes, 40)
    seen = {1: 0, 2: 0}
    for code, agency_id, is_open in printed:
        status, _type, page = visitor.get("/dich-vu-cong/tra-cuu", code=code)
        assert status == 200
        assert code in page.decode()
        for number, client in clients.items():
            mine = reorganised.successor(agency_id) == reorganised.new[number - 1]
            found = client.call("onestop.dossier", "home_look_up", code)
            assert len(found) == mine, (code, number)
            if mine:
                (row,) = client.call("onestop.dossier", "web_read", found, {"code": {}, "received_agency_id": {}})
                assert row["code"] == code
                assert (row["received_agency_id"] == reorganised.new[number - 1]) == is_open
                seen[number] += 1
    assert all(seen.values())
