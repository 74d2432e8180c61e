from odoo import fields, models
from odoo.tools import format_date


class OnestopNumberBook(models.Model):
    """Number books by the names that people give them: which numbers, of which agency."""

    _inherit = "onestop.number.book"

    kind = fields.Char(compute="_compute_title")
    agency_id = fields.Many2one("onestop.agency", compute="_compute_title")
    period_label = fields.Char(compute="_compute_title")

    def _compute_title(self):
        """The key of a book is its kind, then the id of the agency: ``letter/apology/7``."""
        labels = self._kind_labels()
        agencies = self.env["onestop.agency"]
        for book in self:
            kind, _slash, agency = book.book.rpartition("/")
            book.agency_id = agencies.browse(int(agency)).exists() if agency.isdecimal() else agencies
            # the period of a daily book is an ISO date, that of a yearly one the year
            # one that goes on for ever has none
            period = "" if book.period == "all" else book.period
            book.period_label = format_date(self.env, period) if "-" in period else period
            # the key of a book of all agencies is its kind alone
            kind = kind or book.book
            book.kind = labels.get(kind, kind)

    def _kind_labels(self):
        """``{kind: label}``; a module with books of its own adds them here."""
        letters = dict(self.env["onestop.dossier.letter"]._fields["kind"]._description_selection(self.env))
        return {
            "dossier": self.env._("Dossier Codes"),
            "request": self.env._("Request Numbers before Reception"),
            "register": self.env._("Register of Dossiers"),
            **{f"letter/{kind}": label for kind, label in letters.items()},
        }
