"""The Counter while its server dies and comes back."""

import hashlib
import re

import pytest
from counter_screen import CounterScreen, document, picture

from launcher import demo_logins, server

RECEPTIONIST = "khaphong.tiepnhan"
RECEIVE = re.compile(r"/onestop\.counter\.app/receive")
UPLOAD = re.compile(r"/onestop/file/upload")
# what the browser has kept of files
KEPT = """new Promise((resolve) => {
    const opening = indexedDB.open("onestop_counter_files");
    opening.onsuccess = () => {
        const reading = opening.result.transaction("contents").objectStore("contents").getAllKeys();
        reading.onsuccess = () => resolve(reading.result.length);
    };
})"""
WORDS = "dang ky giam ho"


class Stoppable:
    """A server that is stopped and started again at the same address."""

    def __init__(self, runtime, database):
        self.runtime = runtime
        self.database = database
        self.port = server.free_port()
        self.url = f"http://{server.HOST}:{self.port}"
        self.log = runtime.project.log / f"server-{database}-{self.port}.log"
        self.serving = None

    def start(self):
        self.serving = self.runtime.serving(self.database, self.port, self.log, "--max-cron-threads", 0)
        self.serving.__enter__()

    def stop(self):
        if self.serving:
            self.serving.__exit__(None, None, None)
            self.serving = None


@pytest.fixture
def stoppable(runtime, database):
    """Return a running ``Stoppable``."""
    stoppable = Stoppable(runtime, database)
    stoppable.start()
    yield stoppable
    stoppable.stop()
    stoppable.log.unlink()


@pytest.fixture
def screen(page, project, stoppable):
    """Return the Counter of a receptionist."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    screen = CounterScreen(page, stoppable.url)
    screen.log_in(RECEPTIONIST, passwords[RECEPTIONIST])
    return screen


def dossiers_of(connection, name):
    """Return the codes of the dossiers of an applicant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM onestop_dossier WHERE applicant_name = %s", [name])
        return [code for (code,) in cursor.fetchall()]


@pytest.mark.parametrize("answered", [False, True], ids=["before-the-server-has-it", "after-it-was-stored"])
def test_server_dies_between_press_and_answer(screen, stoppable, connection, answered):
    """One dossier, one code, and the slip prints, whether the server had stored it or not."""
    page, name = screen.page, f"Lê Thị Mất Điện {'Hai' if answered else 'Một'}"
    screen.enter(name, WORDS)

    def die(route):
        if answered:
            route.fetch()
        stoppable.stop()
        route.abort("connectionfailed")

    page.route(RECEIVE, die, times=1)
    screen.press("F9")
    page.wait_for_selector(f".o_counter_offline:has-text('{name}')")
    assert len(dossiers_of(connection, name)) == int(answered)
    # what waits survives the browser, too: it is kept before it is sent
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('onestop_counter/'))")
    assert [name in value and '"method":"receive"' in value for _key, value in kept] == [True]

    with page.expect_download(timeout=120_000) as download:
        stoppable.start()
    code = screen.received_code()
    assert download.value.suggested_filename == f"Giay tiep nhan {code}.pdf"
    assert dossiers_of(connection, name) == [code]
    page.wait_for_selector(".o_counter_offline", state="detached")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('onestop_counter/'))") == []


def test_draft_survives_a_reload_and_a_dead_server(screen, stoppable, connection):
    """A draft comes back as it was, and what was pressed goes out once the page is open again."""
    page, name = screen.page, "Lê Thị Tải Lại"
    screen.enter(name, WORDS)
    page.reload()
    page.wait_for_selector(f".o_counter_applicant:has-text('{name}')")
    ticked = page.locator(".o_counter_paper_tick:checked").count()
    assert ticked >= 1

    stoppable.stop()
    page.wait_for_selector(".o_counter_due_at")
    screen.press("F9")
    page.wait_for_selector(f".o_counter_offline:has-text('{name}')")
    # the browser is closed and opened again
    page.goto("about:blank")
    stoppable.start()
    with page.expect_download(timeout=120_000):
        screen.open()
    assert dossiers_of(connection, name) == [screen.received_code()]


def test_next_person_does_not_wait_for_the_line(screen, stoppable, connection):
    """Several are received without the server, and go out in the order in which they came."""
    page, names = screen.page, ["Lê Thị Thứ Nhất", "Lê Thị Thứ Hai"]
    screen.choose_paper("none")
    # the catalogue is in the browser; only the due date needs the server
    stoppable.stop()
    for name in names:
        screen.scan(f"035190001234||{name}|01021990|Nữ|Xóm 3|01072021")
        page.wait_for_selector(".o_counter_search:focus")
        screen.type(WORDS)
        screen.press("Enter")
        page.wait_for_selector(".o_counter_case:focus")
        screen.press("Enter", "Alt+a", "F9")
        page.wait_for_selector(f".o_counter_offline:has-text('{name}')")
    stoppable.start()
    page.wait_for_selector(f".o_counter_done_received:has-text('{names[-1]}')")
    first, second = (dossiers_of(connection, name) for name in names)
    assert len(first) == len(second) == 1
    assert first < second


def files_of(connection, name):
    """Return paper (its place in the dossier) and SHA-256 of the files of an applicant's dossiers, as they came."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT paper.place, file.sha256
              FROM onestop_dossier_file file
              JOIN (SELECT id, dossier_id, row_number() OVER (PARTITION BY dossier_id ORDER BY sequence, id) - 1 AS place
                      FROM onestop_dossier_document) paper ON paper.id = file.document_id
              JOIN onestop_dossier dossier ON dossier.id = file.dossier_id
             WHERE dossier.applicant_name = %s
             ORDER BY file.id
            """,
            [name],
        )
        return cursor.fetchall()


def sha256(file):
    return hashlib.sha256(file["buffer"]).hexdigest()


def test_files_survive_a_reload_and_a_dead_server(screen, stoppable, connection):
    """Scans attached to a draft stand on their papers in the end, once each, whatever happens in between."""
    page, name = screen.page, "Lê Thị Bản Quét"
    files = [document(), picture(), picture("Mặt sau.png", "grey")]
    screen.choose_paper("none")
    screen.enter(name, WORDS)
    screen.attach(0, files[0])
    screen.attach(1, *files[1:])
    page.wait_for_function(f"{KEPT}.then((kept) => kept === 3)")
    page.reload()
    page.wait_for_selector(".o_counter_file_name >> nth=2")

    # the server dies after it has stored the second file, before it says so
    sent = []

    def answer(route):
        sent.append(route.request)
        if len(sent) == 2:
            route.fetch()
            stoppable.stop()
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route(UPLOAD, answer)
    screen.press("F9")
    code = screen.received_code()
    page.wait_for_selector(".o_counter_offline:has-text('2')")
    assert len(files_of(connection, name)) == 2
    # the browser is closed and opened again
    page.unroute(UPLOAD)
    page.goto("about:blank")
    stoppable.start()
    screen.open()
    page.wait_for_selector(".o_counter_uploads", state="hidden")
    assert dossiers_of(connection, name) == [code]
    assert files_of(connection, name) == [(paper, sha256(file)) for paper, file in zip((0, 1, 1), files, strict=True)]
    assert page.evaluate(KEPT) == 0
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('onestop_counter/'))") == []


def test_next_person_does_not_wait_for_files(screen, connection):
    """The clerk goes on with the next person while files are on their way."""
    page, name = screen.page, "Lê Thị Chậm"
    held = []

    def hold(route):
        held.append(route)

    page.route(UPLOAD, hold)
    screen.choose_paper("none")
    screen.enter(name, WORDS)
    screen.attach(0, picture())
    screen.press("F9")
    screen.received_code()
    page.wait_for_selector(".o_counter_uploading")
    screen.enter("Lê Thị Kế Tiếp", WORDS)
    assert files_of(connection, name) == []
    held[0].continue_()
    page.wait_for_selector(".o_counter_uploading", state="detached")
    assert len(files_of(connection, name)) == 1
