#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""A filing of three papers over HTTP, beside the same files through Odoo's own route for attachments of a thread.

    ./onestop bench filing [-- --filings 30]

Served as in production, by two workers. A paper comes as the portal's page sends it: in parts of 1 MiB, and can go on after
a lost line. What the portal does with each file and Odoo does not, examining it in a process of its own, is measured in the
same run and taken off: the proportion is of what remains. The whole filing, with its eight pages and its challenge, is told
apart.
"""

import io
import json
import re
import sys
import urllib.request
import uuid
from pathlib import Path
from statistics import median
from time import perf_counter

import workbench
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_all
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from launcher import multipart, odoo_source, server, venv
from launcher.citizen import Citizen
from launcher.commands import demo_filing
from launcher.odoo_client import OdooClient
from launcher.postgres.cluster import Cluster
from launcher.project import Project
from launcher.server import Runtime
from launcher.sysroot import Sysroot

WORKERS, FILES, WARM_UP = 2, 3, 3
PART = 1024 * 1024
# of one address come as many as of a whole district
LIMITS = ("filings_begun", "filings_sent", "filings_per_phone", "parts_per_minute")


def scans(number):
    """Three scanned pages that nobody sent before."""
    pages = []
    for place in range(FILES):
        buffer = io.BytesIO()
        page = Image.effect_noise((1240, 1754), 40).convert("L")
        page.putpixel((place, number % 1754), 0)
        page.save(buffer, "PDF", resolution=150, quality=60)
        pages.append(buffer.getvalue())
    return pages


class Applicant(Citizen):
    """A citizen who files with three scans; ``seconds`` that the papers' step took."""

    seconds = 0.0

    def attach(self, paper, name, content):
        """Send a file as the page does: at once, or its first part."""
        base, token = self.path.rpartition("/")[0] + "/tep", self.token()
        values = {"paper": paper, "name": name, "size": len(content), "client_uuid": uuid.uuid4().hex}
        said, _headers = self.post(base, {"csrf_token": token, **values}, [("part", "part", content[:PART])])
        answer = json.loads(said)
        address = f"{base}/{answer['file']}"
        for start in range(PART, len(content), PART):
            part = content[start : start + PART]
            self.post(address, {"csrf_token": token, "at": start}, [("part", "part", part)])
        if len(content) > PART:
            said, _headers = self.post(address, {"csrf_token": token})
            answer = json.loads(said)
        assert answer["state"] == "ready", answer

    def file(self, number, contents):
        """All steps of a filing; its request number."""
        self.answer(f"/dich-vu-cong/nop/{demo_filing.PROCEDURE}")
        choice = re.search(rf'value="([^"]+)"[^>]*/?>\s*<label[^>]*>[^<]*{demo_filing.AGENCY}', self.text)
        self.answer(self.path, {"agency": choice[1]})
        self.answer(self.path, {"who": "self", "choose_who": "1"})
        self.answer(self.path, {**demo_filing.PERSON, "applicant_phone": f"09000{number:05d}"})
        papers = re.findall(r'name="files_(\d+)"', self.text)
        begun = perf_counter()
        for place, content in enumerate(contents):
            self.attach(papers[place % len(papers)], f"{place}.pdf", content)
        self.seconds = perf_counter() - begun
        self.answer(self.path)
        self.answer(self.path, {"result_way": "online", "originals_way": "bring"})
        while not self.path.endswith("/kiem-tra"):
            self.answer(self.path, {"payment_way": "desk"})
        self.answer(self.path, {"declared": "1", "altcha": self.solve()})
        return re.findall(r'class="number mono">([^<]+)<', self.text)[0]


class Colleague(OdooClient):
    """Somebody who adds files to a thread, as Odoo's own pages do."""

    def open(self):
        """Open a page of Odoo, once, as a browser does."""
        _status, _kind, page = self.get("/odoo")
        self.token = re.search(r'csrf_token:\s*"([^"]+)"', page.decode())[1]

    def attach(self, contact, name, content):
        """Send a file to a contact, by the route of Odoo's portal and chatter."""
        values = {"csrf_token": self.token, "thread_id": contact, "thread_model": "res.partner"}
        body, kind = multipart.encode(values, [("ufile", name, content)])
        request = urllib.request.Request(f"{self._url}/mail/attachment/upload", body, {"Content-Type": kind})
        with self._open(request) as response:
            assert json.load(response)["data"]["attachment_id"]


def examined(env, contents):
    """Seconds for which the examining process has the files of a filing."""
    begun = perf_counter()
    for place, content in enumerate(contents):
        env["onestop.dossier"]._examine_upload(f"{place}.pdf", io.BytesIO(content))
    return perf_counter() - begun


def measure(url, database, filings, env):
    """Seconds of ``(papers of a filing, whole filing, Odoo's route, examination)``, a row for each filing."""
    colleague = Colleague(url, database)
    contact = colleague.log_in("admin", "admin")["partner_id"]
    colleague.open()
    rows = []
    for number in range(filings + WARM_UP):
        contents = scans(number)
        citizen = Applicant(url)
        begun = perf_counter()
        assert citizen.file(number, contents)
        whole = perf_counter() - begun
        begun = perf_counter()
        for place, content in enumerate(contents):
            colleague.attach(contact, f"{place}.pdf", content)
        theirs = perf_counter() - begun
        rows.append((citizen.seconds, whole, theirs, examined(env, contents)))
    return rows[WARM_UP:]


def main():
    """Measure and print."""
    arguments = workbench.arguments(__doc__, filings=30)
    project = Project()
    cluster = Cluster(project, Sysroot(project), "test", throwaway=True)
    runtime = Runtime(project, cluster, odoo_source.prepare(project), venv.python(project), "test")
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        workbench.machine(env)
        for name in LIMITS:
            env["ir.config_parameter"].set_param(f"onestop_portal.{name}", "1000000")
        cr.commit()
    close_all()
    port = server.free_port()
    log = project.log / f"bench-filing-{port}.log"
    with (
        runtime.serving(arguments.database, port, log, "--max-cron-threads", 0, workers=WORKERS),
        Registry(arguments.database).cursor() as cr,
    ):
        env = api.Environment(cr, SUPERUSER_ID, {})
        rows = measure(f"http://{server.HOST}:{port}", arguments.database, arguments.filings, env)
    papers, whole, theirs, looked = (1e3 * median(row) for row in zip(*rows, strict=True))
    size = sum(map(len, scans(0))) >> 10
    print(f"{arguments.filings} filings of {FILES} scans, {size} kB together; medians")
    print(f"{'the papers of a filing':44}{papers:9.0f} ms")
    print(f"{'of it their examination, measured apart':44}{looked:9.0f} ms")
    print(f"{'the same files, Odoo’s route for attachments':44}{theirs:9.0f} ms")
    print(f"{'proportion without the examination':44}{(papers - looked) / theirs:9.2f}")
    print(f"{'the whole filing, its pages and its challenge':44}{whole:8.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
