"""The dossiers that ``load.dossiers`` makes are as those that people received and settled."""

import json
from pathlib import Path

import pytest

COUNT = 300
_MAKE = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from load import dossiers
ids = dossiers.make(env, {COUNT}, open_share=0.5)
"""
# What the models say of the dossiers, where it is another thing than what was written.
_CHECK = """
import json
from odoo.addons.onestop_core.models.dossier.onestop_dossier_deadline import as_stored
wrong = []
for dossier in env["onestop.dossier"].browse(ids):
    due = dossier._find_due(dossier.received_at)
    found = {
        "due": as_stored(due.due_at) == dossier.due_at == dossier.due_original,
        "ledger": [line.as_dict() for line in due.ledger] == dossier.due_ledger,
        "step due": not dossier.task_id or dossier.step_id.confirm_days or dossier._step_due(dossier.step_id) == dossier.task_id.due_at,
        "papers": dossier.document_ids.component_id == dossier.version_id._papers(dossier.case_id),
        "competent": dossier._find_competent_agency() == dossier.competent_agency_id,
        "letter": dossier.state != "returned" or not dossier.due_at or dossier.ready_at <= dossier.due_at,
        "order": sorted(dossier.event_ids.mapped("at")) == dossier.event_ids.mapped("at"),
        "steps": dossier.task_ids.step_id.ids == dossier._steps()[:len(dossier.task_ids)].ids,
    }
    wrong += [f"{dossier.code} {dossier.state}: {name}" for name, right in found.items() if not right]
env.cr.commit()
env["onestop.trail.head"]._cron_sign()
report = env["onestop.trail.check"]._audit(ids)
broken = [str(finding) for finding in report.findings]
print("answer", json.dumps({"wrong": wrong, "broken": broken, "events": report.events}))
first = env["onestop.dossier"].browse(ids).filtered(lambda one: one.state == "processing" and one.step_id.can_approve)[0]
first.act("approve", result_number="1")
print("acted", first.state)
"""
NOTHING = {
    "a dossier at work has one open task, others have none": """
        SELECT d.code, count(t.id) FROM onestop_dossier d
        LEFT JOIN onestop_dossier_task t ON t.dossier_id = d.id AND t.state = 'open' WHERE d.code IS NOT NULL GROUP BY d.id
        HAVING count(t.id) <> (d.state IN ('received', 'processing', 'supplement', 'payment'))::int
            OR max(t.id) IS DISTINCT FROM d.task_id OR max(t.step_id) IS DISTINCT FROM d.step_id
            OR count(t.id) = 1 AND (max(t.agency_id) <> d.holder_agency_id OR max(t.user_id) IS DISTINCT FROM d.holder_id)
    """,
    "every agency that had it sees it": """
        SELECT code FROM onestop_dossier d JOIN LATERAL (
            SELECT unnest(ARRAY[d.received_agency_id, d.competent_agency_id, d.holder_agency_id]) AS agency_id
            UNION SELECT agency_id FROM onestop_dossier_task t WHERE t.dossier_id = d.id
        ) concerned ON concerned.agency_id IS NOT NULL
        WHERE NOT EXISTS (
            SELECT FROM onestop_dossier_agency_rel r WHERE r.dossier_id = d.id AND r.agency_id = concerned.agency_id
        )
    """,
    "what is closed is closed": """
        SELECT code FROM onestop_dossier
        WHERE (closed_at IS NOT NULL) <> (state IN ('returned', 'rejected', 'withdrawn', 'stopped'))
    """,
    "whose clock stands has a pause": """
        SELECT code, count(p.id) FROM onestop_dossier d
        LEFT JOIN onestop_dossier_pause p ON p.dossier_id = d.id AND p.end_at IS NULL GROUP BY d.id
        HAVING count(p.id) <> (d.state IN ('supplement', 'payment'))::int
    """,
    "a number in the register is given once": """
        SELECT received_agency_id, register_year, register_number FROM onestop_dossier WHERE register_number > 0
        GROUP BY 1, 2, 3 HAVING count(*) > 1
    """,
    "the number books go on after the last": """
        SELECT max(d.code), max(d.register_number) FROM onestop_dossier d
        LEFT JOIN onestop_number_book b ON b.book = 'register/' || d.received_agency_id AND b.period = d.register_year::text
        WHERE d.register_number IS NOT NULL GROUP BY b.id HAVING max(d.register_number) > coalesce(max(b.last_number), 0)
    """,
}


@pytest.fixture(scope="module")
def loaded(runtime, database):
    """Return what the models say of the dossiers, which are in the database afterwards."""
    return runtime.script(database, _MAKE + _CHECK)


def answer(output, word):
    (line,) = [line for line in output.splitlines() if line.startswith(f"{word} ")]
    return line.partition(" ")[2]


def test_the_models_find_nothing_wrong(loaded):
    said = json.loads(answer(loaded, "answer"))
    assert said["wrong"] == []
    assert said["broken"] == []
    assert said["events"] > 2 * COUNT


def test_work_goes_on(loaded):
    assert answer(loaded, "acted") == "ready"


@pytest.mark.parametrize("rule", NOTHING)
def test_rules(loaded, connection, rule):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT state) FROM onestop_dossier WHERE code IS NOT NULL")
        count, states = cursor.fetchone()
        assert count > COUNT
        assert states >= 6
        cursor.execute(NOTHING[rule])
        assert cursor.fetchall() == []
