from odoo.addons.onestop_core.hooks import let_go


def uninstall_hook(env):
    """See ``let_go``. What payments were made with stays, out of use: it is the trace of money."""
    let_go(env, "onestop_payment_online")
    providers = env["payment.provider"].search([("code", "=", "vnpay")])
    providers.state = "disabled"
    kept = ("payment.provider", "payment.method", "res.users")
    env["ir.model.data"].search([("module", "=", "onestop_payment_online"), ("model", "in", kept)]).unlink()
