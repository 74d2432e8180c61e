from odoo import models


class OnestopNumberBook(models.Model):
    _inherit = "onestop.number.book"

    def _kind_labels(self):
        return super()._kind_labels() | {"receipt": self.env._("Fee Receipts")}

    def _compute_title(self):
        """The key of a receipt book names its series, not an agency."""
        result = super()._compute_title()
        for book in self.filtered(lambda one: one.book.startswith("receipt/")):
            series = self.env["onestop.fee.receipt.series"].browse(int(book.book.partition("/")[2])).exists()
            book.agency_id = series.agency_id
            book.kind = f"{book.kind} {series.symbol or ''}".strip()
        return result
