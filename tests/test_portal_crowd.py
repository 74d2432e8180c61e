"""Many citizens file at once, lines break, and the server is killed in the middle: what was confirmed is there, and once."""

import hashlib
import json
import os
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from portal_screen import picture

from launcher.citizen import Citizen

CLIENTS, FILINGS, FILES = 20, 200, 3
PROCEDURE, AGENCY = "1.001731", "Khả Phong"
PATIENCE = 300
# of one address in the tests come as many as of a whole district
LIMITS = ("filings_begun", "filings_sent", "filings_per_phone", "parts_per_minute")


class Crowded(Citizen):
    """A citizen who tries again while the server is away, as the page's script does.

    :param where: dict whose ``url`` is the address of the server of this moment; cookies know no ports
    """

    def __init__(self, where):
        super().__init__(where["url"])
        self._where = where

    def _open(self, request, *, follow=False):
        path = "/" + request.full_url.split("/", 3)[3]
        request.full_url = self._where["url"] + path
        return super()._open(request, follow=follow)

    def patiently(self, act, *args):
        """What ``act`` returns once the server answers it; a refusal in words is one."""
        begin = time.monotonic()
        while True:
            try:
                return act(*args)
            except (ConnectionError, OSError) as error:
                assert time.monotonic() - begin < PATIENCE, error
                time.sleep(0.5)

    def attach(self, paper, name, content, *, breaks):
        """Send a file in parts; a line that ``breaks`` loses the answer to one, and sends it once more."""
        base = self.path.rpartition("/")[0] + "/tep"
        token = self.token()
        announced, _headers = self.patiently(
            self.post, base, {"csrf_token": token, "paper": paper, "name": name, "size": len(content)}
        )
        answer = json.loads(announced)
        address, offset = f"{base}/{answer['file']}", 0
        half = max(len(content) // 2, 1)
        while offset < len(content):
            part = content[offset : offset + half]
            if breaks and offset:
                # its answer was lost
                self.patiently(self.post, address, {"csrf_token": token, "at": offset}, [("part", "part", part)])
            said, _headers = self.patiently(
                self.post, address, {"csrf_token": token, "at": offset}, [("part", "part", part)]
            )
            offset = json.loads(said)["offset"]
        whole, _headers = self.patiently(self.post, address, {"csrf_token": token})
        assert json.loads(whole)["state"] == "ready", whole

    def file(self, number):
        """File a dossier with three files; ``(request number, update key)``."""
        self.patiently(self.answer, f"/dich-vu-cong/nop/{PROCEDURE}")
        choice = re.search(rf'value="([^"]+)"[^>]*/?>\s*<label[^>]*>[^<]*{AGENCY}', self.text)
        self.patiently(self.answer, self.path, {"agency": choice[1]})
        self.patiently(self.answer, self.path, {"who": "self", "choose_who": "1"})
        self.patiently(
            self.answer,
            self.path,
            {
                "applicant_name": f"Nguyễn Thị Số {number}",
                "applicant_identity": f"03516800{number:04d}",
                "applicant_phone": f"09000{number:05d}",
            },
        )
        papers = re.findall(r'name="files_(\d+)"', self.text)
        for place in range(FILES):
            content = picture(number * FILES + place)
            self.attach(papers[place % len(papers)], f"{place}.png", content, breaks=number % 10 == 0)
        self.patiently(self.answer, self.path)
        self.patiently(self.answer, self.path, {"result_way": "online", "originals_way": "bring"})
        while not self.path.endswith("/kiem-tra"):
            self.patiently(self.answer, self.path, {"payment_way": "desk"})
        values = {"declared": "1", "altcha": self.patiently(self.solve)}
        check = self.path
        self.patiently(self.answer, check, values)
        self.patiently(self.read, check.replace("/kiem-tra", "/xong"))
        return tuple(re.findall(r'class="number mono">([^<]+)<', self.text))


@pytest.fixture
def crowded(runtime, new_database):
    """Return a database without the limits that one address meets, and a connection to it."""
    database = new_database()
    connection = psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name in LIMITS:
            cursor.execute(
                "INSERT INTO ir_config_parameter (key, value) VALUES (%s, '1000000')"
                " ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
                [f"onestop_portal.{name}"],
            )
    yield database, connection
    connection.close()


def arrived(connection):
    """``{request number: hashes of its files}`` of what was filed at the portal."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT d.request_number, array_agg(f.sha256 ORDER BY f.sha256) FROM onestop_dossier d
               LEFT JOIN onestop_dossier_file f ON f.dossier_id = d.id
               WHERE d.origin = 'portal' AND d.applicant_name LIKE 'Nguyễn Thị Số %%' GROUP BY d.id"""
        )
        return dict(cursor.fetchall())


def expected(number):
    return sorted(hashlib.sha256(picture(number * FILES + place)).hexdigest() for place in range(FILES))


def test_two_hundred_at_once_and_a_server_killed_in_the_middle(crowded, new_server):
    database, connection = crowded
    first = new_server(database, workers=2)
    address = {"url": first.url}
    filed, lock = {}, threading.Lock()
    killed, failed = threading.Event(), threading.Event()

    def run(number):
        citizen = Crowded(address)
        try:
            said = citizen.file(number)
        except BaseException:
            # the others need not wait for what does not come
            failed.set()
            raise
        with lock:
            filed[number] = said[0]

    def kill_in_the_middle():
        while len(filed) < FILINGS // 3:
            assert not failed.wait(0.2), "a citizen could not file"
        confirmed = dict(filed)
        os.killpg(first.process.pid, signal.SIGKILL)
        first.process.wait()
        # whoever was told that it is sent finds it, whatever the server was doing
        there = arrived(connection)
        assert set(confirmed.values()) <= set(there)
        address["url"] = new_server(database, workers=2).url
        killed.set()

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        killer = pool.submit(kill_in_the_middle)
        for one in [*(pool.submit(run, number) for number in range(FILINGS)), killer]:
            one.result()
    assert killed.is_set()
    there = arrived(connection)
    assert len(filed) == FILINGS
    assert sorted(there) == sorted(filed.values()), "each arrives, and once"
    assert {number: there[name] for number, name in filed.items()} == {number: expected(number) for number in filed}


def test_a_filing_that_was_broken_off_is_nowhere(crowded, new_server):
    database, connection = crowded
    citizen = Crowded({"url": new_server(database).url})
    citizen.answer(f"/dich-vu-cong/nop/{PROCEDURE}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM onestop_dossier WHERE origin = 'portal' AND state != 'submitted'")
        before = cursor.fetchone()
        # the page of that step has no button yet: with the token of the one that is open
        check = citizen.path.rpartition("/")[0] + "/kiem-tra"
        citizen.post(check, {"csrf_token": citizen.token(), "declared": "1", "altcha": "x"})
        assert 'name="declared"' not in citizen.read(check)
        cursor.execute("SELECT count(*) FROM onestop_dossier WHERE origin = 'portal' AND state != 'submitted'")
        assert cursor.fetchone() == before
