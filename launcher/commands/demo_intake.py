"""take one birth registration from the counter to its result, over the web

Uses the server that ./onestop run serves, or starts one for the time that it
takes. The exit code is 1 if a step fails, and the message says which.
"""

from datetime import datetime, timedelta, timezone

from launcher import console, demo_logins, reception
from launcher.demo_steps import add_server_arguments, on_server, save_pdf, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

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

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-intake", take)


def take(project, url, database):
    """Take a dossier through all its steps.

    :param url: address of a server with the demo data.
    :return: the dossier code.
    :raises Problem: if a step fails.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    people = {}
    with told("Đăng nhập: cán bộ tiếp nhận, chuyên viên, lãnh đạo xã Khả Phong"):
        for login in (RECEPTIONIST, SPECIALIST, LEADER):
            people[login] = OdooClient(url, database)
            user = people[login].log_in(login, passwords.get(login, ""))
            if login == RECEPTIONIST:
                agency_id, agency = reception.post_of(people[login], user["uid"])
    desk = people[RECEPTIONIST]

    with told(f"Tiếp nhận hồ sơ khai sinh ({PROCEDURE}) tại {agency}") as say:
        answer = desk.call(
            "onestop.dossier", "receive", reception.complete_payload(desk, agency_id, PROCEDURE, **APPLICANT)
        )
        code, dossier = answer["code"], [answer["id"]]
        say(f"mã hồ sơ {code}, hẹn trả {_local(answer['due_at'])}")

    with told("In giấy tiếp nhận và hẹn trả kết quả") as say:
        path = project.state / "demo-intake" / f"{code.replace('/', '-')}.pdf"
        save_pdf(desk, f"/report/pdf/{SLIP}/{answer['id']}", path)
        say(str(path))

    with told("Chuyển hồ sơ cho chuyên viên thụ lý"):
        desk.call("onestop.dossier", "act", dossier, "forward")
    with told("Chuyên viên thẩm định, trình lãnh đạo"):
        people[SPECIALIST].call("onestop.dossier", "act", dossier, "forward")
    with told("Lãnh đạo phê duyệt"):
        people[LEADER].call("onestop.dossier", "act", dossier, "approve")
    with told("Trả kết quả cho công dân"):
        desk.call("onestop.dossier", "act", dossier, "return_result")

    with told("Công dân tra cứu bằng mã hồ sơ") as say:
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


def _local(moment):
    """A moment of Odoo (UTC) in Vietnamese time and form."""
    utc = datetime.strptime(moment, "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)
    return f"{utc.astimezone(_VIETNAM):%H:%M ngày %d/%m/%Y}"
