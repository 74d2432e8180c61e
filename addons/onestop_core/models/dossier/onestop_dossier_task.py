from odoo import api, fields, models


class OnestopDossierTask(models.Model):
    """A stay of the dossier at one step, one agency, one person: the rows of the control sheet."""

    _name = "onestop.dossier.task"
    _description = "Dossier Task"
    _order = "dossier_id, id"

    dossier_id = fields.Many2one("onestop.dossier", required=True, index=True, ondelete="cascade")
    step_id = fields.Many2one("onestop.process.step", required=True, ondelete="restrict", index=True)
    agency_id = fields.Many2one("onestop.agency", required=True, ondelete="restrict", index=True)
    role_id = fields.Many2one(related="step_id.role_id")
    user_id = fields.Many2one("res.users", string="Person", index="btree_not_null")
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")], required=True, default="open"
    )
    taken_at = fields.Datetime(required=True)
    due_at = fields.Datetime()
    done_at = fields.Datetime()
    outcome = fields.Char(help="The action that ended the task.")
    outcome_label = fields.Char("Outcome in Words", compute="_compute_outcome_label")
    note = fields.Text()
    timeliness = fields.Selection(
        [("early", "Early"), ("on_time", "On Time"), ("late", "Late")], compute="_compute_timeliness"
    )

    _open_task = models.UniqueIndex("(dossier_id) WHERE state = 'open'", "A dossier has one running task at a time.")

    @api.depends("outcome")
    @api.depends_context("lang")
    def _compute_outcome_label(self):
        labels = self.env["onestop.dossier"]._action_labels()
        for task in self:
            task.outcome_label = labels.get(task.outcome, task.outcome)

    def _may_be_done_by(self, user):
        """Whether ``user``, who holds the role, may act on this task: its holder, a leader there, or the colleague
        who stands in for an absent holder.
        """
        self.ensure_one()
        return (
            user == self.user_id
            or user._onestop_has_role(["leader"], self.agency_id)
            or user == self.env["onestop.staff"]._standing_in(self.user_id, self.agency_id)
        )

    def _day(self, moment):
        return self.dossier_id._local(moment).date()

    def _compute_timeliness(self):
        now = fields.Datetime.now()
        for task in self:
            end = task.done_at or now
            if not task.due_at or task.state == "cancelled":
                task.timeliness = False
            elif end > task.due_at:
                task.timeliness = "late"
            elif task.done_at and task._day(task.done_at) < task._day(task.due_at):
                task.timeliness = "early"
            else:
                task.timeliness = "on_time"
