"""Money fields, as the models of this add-on take them."""

from odoo.addons.onestop_core.money_fields import Dong

__all__ = ["Dong"]
