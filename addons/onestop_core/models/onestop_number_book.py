from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..engine import codes
from ..short_transaction import short_transaction


class OnestopNumberBook(models.Model):
    """The last number given out of each book: dossier codes of an agency and day, letters of an agency
    and year. One row per book and period, so counters of different agencies never meet.
    """

    _name = "onestop.number.book"
    _description = "Number Book"
    _order = "period desc, book"

    book = fields.Char(required=True, readonly=True)
    period = fields.Char(required=True, readonly=True)
    last_number = fields.Integer(required=True, readonly=True)

    _book_uniq = models.UniqueIndex("(book, period)")

    @api.model
    def _allot(self, books):
        """Allot the next number of each book in a short transaction of its own.

        Concurrent counters queue for the length of one UPDATE, not for the length of a reception. A reception
        that fails afterwards leaves a gap, which dossier codes may have (they only have to be unique).

        :param books: list of ``(book, period)`` strings
        :return: list of numbers in the order of ``books``
        """
        with short_transaction(self.env) as cr:
            numbers = self._next_numbers(cr, books)
        return [numbers[key] for key in books]

    @api.model
    def _allot_gapless(self, book, period):
        """Allot a number inside the running transaction: it is given out only if the transaction commits.

        For books in which the law wants no gap. Call it last, because the book stays locked until the end.
        """
        return self._next_numbers(self.env.cr, [(book, period)])[book, period]

    @staticmethod
    def _next_numbers(cr, books):
        """``{(book, period): number}``"""
        # rows are always taken in the same order, so that two receptions cannot deadlock
        rows = SQL(", ").join(SQL("(%s, %s, 1)", book, period) for book, period in sorted(set(books)))
        cr.execute(
            SQL(
                """
                INSERT INTO onestop_number_book (book, period, last_number) VALUES %s
                ON CONFLICT (book, period) DO UPDATE SET last_number = onestop_number_book.last_number + 1
                RETURNING book, period, last_number
                """,
                rows,
            )
        )
        return {(book, period): number for book, period, number in cr.fetchall()}

    @api.model
    def _check_pattern(self, pattern):
        try:
            codes.validate_pattern(pattern)
        except ValueError as error:
            raise ValidationError(self.env._("The pattern of dossier codes is not usable: %s", error)) from error

    @api.model
    def _dossier_code_pattern(self, agency):
        return agency.code_pattern or self.env["onestop.settings"]._text("onestop_core.code_pattern")
