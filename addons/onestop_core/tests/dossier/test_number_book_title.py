from odoo.tests import tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestNumberBookTitle(OnestopCase):
    def test_books_are_called_by_what_they_number_and_for_whom(self):
        dossier = self.receive()
        dossier.act("request_supplement", lines=self.asked(dossier), reason="Thiếu giấy tờ")
        books = (
            self.env["onestop.number.book"].with_user(self.manager).search([("book", "like", f"%/{self.commune.id}")])
        )
        self.assertEqual(books.agency_id, self.commune)
        self.assertLessEqual({"Dossier Codes", "Register of Dossiers"}, set(books.mapped("kind")))
        self.assertFalse([kind for kind in books.mapped("kind") if "/" in kind], "a key is no name")
        every = self.env["onestop.number.book"].search([]).with_context(lang="vi_VN")
        keys = {book.book: book.kind for book in every if book.kind in book.book.split("/")}
        self.assertFalse(keys, "a book of any add-on has a name")
        self.assertNotIn("all", every.mapped("period_label"))
        daily = books.filtered(lambda book: book.book.startswith("dossier/"))
        self.assertNotIn("-", daily.period_label, "a day is written as people write it")
