from odoo import models
from odoo.exceptions import UserError

from ..cleaned_fields import IdentityNumber


class Base(models.AbstractModel):
    """An identity number puts nothing in an order, whoever asks by RPC: where a record stands among others tells its number
    piece by piece, and no look at it would be noted.
    """

    _inherit = "base"

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if isinstance(self._fields.get(field_name), IdentityNumber):
            raise UserError(self.env._("Nothing is ordered by an identity number."))
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
