from odoo.tools import sql


def uninstall_hook(env):
    """See ``let_go``."""
    let_go(env, "onestop_core")


def let_go(env, addon):
    """Let go of what the rows of an add-on's models hold on to, before it is uninstalled, and of what holds on to them, as
    entries of Odoo's books to an agency: tables and columns are dropped in a moment, but groups, agencies and accounts are
    deleted before, and those that a row refers to would stay behind.

    Each add-on with stored models calls it from its ``uninstall_hook``.

    :param addon: name of the add-on
    """
    own = [model for model in env.registry.values() if model._original_module == addon]
    # a job whose model is gone would fail forever
    env["queue.job"].search([("model_name", "in", [model._name for model in own])]).unlink()
    # what was set on its screen has no external identifier, so Odoo would leave it
    env["ir.config_parameter"].search([("key", "=like", f"{addon}.%")]).unlink()
    tables = {model._table for model in own if not model._abstract}
    env.cr.execute(
        sql.SQL(
            """
            SELECT conrelid::regclass::text, conname FROM pg_constraint
            WHERE contype = 'f' AND confdeltype = 'r'
              AND (conrelid::regclass::text IN %(tables)s OR confrelid::regclass::text IN %(tables)s)
            """,
            tables=tuple(tables),
        )
    )
    for table, constraint in env.cr.fetchall():
        sql.drop_constraint(env.cr, table, constraint)
