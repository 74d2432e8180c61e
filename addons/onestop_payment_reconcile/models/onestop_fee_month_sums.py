from odoo import fields, models
from odoo.addons.onestop_payment.engine import books
from odoo.tools import SQL

# methods of paying, and the figure that they are counted in
SUMS = {"cash": "cash_sum", "transfer": "transfer_sum", "online": "online_sum", "post": "post_sum"}


class OnestopFeeMonth(models.Model):
    """The four sums of a month, each counted from its own source: lines of payments, receipts, entries of the books, and what
    drawers, banks and the gateway have shown.
    """

    _inherit = "onestop.fee.month"

    def _value(self, query):
        [(value,)] = self.env.execute_query(query)
        return int(value or 0)

    def _sums(self):
        by_method = self._by_method()
        return {
            "dues_sum": sum(by_method.values()),
            "receipts_sum": self._receipts_sum(),
            "entries_sum": self._entries_sum(),
            "money_sum": self._cash() + self._bank() + self._gateway() + self._post_handed_over(),
            **{name: by_method.get(method, 0) for method, name in SUMS.items()},
        }

    def _by_method(self):
        """What the payments that hold come to; what was given back is below zero."""
        query = SQL(
            """
            SELECT method, sum(amount) FROM onestop_fee_payment_line
            WHERE agency_id = %s AND state = 'done' AND day BETWEEN %s AND %s GROUP BY method
            """,
            self.agency_id.id, self.first_day, self.last_day,
        )  # fmt: skip
        return {method: int(amount) for method, amount in self.env.execute_query(query)}

    def _receipts_sum(self):
        """What was issued, less what was cancelled or replaced, whenever it was issued."""
        return self._value(
            SQL(
                """
                SELECT coalesce(sum(amount) FILTER (WHERE issued_on BETWEEN %(first)s AND %(last)s), 0)
                     - coalesce(sum(amount) FILTER (
                           WHERE (closed_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date BETWEEN %(first)s AND %(last)s
                       ), 0)
                FROM onestop_fee_receipt WHERE agency_id = %(agency)s AND number > 0
                """,
                first=self.first_day, last=self.last_day, zone=self._zone(), agency=self.agency_id.id,
            )
        )  # fmt: skip

    def _zone(self):
        return self.agency_id._calendar().tz

    def _entries_sum(self):
        """What the entries of payments have put to the accounts of what is owed and kept."""
        own = self.env["onestop.fee.books"].search([("company_id", "=", self.agency_id.company_id.id)], limit=1)
        purposes = (books.LEVY, books.CHARGE_BUDGET, books.CHARGE_KEPT)
        accounts = [account.id for purpose in purposes if (account := own._account(purpose))]
        if not accounts:
            return 0
        return self._value(
            SQL(
                """
                SELECT sum(l.credit - l.debit) FROM account_move_line l
                WHERE l.account_id IN %s AND l.parent_state = 'posted' AND l.move_id IN (
                    SELECT move_id FROM onestop_fee_payment_line
                    WHERE agency_id = %s AND state = 'done' AND day BETWEEN %s AND %s
                )
                """,
                tuple(accounts), self.agency_id.id, self.first_day, self.last_day,
            )
        )  # fmt: skip

    # ------------------------------------------------------------------ money

    def _cash(self):
        """What drawers held more at their end than at their beginning, as it was counted last; of those that are not counted
        yet, what should be in them.
        """
        counted = self._value(
            SQL(
                """
                SELECT sum(CASE WHEN state = 'received' THEN received_amount ELSE counted_amount END - opening_amount)
                FROM onestop_drawer_session
                WHERE agency_id = %s AND opened_on BETWEEN %s AND %s AND state IN ('closed', 'received')
                """,
                self.agency_id.id, self.first_day, self.last_day,
            )
        )  # fmt: skip
        expected = self._value(
            SQL(
                """
                SELECT sum(p.signed_amount) FROM onestop_fee_payment p JOIN onestop_drawer_session s ON s.id = p.session_id
                WHERE s.agency_id = %s AND s.opened_on BETWEEN %s AND %s AND s.state NOT IN ('closed', 'received')
                  AND p.method = 'cash'
                """,
                self.agency_id.id, self.first_day, self.last_day,
            )
        )  # fmt: skip
        return counted + expected

    def _transfers(self):
        return self.env["onestop.fee.payment"].search(self._holding("transfer"), order="id")

    def _holding(self, method):
        return [
            ("agency_id", "=", self.agency_id.id), ("method", "=", method), ("state", "=", "done"),
            ("day", ">=", self.first_day), ("day", "<=", self.last_day),
        ]  # fmt: skip

    def _bank_lines(self, payments):
        """``{payment: lines of statements that show it}``."""
        shown = {}
        for line in self.env["onestop.bank.line"].search([("payment_ids", "in", payments.ids)]):
            for payment in line.payment_ids & payments:
                shown[payment] = shown.get(payment, line.browse()) | line
        transfers = self.env["onestop.fee.transfer"].search(
            [("payment_id", "in", payments.ids), ("bank_line_ids", "!=", False)]
        )
        for transfer in transfers:
            there = shown.get(transfer.payment_id, self.env["onestop.bank.line"])
            shown[transfer.payment_id] = there | transfer.bank_line_ids
        return shown

    def _bank(self):
        """What lines of statements show of the transfers, and transfers whose line may still come."""
        payments = self._transfers()
        shown = self._bank_lines(payments)
        lines = self.env["onestop.bank.line"].union(*shown.values())
        fresh = payments.filtered(lambda one: one not in shown and not self._overdue_line(one))
        return sum(lines.mapped("amount")) + sum(fresh.mapped("signed_amount"))

    def _gateway(self):
        """What the gateway has of what was paid there, and has not given back."""
        payments = self.env["onestop.fee.payment"].search(self._holding("online"))
        taken = payments.filtered(lambda one: one.direction == "collection")
        got = self.env["payment.transaction"].search([("onestop_payment_id", "in", taken.ids)])
        back = self.env["onestop.online.refund"].search(
            [("refund_id", "in", (payments - taken).ids), ("state", "=", "delivered")]
        )
        # what the desk was told of otherwise is no transaction of ours, and counts as it was told
        other = taken - got.onestop_payment_id
        return sum(got.mapped("vnpay_received")) - sum(back.mapped("amount")) + sum(other.mapped("amount"))

    def _post_handed_over(self):
        """What the post has handed over of the month, and what it need not have yet."""
        return self._post_total() - self._post_missing()

    def _post_total(self):
        return self._by_method().get("post", 0)

    def _post_deposits(self, *states):
        deposits = self.env["onestop.fee.deposit"].search(
            [
                ("agency_id", "=", self.agency_id.id), ("source", "=", "post"), ("state", "in", states),
                ("month", ">=", self.first_day), ("month", "<=", self.last_day),
            ]
        )  # fmt: skip
        return sum(deposits.mapped("amount"))

    def _post_owed(self):
        """What the post has collected and no slip was written for."""
        return self._post_total() - self._post_deposits("sent", "arrived")

    def _post_missing(self):
        """What the post should have handed over by now: one working day after it has collected
        (NĐ 252/2026/NĐ-CP art. 25 as a model, see the settings).
        """
        late = self._value(
            SQL(
                """
                SELECT sum(amount) FROM onestop_fee_payment_line
                WHERE agency_id = %s AND method = 'post' AND state = 'done' AND day BETWEEN %s AND %s AND day < %s
                """,
                self.agency_id.id, self.first_day, self.last_day, self._post_since(),
            )
        )  # fmt: skip
        return max(late - self._post_deposits("arrived"), 0)

    # ------------------------------------------------------------------ the budget

    def _budget(self, kind):
        """What was collected of a kind for the budget in the month."""
        return sum(row["budget"] for row in self._declared() if row["kind"] == kind)

    def _budget_owed(self, kind):
        """What of it no slip was handed in for."""
        deposits = self.env["onestop.fee.deposit"].search(
            [
                ("agency_id", "=", self.agency_id.id), ("kind", "=", kind), ("source", "!=", "post"),
                ("state", "in", ("sent", "arrived")), ("month", ">=", self.first_day), ("month", "<=", self.last_day),
            ]
        )  # fmt: skip
        return self._budget(kind) - sum(deposits.mapped("amount"))

    def _declared(self):
        """Figures of the declaration, fee by fee; what is kept is reckoned line by line, half a đồng rounded up."""
        query = SQL(
            """
            WITH moved AS (
                SELECT l.type_id, l.kind, l.amount,
                       CASE WHEN l.kind = 'levy' THEN 0
                            ELSE sign(l.amount) * ((abs(l.amount) * coalesce(d.retention_share, 0) + 5000) / 10000) END AS kept
                FROM onestop_fee_payment_line l JOIN onestop_fee_due d ON d.id = l.due_id
                WHERE l.agency_id = %s AND l.state = 'done' AND l.day BETWEEN %s AND %s
            )
            SELECT type_id, kind, coalesce(sum(amount) FILTER (WHERE amount > 0), 0),
                   -coalesce(sum(amount) FILTER (WHERE amount < 0), 0), sum(kept), sum(amount)
            FROM moved GROUP BY type_id, kind ORDER BY type_id
            """,
            self.agency_id.id, self.first_day, self.last_day,
        )  # fmt: skip
        return [
            {
                "type_id": fee, "kind": kind, "taken": int(taken), "given_back": int(back), "kept": int(kept),
                "budget": int(total) - int(kept),
            }
            for fee, kind, taken, back, kept, total in self.env.execute_query(query)
        ]  # fmt: skip

    def _declare(self):
        self.declaration_ids.unlink()
        self.env["onestop.fee.declaration"].create([{"month_id": self.id, **row} for row in self._declared()])

    def _overdue_line(self, payment):
        """Whether the bank should have shown a transfer by now."""
        days = self.env["onestop.settings"]._number("onestop_payment_reconcile.bank_days")
        return payment.day < fields.Date.subtract(self.agency_id._today(), days=days)
