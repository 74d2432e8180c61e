"""Money that is told of at the same moment by many, and a server that dies while it is told: nothing is lost or doubled."""

import http.client
import os
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from fake_vnpay import contracted

from launcher import demo_logins, reception
from launcher.commands import demo_month
from launcher.odoo_client import OdooClient, Refused

CROWD = 12
LINES = 400
# the job, as its cron does it
SWEEP = "env['payment.transaction']._cron_vnpay_sweep()\n"
# what a connection to a server that dies may end with
BROKEN = (urllib.error.URLError, ConnectionError, http.client.HTTPException, TimeoutError)


class Desk:
    """The demo's clerk and accountant at a server."""

    def __init__(self, project, server):
        self.url, self.database = server.url, server.database
        passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
        self.clerk, self.accountant = OdooClient(self.url, self.database), OdooClient(self.url, self.database)
        user = self.clerk.log_in(demo_month.CLERK, passwords[demo_month.CLERK])
        self.accountant.log_in(demo_month.ACCOUNTANT, passwords[demo_month.ACCOUNTANT])
        self.agency_id, _name = reception.post_of(self.clerk, user["uid"])

    def owed(self, number):
        """A due of a new dossier."""
        applicant = {"applicant_name": f"Nguyễn Văn {number}", "applicant_phone": f"09121{number:05d}"}
        answer = demo_month._receive(self.clerk, self.agency_id, applicant)
        return demo_month._due(self.clerk, answer["id"])

    def told_of(self, project, due):
        """The notice of a payment of a due that has begun."""
        gateway = demo_month.Gateway(project)
        return gateway.notice(gateway.page(self.clerk.call("onestop.fee.due", "action_pay_online", [due["id"]])["url"]))


def payments(cursor, due):
    cursor.execute(
        "SELECT count(*), coalesce(sum(l.amount), 0) FROM onestop_fee_payment_line l WHERE l.due_id = %s AND l.state = 'done'",
        [due["id"]],
    )
    return tuple(int(value) for value in cursor.fetchone())


def test_d2_02_one_notice_from_many_sides_at_once(project, new_server, database, connection):
    server = new_server(database, workers=3)
    desk = Desk(project, server)
    due = desk.owed(1)
    notice = desk.told_of(project, due)
    clients = [OdooClient(server.url, database) for _one in range(CROWD)]
    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(lambda client: demo_month.Gateway.tell(client, notice), clients))
    answers.append(demo_month.Gateway.tell(clients[0], notice))
    assert answers.count("00") == 1
    assert set(answers) <= {"00", "02", "99"}
    assert answers[-1] == "02"
    with connection.cursor() as cursor:
        assert payments(cursor, due) == (1, due["remaining"])


def test_a_server_that_dies_loses_and_doubles_nothing(project, new_server, database, connection):
    """Killed while notices are told, then while a statement is taken in: told again, each counts once."""
    server = new_server(database)
    desk = Desk(project, server)
    dues = [desk.owed(10 + number) for number in range(6)]
    notices = [desk.told_of(project, due) for due in dues]

    def tell(notice):
        try:
            return demo_month.Gateway.tell(OdooClient(server.url, database), notice)
        except BROKEN:
            return "gone"

    with ThreadPoolExecutor(len(notices)) as crowd:
        first = [crowd.submit(tell, notice) for notice in notices]
        time.sleep(0.15)
        kill(server)
        said = [one.result() for one in first]
    server = new_server(database)
    again = [demo_month.Gateway.tell(OdooClient(server.url, database), notice) for notice in notices]
    for before, after in zip(said, again, strict=True):
        assert after in ("00", "02")
        assert (before, after) != ("00", "00")
    with connection.cursor() as cursor:
        assert [payments(cursor, due) for due in dues] == [(1, due["remaining"]) for due in dues]

    desk = Desk(project, server)
    due = desk.owed(30)
    code, amount = demo_month._awaited(desk.clerk, due)
    account = demo_month._account(desk.accountant, code)
    day = demo_month.datetime.now(demo_month.HANOI).strftime("%d/%m/%Y")
    rows = [f"{day};KILL{number};;{1_000 + number};CHUYEN TIEN {number}" for number in range(LINES)]
    rows.append(f"{day};KILLX;;{amount};{code}")

    def take_in():
        try:
            demo_month._take_in(desk.accountant, account, rows)
        except (*BROKEN, Refused):
            return

    thread = threading.Thread(target=take_in)
    thread.start()
    time.sleep(1)
    kill(server)
    thread.join()
    server = new_server(database)
    desk = Desk(project, server)
    for _time in range(2):
        demo_month._take_in(desk.accountant, account, rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM onestop_bank_line WHERE reference LIKE 'KILL%'")
        assert cursor.fetchone() == (LINES + 1, LINES + 1)
        assert payments(cursor, due) == (1, amount)


def kill(server):
    """Kill a server with all its processes, as a power cut does."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def test_a_sweep_that_dies_asks_again_and_books_once(project, runtime, new_server, database, connection):
    """Killed while the gateway answers: what was booked stays, what was not is asked for by the next sweep."""
    server = new_server(database)
    desk = Desk(project, server)
    with contracted(project, runtime, database) as gateway:
        dues = [desk.owed(50 + number) for number in range(6)]
        for due in dues:
            address = desk.clerk.call("onestop.fee.due", "action_pay_online", [due["id"]])["url"]
            sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
            gateway.payments[sent["vnp_TxnRef"]] = (due["remaining"], "00")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE payment_transaction SET vnpay_ask_at = NULL WHERE vnpay_ask_at IS NOT NULL")
            cursor.execute(
                "UPDATE payment_transaction SET vnpay_ask_at = now() AT TIME ZONE 'UTC' WHERE reference = ANY(%s)",
                [list(gateway.payments)],
            )
        # the third answer takes its time
        gateway.behaviours = ["", "", "slow"]
        sweep = subprocess.Popen(
            runtime.command("shell", "-c", runtime.config, "-d", database, "--no-http", "--log-level=warn"),
            env=runtime.environment(),
            cwd=runtime.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        sweep.stdin.write(SWEEP.encode())
        sweep.stdin.close()
        deadline = time.monotonic() + 60
        while len(gateway.questions) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        sweep.kill()
        sweep.wait()
        with connection.cursor() as cursor:
            booked = [payments(cursor, due) for due in dues]
            assert booked.count((1, dues[0]["remaining"])) == 2
            runtime.script(database, SWEEP)
            assert [payments(cursor, due) for due in dues] == [(1, due["remaining"]) for due in dues]
            cursor.execute(
                "SELECT count(*) FROM onestop_fee_receipt r JOIN onestop_fee_payment_line l ON l.payment_id = r.payment_id"
                " WHERE l.due_id = ANY(%s) AND r.number > 0",
                [[due["id"] for due in dues]],
            )
            assert cursor.fetchone() == (len(dues),)
