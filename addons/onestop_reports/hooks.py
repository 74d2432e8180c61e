from odoo.addons.onestop_core.hooks import let_go


def post_init_hook(env):
    """What was received before the add-on came is counted, too."""
    env["onestop.report.fact"]._build()


def uninstall_hook(env):
    """See ``let_go``."""
    let_go(env, "onestop_reports")
