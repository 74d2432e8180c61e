"""take a day at the till: fees with change and by VietQR, receipts, a count that differs, the handover

Uses the server that ./onestop run serves, or starts one for the time that it
takes. The exit code is 1 if a step fails, and the message says which.
"""

from launcher import console, demo_logins, reception
from launcher.demo_steps import add_server_arguments, on_server, save_pdf, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

# the staff of the commune Khả Phong: who collects, and who takes the cash over
COLLECTOR, RECEIVER = "khaphong.tiepnhan", "khaphong.thuphi"
# copies of an extract of the civil register: 8.000 đ each
PROCEDURE = "2.000635"
FLOAT = {500_000: 1}
GIVEN = 100_000
SHORT = 1_000
APPLICANTS = (
    {"applicant_name": "Trần Thị Hải Yến", "applicant_phone": "0912000731"},
    {"applicant_name": "Lê Văn Thành", "applicant_phone": "0912000732"},
)
APP = "onestop.counter.app"
RECEIPT = "onestop_payment.report_fee_receipt"
REPORT = "onestop_payment.report_drawer"

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-cashday", take)


def take(project, url, database):
    """Take a day at the till through all its steps, and see that its sums agree.

    :param url: address of a server with the demo data.
    :return: the id of the drawer.
    :raises Problem: if a step fails, or a sum differs.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    people = {}
    with told("Đăng nhập: người thu và thủ quỹ xã Khả Phong"):
        for login in (COLLECTOR, RECEIVER):
            people[login] = OdooClient(url, database)
            user = people[login].log_in(login, passwords.get(login, ""))
            if login == COLLECTOR:
                agency_id, agency = reception.post_of(people[login], user["uid"])
            else:
                receiver_id = user["uid"]
    till, cashier = people[COLLECTOR], people[RECEIVER]
    counters = till.call("onestop.counter", "search", [["agency_id", "=", agency_id]], order="number")

    with told("Mở ngăn kéo với tiền lẻ đầu ca") as say:
        _close_what_is_open(till)
        _dialog(till, till.call(APP, "drawer_action", counters[0]), FLOAT)
        drawer = till.call(APP, "drawer")
        _demand(drawer["state"] == "open", "Ngăn kéo chưa mở.")
        say(f"{drawer['counter']}, {_dong(_sum(FLOAT))}")

    taken = []
    with told(f"Tiếp nhận hồ sơ ({PROCEDURE}) tại {agency}, thu tiền mặt và trả lại") as say:
        answer = _receive(till, agency_id, counters[0], APPLICANTS[0], 3, {"method": "cash", "tendered": GIVEN})
        paid = answer["fee_done"]
        _demand(paid["change"] == GIVEN - paid["amount"], f"Trả lại {paid['change']}.")
        taken.append(answer["id"])
        say(f"{answer['code']}: thu {_dong(paid['amount'])}, khách đưa {_dong(GIVEN)}, trả lại {_dong(paid['change'])}")

    with told("Tiếp nhận hồ sơ thứ hai, nộp bằng VietQR") as say:
        answer = _receive(till, agency_id, counters[0], APPLICANTS[1], 1, {"method": "transfer"})
        [transfer] = answer["fee_done"]["transfers"]
        taken.append(answer["id"])
        say(f"{answer['code']}: {_dong(transfer['amount'])}, nội dung {transfer['memo']}")
    with told("Ghi nhận tiền đã về theo tin báo của ngân hàng"):
        shown = till.call(APP, "confirm_transfer", transfer["id"], f"FT{transfer['code'][2:]}", counters[0])
        _demand(shown["state"] == "paid", "Khoản chuyển khoản chưa được ghi nhận.")

    dues = till.call("onestop.fee.due", "search_read", [["dossier_id", "in", taken]], ["paid", "state"])
    receipts = till.call(
        "onestop.fee.receipt", "search_read", [["dossier_id", "in", taken]], ["name", "amount", "state"]
    )
    with told("Biên lai đã lập, in biên lai") as say:
        _demand(all(receipt["name"] for receipt in receipts), "Có biên lai chưa có số.")
        for receipt in receipts:
            path = project.state / "demo-cashday" / f"bien-lai-{receipt['id']}.pdf"
            save_pdf(till, f"/report/pdf/{RECEIPT}/{receipt['id']}", path)
            say(f"{receipt['name']}, {_dong(receipt['amount'])}: {path}")

    with told("Kiểm đếm ngăn kéo, thiếu 1.000 đ so với số phải có") as say:
        held = till.call(
            "onestop.fee.payment",
            "search_read",
            [["session_id", "=", drawer["id"]], ["state", "=", "done"]],
            ["method", "signed_amount"],
        )
        cash = sum(row["signed_amount"] for row in held if row["method"] == "cash")
        counted = _sum(FLOAT) + cash - SHORT
        closing = _dialog(till, till.call("onestop.drawer.session", "action_count", [drawer["id"]]), _pieces(counted))
        row = _drawer(till, drawer["id"])
        _demand(row["expected_amount"] == _sum(FLOAT) + cash, f"Số phải có: {row['expected_amount']}.")
        _demand(row["difference"] == -SHORT, f"Chênh lệch: {row['difference']}.")
        say(f"phải có {_dong(row['expected_amount'])}, kiểm đếm {_dong(row['counted_amount'])}")

    with told("Giải trình, đóng ca, giao tiền cho thủ quỹ"):
        till.call(
            closing["res_model"],
            "write",
            [closing["res_id"]],
            {"reason": "Trả thừa 1.000 đ tiền lẻ", "receiver_id": receiver_id},
        )
        till.call(closing["res_model"], "action_confirm", [closing["res_id"]])
    with told("Thủ quỹ kiểm đếm lại và nhận"):
        _dialog(cashier, cashier.call("onestop.drawer.session", "action_receive", [drawer["id"]]), _pieces(counted))
        row = _drawer(till, drawer["id"])
        _demand((row["state"], row["received_amount"]) == ("received", counted), "Thủ quỹ chưa nhận đủ.")
    with told("In báo cáo ca thu (Z)") as say:
        path = project.state / "demo-cashday" / f"ca-{drawer['id']}.pdf"
        save_pdf(till, f"/report/pdf/{REPORT}/{drawer['id']}", path)
        say(str(path))

    with told("Đối chiếu: khoản phải nộp = biên lai = tiền = sổ kế toán") as say:
        owed, issued = (
            sum(due["paid"] for due in dues),
            sum(one["amount"] for one in receipts if one["state"] == "issued"),
        )
        moved = sum(row["signed_amount"] for row in held)
        _demand(all(due["state"] == "paid" for due in dues), "Có khoản chưa nộp.")
        _demand(owed == issued, f"Đã nộp {owed}, biên lai {issued}.")
        lines = till.call(
            "onestop.fee.payment.line", "search_read", [["dossier_id", "in", taken]], ["amount", "move_id"]
        )
        _demand(all(line["move_id"] for line in lines), "Có khoản thu chưa vào sổ.")
        _demand(sum(line["amount"] for line in lines) == owed, "Sổ kế toán không khớp.")
        say(
            f"{_dong(owed)} của hai hồ sơ; cả ca thu {_dong(moved)}, tiền mặt {_dong(cash)}, chênh lệch {_dong(-SHORT)} có giải trình"
        )
    console.say("\nXong: ca thu khớp đến từng đồng.")
    return drawer["id"]


def _close_what_is_open(till):
    """The demo data leaves a drawer open; what it holds is counted as it should be, so that a new day begins."""
    drawer = till.call(APP, "drawer")
    if not drawer["id"]:
        return
    for transfer in till.call(
        "onestop.fee.transfer", "search", [["session_id", "=", drawer["id"]], ["state", "=", "waiting"]]
    ):
        till.call("onestop.fee.transfer", "action_withdraw", [transfer])
    row = _drawer(till, drawer["id"])
    if row["state"] == "open":
        held = till.call(
            "onestop.fee.payment",
            "search_read",
            [["session_id", "=", drawer["id"]], ["state", "=", "done"], ["method", "=", "cash"]],
            ["signed_amount"],
        )
        counted = row["opening_amount"] + sum(one["signed_amount"] for one in held)
        closing = _dialog(till, till.call("onestop.drawer.session", "action_count", [drawer["id"]]), _pieces(counted))
    else:
        closing = till.call("onestop.drawer.session", "action_close", [drawer["id"]])
    till.call(closing["res_model"], "write", [closing["res_id"]], {"reason": "Đóng ca trước"})
    till.call(closing["res_model"], "action_confirm", [closing["res_id"]])


def _receive(till, agency_id, counter_id, applicant, copies, pay):
    """Receive a dossier and take its fee in one go."""
    payload = reception.complete_payload(till, agency_id, PROCEDURE, **applicant)
    version = till.call("onestop.procedure", "search_read", [["code", "=", PROCEDURE]], ["id"], limit=1)[0]
    rules = till.call("onestop.fee.rule", "search", [["procedure_id", "=", version["id"]]])
    answers = {str(rule): {"quantity": copies} for rule in rules}
    lines = till.call(APP, "fee_quote", version["id"], agency_id, "direct", payload["case_id"], answers)
    amount = sum(line["remaining"] for line in lines)
    _demand(amount > 0, "Thủ tục này không có mức thu.")
    pay = {"amount": amount, "others": [], "tendered": 0, **pay}
    return till.call(APP, "receive", {**payload, "counter_id": counter_id, "fee_answers": answers, "fee_pay": pay})


def _dialog(client, action, pieces):
    """Count notes in a dialog and confirm it; return what it answers."""
    lines = client.call(f"{action['res_model']}.line", "search_read", [["dialog_id", "=", action["res_id"]]], ["worth"])
    commands = [[1, line["id"], {"pieces": pieces[line["worth"]]}] for line in lines if line["worth"] in pieces]
    client.call(action["res_model"], "write", [action["res_id"]], {"line_ids": commands})
    return client.call(action["res_model"], "action_confirm", [action["res_id"]])


def _drawer(client, drawer_id):
    names = ["state", "opening_amount", "expected_amount", "counted_amount", "difference", "received_amount"]
    return client.call("onestop.drawer.session", "read", [drawer_id], names)[0]


def _pieces(amount):
    return {1_000: amount // 1_000, 500: amount % 1_000 // 500}


def _sum(pieces):
    return sum(worth * count for worth, count in pieces.items())


def _dong(amount):
    return f"{'−' if amount < 0 else ''}{abs(amount):,} đ".replace(",", ".")


def _demand(holds, words):
    if not holds:
        raise Problem(words)
