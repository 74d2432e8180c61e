from weakref import WeakKeyDictionary

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..engine import codes
from ..short_transaction import beside, opened_beside, short_transaction

# numbers that are allotted when the transaction ends: a list of (book, period, used, give)
WAITING = "onestop.number.book"
# books of which the transaction of a cursor has given out numbers: only then may it have some that others do not see
_given = WeakKeyDictionary()


class OnestopNumberBook(models.Model):
    """The last number given out of each book: dossier codes of an agency and day, letters of an agency
    and year. One row per book and period, so counters of different agencies never meet.
    """

    _name = "onestop.number.book"
    _description = "Number Book"
    _order = "period desc, book"
    _rec_name = "book"

    book = fields.Char(required=True, readonly=True)
    period = fields.Char(required=True, readonly=True)
    last_number = fields.Integer(required=True, readonly=True)
    next_number = fields.Integer(
        compute="_compute_next_number", inverse="_inverse_next_number", aggregator=None,
        help="May be set higher where a book of paper was begun before. None goes back.",
    )  # fmt: skip

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

        For books in which the law wants no gap and few write at a time: of two at once one begins again. Call it last,
        because the book stays locked until the end.
        """
        return self._next_numbers(self.env.cr, [(book, period)])[book, period]

    # ------------------------------------------------------------------ without a gap, under a crowd

    @api.model
    def _allot_held(self, book, period, used):
        """Allot the next number of a book that has no gap, and hold the book until the transaction ends.

        The book is locked in a transaction beside the running one, so the crowd queues for it instead of failing to
        serialise. The number follows the highest one that is used, by whomever: so none is lost with a transaction that
        fails, with a part of one that is rolled back, or with a process that is killed.

        :param used: an ``SQL`` query for the row with the highest number of this book that is in use, the number first; an index
            answers it, and what the running transaction has to say to it is flushed
        :return: the number; whoever asks writes it where ``used`` finds it, in the running transaction
        """
        [(numbers, _last)] = self._allot_many([(book, period, used, 1)])
        return numbers[0]

    @api.model
    def _allot_at_commit(self, book, period, used, give):
        """Allot the next number of a book that has no gap when the transaction is about to be committed: everything else is
        done by then, and the book is locked for the length of the commit only.

        :param used: see ``_allot_held``
        :param give: called with the number, and with the row of ``used`` before it (none for the first number); what it
            writes is committed with the rest
        """
        precommit = self.env.cr.precommit
        if WAITING not in precommit.data:
            precommit.data[WAITING] = []
            precommit.add(self.sudo()._give_waiting)
        precommit.data[WAITING].append((book, period, used, give))

    def _give_waiting(self):
        # those that ask meanwhile wait for the next round
        takers = {}
        for book, period, used, give in self.env.cr.precommit.data.pop(WAITING):
            takers.setdefault((book, period), (used, []))[1].append(give)
        # in one fixed order, so that two transactions cannot wait for one another
        rows = sorted((*key, used, len(gives)) for key, (used, gives) in takers.items())
        for (book, period, _used, _count), (numbers, last) in zip(rows, self._allot_many(rows), strict=True):
            for give, number in zip(takers[book, period][1], numbers, strict=True):
                give(number, last)
        self.env.flush_all()

    def _allot_many(self, rows):
        """The next numbers of books, each ``(book, period, used, how many)``; the books stay held.

        :return: for each ``(numbers, row of the last one used)``
        """
        self.flush_model(["last_number"])
        # before the transaction beside is opened, so that it is done before that one is committed
        self.env.cr.postcommit.add(lambda: self._note_used(rows))
        cr = beside(self.env)
        given = self._given_here()
        result = []
        for book, period, used, count in rows:
            cr.execute(
                SQL(
                    """
                    INSERT INTO onestop_number_book (book, period, last_number) VALUES (%s, %s, 0)
                    ON CONFLICT (book, period) DO UPDATE SET last_number = onestop_number_book.last_number
                    RETURNING last_number
                    """,
                    book,
                    period,
                )
            )
            (number,) = cr.fetchone()
            last = self._highest(cr, used)
            if (book, period) in given and cr is not self.env.cr:
                # the running transaction alone sees its own numbers, the one beside it those committed since
                last = max(last, self._highest(self.env.cr, used), key=lambda row: row[0] if row else 0)
            given.add((book, period))
            number = max(number, last[0] if last else 0)
            result.append((range(number + 1, number + count + 1), last))
            if cr is self.env.cr:
                self._note_last(cr, number + count, book, period)
                self.invalidate_model(["last_number"])
        return result

    @staticmethod
    def _highest(cr, used):
        """The row of ``used``, or an empty tuple."""
        cr.execute(used)
        row = cr.fetchone()
        return row if row and row[0] else ()

    def _given_here(self):
        """Books of which the running transaction has given out numbers."""
        cr = self.env.cr
        if cr not in _given:
            _given[cr] = set()
            for end in (cr.postcommit, cr.postrollback):
                end.add(lambda: _given.pop(cr, None))
        return _given[cr]

    def _note_used(self, rows):
        """Let the books say how far they have come, once that is so."""
        cr = opened_beside(self.env.cr)
        for book, period, used, _count in rows if cr else ():
            if last := self._highest(cr, used):
                self._note_last(cr, last[0], book, period)

    @staticmethod
    def _note_last(cr, number, book, period):
        cr.execute(
            SQL(
                "UPDATE onestop_number_book SET last_number = greatest(last_number, %s) WHERE book = %s AND period = %s",
                number,
                book,
                period,
            )
        )

    @api.depends("last_number")
    def _compute_next_number(self):
        for book in self:
            book.next_number = book.last_number + 1

    def _inverse_next_number(self):
        """Let a book go on from a number, for instance because one of paper was begun before.

        :raises UserError: the number is given out already, and none goes back
        """
        for book in self:
            number = book.next_number
            if number <= book.last_number:
                raise UserError(
                    self.env._(
                        "%(book)s stands at %(number)s already.", book=book.display_name, number=book.last_number
                    )
                )
            book.sudo().last_number = number - 1

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
