from odoo import api, fields, models


class OnestopFeeDemo(models.AbstractModel):
    """A statement of the commune's account: a line whose code the bank has cut, money without a name, and what went out."""

    _inherit = "onestop.fee.demo"

    @api.model
    def _load_bank(self):
        agency = self._core("agency_kha_phong")
        transfer = self.env["onestop.fee.transfer"].search(
            [("agency_id", "=", agency.id), ("state", "=", "waiting")], limit=1
        )
        day = f"{agency._today():%d/%m/%Y}"
        rows = (
            "Ngày giao dịch;Số tham chiếu;Số tiền ghi nợ;Số tiền ghi có;Mô tả",
            f"{day};FT26332000117;;{transfer.amount};MBVCB.7712345678.114477.{transfer.code[:10]}",
            f"{day};FT26332000254;;50.000;NGUYEN THI NGA CHUYEN TIEN",
            f"{day};FT26332000301;1.200.000;;NOP KBNN KIM BANG PHI LE PHI",
        )
        accountant = self._person("khaphong_ketoan")
        statements = self.env["onestop.bank.statement"].with_user(accountant)
        statements._take_in(transfer.account_id.with_user(accountant), "SaoKe_KhaPhong.csv", "\n".join(rows).encode())

    @api.model
    def _load_settlement(self):
        """What the gateway will pay out of the two payments of the demo, less its fee."""
        paid = self.env["payment.transaction"].search([("vnpay_received", ">", 0)], order="id")
        rows = (f"{one.reference};{one.onestop_amount};220" for one in paid)
        content = "\n".join(("Mã tham chiếu;Số tiền;Phí", *rows)).encode()
        account = self.env["onestop.bank.statement"].search([], limit=1).account_id
        accountant = self._person("khaphong_ketoan")
        self.env["onestop.gateway.settlement"].with_user(accountant)._take_in(
            account.with_user(accountant), "VNPAY_KhaPhong.csv", content
        )

    @api.model
    def _load_treasury(self):
        """Levies of the month on their way to the treasury, charges whose slip is being written, and what the evening found."""
        agency = self._core("agency_kha_phong")
        today = agency._today()
        month = self.env["onestop.fee.month"]._of(agency, today)
        deposits = self.env["onestop.fee.deposit"].with_user(self._person("khaphong_ketoan"))
        vals = {"agency_id": agency.id, "month": today, "day": today}
        sent = deposits.create(
            {**vals, "kind": "levy", "amount": month._budget_owed("levy"), "slip_number": "GNT0001/KP"}
        )
        sent.action_send()
        deposits.create({**vals, "kind": "charge", "amount": month._budget_owed("charge"), "slip_number": "GNT0002/KP"})
        month._check()
        # the month before, to be closed
        self.env["onestop.fee.month"]._of(agency, fields.Date.subtract(today.replace(day=1), days=1))._check()
