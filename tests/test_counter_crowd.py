"""Two counters at once, each a browser of its own in a process of its own."""

import multiprocessing
import os
import shutil
import uuid

from counter_screen import CounterScreen
from playwright.sync_api import sync_playwright

from launcher import demo_logins
from launcher.sysroot import BROWSERS

RECEPTIONIST = "khaphong.tiepnhan"
ROUNDS = 200


def _clerk(number, url, password, program, environment, barrier, results):
    """Receive as often as there are rounds, each time at the same moment as the other counter."""
    codes, complaints = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, env=environment, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
        screen = CounterScreen(page, url)
        screen.log_in(RECEPTIONIST, password)
        screen.choose_paper("none")
        for turn in range(ROUNDS):
            name = f"Quầy {'Một' if number == 1 else 'Hai'} {chr(65 + turn // 26)}{chr(65 + turn % 26)}"
            screen.enter(name, "dang ky giam ho")
            barrier.wait(timeout=120)
            screen.press("F9")
            page.wait_for_selector(f".o_counter_done_received:has-text('{name}')")
            codes.append(screen.received_code())
            complaints += page.locator(".o_counter_banner, .o_notification, .modal").all_inner_texts()
        browser.close()
    results.put((codes, complaints))


def test_two_counters_at_the_same_moment(project, runtime, odoo_server):
    """No code twice, none left out, and nothing shown to a clerk."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    environment = runtime.environment()
    programs = (shutil.which(name, path=environment["PATH"]) for name in BROWSERS)
    program = next(filter(None, programs))
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    clerks = [
        context.Process(
            target=_clerk,
            args=(
                number,
                odoo_server.url,
                passwords[RECEPTIONIST],
                program,
                {**os.environ, **environment},
                barrier,
                results,
            ),
        )
        for number in (1, 2)
    ]
    for clerk in clerks:
        clerk.start()
    answers = [results.get(timeout=900) for _clerk in clerks]
    for clerk in clerks:
        clerk.join()
    codes = [code for answer in answers for code in answer[0]]
    numbers = sorted(int(code.rpartition("-")[2]) for code in codes)
    assert numbers == list(range(numbers[0], numbers[0] + 2 * ROUNDS))
    assert [complaint for answer in answers for complaint in answer[1]] == []


# as often as a browser has connections to a server, at the same moment; it is the identifier that counts, not the content
SEND = """async ({ dossier, paper, uuid }) => {
    const answers = await Promise.all(
        Array.from({ length: 6 }, async (_none, number) => {
            const form = new FormData();
            const values = { csrf_token: odoo.csrf_token, dossier_id: dossier, document_id: paper, client_uuid: uuid };
            Object.entries(values).forEach(([name, value]) => form.append(name, value));
            const canvas = new OffscreenCanvas(300, 400);
            canvas.getContext("2d").fillRect(20, 20, 100 + number, 40);
            form.append("ufile", await canvas.convertToBlob({ type: "image/png" }), "trang.png");
            return fetch("/onestop/file/upload", { method: "POST", body: form });
        })
    );
    return Promise.all(answers.map(async (answer) => [answer.status, (await answer.json()).file.id]));
}"""


def test_one_file_sent_six_times_at_once(page, project, odoo_server, connection):
    """One file, and the same answer to everybody."""
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    screen = CounterScreen(page, odoo_server.url)
    screen.log_in(RECEPTIONIST, passwords[RECEPTIONIST])
    screen.choose_paper("none")
    screen.enter("Lê Thị Sáu Lần", "dang ky giam ho")
    screen.press("F9")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, min(p.id) FROM onestop_dossier d JOIN onestop_dossier_document p ON p.dossier_id = d.id"
            " WHERE d.code = %s GROUP BY d.id",
            [screen.received_code()],
        )
        dossier, paper = cursor.fetchone()
        answers = page.evaluate(SEND, {"dossier": dossier, "paper": paper, "uuid": str(uuid.uuid4())})
        assert len({tuple(answer) for answer in answers}) == 1, answers
        assert answers[0][0] == 200
        cursor.execute("SELECT id FROM onestop_dossier_file WHERE dossier_id = %s", [dossier])
        assert cursor.fetchall() == [(answers[0][1],)]
        cursor.execute(
            "SELECT count(*) FROM onestop_dossier_event WHERE dossier_id = %s AND action = 'file_add'", [dossier]
        )
        assert cursor.fetchone() == (1,)
