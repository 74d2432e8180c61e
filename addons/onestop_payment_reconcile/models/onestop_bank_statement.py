import hashlib

from odoo import api, fields, models
from odoo.addons.onestop_core.examination import examine
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import statement

IMPORTERS = ("accountant", "finance_office")
# problems that are told at once; more of them mean that it is another form
MOST_TOLD = 10
# characters of a memo that are kept; banks cut them at 256
LONGEST = 500
# rows of one INSERT
CHUNK = 1_000


class OnestopBankStatement(models.Model):
    """A statement as the bank handed it out. Taken in twice, or overlapping another one, it brings nothing twice: each line is
    known by what it says.
    """

    _name = "onestop.bank.statement"
    _description = "Bank Statement"
    _order = "id desc"

    name = fields.Char("File", required=True, readonly=True)
    account_id = fields.Many2one("onestop.fee.account", required=True, readonly=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one("onestop.agency", required=True, readonly=True, index=True, ondelete="restrict")
    sha256 = fields.Char("SHA-256", required=True, readonly=True)
    layout = fields.Char("Form", readonly=True, help="By which the columns were found, see engine/layouts.json.")
    imported_at = fields.Datetime("Taken In", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Taken In By", required=True, readonly=True, ondelete="restrict")
    first_day = fields.Date("From", readonly=True)
    last_day = fields.Date("To", readonly=True)
    line_count = fields.Integer("Lines", readonly=True, aggregator=None)
    new_count = fields.Integer("New Lines", readonly=True, aggregator=None)
    line_ids = fields.One2many("onestop.bank.line", "statement_id")

    @api.model
    def _take_in(self, account, name, content):
        """Take the lines of a statement in, and match them at once.

        :param account: the confirmed ``onestop.fee.account`` whose statement it is
        :param content: bytes of the file
        :return: the statement
        :raises UserError: it cannot be read, or some of it; nothing is taken in then
        """
        account.check_access("read")
        if not self.env.user._onestop_has_role(IMPORTERS, account.agency_id):
            raise AccessError(self.env._("An accountant takes statements in."))
        if account.state != "confirmed":
            raise UserError(self.env._("Nobody has confirmed this account yet."))
        try:
            read = examine(self.env, statement.read, content)
        except statement.NotAStatementError as error:
            words = {
                "file": self.env._("This is no workbook and no table."),
                "headings": self.env._(
                    "No form that is known fits its headings: a day, an amount that came in, and a memo are needed."
                ),
                "long": self.env._("It has too many lines. Take it in month by month."),
                "accounts": self.env._("It speaks of several accounts. Ask the bank for a file of each."),
            }
            raise UserError(words[error.args[0]]) from error
        if read.account and read.account != account.number:
            raise UserError(self.env._("This is a statement of the account %s.", read.account))
        if read.problems:
            raise UserError(
                self.env._(
                    "%(count)s lines cannot be read; nothing was taken in:\n%(lines)s",
                    count=len(read.problems),
                    lines="\n".join(f"{one.line}: {one.value}" for one in read.problems[:MOST_TOLD]),
                )
            )
        if not read.entries:
            raise UserError(self.env._("The statement has no lines."))
        days = [entry.day for entry in read.entries]
        taken = self.sudo().create(
            {
                "name": name,
                "account_id": account.id,
                "agency_id": account.agency_id.id,
                "sha256": hashlib.sha256(content).hexdigest(),
                "layout": read.layout,
                "imported_at": fields.Datetime.now(),
                "user_id": self.env.uid,
                "first_day": min(days),
                "last_day": max(days),
                "line_count": len(days),
            }
        )
        taken.new_count = taken._insert(read.entries)
        self.env["onestop.bank.line"].sudo()._match_new(account)
        return taken.sudo(False)

    def _insert(self, entries):
        """:return: how many lines were not there yet"""
        self.env.flush_all()
        number, new = self.account_id.number, 0
        for at in range(0, len(entries), CHUNK):
            rows = SQL(", ").join(
                SQL(
                    "(%s, %s, %s, %s, %s, %s, %s, %s, 'new', %s, now() AT TIME ZONE 'UTC', %s, now() AT TIME ZONE 'UTC')",
                    entry.key(number), self.id, self.agency_id.id, number, entry.day, entry.amount, entry.memo[:LONGEST],
                    entry.reference[:LONGEST] or None, self.env.uid, self.env.uid,
                )
                for entry in entries[at : at + CHUNK]
            )  # fmt: skip
            self.env.cr.execute(
                SQL(
                    """
                    INSERT INTO onestop_bank_line
                        (key, statement_id, agency_id, account_number, day, amount, memo, reference, state,
                         create_uid, create_date, write_uid, write_date)
                    VALUES %s ON CONFLICT (key) DO NOTHING
                    """,
                    rows,
                )
            )
            new += self.env.cr.rowcount
        self.env.invalidate_all()
        return new

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("What the bank has said stays."))
