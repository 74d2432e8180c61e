from odoo import Command, api, fields, models
from odoo.addons.onestop_core.examination import OWN_FILE
from odoo.exceptions import ValidationError

from ...engine import receipts, report_sheet
from ...money_fields import Dong


class OnestopFeeReceiptUse(models.TransientModel):
    """The use report of receipts (after form BC26): of each series what was there, what was used, and what became of it."""

    _name = "onestop.fee.receipt.use"
    _description = "Use of Receipts"

    agency_id = fields.Many2one(
        "onestop.agency", required=True, default=lambda self: self.env.user._onestop_posts().agency_id[:1]
    )
    day_from = fields.Date(
        "From", required=True, default=lambda self: self.env["onestop.agency"]._today().replace(day=1)
    )
    day_to = fields.Date("Up To and Including", required=True, default=lambda self: self.env["onestop.agency"]._today())
    line_ids = fields.One2many("onestop.fee.receipt.use.line", "use_id", readonly=True)

    @api.constrains("day_from", "day_to")
    def _check_days(self):
        for use in self:
            if use.day_to < use.day_from:
                raise ValidationError(self.env._("The last day lies before the first."))

    def action_show(self):
        """Reckon the report anew."""
        self.ensure_one()
        self.agency_id.check_access("read")
        self.sudo().line_ids = [Command.clear()] + [Command.create(vals) for vals in self._rows()]
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "name": self.env._("Use of Receipts"),
        }

    def _rows(self):
        """Values of the lines: one a series and book, from the receipts in the user's sight."""
        series = self.env["onestop.fee.receipt.series"].search([("agency_id", "child_of", self.agency_id.id)])
        found = self.env["onestop.fee.receipt"]._read_group(
            [("series_id", "in", series.ids), ("number", ">", 0), ("issued_on", "<=", self.day_to)],
            ["series_id", "period", "symbol", "state"],
            ["number:array_agg", "issued_on:array_agg", "amount:array_agg"],
        )
        books = {}
        for one, period, symbol, state, numbers, days, amounts in found:
            book = books.setdefault((one, period, symbol), self._book())
            for number, day, amount in zip(numbers, days, amounts, strict=True):
                if day < self.day_from:
                    book["before"].append(number)
                    continue
                book["used"].append(number)
                if state == "issued":
                    book["amount"] += amount
                else:
                    book[state].append(number)
        losses = self.env["onestop.fee.receipt.loss"].search(
            [("series_id", "in", series.ids), ("found_on", "<=", self.day_to)]
        )
        for loss in losses:
            key = (loss.series_id, loss.period, loss.series_id._symbol_of(loss.found_on.year))
            numbers = range(loss.first_number, loss.last_number + 1)
            books.setdefault(key, self._book())["lost_before" if loss.found_on < self.day_from else "lost"] += numbers
        return [self._line(key, book) for key, book in sorted(books.items(), key=lambda item: (item[0][0].id, item[0][1]))
                if book["used"] or book["lost"] or key[0].last_number]  # fmt: skip

    @staticmethod
    def _book():
        """Numbers of a series by what became of them."""
        return {"before": [], "used": [], "cancelled": [], "replaced": [], "lost": [], "lost_before": [], "amount": 0}

    def _line(self, key, book):
        series, _period, symbol = key
        stock = series.last_number and series.last_number - series.first_number + 1
        opening = stock - len(book["before"]) - len(book["lost_before"]) if stock else 0
        return {
            "form_code": series.form_id.code,
            "title": series.form_id.name,
            "symbol": symbol,
            "kind": series.kind,
            "opening": opening,
            "used_numbers": self._words(book["used"]),
            "used": len(book["used"]),
            "cancelled_numbers": self._words(book["cancelled"]),
            "cancelled": len(book["cancelled"]),
            "replaced_numbers": self._words(book["replaced"]),
            "replaced": len(book["replaced"]),
            "lost_numbers": self._words(book["lost"]),
            "lost": len(book["lost"]),
            "closing": opening - len(book["used"]) - len(book["lost"]) if stock else 0,
            "amount": book["amount"],
        }

    @staticmethod
    def _words(numbers):
        """Runs of numbers as a report writes them: ``1–12, 15``; a gap would show."""
        return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in receipts.runs(numbers))

    def action_download(self):
        """Download the report as a workbook."""
        self.action_show()
        kinds = dict(self.line_ids._fields["kind"]._description_selection(self.with_context(lang="vi_VN").env))
        content = report_sheet.table(
            "Tình hình sử dụng biên lai",
            [self.agency_id.name, f"Từ ngày {self.day_from:%d/%m/%Y} đến ngày {self.day_to:%d/%m/%Y}"],
            [
                ("Tên biên lai", 44), ("Ký hiệu mẫu", 14), ("Ký hiệu", 12), ("Loại", 10), ("Tồn đầu kỳ", 12), ("Số đã dùng", 24),
                ("Cộng đã dùng", 12), ("Số đã hủy", 20), ("Cộng hủy", 10), ("Số bị thay thế", 20), ("Cộng thay thế", 12),
                ("Số mất, cháy, hỏng", 20), ("Cộng mất, cháy, hỏng", 12), ("Tồn cuối kỳ", 12), ("Số tiền (đồng)", 18),
            ],
            [
                [
                    line.title, line.form_code, line.symbol, kinds[line.kind], line.opening, line.used_numbers or "", line.used,
                    line.cancelled_numbers or "", line.cancelled, line.replaced_numbers or "", line.replaced,
                    line.lost_numbers or "", line.lost, line.closing, line.amount,
                ]
                for line in self.line_ids
            ],
            sums=(7, 9, 11, 13, 15),
        )  # fmt: skip
        return self._as_download("su-dung-bien-lai.xlsx", content)

    def _as_download(self, name, content):
        attachment = (
            self.env["ir.attachment"]
            .with_context(onestop_own_file=OWN_FILE)
            .create({"name": name, "raw": content, "res_model": self._name})
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "self"}


class OnestopFeeReceiptUseLine(models.TransientModel):
    _name = "onestop.fee.receipt.use.line"
    _description = "Use of a Series of Receipts"
    _order = "id"

    use_id = fields.Many2one("onestop.fee.receipt.use", required=True, index=True, ondelete="cascade")
    form_code = fields.Char("Form Symbol")
    title = fields.Char()
    symbol = fields.Char()
    kind = fields.Selection([("charge", "Charge"), ("levy", "Levy")])
    opening = fields.Integer("Left Before", help="Of a range that has an end.")
    used_numbers = fields.Char("Numbers Used")
    used = fields.Integer()
    cancelled_numbers = fields.Char("Numbers Cancelled")
    cancelled = fields.Integer()
    replaced_numbers = fields.Char("Numbers Replaced")
    replaced = fields.Integer()
    lost_numbers = fields.Char("Numbers Lost, Burned or Damaged")
    lost = fields.Integer("Lost, Burned or Damaged")
    closing = fields.Integer("Left After")
    amount = Dong("Amount")
