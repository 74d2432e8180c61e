"""take one birth registration from the counter to its result, over the web

Uses the server that ./onestop run serves, or starts one for the time that it
takes. The exit code is 1 if a step fails, and the message says which.
"""

import time
import urllib.error
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from launcher import console, demo_logins, locks, reception, server, setup
from launcher.database import Databases
from launcher.errors import Problem
from launcher.odoo_client import OdooClient, Refused
from launcher.suite import DATABASE, demand

PROCEDURE = "1.001193"
# the staff of the commune Khả Phong
RECEPTIONIST, SPECIALIST, LEADER = "khaphong.tiepnhan", "khaphong.chuyenmon", "khaphong.lanhdao"
APPLICANT = {
    "applicant_name": "Nguyễn Văn Bình",
    "applicant_sex": "male",
    "applicant_phone": "0912000345",
    "applicant_address": "Thôn Khả Phong, xã Khả Phong",
    "summary": "Khai sinh cho con gái Nguyễn Minh Anh",
}
SLIP = "onestop_core.report_receipt_slip"
LOOKUP = "/dich-vu-cong/tra-cuu"
# Vietnam has had one time without summer time since 1975.
_VIETNAM = timezone(timedelta(hours=7))


def add_arguments(parser):
    """Add the options of this command."""
    parser.add_argument("--url", help="use the server at this address instead")
    parser.add_argument("--database", default=DATABASE, help="database that it serves (default: %(default)s)")


def run(args, project):
    """Do all steps and print them."""
    if args.url:
        take(project, args.url, args.database)
        return 0
    with _address(project) as url:
        take(project, url, DATABASE)
    return 0


@contextmanager
def _address(project):
    """Address of the suite: of the one that is served, else of one that ends with the block."""
    address = project.state / "run/address"
    if locks.holder_pid(project, "run") and address.exists():
        yield address.read_text(encoding="utf-8").strip()
        return
    runtime = setup.prepare(project, "run")
    with runtime.cluster.running():
        demand(Databases(runtime.cluster, runtime.data_dir))
        port = server.free_port()
        with runtime.serving(DATABASE, port, project.log / "demo-intake.log", "--max-cron-threads", 0):
            yield f"http://{server.HOST}:{port}"


def take(project, url, database):
    """Take a dossier through all its steps.

    :param url: address of a server with the demo data.
    :return: the dossier code.
    :raises Problem: if a step fails.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    people = {}
    with _told("Đăng nhập: cán bộ tiếp nhận, chuyên viên, lãnh đạo xã Khả Phong"):
        for login in (RECEPTIONIST, SPECIALIST, LEADER):
            people[login] = OdooClient(url, database)
            user = people[login].log_in(login, passwords.get(login, ""))
            if login == RECEPTIONIST:
                agency_id, agency = reception.post_of(people[login], user["uid"])
    desk = people[RECEPTIONIST]

    with _told(f"Tiếp nhận hồ sơ khai sinh ({PROCEDURE}) tại {agency}") as say:
        answer = desk.call(
            "onestop.dossier", "receive", reception.complete_payload(desk, agency_id, PROCEDURE, **APPLICANT)
        )
        code, dossier = answer["code"], [answer["id"]]
        say(f"mã hồ sơ {code}, hẹn trả {_local(answer['due_at'])}")

    with _told("In giấy tiếp nhận và hẹn trả kết quả") as say:
        path = project.state / "demo-intake" / f"{code.replace('/', '-')}.pdf"
        _save_pdf(desk, f"/report/pdf/{SLIP}/{answer['id']}", path)
        say(str(path))

    with _told("Chuyển hồ sơ cho chuyên viên thụ lý"):
        desk.call("onestop.dossier", "act", dossier, "forward")
    with _told("Chuyên viên thẩm định, trình lãnh đạo"):
        people[SPECIALIST].call("onestop.dossier", "act", dossier, "forward")
    with _told("Lãnh đạo phê duyệt"):
        people[LEADER].call("onestop.dossier", "act", dossier, "approve")
    with _told("Trả kết quả cho công dân"):
        desk.call("onestop.dossier", "act", dossier, "return_result")

    with _told("Công dân tra cứu bằng mã hồ sơ") as say:
        citizen = OdooClient(url, database)
        status, _kind, page = citizen.get(LOOKUP, code=code)
        text = page.decode()
        if status != 200 or code not in text:
            raise Problem(f"Trang tra cứu trả lời {status} cho mã {code}.")
        if APPLICANT["applicant_name"] in text:
            raise Problem("Trang tra cứu để lộ họ tên của công dân.")
        say(f"{url}{LOOKUP}?code={code}")
    console.say(f"\nXong: hồ sơ {code} đã đi từ quầy tiếp nhận đến trả kết quả.")
    return code


@contextmanager
def _told(title):
    """Print a step with its seconds and what the block says of it.

    :raises Problem: if the server refuses the step or cannot be reached.
    """
    remarks = []
    begin = time.monotonic()
    try:
        yield remarks.append
    except Refused as error:
        raise Problem(f"Không làm được bước “{title}”: {error.message}", _todo(error)) from error
    except (urllib.error.HTTPError, ConnectionError, TimeoutError) as error:
        raise Problem(
            f"Không làm được bước “{title}”: máy chủ không trả lời ({error}).", "Chạy ./onestop run rồi thử lại."
        ) from error
    except Problem as problem:
        raise Problem(f"Không làm được bước “{title}”: {problem.what}", problem.todo) from problem
    console.say(f"✓ {title} ({time.monotonic() - begin:.2f} giây)")
    for remark in remarks:
        console.say(f"    {remark}")


def _todo(error):
    if error.name == "odoo.exceptions.AccessDenied":
        return "Cơ sở dữ liệu này không có dữ liệu mẫu; `./onestop reset` tạo lại từ đầu."
    return "Xem nhật ký: ./onestop logs"


def _save_pdf(client, path, target):
    status, kind, content = client.get(path)
    if status != 200 or kind != "application/pdf" or not content.startswith(b"%PDF-"):
        raise Problem(f"Máy chủ không trả về tệp PDF mà trả về {kind} ({status}).", "Xem nhật ký: ./onestop logs")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _local(moment):
    """A moment of Odoo (UTC) in Vietnamese time and form."""
    utc = datetime.strptime(moment, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)
    return f"{utc.astimezone(_VIETNAM):%H:%M ngày %d/%m/%Y}"
