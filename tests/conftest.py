"""Fixtures for the tests that cross modules: databases, running servers, a browser.

They are started by ``./onestop test``, which prepares the template database.
Every test works on copies of it; the database of ``./onestop run`` is never touched.
"""

import importlib
import os
import secrets
import shutil
import sys
import types
from dataclasses import dataclass

import psycopg2
import pytest
from playwright.sync_api import sync_playwright

from launcher import odoo_source, server, venv
from launcher.database import Databases
from launcher.postgres.cluster import Cluster
from launcher.project import Project
from launcher.server import Runtime
from launcher.sysroot import BROWSERS, Sysroot


@dataclass
class Server:
    """A running Odoo. ``process`` is its ``Popen``, ``log`` the file with what it logs."""

    url: str
    database: str
    process: object
    log: object


@pytest.fixture(scope="session")
def project():
    """Return the checkout."""
    return Project()


@pytest.fixture(scope="session")
def from_core_tests(project):
    """Return a function that imports a module of core's ``tests/`` by its name, without the add-on around it."""
    package = types.ModuleType("onestop_core_tests")
    package.__path__ = [str(project.addons / "onestop_core" / "tests")]
    sys.modules[package.__name__] = package
    return lambda name: importlib.import_module(f"{package.__name__}.{name}")


@pytest.fixture(scope="session")
def runtime(project):
    """Return the Odoo of the tests with its PostgreSQL cluster, which must be running."""
    cluster = Cluster(project, Sysroot(project), "test", throwaway=True)
    assert cluster.answers(), "these tests need a prepared database: start them with ./onestop test"
    return Runtime(project, cluster, odoo_source.prepare(project), venv.python(project), "test")


@pytest.fixture(scope="session")
def databases(runtime):
    """Return the databases of the test cluster."""
    return Databases(runtime.cluster, runtime.data_dir)


@pytest.fixture(scope="session")
def new_database(databases):
    """Return a function that copies the template and returns the name of the copy."""
    made = []

    def new():
        name = f"test_{secrets.token_hex(6)}"
        databases.copy(os.environ["ONESTOP_TEMPLATE"], name)
        made.append(name)
        return name

    yield new
    for name in made:
        databases.drop(name)


@pytest.fixture(scope="module")
def database(new_database):
    """Return the name of a database with all add-ons and demo data, one for each test file."""
    return new_database()


@pytest.fixture(scope="module")
def new_server(runtime, request):
    """Return a function that serves a database: ``new_server(name, *arguments, workers=0)`` gives a ``Server``.

    What it logged is kept if a test fails.
    """
    running = []
    failed_before = request.session.testsfailed

    def new(database, *arguments, workers=0):
        port = server.free_port()
        log = runtime.project.log / f"server-{database}-{port}.log"
        serving = runtime.serving(database, port, log, "--max-cron-threads", 0, *arguments, workers=workers)
        process = serving.__enter__()
        running.append((serving, log))
        return Server(f"http://{server.HOST}:{port}", database, process, log)

    yield new
    for serving, log in running:
        serving.__exit__(None, None, None)
        if request.session.testsfailed == failed_before:
            log.unlink()


@pytest.fixture(scope="module")
def odoo_server(new_server, database):
    """Return a ``Server`` of ``database``, one for each test file."""
    return new_server(database)


@pytest.fixture
def connection(runtime, database):
    """Return a psycopg2 connection to ``database``, in autocommit mode."""
    connection = psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)
    connection.autocommit = True
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def browser(runtime):
    """Return Chromium, driven by Playwright."""
    environment = runtime.environment()
    programs = (shutil.which(name, path=environment["PATH"]) for name in BROWSERS)
    program = next(filter(None, programs), None)
    assert program, "there is no Chromium, and ./onestop test should have fetched it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            env=environment,
            # Chromium's sandbox refuses root and some containers; it opens our own pages only.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser, project, request):
    """Return a new page, as a Vietnamese visitor sees it; a picture is kept if the test fails."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        # it would hide requests from the routes of tests
        service_workers="block",
    )
    page = context.new_page()
    failed_before = request.session.testsfailed
    yield page
    if request.session.testsfailed > failed_before:
        pictures = project.log / "screens"
        pictures.mkdir(exist_ok=True)
        page.screenshot(path=str(pictures / f"{request.node.name}.png"))
    context.close()
