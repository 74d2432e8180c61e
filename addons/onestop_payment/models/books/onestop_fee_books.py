from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import books

# A small chart for public bodies after TT 24/2024/TT-BTC (the numbers are proposals, each company sets its own): what it is for,
# number, name, Odoo's type.
CHART = (
    (books.CASH, "1111", "Tiền mặt", "asset_cash"),
    (books.BANK, "1121", "Tiền gửi ngân hàng, kho bạc", "asset_cash"),
    (books.TRANSIT, "1131", "Tiền đang chuyển", "asset_current"),
    (books.ONLINE, "1382", "Phải thu cổng thanh toán", "asset_current"),
    (books.POST, "1383", "Phải thu bưu điện thu hộ", "asset_current"),
    (books.SHORTAGE, "1388", "Tài sản thiếu chờ xử lý", "asset_current"),
    (books.CHARGE_BUDGET, "33321", "Phí phải nộp ngân sách", "liability_current"),
    (books.LEVY, "33322", "Lệ phí phải nộp ngân sách", "liability_current"),
    (books.CHARGE_KEPT, "3373", "Phí được khấu trừ, để lại", "liability_current"),
    (books.SURPLUS, "3388", "Tài sản thừa chờ xử lý", "liability_current"),
    (books.GATEWAY_FEE, "6118", "Phí dịch vụ cổng thanh toán", "expense"),
)
JOURNAL = "BLPLP"
# roles that keep the books of an agency
KEEPERS = ("accountant", "finance_office")


class OnestopFeeBooks(models.Model):
    """How the money of citizens is kept in the books of one company: its journal, and its account for each purpose.

    One company for each holder of accounts; the agency is a dimension of the entries.
    """

    _name = "onestop.fee.books"
    _description = "Books of Fees"
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, index=True, ondelete="cascade")
    journal_id = fields.Many2one("account.journal", required=True, ondelete="restrict", check_company=True)
    account_ids = fields.One2many("onestop.fee.books.account", "books_id")
    payer_id = fields.Many2one(
        "res.partner", "Technical Payer", required=True, ondelete="restrict",
        help="Stands for all citizens in Odoo's own payments; the real name is on the due.",
    )  # fmt: skip

    _company_uniq = models.Constraint("UNIQUE(company_id)", "These books are kept already.")

    @api.depends("company_id")
    def _compute_display_name(self):
        # the name alone is shown to who may not work in that company
        for own in self:
            own.display_name = own.sudo().company_id.name

    @api.model
    def _of(self, company):
        """The books of a company; opened with the chart for public bodies if there are none."""
        found = self.sudo().search([("company_id", "=", company.id)], limit=1)
        return found or self._open(company)

    @api.model
    def _open(self, company):
        env = self.sudo().with_company(company).env
        self._keep_in_dong(company.sudo())
        accounts = env["account.account"]
        journal = env["account.journal"].search([("code", "=", JOURNAL), ("company_id", "=", company.id)], limit=1)
        journal = journal or env["account.journal"].create(
            {"name": "Biên lai thu phí, lệ phí", "code": JOURNAL, "type": "general", "company_id": company.id}
        )
        lines = []
        for purpose, code, name, account_type in CHART:
            account = accounts.search([("code", "=", code), ("company_ids", "in", company.id)], limit=1)
            account = account or accounts.create(
                {
                    "code": code,
                    "name": name,
                    "account_type": account_type,
                    "company_ids": [fields.Command.set(company.ids)],
                }
            )
            lines.append(fields.Command.create({"purpose": purpose, "account_id": account.id}))
        return env[self._name].create(
            {
                "company_id": company.id,
                "journal_id": journal.id,
                "payer_id": env["res.partner"].create({"name": "Người nộp phí, lệ phí", "company_id": company.id}).id,
                "account_ids": lines,
            }
        )

    @api.model
    def _keep_in_dong(self, company):
        """See that the company keeps its books in đồng; as long as they are empty that can be set.

        :raises UserError: they are kept in something else
        """
        dong = self.env.ref("base.VND")
        if company.currency_id == dong:
            return
        if self.env["account.move.line"].sudo().search_count([("company_id", "=", company.id)], limit=1):
            raise UserError(self.env._("The books of %s are not kept in đồng.", company.name))
        dong.sudo().active = True
        company.currency_id = dong

    def _account(self, purpose):
        """The account of the company for a purpose, see ``engine.books``."""
        return self.account_ids.filtered(lambda one: one.purpose == purpose).account_id

    def _entry(self, agency, day, reference, lines, **values):
        """Values of a balanced entry.

        :param lines: ``(purpose, debit)`` in whole đồng, below zero for a credit
        :param values: further values of the entry
        """
        self.ensure_one()
        if sum(amount for _purpose, amount in lines):
            raise ValueError(lines)
        return {
            "move_type": "entry",
            "journal_id": self.journal_id.id,
            "company_id": self.company_id.id,
            "date": day,
            "ref": reference,
            "onestop_agency_id": agency.id,
            "line_ids": [
                fields.Command.create(
                    {
                        "account_id": self._account(purpose).id,
                        "name": reference,
                        "debit": max(amount, 0),
                        "credit": max(-amount, 0),
                    }
                )
                for purpose, amount in lines
            ],
            **values,
        }

    # ------------------------------------------------------------------ posting

    @api.model
    def _post(self, lines):
        """Post what lines of payments come to, once each: one entry a shift or day, fee and method.

        :param lines: ``onestop.fee.payment.line`` of payments that hold; those that are posted already are left out
        :return: the entries
        """
        lines = lines.sudo().filtered(lambda line: not line.move_id and line.payment_id._counts())
        lines.lock_for_update(allow_referencing=True)
        records = {line.id: line for line in lines}
        moves = self.env["account.move"].sudo()
        by_company = defaultdict(list)
        for line in lines:
            due = line.due_id
            by_company[line.payment_id.company_id].append(
                books.Paid(
                    key=line.id,
                    group=line.payment_id._shift_key(),
                    kind=due.kind,
                    fee=due.type_id.id,
                    method=line.payment_id.method,
                    amount=line.amount,
                    share=due.retention_share,
                )
            )
        for company, paid in by_company.items():
            own = self._of(company)
            entries = books.entries(paid)
            vals_list = []
            for entry in entries:
                first = records[entry.keys[0]]
                fee = first.due_id.type_id
                vals_list.append(
                    own._entry(
                        first.agency_id, first.payment_id.day, f"{fee.code} {fee.name} – {first.payment_id._shift_name()}", entry.lines,
                        onestop_fee_type_id=fee.id,
                    )
                )  # fmt: skip
            made = moves.with_company(company).create(vals_list)
            made.action_post()
            for move, entry in zip(made, entries, strict=True):
                lines.browse(entry.keys).write({"move_id": move.id})
            moves |= made
        return moves

    @api.model
    def _waiting(self):
        """What was taken up to yesterday, is in no shift and not posted yet (transfers, online payments, the post):
        ``{agency: payment lines}``.
        """
        today = self.env["onestop.agency"]._today()
        lines = (
            self.env["onestop.fee.payment.line"]
            .sudo()
            .search([("move_id", "=", False), ("state", "=", "done"), ("day", "<", today)], order="id")
        )
        return lines.filtered(lambda line: line.payment_id._may_be_posted()).grouped("agency_id")

    @api.model
    def _cron_post(self):
        """Post what waits, an agency after the other, each kept once it is done: a province takes longer than a job may run
        at a time.
        """
        waiting = self._waiting()
        left = sum(map(len, waiting.values()))
        for lines in waiting.values():
            self._post(lines)
            left -= len(lines)
            if not self.env["ir.cron"]._commit_progress(len(lines), remaining=left):
                break

    def action_post_now(self):
        """Post what waits of one's own agencies, for whoever keeps their books; the night does it for all."""
        self.check_access("read")
        if not self.env.user.has_group("onestop_payment.group_accountant"):
            raise AccessError(self.env._("Only an accountant may do this."))
        for agency, lines in self._waiting().items():
            if self.env.su or self.env.user._onestop_has_role(KEEPERS, agency):
                self._post(lines)


class OnestopFeeBooksAccount(models.Model):
    """The account of a company for one purpose."""

    _name = "onestop.fee.books.account"
    _description = "Account for a Purpose"
    _order = "books_id, id"

    books_id = fields.Many2one("onestop.fee.books", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="books_id.company_id")
    purpose = fields.Selection(
        [
            (books.CASH, "Cash"),
            (books.BANK, "Bank and Treasury"),
            (books.TRANSIT, "Money on Its Way"),
            (books.ONLINE, "Owed by the Gateway"),
            (books.POST, "Owed by the Post"),
            (books.SHORTAGE, "Shortage"),
            (books.SURPLUS, "Surplus"),
            (books.CHARGE_BUDGET, "Charges Owed to the Budget"),
            (books.LEVY, "Levies Owed to the Budget"),
            (books.CHARGE_KEPT, "Charges Kept"),
            (books.GATEWAY_FEE, "Fees of the Gateway"),
        ],
        required=True, readonly=True,
    )  # fmt: skip
    account_id = fields.Many2one("account.account", required=True, ondelete="restrict", check_company=True)

    _purpose_uniq = models.Constraint("UNIQUE(books_id, purpose)", "There is an account for this purpose already.")
