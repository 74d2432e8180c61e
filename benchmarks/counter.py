#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""The Counter: how soon it is ready, how heavy it is, and the time of a reception beside a yardstick of the same run.

    ODOO_RC=odoo.conf python benchmarks/counter.py DATABASE

The database must have the suite with its demo data. What is received is rolled back, but for the numbers that it
took. The yardstick is Odoo's own registration for an event, created and confirmed: its module is installed first.
Without Chromium, the time until the Counter is ready is left out.
"""

import argparse
import csv
import gzip
import logging
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from statistics import median

import odoo
from odoo import api
from odoo.modules.registry import Registry

ADDONS = Path(__file__).parents[1] / "addons"
# what everybody loads with the back office, and what only those load who open the Counter
COUNTER = "onestop_counter"
BUNDLES = ("web.assets_web", f"{COUNTER}.assets_counter")
RECEPTIONIST, PROCEDURE = "khaphong.tiepnhan", "1.001193"
BROWSERS = ("google-chrome", "chromium", "chromium-browser")
TIMES = 50
PAPERS = 5


def timed(env, action):
    """Median of the seconds that ``action`` takes, and its queries; everything is rolled back."""
    seconds, queries = [], 0
    for turn in range(TIMES + 5):
        env.flush_all()
        env.invalidate_all()
        before, start = env.cr.sql_log_count, time.perf_counter()
        with env.cr.savepoint() as savepoint:
            action()
            env.flush_all()
            took = time.perf_counter() - start
            queries = env.cr.sql_log_count - before
            savepoint.rollback()
        if turn >= 5:
            seconds.append(took)
    return median(seconds), queries


def reception(env):
    """A function that receives a dossier of ``PAPERS`` papers as the demo receptionist."""
    user = env["res.users"].search([("login", "=", RECEPTIONIST)])
    procedure = env["onestop.procedure"].search([("code", "=", PROCEDURE)])
    version = procedure.current_version_id
    papers = version.component_ids.filtered(lambda line: not line.is_note and not line.case_id)
    for number in range(PAPERS - len(papers)):
        env["onestop.procedure.component"].create({"version_id": version.id, "name": f"Giấy tờ {number}"})
    case = version.case_ids.sorted()[:1]
    papers = version._papers(case)
    env.flush_all()
    counter = env["onestop.counter.app"].with_user(user)
    agency = user._onestop_posts().agency_id[:1]

    def receive():
        counter.receive(
            {
                "client_uuid": str(uuid.uuid4()),
                "agency_id": agency.id,
                "procedure_id": procedure.id,
                "case_id": case.id,
                "applicant_name": "Nguyễn Thị Đo",
                "applicant_identity": "035190001234",
                "documents": [{"component_id": paper.id, "handed_in": True} for paper in papers],
            }
        )

    return receive, len(papers)


def yardstick(env):
    """A function that does what a reception is compared with."""
    # without its letters, which would print a badge each
    event = env["event.event"].create(
        {"name": "Đo", "date_begin": "2030-01-01", "date_end": "2030-01-02", "event_mail_ids": [(5,)]}
    )

    def register():
        env["event.registration"].create({"event_id": event.id, "name": "Nguyễn Thị Đo"}).action_confirm()

    return register


def install_yardstick(database):
    command = [sys.executable, shutil.which("odoo"), "server", "-d", database, "--no-http", "--stop-after-init"]
    subprocess.run([*command, "-i", "event", "--max-cron-threads", "0", "--log-level", "error"], check=True)


def measure_receptions(database):
    install_yardstick(database)
    registry = Registry(database)
    with registry.cursor() as cr:
        env = api.Environment(cr, odoo.SUPERUSER_ID, {"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"})
        measure_weight(env)
        receive, papers = reception(env)
        (own, own_queries), (other, other_queries) = timed(env, receive), timed(env, yardstick(env))
        cr.rollback()
    print(f"{f'reception of {papers} papers':<46}{own * 1000:8.1f} ms {own_queries:5} queries")
    print(f"{'event.registration, create and confirm':<46}{other * 1000:8.1f} ms {other_queries:5} queries")
    print(f"{'ratio':<46}{own / other:8.2f}")


def measure_weight(env):
    """Sizes of the bundles as a browser gets them, minified; and packed as a server in front of Odoo sends them."""
    for name in BUNDLES:
        weigh(env, name, name)
    # what everybody would load if the Counter were part of the back office, as it once was
    env["ir.asset"].create({"name": "Counter", "bundle": "web.assets_backend", "path": f"{COUNTER}/static/src/**/*"})
    weigh(env, "web.assets_web", "web.assets_web with the Counter")


def weigh(env, bundle, label):
    assets = env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True)
    for kind, attachment in (("scripts, templates", assets.js()), ("style", assets.css())):
        content = attachment.raw
        size, packed = len(content) / 1024, len(gzip.compress(content)) / 1024
        print(f"{f'{label}, {kind}':<54}{size:8.1f} kB {packed:7.1f} kB packed")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure_start(database):
    """From the navigation until the box has the focus, in a browser that has been there before."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not program:
        print("until ready: left out, there is no Chromium")
        return
    from playwright.sync_api import sync_playwright

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, shutil.which("odoo"), "server", "-d", database, "--http-interface", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--http-port", str(port), "--max-cron-threads", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_server(server, url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
            )
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.set_default_timeout(120_000)
            page.goto(f"{url}/web/login")
            page.fill("input[name=login]", RECEPTIONIST)
            page.fill("input[name=password]", password())
            page.click("button[type=submit]")
            page.wait_for_selector(".o_counter_find_input:focus")
            starts = [start(page, url) for _ in range(10)]
            browser.close()
    finally:
        server.terminate()
        server.wait()
    print(f"{'until the Counter is ready, warm':<46}{median(starts):8.0f} ms")


def start(page, url):
    page.goto(f"{url}/odoo/counter")
    page.wait_for_selector(".o_counter_find_input:focus")
    return page.evaluate("performance.now()")


def await_server(server, url):
    while server.poll() is None:
        try:
            # our own server
            urllib.request.urlopen(f"{url}/web/login", timeout=60).close()  # nosec B310
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("Odoo did not start.")


def password():
    with (ADDONS / "onestop_core" / "demo" / "logins.csv").open(encoding="utf-8", newline="") as file:
        return next(row["password"] for row in csv.DictReader(file) if row["login"] == RECEPTIONIST)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    database = parser.parse_args().database
    odoo.tools.config.parse_config(["-d", database])
    logging.disable(logging.WARNING)
    measure_receptions(database)
    odoo.sql_db.close_all()
    measure_start(database)


if __name__ == "__main__":
    main()
