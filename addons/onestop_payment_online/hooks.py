from odoo.addons.onestop_core.hooks import let_go


def uninstall_hook(env):
    """See ``let_go``. What payments were made with stays, out of use: it is the trace of money."""
    let_go(env, "onestop_payment_online")
    providers = env["payment.provider"].search([("code", "=", "vnpay")])
    providers.state = "disabled"
    # the name stays on receipts; another installation makes its own
    user = env.ref("onestop_payment_online.user_online")
    user.login = f"{user.login}.{user.id}"
    kept = ("payment.provider", "payment.method", "res.users", "res.partner")
    env["ir.model.data"].search([("module", "=", "onestop_payment_online"), ("model", "in", kept)]).unlink()
