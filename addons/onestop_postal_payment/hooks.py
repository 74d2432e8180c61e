from odoo.addons.onestop_core.hooks import let_go


def uninstall_hook(env):
    """See ``let_go``. Who has taken money stays in the books of payment, so the external id of such a person goes with the post:
    Odoo would keep it with a user that it cannot delete.
    """
    collectors = env["onestop.fee.payment"].search([("postal_office_id", "!=", False)]).collector_id
    env["ir.model.data"].search(
        [("module", "=", "onestop_postal"), ("model", "=", "res.users"), ("res_id", "in", collectors.ids)]
    ).unlink()
    let_go(env, "onestop_postal_payment")
