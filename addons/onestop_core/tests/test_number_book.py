from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import OnestopCase

# what uses the numbers of the book: any column with an index will do
USED = SQL("SELECT max(number) FROM onestop_counter WHERE name = 'Sổ thử'")


@tagged("post_install", "-at_install")
class TestNumberBook(OnestopCase):
    """Books without a gap; under a crowd of processes they are tested in ``tests/test_gapless.py``."""

    def take(self):
        number = self.env["onestop.number.book"]._allot_held("test", "2026", USED)
        self.use(number)
        return number

    def use(self, number, _last=None):
        self.env["onestop.counter"].create({"name": "Sổ thử", "number": number, "desk_id": self.desk.id})
        self.env.flush_all()

    def book(self):
        return self.env["onestop.number.book"].search([("book", "=", "test")])

    def start_at(self, number, user=None):
        self.book().with_user(user or self.manager).next_number = number

    def test_one_after_the_other(self):
        self.desk = self.desk.copy()
        self.assertEqual([self.take(), self.take(), self.take()], [1, 2, 3])
        self.assertEqual((self.book().last_number, self.book().next_number), (3, 4))

    def test_a_part_that_is_rolled_back_leaves_no_gap(self):
        self.desk = self.desk.copy()
        self.take()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.take()
            raise ZeroDivisionError
        self.assertEqual(self.take(), 2)

    def test_at_the_end_of_the_transaction(self):
        self.desk = self.desk.copy()
        given = []

        def give(number, last):
            given.append((number, last))
            self.use(number)

        for _ in range(3):
            self.env["onestop.number.book"]._allot_at_commit("test", "2026", USED, give)
        self.assertEqual(given, [])
        self.env.cr.flush()
        self.assertEqual([number for number, _last in given], [1, 2, 3])
        self.env["onestop.number.book"]._allot_at_commit("test", "2026", USED, give)
        self.env.cr.flush()
        self.assertEqual(given[-1], (4, (3,)))

    def test_the_start_can_be_set_and_none_goes_back(self):
        self.desk = self.desk.copy()
        self.take()
        self.start_at(501)
        self.assertEqual(self.take(), 501)
        self.assertRefused(UserError, "stands at 501 already", self.start_at, 400)
        for user in (self.users["agency_admin"], self.users["leader"]):
            self.assertRefused(AccessError, "", self.start_at, 900, user)
        self.assertRefused(AccessError, "system alone", self.book().with_user(self.manager).write, {"last_number": 7})
