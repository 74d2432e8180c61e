from odoo import api, models

from ...engine import catalogue, catalogue_sheet


class OnestopProcedure(models.Model):
    """The catalogue as a file that an import takes."""

    _inherit = "onestop.procedure"

    @api.model
    def _catalogue_file(self, file_format):
        """What is in force today, in the order of the national export.

        :param file_format: ``json`` (the national export's keys) or ``xlsx`` (everything that the catalogue knows)
        :return: the content of the file, bytes
        """
        today = self.env["onestop.agency"]._today()
        # one recordset, so that what one of them needs is read for all
        versions = self.env["onestop.procedure.version"].union(
            *(procedure._version_on(today) for procedure in self.search_fetch([], ["code"]))
        )
        procedures = sorted((version._catalogue_data(today) for version in versions), key=_place)
        return {"json": catalogue.dump_file, "xlsx": catalogue_sheet.write_workbook}[file_format](procedures)


def _place(data):
    """Sorts by the number in the catalogue; procedures without one come last, by code."""
    number = data.catalogue_number.strip()
    return (0, int(number), data.code) if number.isdecimal() else (1, 0, data.code)
