from odoo import models


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        return super()._kind_labels() | {
            "receipt": self.env._("Fee Receipts"),
            "drawer": self.env._("Drawers"),
            "payment_code": self.env._("Payment Codes"),
        }

    def _compute_title(self):
        """The key of a receipt book names its series, that of a drawer book its counter: neither an agency."""
        result = super()._compute_title()
        for book in self.filtered(lambda one: one.book.startswith("drawer/")):
            counter = self.env["onestop.counter"].browse(int(book.book.partition("/")[2])).exists()
            book.agency_id = counter.desk_id.agency_id
            book.kind = f"{book.kind} {counter.name or ''}".strip()
        for book in self.filtered(lambda one: one.book.startswith("receipt/")):
            series = self.env["onestop.fee.receipt.series"].browse(int(book.book.partition("/")[2])).exists()
            book.agency_id = series.agency_id
            book.kind = f"{book.kind} {series.symbol or ''}".strip()
        return result
