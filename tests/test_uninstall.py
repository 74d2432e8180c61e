"""Uninstalling our add-ons leaves a working Odoo, in any order that they allow, and they can be installed again."""

import re

import psycopg2
import pytest

from launcher import addons
from launcher.odoo_client import OdooClient
from launcher.project import Project

_UNINSTALL = """
env['ir.module.module'].search([('name', '=', {name!r})]).button_immediate_uninstall()
"""
# in one process: after each the registry is another one
_INSTALL = """
from odoo import api
for name in {names!r}:
    module = env['ir.module.module'].search([('name', '=', name)])
    if module.state != 'installed':
        module.button_immediate_install()
        env = api.Environment(env.cr, env.uid, {{}})
"""
_STATES = "SELECT name, state FROM ir_module_module WHERE name LIKE 'onestop%'"
ADDONS = addons.find(Project())


def one_by_one(names):
    """Each add-on after those that depend on it, else in the order of ``names``."""
    left = list(names)
    while left:
        free = next(
            name for name in left if not any(name in ADDONS[other].manifest.get("depends", ()) for other in left)
        )
        left.remove(free)
        yield free


ORDERS = {
    "the ground, and all with it": ["onestop_core"],
    "one by one": list(one_by_one(sorted(ADDONS))),
    "the other way round": list(one_by_one(sorted(ADDONS, reverse=True))),
}
# what may be left of an add-on while others stay, by a query that then returns its names
LEFT_OF_ONE = {
    "external ids": "SELECT name FROM ir_model_data WHERE module = %(addon)s",
    "settings": "SELECT key FROM ir_config_parameter WHERE key LIKE %(addon)s || '.%%'",
    "queued jobs": "SELECT uuid FROM queue_job WHERE model_name LIKE 'onestop%%'"
    " AND model_name NOT IN (SELECT model FROM ir_model)",
    "tables": "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'onestop%%'"
    " AND relname NOT IN (SELECT replace(model, '.', '_') FROM ir_model)"
    " AND relname NOT IN (SELECT name FROM ir_model_relation)",
    "views": "SELECT name FROM ir_ui_view WHERE arch_db::text LIKE '%%' || %(addon)s || '.%%'",
}
# what may be left of all of them, by a query that then returns its names
LEFT_OVER = {
    "tables": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND relname LIKE 'onestop%'",
    "sequences": "SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'onestop%'",
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE '%onestop%' AND table_schema = 'public'",
    "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'onestop%'",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'onestop%'",
    "fields": "SELECT model || '.' || name FROM ir_model_fields WHERE name LIKE '%onestop%' OR relation LIKE 'onestop%'",
    "external ids": "SELECT name FROM ir_model_data WHERE module LIKE 'onestop%' OR model LIKE 'onestop%'",
    "groups": "SELECT g.id FROM res_groups g WHERE NOT EXISTS"
    " (SELECT 1 FROM ir_model_data WHERE model = 'res.groups' AND res_id = g.id)",
    "jobs": "SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'One-Stop%'",
    "queued jobs": "SELECT uuid FROM queue_job WHERE model_name LIKE 'onestop%'",
    "job channels": "SELECT complete_name FROM queue_job_channel WHERE complete_name LIKE '%outbox%'",
    "actions": "SELECT id FROM ir_act_server WHERE code LIKE '%onestop%'",
    "windows": "SELECT name FROM ir_act_window WHERE res_model LIKE 'onestop%'",
    "reports": "SELECT report_name FROM ir_act_report_xml WHERE report_name LIKE 'onestop%'",
    "client actions": "SELECT tag FROM ir_act_client WHERE tag LIKE 'onestop%'",
    "views": "SELECT name FROM ir_ui_view WHERE model LIKE 'onestop%' OR key LIKE 'onestop%' OR arch_db::text LIKE '%onestop_%'",
    "menus": "SELECT m.id FROM ir_ui_menu m WHERE m.action IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM ir_ui_menu c WHERE c.parent_id = m.id) AND m.web_icon LIKE 'onestop%'",
    "filters": "SELECT name FROM ir_filters WHERE model_id LIKE 'onestop%'",
    "rules": "SELECT name FROM ir_rule WHERE domain_force LIKE '%onestop%' OR domain_force LIKE '%_dossier_%'"
    " OR domain_force LIKE '%_postal_office_%'",
    "attachments": "SELECT name FROM ir_attachment WHERE res_model LIKE 'onestop%'",
    "messages": "SELECT id FROM mail_message WHERE model LIKE 'onestop%'",
    "followers": "SELECT id FROM mail_followers WHERE res_model LIKE 'onestop%'",
    "activities": "SELECT id FROM mail_activity WHERE res_model LIKE 'onestop%'",
    "settings": "SELECT key FROM ir_config_parameter WHERE key LIKE 'onestop%'",
    "home actions": "SELECT login FROM res_users u WHERE action_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM ir_actions a WHERE a.id = u.action_id)",
}


@pytest.fixture(scope="module")
def uninstall(runtime, new_database):
    """Return a function that uninstalls all our add-ons, with their demo data, in one of ``ORDERS``.

    It returns the database, what Odoo logged, and what was left of an add-on when it had gone.
    """
    done = {}

    def uninstall(order):
        if order not in done:
            database = new_database()
            said, left = [], []
            for name in ORDERS[order]:
                said.append(runtime.script(database, _UNINSTALL.format(name=name)))
                with connect(runtime, database) as connection, connection.cursor() as cursor:
                    for what, query in LEFT_OF_ONE.items():
                        cursor.execute(query, {"addon": name})
                        left += [(name, what, row) for row in cursor.fetchall()]
            done[order] = database, "".join(said), left
        return done[order]

    return uninstall


@pytest.fixture(scope="module", params=ORDERS)
def uninstalling(uninstall, request):
    """Return what ``uninstall`` does, for each order."""
    return uninstall(request.param)


@pytest.fixture(scope="module")
def uninstalled(uninstall):
    """Return the name of a database from which all were uninstalled."""
    return uninstall(next(iter(ORDERS)))[0]


def connect(runtime, database):
    """Return a psycopg2 connection."""
    return psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)


@pytest.fixture
def page_errors(page):
    """Return the list to which the errors of the browser's page go."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def errors(server):
    """What a server logged as an error, but for updates that met another one: Odoo itself does those again.

    One that failed to the end is logged once more, by the request, and counts.
    """
    records = re.split(r"^(?=\d{4}-\d\d-\d\d )", server.log.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [
        record
        for record in records
        if " ERROR " in record and not ("odoo.sql_db: bad query" in record and "could not serialize access" in record)
    ]


def open_back_office(page, server):
    page.goto(f"{server.url}/web/login")
    page.fill("#login", "admin")
    page.fill("#password", "admin")
    page.press("#password", "Enter")
    page.wait_for_selector(".o_main_navbar")


def test_uninstalling_is_quiet(uninstalling):
    _database, said, _left = uninstalling
    assert " ERROR " not in said


def test_nothing_is_left_of_one_while_others_stay(uninstalling):
    _database, _said, left = uninstalling
    assert left == []


def test_nothing_is_left(runtime, uninstalling):
    database, _said, _left = uninstalling
    found = {}
    with connect(runtime, database) as connection, connection.cursor() as cursor:
        for what, query in LEFT_OVER.items():
            cursor.execute(query)
            found[what] = cursor.fetchall()
    assert {what: rows for what, rows in found.items() if rows} == {}


def test_odoo_works_without(uninstalled, new_server, page, page_errors):
    server = new_server(uninstalled)
    status, _kind, _page = OdooClient(server.url, uninstalled).get("/dich-vu-cong/tra-cuu")
    assert status == 404
    open_back_office(page, server)
    client = OdooClient(server.url, uninstalled)
    client.log_in("admin", "admin")
    for model in ("res.users", "res.partner", "resource.calendar", "ir.actions.report"):
        views = client.call(model, "get_views", [[False, "list"], [False, "form"]])
        assert "onestop" not in str(views)
        client.call(model, "search_read", [], [], limit=5)
    assert page_errors == []
    assert errors(server) == []


def test_they_can_be_installed_again(uninstalled, runtime, new_server, page, page_errors):
    runtime.once(uninstalled, "-i", ",".join(ADDONS))
    server = new_server(uninstalled)
    client = OdooClient(server.url, uninstalled)
    client.log_in("admin", "admin")
    assert client.call("onestop.role", "search_count", []) > 0
    assert client.get("/dich-vu-cong/tra-cuu")[0] == 200
    open_back_office(page, server)
    assert page_errors == []
    assert errors(server) == []


def test_they_can_be_installed_one_by_one(uninstall, runtime, new_server, page, page_errors):
    """Each by itself, after those that it needs; what glues two together comes with the second of them."""
    database = uninstall("one by one")[0]
    said = runtime.script(database, _INSTALL.format(names=list(one_by_one(sorted(ADDONS)))[::-1]))
    assert " ERROR " not in said
    with connect(runtime, database) as connection, connection.cursor() as cursor:
        cursor.execute(_STATES)
        assert dict(cursor.fetchall()) == dict.fromkeys(ADDONS, "installed")
    server = new_server(database)
    open_back_office(page, server)
    assert page_errors == []
    assert errors(server) == []
