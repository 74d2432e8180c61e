"""The second generation of the suite takes no data over from the first, which was never released."""

from odoo.exceptions import UserError


def migrate(cr, version):
    """Refuse, before anything changes: an upgrade would leave the database half one and half the other."""
    raise UserError(
        f"An earlier suite made the database {cr.dbname} (onestop_core {version}), and this one cannot take it over. "
        "It was left as it is. Make a new database."
    )
