#!/usr/bin/env python3
# ruff: noqa: T201  a benchmark prints its figures
"""Time of the job that warns of due dates over 10 000 open dossiers, beside three yardsticks of the same run.

    ODOO_RC=odoo.conf python benchmarks/overdue_sweep.py DATABASE

The yardsticks tell a slow job from a slow machine: as many activities by Odoo's own ``activity_schedule``, record by
record and in sets, and a plain UPDATE of as many dossiers.
"""

import workbench
from load import communes, dossiers
from odoo import fields


def main():
    """Measure."""
    arguments = workbench.arguments(__doc__, dossiers=10_000)
    with workbench.copy_of(arguments.database) as env:
        workbench.machine(env)
        # what the demo data left to tell is not counted
        dossier = env["onestop.dossier"]
        dossier._cron_due_reminders()
        agencies = communes.make(env, 12, code="H98", password="benchmark")
        ids = dossiers.make(env, arguments.dossiers, agencies=agencies, open_share=1)
        env.cr.commit()
        before = env["mail.activity"].search_count([])
        env.invalidate_all()

        queries = env.cr.sql_log_count
        with workbench.timed("overdue sweep", len(ids), "dossier"):
            dossier._cron_due_reminders()
        activities = env["mail.activity"].search_count([]) - before
        told = {
            name: dossier.search_count([("id", "in", ids), (f"{name}_at", "!=", False)])
            for name in ("reminded", "escalated")
        }
        print(f"  {told}, {activities} activities, {env.cr.sql_log_count - queries} queries")
        with workbench.timed("overdue sweep, again: nothing to tell", len(ids), "dossier"):
            dossier._cron_due_reminders()

        some = dossier.browse(ids[:1000]).with_context(mail_activity_quick_update=True)
        user = env.user
        with workbench.timed("yardstick: activity_schedule, record by record", len(some), "activity"):
            for one in some:
                one.activity_schedule("mail.mail_activity_data_todo", user_id=user.id)
            env.flush_all()
        with workbench.timed("yardstick: activity_schedule, sets of 200", len(some), "activity"):
            for start in range(0, len(some), 200):
                some[start : start + 200].activity_schedule("mail.mail_activity_data_todo", user_id=user.id)
            env.flush_all()
        with workbench.timed("yardstick: UPDATE of one column", len(ids), "dossier"):
            env.cr.execute(
                "UPDATE onestop_dossier SET escalated_at = %s WHERE id = ANY(%s)", [fields.Datetime.now(), ids]
            )


if __name__ == "__main__":
    main()
