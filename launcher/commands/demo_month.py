"""take a month to the treasury: an online payment, a statement, the comparison, a deposit, the month that closes

Uses the server that ./onestop run serves, or starts one for the time that it
takes. The exit code is 1 if a step fails, and the message says which.
"""

import base64
import hashlib
import hmac
import json
import secrets
import urllib.parse
from datetime import datetime, timedelta, timezone

from launcher import console, demo_logins, reception
from launcher.commands import demo_cashday
from launcher.demo_steps import add_server_arguments, on_server, told
from launcher.errors import Problem
from launcher.odoo_client import OdooClient

# the staff of the commune Khả Phong: who receives, and who keeps the accounts
CLERK, ACCOUNTANT = "khaphong.tiepnhan", "khaphong.ketoan"
PROCEDURE = demo_cashday.PROCEDURE
APPLICANTS = (
    {"applicant_name": "Phạm Thị Ngọc Ánh", "applicant_phone": "0912000741"},
    {"applicant_name": "Hoàng Văn Dũng", "applicant_phone": "0912000742"},
)
HANOI = timezone(timedelta(hours=7))
HEAD = "Ngày giao dịch;Số tham chiếu;Số tiền ghi nợ;Số tiền ghi có;Mô tả"
SUMS = ("dues_sum", "receipts_sum", "entries_sum", "money_sum", "named_sum")

add_arguments = add_server_arguments


def run(args, project):
    """Do all steps and print them."""
    return on_server(args, project, "demo-month", take)


def take(project, url, database):
    """Take money of every way to the treasury, and see that it is the same money everywhere.

    :param url: address of a server with the demo data.
    :return: ids of the two dossiers, of the deposit and of the month that was closed.
    :raises Problem: if a step fails, or a sum differs.
    """
    passwords = {row["login"]: row["password"] for row in demo_logins.read(project)}
    people = {}
    with told("Đăng nhập: người tiếp nhận và kế toán xã Khả Phong"):
        for login in (CLERK, ACCOUNTANT):
            people[login] = OdooClient(url, database)
            user = people[login].log_in(login, passwords.get(login, ""))
            if login == CLERK:
                agency_id, agency = reception.post_of(people[login], user["uid"])
    clerk, accountant = people[CLERK], people[ACCOUNTANT]
    gateway = Gateway(project)

    dossiers = []
    with told(f"Tiếp nhận hai hồ sơ ({PROCEDURE}) tại {agency}") as say:
        for applicant in APPLICANTS:
            answer = _receive(clerk, agency_id, applicant)
            dossiers.append(answer["id"])
            say(f"{answer['code']} – {applicant['applicant_name']}")
    online, transferred = (_due(clerk, dossier) for dossier in dossiers)

    with told("Nộp trực tuyến: người nộp sang cổng thanh toán VNPAY") as say:
        sent = gateway.page(clerk.call("onestop.fee.due", "action_pay_online", [online["id"]])["url"])
        say(f"{sent['vnp_TxnRef']}: {_dong(int(sent['vnp_Amount']) // 100)}")
    with told("Cổng thanh toán báo kết quả, hai lần, và một lần giả mạo"):
        told_values = gateway.notice(sent)
        forged = told_values | {"vnp_Amount": "100"}
        answers = [gateway.tell(clerk, values) for values in (forged, told_values, told_values)]
        _demand(answers == ["97", "00", "02"], f"Trả lời cổng thanh toán: {answers}.")
        _demand(_due(clerk, dossiers[0])["state"] == "paid", "Phí chưa được ghi nhận.")

    with told("Chuyển khoản: người nộp nhận mã nộp tiền, ngân hàng có sao kê") as say:
        code, amount = _awaited(clerk, transferred)
        say(f"{code}: {_dong(amount)}")
    today = f"{datetime.now(HANOI):%d/%m/%Y}"
    rows = [
        f"{today};FT{secrets.randbelow(10**9):09d};;{amount};MBVCB.7712345678.{code} NOP PHI",
        f"{today};FT{secrets.randbelow(10**9):09d};;35.000;CHUYEN TIEN {secrets.token_hex(3)}",
    ]
    with told("Nhập sao kê Vietcombank, khớp tự động; nhập lại lần nữa không sinh dòng trùng") as say:
        account = _account(accountant, code)
        first, again = (_take_in(accountant, account, rows) for _time in range(2))
        _demand(first["new_count"] == 2 and again["new_count"] == 0, f"Dòng mới: {first}, {again}.")
        _demand(_due(clerk, dossiers[1])["state"] == "paid", "Khoản chuyển khoản chưa được khớp.")
        lines = accountant.call(
            "onestop.bank.line",
            "search_read",
            [["statement_id", "=", first["id"]]],
            ["state", "memo", "exception_id"],
            order="id",
        )
        _demand([line["state"] for line in lines] == ["booked", "unclear"], f"Trạng thái dòng: {lines}.")
        say(f"khớp: {lines[0]['memo']}; chờ làm rõ: {lines[1]['memo']}")
    with told("Làm rõ khoản không có tên") as say:
        exception = lines[1]["exception_id"][0]
        words = "Người nộp đến quầy nhận lại, phiếu chi 01"
        accountant.call("onestop.fee.exception", "action_take", [exception])
        dialog = accountant.call("onestop.fee.exception", "action_resolve", [exception])
        accountant.call(dialog["res_model"], "write", [dialog["res_id"]], {"words": words})
        accountant.call(dialog["res_model"], "action_confirm", [dialog["res_id"]])
        say(words)

    with told("Đối chiếu: khoản phải nộp = biên lai = sổ kế toán = tiền, chênh lệch nào cũng có tên") as say:
        month_id, row = _compare(accountant, agency_id, datetime.now(HANOI).date().replace(day=1).isoformat())
        named = accountant.call(
            "onestop.fee.difference", "search_read",
            [["month_id", "=", month_id], ["state", "!=", "gone"]], ["kind", "words", "amount"],
        )  # fmt: skip
        _demand(not [one for one in named if one["kind"] == "unnamed"], "Có chênh lệch không rõ nguyên nhân.")
        _demand(row["money_sum"] - row["named_sum"] == row["dues_sum"], f"Tiền không khớp: {row}.")
        say(f"đã nộp {_dong(row['dues_sum'])}, biên lai {_dong(row['receipts_sum'])}, tiền {_dong(row['money_sum'])}")
        say(f"{len(named)} chênh lệch có tên")
    with told("Lập giấy nộp tiền phí vào kho bạc, sao kê cho thấy đã đến") as say:
        # half of the charge is the budget's
        sum_ = (online["remaining"] + transferred["remaining"]) // 2
        deposit, slip = _deposit(accountant, agency_id, sum_)
        line = f"{today};FT{secrets.randbelow(10**9):09d};{sum_};;NOP KBNN {slip} PHI"
        _take_in(accountant, account, [line])
        [state] = accountant.call("onestop.fee.deposit", "read", [deposit], ["state"])
        _demand(state["state"] == "arrived", "Giấy nộp tiền chưa khớp sao kê.")
        say(f"{slip}: {_dong(sum_)}")

    with told("Giải trình và khóa tháng trước") as say:
        closed, name = _close_last_month(accountant, agency_id)
        say(name)
    console.say("\nXong: tiền khớp đến từng đồng, tháng trước đã khóa.")
    return dossiers, deposit, closed


class Gateway:
    """VNPAY as the demo plays it: it reads where the payer is sent, and tells what became of it, signed with the secret of the
    demo's terminal.
    """

    def __init__(self, project):
        path = project.addons / "onestop_payment_online/demo/vnpay.json"
        self._secret = json.loads(path.read_text(encoding="utf-8"))["secret"]

    def page(self, url):
        """What the payer brings to the page, its signature checked as the gateway does.

        :raises Problem: it would refuse it
        """
        sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        _demand(sent.get("vnp_SecureHash") == self._sign(sent), "Cổng thanh toán từ chối chữ ký.")
        return sent

    def notice(self, sent):
        values = {
            "vnp_Amount": sent["vnp_Amount"],
            "vnp_BankCode": "NCB",
            "vnp_OrderInfo": sent["vnp_OrderInfo"],
            "vnp_PayDate": f"{datetime.now(HANOI):%Y%m%d%H%M%S}",
            "vnp_ResponseCode": "00",
            "vnp_TmnCode": sent["vnp_TmnCode"],
            "vnp_TransactionNo": f"14{secrets.randbelow(10**6):06d}",
            "vnp_TransactionStatus": "00",
            "vnp_TxnRef": sent["vnp_TxnRef"],
        }
        return values | {"vnp_SecureHash": self._sign(values)}

    @staticmethod
    def tell(client, values):
        """Send a notice; returns the code of the answer."""
        _status, _kind, content = client.get("/payment/vnpay/ipn", **values)
        return content.decode().partition('"RspCode": "')[2][:2]

    def _sign(self, values):
        text = "&".join(
            f"{name}={urllib.parse.quote_plus(value)}"
            for name, value in sorted(values.items())
            if name != "vnp_SecureHash"
        )
        return hmac.new(self._secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def _receive(clerk, agency_id, applicant):
    payload = reception.complete_payload(clerk, agency_id, PROCEDURE, **applicant)
    [procedure] = clerk.call("onestop.procedure", "search", [["code", "=", PROCEDURE]], limit=1)
    rules = clerk.call("onestop.fee.rule", "search", [["procedure_id", "=", procedure]])
    answers = {str(rule): {"quantity": 2} for rule in rules}
    return clerk.call("onestop.counter.app", "receive", {**payload, "fee_answers": answers})


def _due(clerk, dossier):
    [due] = clerk.call("onestop.fee.due", "search_read", [["dossier_id", "=", dossier]], ["state", "remaining"])
    return due


def _awaited(clerk, due):
    """Code and sum of the transfer by which a due may be paid."""
    shown = clerk.call(
        "onestop.counter.app", "collect_fees", [due["id"]], {"method": "transfer", "amount": due["remaining"]}
    )
    [transfer] = shown["transfers"]
    return transfer["code"], transfer["amount"]


def _account(accountant, code):
    [transfer] = accountant.call("onestop.fee.transfer", "search_read", [["code", "=", code]], ["account_id"])
    return transfer["account_id"][0]


def _take_in(accountant, account, rows):
    content = base64.b64encode("\n".join((HEAD, *rows)).encode()).decode()
    values = {"account_id": account, "file": content, "file_name": "SaoKe_demo.csv"}
    dialog = accountant.call("onestop.bank.import", "create", [values])[0]
    shown = accountant.call("onestop.bank.import", "action_confirm", [dialog])
    return accountant.call("onestop.bank.statement", "read", [shown["res_id"]], ["new_count"])[0]


def _compare(accountant, agency_id, first_day):
    [month_id] = accountant.call(
        "onestop.fee.month", "search", [["agency_id", "=", agency_id], ["first_day", "=", first_day]]
    )
    accountant.call("onestop.fee.month", "action_check", [month_id])
    return month_id, accountant.call("onestop.fee.month", "read", [month_id], list(SUMS))[0]


def _deposit(accountant, agency_id, amount):
    """Hand charges of the month in from the account: id and number of the slip."""
    slip = f"GNT{secrets.randbelow(10**6):06d}"
    values = {"agency_id": agency_id, "kind": "charge", "source": "bank", "amount": amount, "slip_number": slip}
    deposit = accountant.call("onestop.fee.deposit", "create", [values])[0]
    accountant.call("onestop.fee.deposit", "action_send", [deposit])
    return deposit, slip


def _close_last_month(accountant, agency_id):
    """Explain what differs in the month before this one, and close it.

    :return: its id and name
    """
    first = (datetime.now(HANOI).date().replace(day=1) - timedelta(days=1)).replace(day=1).isoformat()
    found = accountant.call("onestop.fee.month", "search_read", [["agency_id", "=", agency_id], ["first_day", "=", first]], ["state", "display_name"])  # fmt: skip
    _demand(found, "Chưa có tháng trước.")
    [month] = found
    if month["state"] == "open":
        accountant.call("onestop.fee.month", "action_check", [month["id"]])
        left = accountant.call(
            "onestop.fee.difference", "search", [["month_id", "=", month["id"]], ["state", "=", "open"]]
        )
        if left:
            dialog = accountant.call("onestop.fee.difference", "action_explain", left)
            accountant.call(dialog["res_model"], "write", [dialog["res_id"]], {"words": "Dữ liệu mẫu, không có sao kê"})
            accountant.call(dialog["res_model"], "action_confirm", [dialog["res_id"]])
        accountant.call("onestop.fee.month", "action_close", [month["id"]])
    [month] = accountant.call("onestop.fee.month", "read", [month["id"]], ["state", "display_name"])
    _demand(month["state"] == "closed", "Tháng chưa khóa.")
    return month["id"], month["display_name"]


def _dong(amount):
    return f"{amount:,} đ".replace(",", ".")


def _demand(holds, words):
    if not holds:
        raise Problem(words)
