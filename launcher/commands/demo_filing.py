"""file one dossier from home, complete it by its key and download the result, over the web

Uses the server that ./onestop run serves, or starts one for the time that it
takes; the portal must be installed (./onestop run --install onestop_portal).
The exit code is 1 if a step fails, and the message says which.
"""

import re
import struct
import zlib

from launcher import console, demo_logins
from launcher.citizen import Citizen
from launcher.demo_steps import add_server_arguments, on_server, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

# Hỗ trợ chi phí mai táng: filed at the commune, fully online, papers only
PROCEDURE = "1.001731"
# the staff of the commune Khả Phong
RECEPTIONIST, SPECIALIST, LEADER = "khaphong.tiepnhan", "khaphong.chuyenmon", "khaphong.lanhdao"
AGENCY = "Khả Phong"
PERSON = {
    "applicant_name": "Đinh Thị Nhàn",
    "applicant_identity": "035168004512",
    "applicant_phone": "0900012345",
    "applicant_email": "dinh.thi.nhan@hopthu.example",
}
ASKED = "Bổ sung bản sao giấy chứng tử có chứng thực"
RESULT = "quyet-dinh.png"

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-filing", take)


def take(project, url, database):
    """Take a dossier through all its steps.

    :param url: address of a server with the demo data and the portal.
    :return: the dossier code.
    :raises Problem: if a step fails.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    citizen = Citizen(url)
    with told("Mở trang thủ tục trên cổng dịch vụ công") as say:
        try:
            page = citizen.read(f"/dich-vu-cong/thu-tuc/{PROCEDURE}")
        except Problem as problem:
            raise Problem(problem.what, "Cài cổng: ./onestop run --install onestop_portal") from problem
        say(_title(page))
    with told("Kê khai từng bước, đính kèm giấy tờ"):
        citizen.answer(f"/dich-vu-cong/nop/{PROCEDURE}")
        while not citizen.path.endswith("/kiem-tra"):
            _step(citizen)
    with told("Kiểm tra và gửi hồ sơ") as say:
        values = {"declared": "1", "altcha": citizen.solve()}
        citizen.answer(citizen.path, values)
        number, key = re.findall(r'class="number mono">([^<]+)<', citizen.text)
        say(f"số hồ sơ {number}, khóa cập nhật {key}")

    people = {}
    with told("Cán bộ xã Khả Phong đăng nhập"):
        for login in (RECEPTIONIST, SPECIALIST, LEADER):
            people[login] = OdooClient(url, database)
            people[login].log_in(login, passwords.get(login, ""))
    desk, specialist, leader = people.values()
    found = desk.call("onestop.dossier", "search_read", [["request_number", "=", number]], ["code"])
    if not found:
        raise Problem(f"Hồ sơ {number} không đến được Bộ phận Một cửa xã Khả Phong.")
    dossier = [found[0]["id"]]
    with told("Bộ phận Một cửa yêu cầu bổ sung, một lần"):
        papers = desk.call("onestop.dossier.document", "search", [["dossier_id", "=", dossier[0]]], limit=1)
        lines = [{"document_id": papers[0], "kind": "wrong", "note": "ảnh mờ"}]
        reason = "Tờ khai không đọc được"
        desk.call("onestop.dossier", "act", dossier, "request_supplement", reason=reason, content=ASKED, lines=lines)

    with told("Công dân mở hồ sơ bằng khóa cập nhật, bổ sung giấy tờ"):
        # another device: nothing but the number and the key is known
        citizen = Citizen(url)
        citizen.answer("/dich-vu-cong/tra-cuu/khoa", {"code": number, "key": key})
        if ASKED not in citizen.text:
            raise Problem("Trang hồ sơ không cho thấy nội dung được yêu cầu bổ sung.")
        paper = re.search(r'name="(files_\d+)"', citizen.text)[1]
        citizen.answer(
            f"{citizen.path}/bo-sung", {"text": "Tôi gửi giấy chứng tử."}, [(paper, "chung-tu.png", picture(7))]
        )
    with told("Cán bộ tiếp nhận, thụ lý, trình, phê duyệt") as say:
        desk.call("onestop.dossier", "act", dossier, "receive")
        desk.call("onestop.dossier", "act", dossier, "forward")
        specialist.call("onestop.dossier", "act", dossier, "forward")
        _upload(leader, dossier[0])
        leader.call("onestop.dossier", "act", dossier, "approve", result_number="15/QĐ-UBND")
        [read] = desk.call("onestop.dossier", "read", dossier, ["code", "state"])
        say(f"mã hồ sơ {read['code']}")
    with told("Công dân tải kết quả điện tử") as say:
        path = citizen.path
        page = citizen.read(path)
        result = re.search(r'action="([^"]+/ket-qua/\d+)"', page)
        if not result:
            raise Problem("Trang hồ sơ chưa có kết quả để tải.")
        citizen.path = result[1]
        content, _headers = citizen.answer(result[1])
        if content != picture(9):
            raise Problem("Tệp tải về không phải kết quả mà cơ quan đã ký.")
        target = project.state / "demo-filing" / RESULT
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        say(str(target))
    with told("Cơ quan ghi nhận đã trả kết quả"):
        desk.call("onestop.dossier", "act", dossier, "return_result")
    console.say(f"\nXong: hồ sơ {read['code']} được nộp, bổ sung và nhận kết quả tại nhà.")
    return read["code"]


def _step(citizen):
    """Answer the step that is open."""
    step = citizen.path.rpartition("/")[2]
    page = citizen.text
    if step == "nguoi-nop" and 'name="choose_who"' in page:
        citizen.answer(citizen.path, {"who": "self", "choose_who": "1"})
    elif step == "nguoi-nop":
        citizen.answer(citizen.path, PERSON)
    elif step == "co-quan":
        choice = re.search(rf'value="([^"]+)"[^>]*/?>\s*<label[^>]*>[^<]*{AGENCY}', page)
        if not choice:
            raise Problem(f"Không thấy cơ quan {AGENCY} trong danh sách.")
        citizen.answer(citizen.path, {"agency": choice[1]})
    elif step == "giay-to":
        fields = re.findall(r'name="(files_\d+)"', page)
        citizen.answer(citizen.path, {}, [(field, f"giay-{n}.png", picture(n)) for n, field in enumerate(fields)])
    elif step == "nhan-ket-qua":
        citizen.answer(citizen.path, {"result_way": "online", "originals_way": "bring"})
    elif step == "phi-le-phi":
        citizen.answer(citizen.path, {"payment_way": "desk"})
    else:
        raise Problem(f"Bước “{step}” không có trong phần trình diễn này.")


def picture(shade):
    """A PNG of a few pixels, another one for each number."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade * 20 % 256] * 64) for _row in range(64))
    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _title(page):
    return re.search(r"<h1[^>]*>([^<]+)</h1>", page)[1].strip()


def _upload(client, dossier_id):
    """Attach the result as the screen of the staff does."""
    client.upload("/onestop/file/upload", {"dossier_id": dossier_id}, RESULT, picture(9))
