import io

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from openpyxl import Workbook

from . import bombs
from .common import OnestopCase


@tagged("post_install", "-at_install")
class TestImportDoor(OnestopCase):
    """Odoo's own import reads workbooks in the server: what eats it is refused before."""

    def reading(self, content):
        return self.env["base_import.import"].create(
            {
                "res_model": "onestop.sector",
                "file": content,
                "file_name": "a.xlsx",
                "file_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        )

    @mute_logger("odoo.addons.onestop_core.examination")
    def test_bombs(self):
        for bomb in (bombs.xlsx_rows, bombs.xlsx_strings):
            with self.subTest(bomb.__name__), self.assertRaises(UserError):
                self.reading(bomb())._read_file({})

    def test_what_people_import(self):
        book, content = Workbook(), io.BytesIO()
        book.active.append(["Tên", "Thứ tự"])
        book.active.append(["Hộ tịch", 5])
        book.save(content)
        self.assertEqual(self.reading(content.getvalue())._read_file({}), (2, [["Tên", "Thứ tự"], ["Hộ tịch", "5"]]))
