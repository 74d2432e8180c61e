"""Whether a table that somebody imports can be read at all, before a server reads it by itself."""

from __future__ import annotations

import zipfile
from io import BytesIO

import xlrd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .examined import MIB, examined


@examined(seconds=20, memory=256 * MIB)
def count_cells(content: bytes) -> int:
    """Cells of a workbook (xlsx, xls), read as Odoo's import reads them; 0 for what is none, or is damaged.

    A workbook for which the memory or the time of this call does not suffice is none that an import should read.
    """
    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                if "xl/workbook.xml" not in archive.namelist():
                    # another office's: what it unpacks to is what counts
                    return sum(len(archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))
            book = load_workbook(BytesIO(content), data_only=True)
            return sum(sheet.max_row * sheet.max_column for sheet in book.worksheets)
        if content.startswith(bytes.fromhex("d0cf11e0")):
            book = xlrd.open_workbook(file_contents=content)
            return sum(sheet.nrows * sheet.ncols for sheet in book.sheets())
    except (zipfile.BadZipFile, InvalidFileException, xlrd.XLRDError, KeyError, ValueError, OSError, SyntaxError):
        # Odoo says what is wrong with it
        return 0
    return 0
