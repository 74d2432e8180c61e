from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.addons.onestop_payment.engine import books
from odoo.addons.onestop_payment.engine.fees import retained
from odoo.fields import Domain
from odoo.tools import SQL


class Found(NamedTuple):
    """A difference that was found. ``money`` is by how much the money differs from what was paid of the dues by it."""

    kind: str
    record: models.Model
    words: str
    amount: int = 0
    money: int = 0
    part: str = ""

    @property
    def key(self):
        return f"{self.kind}/{self.record._name}/{self.record.id}{self.part}"

    def values(self):
        return {
            "key": self.key, "kind": self.kind, "words": self.words, "amount": self.amount,
            "res_model": self.record._name, "res_id": self.record.id,
        }  # fmt: skip


class OnestopFeeMonth(models.Model):
    """What may make the counts of a month differ. Each check is a method that yields what it has found; a module with more to
    check names its methods in ``_checks``.
    """

    _inherit = "onestop.fee.month"

    @api.model
    def _checks(self):
        """Names of the methods that look for differences."""
        return [
            "_check_dues", "_check_no_receipt", "_check_receipts", "_check_receipt_numbers", "_check_drawers", "_check_bank",
            "_check_exceptions", "_check_gateway", "_check_post", "_check_deposits", "_check_books",
        ]  # fmt: skip

    def _differences(self):
        return [found for check in self._checks() for found in getattr(self, check)()]

    def _unnamed_of(self, sums, found):
        """What the sums differ by beyond what is found: of the money, the receipts, the books."""
        named = {kind: sum(one.amount for one in found if one.kind == kind) for kind in {one.kind for one in found}}
        dues, name = sums["dues_sum"], lambda *kinds: sum(named.get(kind, 0) for kind in kinds)
        receipts = dues - name("no_receipt") + name("no_money", "two_receipts", "receipt_amount")
        books_say = dues - self._unposted() + name("books_differ")
        return (
            sums["money_sum"] - dues - sum(one.money for one in found),
            sums["receipts_sum"] - receipts,
            sums["entries_sum"] - books_say,
        )

    def _unposted(self):
        return self._value(
            SQL(
                """
                SELECT sum(amount) FROM onestop_fee_payment_line
                WHERE agency_id = %s AND day BETWEEN %s AND %s AND state = 'done' AND move_id IS NULL
                """,
                *self._span,
            )
        )  # fmt: skip

    def _unnamed(self, left, sums):
        money = self.env["onestop.fee.due"]._money
        words = self.env._(
            "Paid of the dues %(dues)s, on receipts %(receipts)s, in the books %(books)s, money %(money)s: not all of it is named.",
            dues=money(sums["dues_sum"]), receipts=money(sums["receipts_sum"]), books=money(sums["entries_sum"]),
            money=money(sums["money_sum"]),
        )  # fmt: skip
        return Found("unnamed", self, words, next(filter(None, left)))

    def _rows(self, query):
        return self.env.execute_query(query)

    @property
    def _span(self):
        return (self.agency_id.id, self.first_day, self.last_day)

    def _within(self, day, **values):
        """Domain of the agency's records whose ``day`` lies in the month, and which have these values."""
        conditions = [Domain("agency_id", "=", self.agency_id.id), Domain(day, ">=", self.first_day), Domain(day, "<=", self.last_day)]  # fmt: skip
        return Domain.AND([*conditions, *(Domain(name, "=", value) for name, value in values.items())])

    # ------------------------------------------------------------------ A: dues, payments, receipts

    def _check_dues(self):
        rows = self._rows(
            SQL(
                """
                SELECT d.id, d.paid - coalesce(sum(l.amount) FILTER (WHERE l.state = 'done'), 0)
                FROM onestop_fee_due d LEFT JOIN onestop_fee_payment_line l ON l.due_id = d.id
                WHERE d.agency_id = %s AND d.id IN (
                    SELECT due_id FROM onestop_fee_payment_line WHERE agency_id = %s AND day BETWEEN %s AND %s
                )
                GROUP BY d.id HAVING d.paid <> coalesce(sum(l.amount) FILTER (WHERE l.state = 'done'), 0)
                """,
                self.agency_id.id, *self._span,
            )
        )  # fmt: skip
        for due, amount in zip(*self._records("onestop.fee.due", rows), strict=True):
            yield Found(
                "due_differs", due, self.env._("%s is marked otherwise than it was paid.", due.display_name), amount
            )

    def _records(self, model, rows):
        """Records and figures of rows ``(id, figure)``."""
        return self.env[model].browse([row[0] for row in rows]), [int(row[1] or 0) for row in rows]

    def _check_no_receipt(self):
        lines = self.env["onestop.fee.payment.line"]
        for line in lines.search(self._within("day") & lines._without_receipt_domain()):
            yield Found(
                "no_receipt", line, self.env._("%s was paid without a receipt.", line.due_id.display_name), line.amount
            )

    def _check_receipts(self):
        receipts = self.env["onestop.fee.receipt"]
        for receipt in receipts.search(
            self._within("issued_on", state="issued") & Domain("payment_id.state", "!=", "done")
        ):
            yield Found(
                "no_money",
                receipt,
                self.env._("%s was issued, and its money is not there.", receipt.name),
                receipt.amount,
            )
        rows = self._rows(
            SQL(
                """
                SELECT max(r.id), sum(rl.amount) - min(rl.amount)
                FROM onestop_fee_receipt_line rl JOIN onestop_fee_receipt r ON r.id = rl.receipt_id
                WHERE r.agency_id = %s AND r.issued_on BETWEEN %s AND %s AND r.state = 'issued'
                GROUP BY rl.payment_line_id HAVING count(*) > 1
                """,
                *self._span,
            )
        )  # fmt: skip
        for receipt, amount in zip(*self._records("onestop.fee.receipt", rows), strict=True):
            yield Found(
                "two_receipts", receipt, self.env._("%s is a second receipt for the same money.", receipt.name), amount
            )
        rows = self._rows(
            SQL(
                """
                SELECT r.id, r.amount - sum(l.amount)
                FROM onestop_fee_receipt r JOIN onestop_fee_receipt_line rl ON rl.receipt_id = r.id
                JOIN onestop_fee_payment_line l ON l.id = rl.payment_line_id
                WHERE r.agency_id = %s AND r.issued_on BETWEEN %s AND %s AND r.state = 'issued'
                GROUP BY r.id HAVING r.amount <> sum(l.amount) ORDER BY r.id
                """,
                *self._span,
            )
        )  # fmt: skip
        for receipt, amount in zip(*self._records("onestop.fee.receipt", rows), strict=True):
            yield Found(
                "receipt_amount", receipt, self.env._("%s says another amount than was paid.", receipt.name), amount
            )

    # ------------------------------------------------------------------ B: drawers

    def _check_drawers(self):
        drawers = self.env["onestop.drawer.session"]
        here = self._within("opened_on")
        for drawer in drawers.search(here & Domain("state", "in", ("closed", "received"))):
            for amount, part in ((drawer.difference, "count"), (drawer.handover_difference, "handover")):
                if amount:
                    words = self.env._(
                        "%(drawer)s: %(why)s",
                        drawer=drawer.display_name,
                        why=drawer.reason or drawer.handover_reason or "…",
                    )
                    yield Found("drawer", drawer, words, amount, amount, f"/{part}")
        today = self.agency_id._today()
        for drawer in drawers.search(
            here & Domain("state", "in", ("open", "counted")) & Domain("opened_on", "<", today)
        ):
            yield Found("drawer_open", drawer, self.env._("%s was never closed.", drawer.display_name))
        loose = self.env["onestop.fee.payment"].search(
            self._within("day", method="cash", state="done", session_id=False)
        )
        for payment in loose:
            amount = payment.signed_amount
            yield Found(
                "no_drawer",
                payment,
                self.env._("%s: cash that went into no drawer.", payment.display_name),
                amount,
                -amount,
            )

    # ------------------------------------------------------------------ C: banks and the gateway

    def _check_bank(self):
        payments = self._transfers()
        shown = self._bank_lines(payments)
        for payment in payments:
            if payment not in shown and self._overdue_line(payment):
                amount = payment.signed_amount
                yield Found(
                    "not_in_bank",
                    payment,
                    self.env._("%s: no statement shows it.", payment.display_name),
                    amount,
                    -amount,
                )
        for line in self.env["onestop.bank.line"].search(self._within("day", state="proposed")):
            yield Found("proposed", line, self.env._("%s: proposed, and nobody has decided.", line.memo), line.amount)

    def _check_exceptions(self):
        exceptions = self.env["onestop.fee.exception"]
        rows = self._rows(
            SQL(
                """
                SELECT id, amount FROM onestop_fee_exception
                WHERE agency_id = %s AND state = 'open'
                  AND (found_at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date BETWEEN %s AND %s ORDER BY id
                """,
                self.agency_id.id, self._zone(), self.first_day, self.last_day,
            )
        )  # fmt: skip
        for exception in exceptions.browse([row[0] for row in rows]):
            yield Found("exception", exception, exception.words, exception.amount)

    def _check_gateway(self):
        payments = self.env["onestop.fee.payment"].search(self._holding("online"))
        for transaction in self.env["payment.transaction"].search([("onestop_payment_id", "in", payments.ids)]):
            amount = transaction.vnpay_received - transaction.onestop_payment_id.amount
            if amount:
                words = self.env._("%s: the gateway has another amount than was booked.", transaction.reference)
                yield Found("online_amount", transaction.onestop_payment_id, words, amount, amount)

        days = self.env["onestop.settings"]._number("onestop_payment_reconcile.bank_days")
        limit = fields.Date.subtract(self.agency_id._today(), days=days)
        old = self._within("day", state="awaited") & Domain("day", "<", limit)
        for settlement in self.env["onestop.gateway.settlement"].search(old):
            words = self.env._("%s was listed by the gateway, and no statement shows it.", settlement.name)
            yield Found("settlement_open", settlement, words, settlement.net)

    # ------------------------------------------------------------------ D, E: what goes on

    def _post_since(self):
        """The first day whose money the post need not have handed over yet."""
        calendar = self.agency_id._calendar()._onestop_work_calendar()
        return calendar.previous_working_day(self.agency_id._today())

    def _check_post(self):
        missing = self._post_missing()
        if missing:
            yield Found(
                "post_late", self, self.env._("The post has not handed over what it has collected."), missing, -missing
            )

    def _deposit_until(self):
        """The last day on which the month's money may be handed in."""
        day = self.env["onestop.settings"]._number("onestop_payment_reconcile.deposit_day")
        return self.last_day + timedelta(days=day)

    def _check_deposits(self):
        labels = dict(self.env["onestop.fee.deposit"]._fields["kind"]._description_selection(self.env))
        today = self.agency_id._today()
        if today > self._deposit_until():
            for kind, label in labels.items():
                owed = self._budget_owed(kind)
                if owed > 0:
                    words = self.env._("%(kind)s of the month were to be handed in until %(day)s.",
                        kind=label, day=f"{self._deposit_until():%d/%m/%Y}")  # fmt: skip
                    yield Found("deposit_late", self, words, owed, part=f"/{kind}")
        days = self.env["onestop.settings"]._number("onestop_payment_reconcile.bank_days")
        old = self.env["onestop.fee.deposit"].search(
            [
                ("agency_id", "=", self.agency_id.id), ("state", "=", "sent"), ("month", ">=", self.first_day),
                ("month", "<=", self.last_day), ("day", "<", fields.Date.subtract(today, days=days)),
            ]
        )  # fmt: skip
        for deposit in old:
            yield Found(
                "deposit_open", deposit, self.env._("Deposit %s has not arrived.", deposit.slip_number), deposit.amount
            )

    # ------------------------------------------------------------------ F, G: books, numbers

    def _check_books(self):
        lines = self.env["onestop.fee.payment.line"].search(self._within("day", state="done"), order="id")
        today = self.agency_id._today()
        for line in lines.filtered(lambda one: not one.move_id and one.day < today):
            yield Found(
                "not_posted", line, self.env._("%s is not in the books.", line.due_id.display_name), line.amount
            )
        own = self.env["onestop.fee.books"].search([("company_id", "=", self.agency_id.company_id.id)], limit=1)
        kept_account = own._account(books.CHARGE_KEPT)
        owed = (kept_account, own._account(books.CHARGE_BUDGET), own._account(books.LEVY))
        for move, of_move in lines.filtered("move_id").grouped("move_id").items():
            total = kept = 0
            for entry in move.line_ids.filtered(lambda one: one.account_id in owed):
                amount = int(entry.credit) - int(entry.debit)
                total += amount
                kept += amount if entry.account_id == kept_account else 0
            whole = move.onestop_line_ids
            amount = sum(whole.mapped("amount"))
            share = sum(
                (1 if one.amount > 0 else -1) * retained(abs(one.amount), one.due_id.retention_share)
                for one in whole
                if one.kind == "charge"
            )
            if (total, kept) != (amount, share) and of_move:
                words = self.env._("%s: the entry says something else than its payments.", move.name)
                yield Found("books_differ", move, words, total - amount)

    def _check_receipt_numbers(self):
        rows = self._rows(
            SQL(
                """
                WITH placed AS (
                    SELECT r.id, r.issued_on, r.series_id, r.period, s.first_number - 1 AS start, r.number - (
                               -- blank paper that was lost is no gap
                               SELECT COALESCE(sum(l.count), 0) FROM onestop_fee_receipt_loss l
                               WHERE l.series_id = r.series_id AND l.period = r.period AND l.last_number < r.number
                           ) AS place
                    FROM onestop_fee_receipt r JOIN onestop_fee_receipt_series s ON s.id = r.series_id
                    WHERE r.number > 0 AND s.id IN (SELECT series_id FROM onestop_fee_receipt WHERE agency_id = %s)
                ), numbered AS (
                    SELECT id, issued_on, place, lag(place, 1, start) OVER (PARTITION BY series_id, period ORDER BY place) AS before
                    FROM placed
                )
                SELECT id, place - before - 1, before FROM numbered
                WHERE place > before + 1 AND issued_on BETWEEN %s AND %s ORDER BY id
                """,
                *self._span,
            )
        )  # fmt: skip
        for receipt, missing in zip(*self._records("onestop.fee.receipt", rows), strict=True):
            words = self.env._("Before %(receipt)s %(count)s numbers are missing.", receipt=receipt.name, count=missing)
            yield Found("gap", receipt, words, missing)
