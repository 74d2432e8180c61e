from odoo.addons.onestop_core.hooks import let_go
from odoo.tools import SQL


def uninstall_hook(env):
    """See ``let_go``. Entries stay in the books of Odoo, and hold on to no agency any more."""
    let_go(env, "onestop_payment")
    env.cr.execute(SQL("UPDATE account_move SET onestop_agency_id = NULL, onestop_fee_type_id = NULL"))
    env.cr.execute(SQL("UPDATE account_move_line SET onestop_agency_id = NULL"))
