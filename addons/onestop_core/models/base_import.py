from odoo import models
from odoo.exceptions import UserError

from ..engine import foreign_table
from ..examination import examine

# what Odoo's own import holds in memory at once, row by row
MOST_CELLS = 2_000_000


class Import(models.TransientModel):
    """Odoo's import of any model: a workbook that would take the server's memory is refused before Odoo reads it."""

    _inherit = "base_import.import"

    def _read_file(self, options):
        if examine(self.env, foreign_table.count_cells, self.file or b"") > MOST_CELLS:
            raise UserError(self.env._("The table has more than %s cells. Import it in parts.", MOST_CELLS))
        return super()._read_file(options)
