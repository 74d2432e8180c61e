"""Uninstalling an add-on leaves a working Odoo, and it can be installed again."""

import re

import pytest

from launcher.odoo_client import OdooClient

_UNINSTALL = """
env['ir.module.module'].search([('name', '=', 'onestop_core')]).button_immediate_uninstall()
"""
# what may be left of the module, by a query that then returns its names
LEFT_OVER = {
    "tables": "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND relname LIKE 'onestop%'",
    "sequences": "SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'onestop%'",
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE '%onestop%' AND table_schema = 'public'",
    "functions": "SELECT proname FROM pg_proc WHERE proname LIKE 'onestop%'",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'onestop%'",
    "fields": "SELECT model || '.' || name FROM ir_model_fields WHERE name LIKE '%onestop%' OR relation LIKE 'onestop%'",
    "external ids": "SELECT name FROM ir_model_data WHERE module = 'onestop_core' OR model LIKE 'onestop%'",
    "groups": "SELECT g.id FROM res_groups g WHERE NOT EXISTS"
    " (SELECT 1 FROM ir_model_data WHERE model = 'res.groups' AND res_id = g.id)",
    "jobs": "SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'One-Stop%'",
    "queued jobs": "SELECT uuid FROM queue_job WHERE model_name LIKE 'onestop%'",
    "job channels": "SELECT complete_name FROM queue_job_channel WHERE complete_name LIKE '%outbox%'",
    "actions": "SELECT id FROM ir_act_server WHERE code LIKE '%onestop%'",
    "windows": "SELECT name FROM ir_act_window WHERE res_model LIKE 'onestop%'",
    "reports": "SELECT report_name FROM ir_act_report_xml WHERE report_name LIKE 'onestop%'",
    "client actions": "SELECT tag FROM ir_act_client WHERE tag LIKE 'onestop%'",
    "views": "SELECT name FROM ir_ui_view WHERE model LIKE 'onestop%' OR key LIKE 'onestop%' OR arch_db::text LIKE '%onestop_core%'",
    "menus": "SELECT m.id FROM ir_ui_menu m WHERE m.action IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM ir_ui_menu c WHERE c.parent_id = m.id) AND m.web_icon LIKE 'onestop%'",
    "filters": "SELECT name FROM ir_filters WHERE model_id LIKE 'onestop%'",
    "rules": "SELECT name FROM ir_rule WHERE domain_force LIKE '%onestop%'",
    "attachments": "SELECT name FROM ir_attachment WHERE res_model LIKE 'onestop%'",
    "messages": "SELECT id FROM mail_message WHERE model LIKE 'onestop%'",
    "followers": "SELECT id FROM mail_followers WHERE res_model LIKE 'onestop%'",
    "activities": "SELECT id FROM mail_activity WHERE res_model LIKE 'onestop%'",
    "settings": "SELECT key FROM ir_config_parameter WHERE key LIKE 'onestop%'",
    "home actions": "SELECT login FROM res_users u WHERE action_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM ir_actions a WHERE a.id = u.action_id)",
}


@pytest.fixture(scope="module")
def uninstalling(runtime, database):
    """Uninstall onestop_core with its demo dossiers, and return what Odoo logged."""
    return runtime.script(database, _UNINSTALL)


@pytest.fixture(scope="module")
def uninstalled(uninstalling, database):
    """Return the name of a database from which onestop_core was uninstalled."""
    return database


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
    assert " ERROR " not in uninstalling


@pytest.mark.parametrize("what", LEFT_OVER)
def test_nothing_is_left(uninstalled, connection, what):
    with connection.cursor() as cursor:
        cursor.execute(LEFT_OVER[what])
        assert cursor.fetchall() == []


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


def test_it_can_be_installed_again(uninstalled, runtime, new_server, page, page_errors):
    runtime.once(uninstalled, "-i", "onestop_core")
    server = new_server(uninstalled)
    client = OdooClient(server.url, uninstalled)
    client.log_in("admin", "admin")
    assert client.call("onestop.role", "search_count", []) > 0
    assert client.get("/dich-vu-cong/tra-cuu")[0] == 200
    open_back_office(page, server)
    assert page_errors == []
    assert errors(server) == []
