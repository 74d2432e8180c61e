"""make a month's reports on the demo data, close them, correct and print again

Monitoring table and form II.06a of the last month as workbook and PDF; then the
month is closed, a dossier that was forgotten comes into the books, and both are
corrected and printed again. Uses the server that ./onestop run serves, or
starts one for the time that it takes. The exit code is 1 if a step fails, and
the message says which.
"""

import base64
import secrets
from datetime import date, timedelta

from launcher import console, demo_logins
from launcher.demo_steps import add_server_arguments, on_server, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

# who closes periods for the province, and who administers it
CLOSER, MANAGER = "hanam.baocao", "hanam.quantri"
PROCEDURE = "1.001193"
PASSWORD = "onestop"
TABLES = {"monitoring": "Biểu theo dõi", "ii06a": "Biểu II.06a"}
REASON = "Bỏ sót một hồ sơ giấy tiếp nhận trong tháng"
KINDS = {"xlsx": b"PK", "pdf": b"%PDF-"}

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-report", make)


def make(project, url, database):
    """Make, close, correct and print again.

    :param url: address of a server with the demo data.
    :return: the paths of the files.
    :raises Problem: if a step fails.
    """
    files, folder = [], project.state / "demo-report"
    folder.mkdir(parents=True, exist_ok=True)
    last = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011  the machine of a demo stands where its user is
    first = last.replace(day=1)
    month = {
        "period": "other",
        "date_from": first.isoformat(),
        "date_to": last.isoformat(),
        "cut_off": last.isoformat(),
    }
    client = OdooClient(url, database)

    def save(path, name):
        status, kind, content = client.get(path)
        if status != 200 or not content.startswith(KINDS[path.rpartition(".")[2]]):
            raise Problem(f"Máy chủ không trả về tệp mà trả về {kind} ({status}).", "Xem nhật ký: ./onestop logs")
        target = folder / f"{name}.{path.rpartition('.')[2]}"
        target.write_bytes(content)
        files.append(target)
        return str(target)

    with told("Đăng nhập: cán bộ báo cáo của tỉnh"):
        client.log_in(CLOSER, PASSWORD)
        [agency] = client.call(
            "onestop.agency", "search", [("parent_id", "=", False), ("child_ids", "!=", False)], limit=1
        )
    views = {}
    for name, title in TABLES.items():
        with told(f"{title} từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}") as say:
            [form] = client.call("onestop.report.form", "search", [("table_name", "=", name)], limit=1)
            [views[name]] = client.call(
                "onestop.report.view", "create", [{"form_id": form, "agency_id": agency, **month}]
            )
            for kind in KINDS:
                say(save(f"/onestop_reports/view/{views[name]}.{kind}", name))
    closings = {}
    for name, title in TABLES.items():
        with told(f"Chốt số liệu: {title}") as say:
            same = [
                ("table_name", "=", name),
                ("agency_id", "=", agency),
                ("date_from", "=", month["date_from"]),
                ("date_to", "=", month["date_to"]),
            ]
            found = client.call("onestop.report.closing", "search", same)
            if found:
                say("đã chốt từ lần chạy trước")
            closings[name] = (
                found[0] if found else client.call("onestop.report.view", "action_close", views[name])["res_id"]
            )
    with told("Nhập một hồ sơ giấy bị bỏ sót của tháng") as say:
        say(_forget(url, database, demo_logins.password(project, MANAGER), first))
    for name, title in TABLES.items():
        with told(f"Đính chính và in lại: {title}") as say:
            wizard = client.call("onestop.report.closing", "action_compare", closings[name])
            if wizard.get("res_model") != "onestop.report.correction.wizard":
                raise Problem("Số liệu không thay đổi sau khi nhập hồ sơ bị bỏ sót.")
            client.call(wizard["res_model"], "write", [wizard["res_id"]], {"reason": REASON})
            client.call(wizard["res_model"], "action_confirm", wizard["res_id"])
            for kind in KINDS:
                say(save(f"/onestop_reports/closing/{closings[name]}.{kind}", f"{name}-dinh-chinh"))
    console.say(f"\nXong: {len(files)} tệp trong {folder}.")
    return files


def _forget(url, database, password, first):
    """A dossier of the month comes into the books afterwards; return its code."""
    manager = OdooClient(url, database)
    manager.log_in(MANAGER, password)
    [agency] = manager.call("onestop.agency", "search_read", [("name", "ilike", "Khả Phong")], ["code"], limit=1)
    day, due = first + timedelta(days=10), first + timedelta(days=13)
    code = f"{agency['code']}-GIAY-{secrets.token_hex(4).upper()}"
    lines = (
        "Mã hồ sơ;Mã cơ quan;Mã TTHC;Mức độ;Kênh nộp;Chủ hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày giải quyết;Ngày trả;Trạng thái",
        f"{code};{agency['code']};{PROCEDURE};4;Trực tiếp;Nguyễn Văn Sót;{day:%d/%m/%Y};{due:%d/%m/%Y};"
        f"{due:%d/%m/%Y};{due:%d/%m/%Y};Đã trả kết quả",
    )
    file = base64.b64encode("\r\n".join(lines).encode("utf-8-sig")).decode()
    [record] = manager.call("onestop.history.import", "create", [{"file": file, "file_name": "ho-so-bo-sot.csv"}])
    manager.call("onestop.history.import", "action_import", record)
    [done] = manager.call("onestop.history.import", "read", [record], ["state", "message"])
    if done["state"] != "done":
        raise Problem(f"Hồ sơ bị bỏ sót không nhập được: {done['message'] or done['state']}")
    return code
