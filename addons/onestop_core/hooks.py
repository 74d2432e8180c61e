from odoo.tools import sql


def uninstall_hook(env):
    """Let go of what dossiers hold on to: their tables are dropped in a moment, but groups, procedures and
    accounts are deleted before, and those that a dossier refers to would stay behind.
    """
    # a job whose model is gone would fail forever
    models = [name for name, model in env.registry.items() if model._original_module == "onestop_core"]
    env["queue.job"].search([("model_name", "in", models)]).unlink()
    tables = {
        model._table
        for model in env.registry.values()
        if model._original_module == "onestop_core" and not model._abstract
    }
    env.cr.execute(
        sql.SQL(
            """
            SELECT conrelid::regclass::text, conname FROM pg_constraint
            WHERE contype = 'f' AND confdeltype = 'r' AND conrelid::regclass::text IN %s
            """,
            tuple(tables),
        )
    )
    for table, constraint in env.cr.fetchall():
        sql.drop_constraint(env.cr, table, constraint)
