from odoo import fields


class Dong(fields.Integer):
    """An amount of money in whole đồng. Never a float, on no side: the column is a ``bigint``, since the takings of a
    district outgrow four bytes.
    """

    _column_type = ("int8", "int8")

    def convert_to_read(self, value, record, use_display_name=True):
        # Odoo hands whole numbers over as floats once they outgrow four bytes; JSON takes them as they are
        return value
