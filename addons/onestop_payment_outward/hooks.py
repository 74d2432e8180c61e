from odoo.addons.onestop_core.hooks import let_go


def uninstall_hook(env):
    """See ``let_go``."""
    let_go(env, "onestop_payment_outward")
