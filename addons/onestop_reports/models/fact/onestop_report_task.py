from odoo import api, fields, models
from odoo.tools import SQL


class OnestopReportTask(models.Model):
    """Who has what, and who was late where: a row for each stay of a dossier at a step, with a person, an agency and days.

    A view over the tasks of core, made for Odoo's own pivot and graph: workload, and delays by officer and step.
    """

    _name = "onestop.report.task"
    _description = "Workload and Delays"
    _auto = False
    _order = "taken_on desc, id desc"
    _rec_name = "dossier_id"

    dossier_id = fields.Many2one("onestop.dossier", readonly=True)
    procedure_id = fields.Many2one("onestop.procedure", readonly=True)
    agency_id = fields.Many2one("onestop.agency", readonly=True)
    user_id = fields.Many2one("res.users", "Person", readonly=True)
    step_id = fields.Many2one("onestop.process.step", readonly=True)
    taken_on = fields.Date("Taken", readonly=True)
    done_on = fields.Date("Done", readonly=True)
    is_open = fields.Boolean("Running", readonly=True)
    is_late = fields.Boolean("Late", readonly=True)
    open_count = fields.Integer("Running Tasks", readonly=True)
    late_count = fields.Integer("Late Tasks", readonly=True)
    late_share = fields.Float("Late (%)", readonly=True, aggregator="avg", digits=(6, 1))
    days = fields.Float(
        readonly=True,
        aggregator="avg",
        digits=(10, 1),
        help="From when it was taken until it was done, or until now.",
    )

    @property
    def _table_query(self):
        zone = str(self.env["onestop.agency"]._zone())
        return SQL(
            """
            SELECT t.id, t.dossier_id, d.procedure_id, t.agency_id, t.user_id, t.step_id,
                   (t.taken_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS taken_on,
                   (t.done_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS done_on,
                   t.state = 'open' AS is_open, late.is_late,
                   (t.state = 'open')::int AS open_count, late.is_late::int AS late_count, late.is_late::int * 100.0 AS late_share,
                   EXTRACT(EPOCH FROM COALESCE(t.done_at, %(now)s) - t.taken_at) / 86400 AS days
            FROM onestop_dossier_task t
            JOIN onestop_dossier d ON d.id = t.dossier_id
            CROSS JOIN LATERAL (SELECT COALESCE(t.due_at < COALESCE(t.done_at, %(now)s), FALSE) AS is_late) late
            WHERE t.state <> 'cancelled'
            """,
            zone=zone,
            now=fields.Datetime.now(),
        )

    def action_open_dossier(self):
        """Open the dossier."""
        return self.dossier_id._open_form()

    @api.depends("dossier_id")
    def _compute_display_name(self):
        for task in self:
            task.display_name = task.dossier_id.display_name
