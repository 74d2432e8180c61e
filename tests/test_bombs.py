"""Files that eat a machine are sent to a running server: it answers everybody else, and does not grow."""

import base64
import re
import threading
import time

import psutil
import pytest
import requests

from launcher import demo_logins
from launcher.odoo_client import OdooClient, Refused
from launcher.reception import complete_payload, post_of

SENDER, READER, ADMIN = "khaphong.tiepnhan", "khaphong.lanhdao", "admin"
ACCOUNTANT, FINANCE = "khaphong.ketoan", "hanam.taichinh"
PROCEDURE = "1.001193"
# bytes by which the processes of the server may grow
GROWTH = 50 * 1024 * 1024


@pytest.fixture(scope="module")
def bombs(from_core_tests):
    """Return the module that makes them."""
    return from_core_tests("bombs")


def memory(server):
    """Bytes that the server's processes hold; the examining process is none of them."""
    main = psutil.Process(server.process.pid)
    processes = [main, *main.children(recursive=True)]
    assert not any("examiner_process" in " ".join(each.cmdline()) for each in processes)
    return sum(each.memory_info().rss for each in processes)


class Browser:
    """Somebody with an account, as a browser sends files."""

    def __init__(self, server, project, login):
        self.url = server.url
        self.client = OdooClient(server.url, server.database)
        password = "admin" if login == ADMIN else demo_logins.password(project, login)
        self.user = self.client.log_in(login, password)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Cookie"] = self.client.cookies()
        page = self.session.get(f"{self.url}/odoo", timeout=120).text
        self.token = re.search(r'csrf_token: "(\w+)"', page)[1]

    def upload(self, dossier, name, content, **more):
        """Send a file to a dossier; status and what is said."""
        answer = self.session.post(
            f"{self.url}/onestop/file/upload",
            data={"dossier_id": dossier, "csrf_token": self.token, **more},
            files={"ufile": (name, content)},
            timeout=300,
        )
        return answer.status_code, answer.text


class Others(threading.Thread):
    """Somebody else, who works on; ``seconds`` of each request."""

    def __init__(self, browser):
        super().__init__()
        self.browser = browser
        self.seconds, self.failures = [], []
        self.going = True

    def run(self):
        while self.going:
            begin = time.perf_counter()
            try:
                found = self.browser.client.call("onestop.dossier", "search_read", [], ["code", "state"], limit=40)
                assert found
            except Exception as error:  # noqa: BLE001 told by the test
                self.failures.append(repr(error))
            self.seconds.append(time.perf_counter() - begin)
            time.sleep(0.1)


@pytest.mark.parametrize("workers", [0, 2], ids=["threads", "workers"])
def test_bombs(project, new_database, new_server, bombs, workers, record_property):
    """Twenty of them at every door: refused in words or harmless, others are answered, the server does not grow."""
    server = new_server(new_database(), workers=workers)
    sender, admin = Browser(server, project, SENDER), Browser(server, project, ADMIN)
    agency, _name = post_of(sender.client, sender.user["uid"])
    payload = complete_payload(sender.client, agency, PROCEDURE, applicant_name="Nguyễn Thị Bom")
    dossier = sender.client.call("onestop.dossier", "receive", payload)["id"]
    paper = sender.client.call("onestop.dossier.document", "search", [["dossier_id", "=", dossier]], limit=1)[0]
    good = bombs.samples.pdf()

    def send(name, content):
        if name.endswith((".xlsx", ".json")):
            return send_sheet(admin, name, content)
        status, said = sender.upload(dossier, name, content, document_id=paper)
        if status == 200:
            # what is harmless as it comes in is not so when it is looked at
            number = re.search(r'"id": (\d+)', said)[1]
            picture = sender.session.get(f"{server.url}/onestop/file/{number}/thumbnail", timeout=300)
            assert picture.status_code in (200, 404)
        return status, said

    # warm: the libraries of the server are loaded once
    assert send("warm.pdf", good)[0] == 200
    send_sheet(admin, "warm.json", b"[]")
    others = Others(Browser(server, project, READER))
    others.start()
    time.sleep(3)
    before, quiet = memory(server), max(others.seconds)
    del others.seconds[:]
    told = []
    for door in (bombs.uploads, bombs.sheets):
        for name, content in door():
            assert len(content) < 1024 * 1024
            begin = time.perf_counter()
            status, _said = send(name, content)
            told.append(f"{name} {len(content) >> 10} kB {status} {time.perf_counter() - begin:.1f} s")
            assert status in (200, 422)
            # the next one works
            assert sender.upload(dossier, f"{name}.pdf", good, document_id=paper)[0] == 200
    others.going = False
    others.join()
    after = memory(server)
    how = f"with {workers} workers" if workers else "in threads"
    record_property(f"bombs {how}", "; ".join(told))
    record_property(f"memory of the server {how}", f"{before >> 20} MB, then {after >> 20} MB")
    record_property(f"others' slowest request {how}", f"{quiet:.2f} s before, {max(others.seconds):.2f} s meanwhile")
    assert len(told) >= 20
    assert not others.failures
    assert server.process.poll() is None
    assert after - before < GROWTH


def test_every_door_of_sheets(project, new_database, new_server, bombs, record_property):
    """The same workbooks and texts at each door of the suite that reads one, by whoever may send it there."""
    server = new_server(new_database())
    people = {login: Browser(server, project, login) for login in (ADMIN, ACCOUNTANT, FINANCE)}
    clients = {login: person.client for login, person in people.items()}
    account = clients[ACCOUNTANT].call("onestop.fee.account", "search", [["state", "=", "confirmed"]], limit=1)[0]
    agency, _name = post_of(clients[FINANCE], people[FINANCE].user["uid"])
    schedule = clients[FINANCE].call("onestop.fee.schedule", "create", [
        {"name": "Biểu mức thử", "number": "1/TT", "authority": "UBND", "valid_from": "2026-01-01", "agency_id": agency}
    ])[0]  # fmt: skip
    doors = (
        (ADMIN, "onestop.staff.import", {}, "action_check"),
        (ADMIN, "onestop.catalogue.import", {}, "action_check"),
        (ADMIN, "onestop.history.import", {}, "action_check"),
        (ADMIN, "onestop.unit.update", {}, "action_compare"),
        (ACCOUNTANT, "onestop.bank.import", {"what": "statement", "account_id": account}, "action_confirm"),
        (FINANCE, "onestop.fee.schedule.import", {"schedule_id": schedule}, "action_check"),
    )
    others = Others(Browser(server, project, READER))
    others.start()
    for login, model, values, action in doors:
        # warm: libraries are loaded once, and a file of this size is held while it is sent, also a harmless one
        send_to(clients[login], model, values, action, b"a," * 500_000)
    before = memory(server)
    del others.seconds[:]
    told = []
    for login, model, values, action in doors:
        for name, content in (*bombs.sheets(), ("zeros.zip", bombs.zip_zeros())):
            begin = time.perf_counter()
            said = send_to(clients[login], model, values, action, content)
            told.append(f"{model} {name} {time.perf_counter() - begin:.1f} s")
            # in words, or harmless; never an error that nobody has thought of
            assert said in ("", "odoo.exceptions.UserError", "odoo.exceptions.ValidationError"), (model, name)
    others.going = False
    others.join()
    after = memory(server)
    record_property("sheets at every door", "; ".join(told))
    record_property("memory of the server, sheets", f"{before >> 20} MB, then {after >> 20} MB")
    record_property("others' slowest request, sheets", f"{max(others.seconds):.2f} s")
    assert len(told) >= 30
    assert not others.failures
    assert server.process.poll() is None
    assert after - before < GROWTH


def send_to(client, model, values, action, content):
    """How a door refuses a file: the name of what is raised, or an empty text."""
    try:
        number = client.call(model, "create", [{**values, "file": base64.b64encode(content).decode()}])[0]
        client.call(model, action, [number])
    except Refused as refused:
        return refused.name
    return ""


def send_sheet(admin, name, content):
    """A file of the catalogue or of the staff, checked as its form does."""
    model = "onestop.catalogue.import" if name.endswith(".json") else "onestop.staff.import"
    vals = {"file": base64.b64encode(content).decode()}
    try:
        number = admin.client.call(model, "create", [vals])[0]
        admin.client.call(model, "action_check", [number])
    except Refused as refused:
        return 422, refused.message
    return 200, "checked"
