"""take a dossier by post: accepted, minutes signed, settled, result delivered, the month confirmed by both sides

Over the web, each step as the person whose it is. Uses the server that
./onestop run serves, or starts one for the time that it takes. The exit code
is 1 if a step fails, and the message says which.
"""

import uuid
from datetime import date, datetime, timedelta, timezone

from launcher import console, demo_logins, reception
from launcher.demo_steps import add_server_arguments, on_server, save_pdf, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

MODULE = "onestop_postal"
# the post and culture point of the commune Khả Phong, the staff of the commune, and the accountant of the post
CLERK, ACCOUNTANT = "khaphong.buudien", "binhluc.ketoanbuudien"
RECEPTIONIST, SPECIALIST, LEADER = "khaphong.tiepnhan", "khaphong.chuyenmon", "khaphong.lanhdao"
OFFICE, PROCEDURE = "KPG", "1.001193"
APPLICANT = {
    "applicant_name": "Nguyễn Thị Bưởi",
    "applicant_phone": "0912000861",
    "applicant_address": "Thôn Khả Phong, xã Khả Phong",
    "result_channel": "post",
    "result_address": "Thôn Khả Phong, xã Khả Phong",
}
ITEM, HANDOVER, SETTLEMENT, AGREEMENT = (
    "onestop.postal.shipment",
    "onestop.postal.handover",
    "onestop.postal.settlement",
    "onestop.postal.agreement",
)
FEE = 8_000
# Vietnam has had one time without summer time since 1975.
_VIETNAM = timezone(timedelta(hours=7))

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-post", take)


def take(project, url, database):
    """Take a dossier by post through all its steps.

    :param url: address of a server with the demo data.
    :return: ids of the packet that brought the dossier, of that which brought the result, and of the month's settlement.
    :raises Problem: if a step fails, or what stands in the books is not what happened.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    people = {}
    with told("Đăng nhập: bưu điện, cán bộ và lãnh đạo xã Khả Phong"):
        for login in (CLERK, ACCOUNTANT, RECEPTIONIST, SPECIALIST, LEADER):
            people[login] = OdooClient(url, database)
            user = people[login].log_in(login, passwords.get(login, ""))
            if login == RECEPTIONIST:
                agency_id, _agency = reception.post_of(people[login], user["uid"])
    clerk, desk, leader = people[CLERK], people[RECEPTIONIST], people[LEADER]
    offices = clerk.call("onestop.postal.office", "search", [["code", "=", OFFICE]])
    if not offices:
        raise Problem("không có bưu cục mẫu", f"./onestop run --install {MODULE}")
    folder = project.state / "demo-post"

    with told("Nhận hồ sơ tại bưu cục: đếm, cân, niêm phong, thu hộ") as say:
        payload = reception.complete_payload(clerk, agency_id, PROCEDURE, **APPLICANT)
        payload["documents"] = [{**paper, "copies": 1} for paper in payload["documents"]]
        postal = {
            "office_id": offices[0], "weight": 120, "page_count": 6, "sealed": True, "seal_number": "KPG-861",
            "fee_amount": FEE, "fee_receipt": "0000861",
        }  # fmt: skip
        accepted = clerk.call(ITEM, "accept", {**payload, "postal": postal})
        again = clerk.call(ITEM, "accept", {**payload, "postal": postal})
        _demand(again["id"] == accepted["id"] and again["replayed"], "Gửi lại mà thành hai bưu gửi.")
        dossier = _dossier(desk, accepted["dossier_id"])
        _demand(not dossier["received_at"], "Thời hạn đã chạy trước khi ký biên bản.")
        say(f"{accepted['name']}: cước {_dong(accepted['price'])}, toàn trình đến {accepted['promised_on']}")
    with told("In phiếu gửi hồ sơ") as say:
        path = folder / f"phieu-gui-{accepted['id']}.pdf"
        save_pdf(clerk, f"/report/pdf/onestop_postal.report_postal_slip/{accepted['id']}", path)
        say(str(path))

    with told("Lập biên bản giao nhận bằng cách quét, chuyển bên nhận"):
        slip = _slip(clerk, agency_id, offices[0], "to_agency", accepted["name"])
        _demand(_hands(clerk, accepted["id"]) == {"office"}, "Bên giao chưa giữ đủ giấy tờ.")
    with told("Xã kiểm đếm và ký nhận: thời hạn bắt đầu") as say:
        desk.call(HANDOVER, "action_sign", [slip])
        dossier = _dossier(desk, accepted["dossier_id"])
        [row] = desk.call(HANDOVER, "read", [slip], ["name", "taken_at"])
        received, taken = (datetime.fromisoformat(moment) for moment in (dossier["received_at"], row["taken_at"]))
        # the reception is part of the signing, and may come to an end in the next second
        _demand(timedelta(0) <= received - taken <= timedelta(seconds=10), "Thời hạn không tính từ lúc ký biên bản.")
        _demand(_hands(desk, accepted["id"]) == {"agency"}, "Giấy tờ chưa sang cơ quan.")
        [item] = desk.call(ITEM, "read", [accepted["id"]], ["fee_remitted_at"])
        _demand(item["fee_remitted_at"], "Phí thu hộ chưa được nộp.")
        path = folder / f"bien-ban-{slip}.pdf"
        save_pdf(desk, f"/report/pdf/onestop_postal.report_postal_minutes/{slip}", path)
        say(f"{row['name']}, mã hồ sơ {dossier['code']}: {path}")

    with told("Giải quyết: chuyển, thẩm định, ký duyệt"):
        desk.call("onestop.dossier", "act", [dossier["id"]], "forward")
        people[SPECIALIST].call("onestop.dossier", "act", [dossier["id"]], "forward")
        leader.call("onestop.dossier", "act", [dossier["id"]], "approve", result_number="861/UBND-HT")
    with told("Giao kết quả cho bưu điện, bưu điện cân và ký nhận"):
        back = _slip(desk, agency_id, offices[0], "to_post", dossier["code"])
        clerk.call(HANDOVER, "action_light", [back])
        clerk.call(HANDOVER, "action_sign", [back])
        [result] = clerk.call(ITEM, "search", [["dossier_id", "=", dossier["id"]], ["direction", "=", "result"]])
    with told("Phát kết quả, đối chiếu giấy tờ tùy thân") as say:
        clerk.call(ITEM, "deliver", [result], identity_seen=True)
        done = _dossier(desk, dossier["id"])
        _demand(done["state"] == "returned", "Hồ sơ chưa được trả.")
        _demand(_hands(clerk, result) == {"applicant"}, "Giấy tờ chưa đến tay người dân.")
        say(f"{done['code']}: {done['result_recipient']}")

    accountant = people[ACCOUNTANT]
    with told("Bưu điện lập quyết toán tháng từ biên bản đã ký") as say:
        [agreement] = accountant.call(AGREEMENT, "search", [["agency_id", "=", agency_id]], limit=1)
        month = _open_month(accountant, agreement)
        accountant.call(SETTLEMENT, "action_draw", [month])
        legs = accountant.call(
            "onestop.postal.handover.line", "search_count",
            [["settlement_line_id.settlement_id", "=", month], ["dossier_id", "=", dossier["id"]]],
        )  # fmt: skip
        _demand(legs == 2, f"Hồ sơ này có {legs} chặng trong tháng, phải là 2.")
        accountant.call(SETTLEMENT, "action_post_confirm", [month])
        rows = accountant.call(
            "onestop.postal.settlement.line", "search_read", [["settlement_id", "=", month]], ["name", "amount"]
        )
        say("; ".join(f"{row['name']} {_dong(row['amount'])}" for row in rows))
    with told("Xã xác nhận quyết toán, in biên bản nghiệm thu (mẫu 08a)") as say:
        leader.call(SETTLEMENT, "action_confirm", [month])
        [row] = leader.call(SETTLEMENT, "read", [month], ["state", "payable"])
        _demand(row["state"] == "confirmed", "Quyết toán chưa được hai bên xác nhận.")
        _demand(row["payable"] == sum(line["amount"] for line in rows), "Tổng khác cộng các dòng.")
        path = folder / f"nghiem-thu-{month}.pdf"
        save_pdf(leader, f"/report/pdf/onestop_postal.report_postal_settlement/{month}", path)
        say(f"{_dong(row['payable'])}: {path}")
    console.say("\nXong: hồ sơ đi qua bưu điện đủ từng chặng, từng chữ ký, từng đồng.")
    return accepted["id"], result, month


def _slip(giver, agency_id, office_id, direction, code):
    """A slip with one packet or dossier on it, offered by the giver."""
    slip = giver.call(HANDOVER, "create", {"direction": direction, "agency_id": agency_id, "office_id": office_id})
    answer = giver.call(HANDOVER, "scan", [slip], code, str(uuid.uuid4()))
    _demand(answer["status"] == "added", answer["message"])
    giver.call(HANDOVER, "action_offer", [slip])
    return slip


def _open_month(accountant, agreement):
    """A settlement that is not confirmed yet: this month's, or that of the next one that is free."""
    day = datetime.now(_VIETNAM).date().replace(day=1)
    while True:
        found = accountant.call(
            SETTLEMENT, "search_read", [["agreement_id", "=", agreement], ["month", "=", str(day)]], ["state"]
        )
        if not found:
            return accountant.call(SETTLEMENT, "create", {"agreement_id": agreement, "month": str(day)})
        if found[0]["state"] == "draft":
            return found[0]["id"]
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _hands(client, item):
    """In what kinds of hands the papers of a packet are now."""
    rows = client.call(
        "onestop.postal.custody", "search_read",
        [["paper_id.shipment_ids", "=", item], ["until", "=", False]], ["holder_kind"],
    )  # fmt: skip
    return {row["holder_kind"] for row in rows}


def _dossier(client, dossier_id):
    names = ["code", "state", "received_at", "result_recipient"]
    return client.call("onestop.dossier", "read", [dossier_id], names)[0]


def _dong(amount):
    return f"{amount:,} đ".replace(",", ".").replace("-", "−")


def _demand(holds, words):
    if not holds:
        raise Problem(words)
