"""take one visit through the hall: number, call, reception, hand-over, rating

Over the web, as kiosk, counter and tablet do it. Uses the server that
./onestop run serves, or starts one for the time that it takes. The exit code
is 1 if a step fails, and the message says which.
"""

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

from launcher import console, demo_logins, reception
from launcher.demo_steps import add_server_arguments, on_server, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

MODULE = "onestop_kiosk"
ADMIN = "admin"
# a leader who sits at the desk of the commune Khả Phong, and what is certified while the citizen waits
CLERK, PROCEDURE = "khaphong.phochutich", "2.000815"
KIOSK, QUEUE, COUNTER = (
    "onestop_kiosk.hall_device_kha_phong_kiosk",
    "onestop_kiosk.queue_kha_phong_a",
    "onestop_core.counter_kha_phong_1",
)

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-hall", visit)


class Device:
    """A device of the hall: known by its cookie, signed in nowhere."""

    def __init__(self, url):
        self._url = url.rstrip("/")
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def pair(self, token):
        """Become the device to which the token belongs.

        :raises Problem: the server knows no such device.
        """
        form = urllib.parse.urlencode({"token": token}).encode()
        self._open(urllib.request.Request(f"{self._url}/kiosk/ghep", form))

    def ask(self, path, sent=None):
        """Ask as the page of the device does, and return the answer.

        :raises Problem: the server refuses, in its words.
        """
        body = json.dumps(sent).encode() if sent is not None else None
        request = urllib.request.Request(f"{self._url}{path}", body, {"Content-Type": "application/json"})
        return json.loads(self._open(request))

    def _open(self, request):
        try:
            with self._opener.open(request, timeout=60) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            with error:
                words = error.read().decode(errors="replace")[:300]
            raise Problem(f"máy chủ trả lời {error.code}: {words}") from error


def visit(project, url, database):
    """Take one person through the hall.

    :param url: address of a server with the demo data.
    :return: the number and the dossier code.
    :raises Problem: if a step fails.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    with told("Đăng nhập: quản trị tỉnh, lãnh đạo tại quầy xã Khả Phong"):
        admin, clerk = OdooClient(url, database), OdooClient(url, database)
        admin.log_in(ADMIN, passwords.get(ADMIN, ADMIN))
        user = clerk.log_in(CLERK, passwords.get(CLERK, ""))
        agency_id, _agency = reception.post_of(clerk, user["uid"])
        kiosk_id, queue_id, counter_id = (record(admin, name) for name in (KIOSK, QUEUE, COUNTER))

    device = Device(url)
    with told("Thiết lập ki-ốt bằng địa chỉ một lần"):
        action = admin.call("onestop.hall.device", "action_pair", [kiosk_id])
        device.pair(action["context"]["default_address"].partition("#")[2])

    hours = admin.call("onestop.queue", "read", [queue_id], ["any_hour"])[0]["any_hour"]
    try:
        # the demo is shown at any hour
        admin.call("onestop.queue", "write", [queue_id], {"any_hour": True})
        with told("Người dân lấy số tại ki-ốt") as say:
            sent = {"queue": queue_id, "group": 0, "uuid": str(uuid.uuid4())}
            number = device.ask("/kiosk/lay-so", sent)
            say(
                f"số {number['code']}, trước còn {number['ahead']} người, khoảng {number['minutes'][0]}–{number['minutes'][1]} phút"
            )
    finally:
        admin.call("onestop.queue", "write", [queue_id], {"any_hour": hours})

    with told("Quầy gọi số, cho đến khi đến lượt") as say:
        while True:
            hall = clerk.call("onestop.counter.app", "hall_call", counter_id, str(uuid.uuid4()))
            if not hall["found"]:
                raise Problem("không còn ai chờ mà chưa gọi đến số vừa lấy")
            if hall["ticket"]["code"] == number["code"]:
                break
        ticket_id = hall["ticket"]["id"]
        clerk.call("onestop.counter.app", "hall_move", counter_id, ticket_id, "serve")

    with told("Tiếp nhận, giải quyết và trả kết quả trong lượt này") as say:
        payload = reception.complete_payload(clerk, agency_id, PROCEDURE, applicant_name="Nguyễn Thị Lan")
        answer = clerk.call(
            "onestop.counter.app", "receive", {**payload, "counter_id": counter_id, "ticket_id": ticket_id}, decide=True
        )
        say(f"mã hồ sơ {answer['code']}")
    with told("Kết thúc lượt"):
        clerk.call("onestop.counter.app", "hall_move", counter_id, ticket_id, "finish")

    with told("Người dân đánh giá trên máy tính bảng của quầy"):
        clerk.call("onestop.counter.app", "rate", answer["id"], str(uuid.uuid4()), "2")

    with told("Cả lượt đứng trên một dòng") as say:
        [row] = admin.call(
            "onestop.ticket", "read", [ticket_id], ["code", "state", "wait_minutes", "serve_minutes", "dossier_ids"]
        )
        ratings = admin.call(
            "onestop.rating", "search_read", [["ticket_id", "=", ticket_id]], ["verdict", "dossier_id"]
        )
        if row["state"] != "done" or row["dossier_ids"] != [answer["id"]] or len(ratings) != 1:
            raise Problem(f"dòng của lượt chưa đủ: {row}, {ratings}")
        say(
            f"{row['code']}: chờ {row['wait_minutes']:.1f} phút, phục vụ {row['serve_minutes']:.1f} phút, "
            f"hồ sơ {answer['code']}, đánh giá {ratings[0]['verdict']}"
        )
    console.say(f"\nXong: số {number['code']} đã đi từ lấy số đến đánh giá.")
    return number["code"], answer["code"]


def record(client, name):
    """Return the id of a record of the demo data.

    :raises Problem: there is none.
    """
    module, _, name = name.partition(".")
    found = client.call(
        "ir.model.data", "search_read", [["module", "=", module], ["name", "=", name]], ["res_id"], limit=1
    )
    if not found:
        raise Problem(f"không có dữ liệu mẫu {module}.{name}", f"./onestop run --install {MODULE}")
    return found[0]["res_id"]
