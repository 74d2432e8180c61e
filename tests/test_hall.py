"""The hall with real processes: many counters at once, a server that dies, screens that come back, nothing left behind."""

import contextlib
import json
import os
import signal
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from launcher import demo_logins
from launcher.commands import demo_hall
from launcher.errors import Problem
from launcher.odoo_client import OdooClient, Refused

CLERK = "khaphong.tiepnhan"
COUNTERS, TICKETS = 40, 400
GRAVE = ("serious", "critical")
KIOSK_SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


@pytest.fixture(scope="module")
def admin(odoo_server):
    client = OdooClient(odoo_server.url, odoo_server.database)
    client.log_in("admin", "admin")
    return client


@pytest.fixture
def pair(admin, page, odoo_server):
    """Return a function that makes the page of the browser a device: ``pair(name of the demo record)``."""

    def pair(name):
        device_id = demo_hall.record(admin, f"onestop_kiosk.{name}")
        action = admin.call("onestop.hall.device", "action_pair", [device_id])
        token = action["context"]["default_address"].partition("#")[2]
        page.goto(f"{odoo_server.url}/kiosk/ghep#{token}")
        page.get_by_role("button").click()
        page.wait_for_url("**/kiosk")

    return pair


@pytest.fixture
def open_queue(admin):
    """Numbers at any hour, so that the test may run at night."""
    queue_id = demo_hall.record(admin, demo_hall.QUEUE)
    admin.call("onestop.queue", "write", [queue_id], {"any_hour": True})
    return queue_id


def fill(connection, queue_id, number):
    """Let so many people wait, by SQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO onestop_ticket (queue_id, desk_id, agency_id, day, prefix, number, code, state, source, taken_at,
                effective_at, client_uuid, follow_token, times_called)
            SELECT q.id, q.desk_id, q.agency_id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 'A', n, 'A' || n, 'waiting',
                'desk', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', gen_random_uuid(), gen_random_uuid(), 0
            FROM onestop_queue q, generate_series(1001, 1000 + %s) n WHERE q.id = %s
            """,
            [number, queue_id],
        )


def states(connection, queue_id):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, count(*) FROM onestop_ticket WHERE queue_id = %s AND number > 1000 GROUP BY 1", [queue_id]
        )
        return dict(cursor.fetchall())


def test_each_number_is_called_once(
    admin, new_server, odoo_server, connection, runtime, project, open_queue, record_property
):
    """Forty counters call four hundred people; a process dies in the middle; everybody is called once, nobody is lost."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM onestop_ticket_period")
        cursor.execute("DELETE FROM onestop_ticket")
    [queue] = admin.call("onestop.queue", "read", [open_queue], ["desk_id", "counter_ids"])
    desk_id, usual = queue["desk_id"][0], queue["counter_ids"]
    counters = admin.call(
        "onestop.counter",
        "create",
        [{"name": f"Quầy {n}", "number": n, "desk_id": desk_id} for n in range(101, 101 + COUNTERS)],
    )
    admin.call("onestop.queue", "write", [open_queue], {"counter_ids": [[6, 0, counters]]})
    fill(connection, open_queue, TICKETS)
    crowd = new_server(odoo_server.database, workers=2)
    password = demo_logins.password(project, CLERK)
    called, times = [], []
    clerks = [OdooClient(crowd.url, crowd.database) for _counter in counters]
    for clerk in clerks:
        clerk.log_in(CLERK, password)

    def sit(clerk, counter_id):
        while True:
            # the press keeps its name until it has an answer, whatever becomes of the line
            press = str(uuid.uuid4())
            begin = time.monotonic()
            while True:
                try:
                    hall = clerk.call("onestop.counter.app", "hall_call", counter_id, press)
                    break
                except (ConnectionError, OSError):
                    time.sleep(0.05)
            times.append(time.monotonic() - begin)
            if not hall["found"]:
                return
            called.append(hall["ticket"]["id"])
            if len(called) == TICKETS // 4:
                kill_a_worker(crowd.process.pid)

    with ThreadPoolExecutor(COUNTERS) as pool:
        list(pool.map(sit, clerks, counters))
    admin.call("onestop.queue", "write", [open_queue], {"counter_ids": [[6, 0, usual]]})
    assert len(called) == len(set(called)) == TICKETS
    assert states(connection, open_queue) == {"done": TICKETS}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM onestop_ticket_period WHERE ended_at IS NULL")
        assert cursor.fetchone() == (0,)
    record_property(
        f"p95 of a call over HTTP, {COUNTERS} counters at once, beside SKIP LOCKED and commit alone",
        f"{_p95(times):.3f} s, {_p95(skip_locked(runtime, odoo_server.database, open_queue)):.3f} s",
    )


def _p95(times):
    return sorted(times)[int(len(times) * 0.95)]


def skip_locked(runtime, database, queue_id):
    """Seconds of each call if the counters were nothing but connections to PostgreSQL."""
    times = []

    def sit(_counter):
        connection = psycopg2.connect(host=str(runtime.cluster.socket), user="odoo", dbname=database)
        with contextlib.closing(connection), connection.cursor() as cursor:
            while True:
                begin = time.monotonic()
                cursor.execute(
                    """UPDATE onestop_ticket SET state = 'left' WHERE id = (SELECT id FROM onestop_ticket
                    WHERE queue_id = %s AND state = 'done' ORDER BY effective_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING id""",
                    [queue_id],
                )
                found = cursor.fetchone()
                connection.commit()
                times.append(time.monotonic() - begin)
                if not found:
                    return

    with ThreadPoolExecutor(COUNTERS) as pool:
        list(pool.map(sit, range(COUNTERS)))
    return times


def kill_a_worker(pid):
    """Kill one of the processes that answer requests; Odoo starts another."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    os.kill(int(children[0]), signal.SIGKILL)


def test_from_the_number_to_the_rating(project, odoo_server, connection, capsys):
    _number, code = demo_hall.visit(project, odoo_server.url, odoo_server.database)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT t.state, r.verdict FROM onestop_dossier d JOIN onestop_ticket t ON t.id = d.ticket_id
            JOIN onestop_rating r ON r.dossier_id = d.id WHERE d.code = %s""",
            [code],
        )
        assert cursor.fetchall() == [("done", "2")]
    assert capsys.readouterr().out.count("✓") == 8


def test_a_step_that_fails_is_named(project):
    with pytest.raises(Problem, match="Đăng nhập"):
        demo_hall.visit(project, "http://127.0.0.1:1", "nothing")


@pytest.fixture
def take(page):
    """Return a function that takes a number as a person does: three touches."""

    def take():
        page.get_by_role("button", name="Lấy số thứ tự").click()
        page.get_by_role("button", name="Nộp hồ sơ").click()
        page.get_by_role("button", name="Không", exact=True).click()
        page.locator(".ticket .number").wait_for()
        return page.locator(".ticket .number").inner_text()

    return take


def await_true(page, expression):
    """Wait for an expression of the page, whose policy forbids what Playwright's own waiting does."""
    deadline = time.monotonic() + 60
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(100)


def findings(page):
    """What axe-core finds serious or critical."""
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    answer = page.evaluate("axe.run(document)")
    return [
        f"{one['id']}: {json.dumps([node['html'][:200] for node in one['nodes']], ensure_ascii=False)}"
        for one in answer["violations"]
        if one["impact"] in GRAVE
    ]


def small_targets(page):
    """Buttons that a finger would miss."""
    return page.evaluate(
        """() => [...document.querySelectorAll("button")]
            .map((one) => [one.textContent, one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 44 || box.height < 44)).map(([text]) => text)"""
    )


@pytest.mark.parametrize("size", KIOSK_SIZES)
def test_the_kiosk(size, admin, pair, page, take, open_queue, odoo_server, project):
    width, height = KIOSK_SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    pair("hall_device_kha_phong_kiosk")
    page.get_by_role("heading", name="Ông/bà cần làm gì?").wait_for()
    pictures = project.log / "screens"
    pictures.mkdir(exist_ok=True)

    def look(name):
        page.screenshot(path=str(pictures / f"kiosk_{name}_{size}.png"))
        assert findings(page) == [], name
        assert small_targets(page) == [], name

    look("start")
    page.get_by_role("button", name="Lấy số thứ tự").click()
    look("queues")
    page.get_by_role("button", name="Trang đầu").click()
    assert take().startswith("A")
    look("ticket")
    await_true(page, "window.printed === 1")
    page.get_by_role("button", name="Xong").click()

    page.get_by_role("button", name="Tra cứu thủ tục").click()
    # the screen keyboard: shapes and tones, each with a press
    type_on_screen(page, ["Chữ hoa", "đ", "ư", "ơ", "n", "g", "huyền", "Dấu cách", "Chữ hoa", "n", "g", "u", "y", "ê", "n", "ngã",
                          "Dấu cách", "Chữ hoa", "h", "u", "ê", "nặng"])  # fmt: skip
    assert page.locator("main input").input_value() == "Đường Nguyễn Huệ"
    page.locator("main input").fill("khai sinh")
    look("procedures")
    page.locator(".found .line").first.click()
    look("procedure")
    page.get_by_role("button", name="Trang đầu").click()

    page.get_by_role("button", name="Tra cứu hồ sơ").click()
    type_on_screen(page, ["1", "2", "3", "Tìm"])
    page.get_by_text("Không có hồ sơ nào mang mã này").wait_for()
    look("dossier")
    page.get_by_role("button", name="Trang đầu").click()

    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="What can we do for you?").wait_for()
    look("english")
    page.get_by_role("button", name="Strong contrast").click()
    look("contrast")


def type_on_screen(page, keys):
    page.locator(".keyboard").wait_for()
    for key in keys:
        named = page.locator(f'.keyboard button[aria-label="{key}"]')
        button = named if named.count() else page.locator(".keyboard button").get_by_text(key, exact=True)
        if not button.count():
            button = page.locator(".keyboard button").get_by_text(key.upper(), exact=True)
        button.first.click()


def test_nothing_of_a_person_stays(admin, pair, page, odoo_server, connection):
    """After the idle time nothing personal is in the page, in the browser's stores, in the history or behind "back"."""
    set_param = ("ir.config_parameter", "set_param")
    admin.call(*set_param, "onestop_kiosk.idle_seconds", "2")
    admin.call(*set_param, "onestop_kiosk.idle_warning_seconds", "2")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM onestop_dossier WHERE code IS NOT NULL AND state = 'processing' LIMIT 1")
            (code,) = cursor.fetchone()
        pair("hall_device_kha_phong_kiosk")
        page.get_by_role("button", name="Tra cứu hồ sơ").click()
        page.locator("main input").fill(code)
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Tìm").click()
        page.locator(".result").wait_for()
        assert code in page.content()
        history = page.evaluate("history.length")
        page.get_by_role("alertdialog").wait_for()
        # a touch keeps the screen
        page.get_by_role("button", name="Tôi vẫn ở đây").click()
        assert code in page.content()
        page.get_by_role("heading", name="Ông/bà cần làm gì?").wait_for()
        assert code not in page.content()
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
        assert page.evaluate("indexedDB.databases()") == []
        assert page.evaluate("history.length") == history
        assert code not in page.url
        page.go_back()
        assert code not in page.content()
    finally:
        admin.call(*set_param, "onestop_kiosk.idle_seconds", "60")
        admin.call(*set_param, "onestop_kiosk.idle_warning_seconds", "20")


@pytest.fixture
def called(project, odoo_server, connection, open_queue):
    """Return a function that calls the next number to the first counter, as its clerk, and gives the ticket's code."""
    clerk = OdooClient(odoo_server.url, odoo_server.database)
    clerk.log_in(CLERK, demo_logins.password(project, CLERK))

    def called(admin):
        counter_id = demo_hall.record(admin, demo_hall.COUNTER)
        admin.call("onestop.queue", "write", [open_queue], {"counter_ids": [[4, counter_id]]})
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(number), 2000) FROM onestop_ticket WHERE queue_id = %s", [open_queue])
            (last,) = cursor.fetchone()
        device = demo_hall.Device(odoo_server.url)
        kiosk_id = demo_hall.record(admin, demo_hall.KIOSK)
        device.pair(
            admin.call("onestop.hall.device", "action_pair", [kiosk_id])["context"]["default_address"].partition("#")[2]
        )
        device.ask("/kiosk/lay-so", {"queue": open_queue, "uuid": str(uuid.uuid4())})
        hall = clerk.call("onestop.counter.app", "hall_call", counter_id, str(uuid.uuid4()))
        assert hall["found"], last
        return hall["ticket"]["code"]

    return called


def test_the_hall_screen_says_a_call_to_its_end(admin, pair, page, called, project):
    """A call arrives by the push, is shown, and each of its pieces is played."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    pair("hall_device_kha_phong_board")
    page.get_by_text("Mời số").first.wait_for()
    # the start button of the morning: a browser speaks only after a press
    page.locator("body").click()
    code = called(admin)
    page.locator(".now .ticket").get_by_text(code, exact=True).wait_for(timeout=15_000)
    pieces = 1 + len(code) + 1 + 1
    await_true(page, f"(window.onestopHallPlayed || []).length >= {pieces}")
    assert page.evaluate("window.onestopHallPlayed")[0] == "mowif_soos.ogg"
    page.screenshot(path=str(project.log / "screens" / "board.png"))
    assert findings(page) == []


def test_the_hall_screen_comes_back_by_itself(admin, new_server, odoo_server, page, called):
    """Without pushes it asks by itself; after the server was gone it goes on without a hand."""
    other = new_server(odoo_server.database)
    device_id = demo_hall.record(admin, "onestop_kiosk.hall_device_kha_phong_board")
    action = admin.call("onestop.hall.device", "action_pair", [device_id])
    page.route_web_socket("**/websocket*", lambda socket: socket.close())
    page.goto(f"{other.url}/kiosk/ghep#{action['context']['default_address'].partition('#')[2]}")
    page.get_by_role("button").click()
    page.get_by_text("Mời số").first.wait_for()
    code = called(admin)
    page.locator(".now .ticket").get_by_text(code, exact=True).wait_for(timeout=15_000)
    page.route("**/kiosk/bang", lambda route: route.abort())
    page.locator("#board.lost").wait_for(timeout=20_000)
    page.unroute("**/kiosk/bang")
    code = called(admin)
    page.locator(".now .ticket").get_by_text(code, exact=True).wait_for(timeout=20_000)
    assert page.locator("#board.lost").count() == 0


def test_only_who_receives_here_calls(odoo_server, admin, project):
    """A specialist of the same commune calls nobody."""
    specialist = OdooClient(odoo_server.url, odoo_server.database)
    specialist.log_in("khaphong.chuyenmon", demo_logins.password(project, "khaphong.chuyenmon"))
    with pytest.raises(Refused):
        specialist.call(
            "onestop.counter.app", "hall_call", demo_hall.record(admin, demo_hall.COUNTER), str(uuid.uuid4())
        )
