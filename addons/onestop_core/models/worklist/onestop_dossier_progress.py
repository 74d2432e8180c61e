from odoo import api, fields, models


class OnestopDossier(models.Model):
    """How far the dossier is in its process, as the diagram on its form draws it."""

    _inherit = "onestop.dossier"

    progress = fields.Json(
        compute="_compute_progress",
        help="Moments of reception and hand-over, and the steps in their order: who, where, until when, and how each went.",
    )

    @api.depends("task_ids.state", "task_ids.user_id", "task_ids.due_at", "step_id", "received_at", "returned_at")
    @api.depends_context("lang")
    def _compute_progress(self):
        for dossier in self:
            dossier.progress = dossier.process_id and {
                "received": dossier._moment_short(dossier.received_at),
                "returned": dossier._moment_short(dossier.returned_at),
                "steps": dossier.sudo()._progress_steps(),
            }

    def _moment_short(self, moment):
        return self._local(moment).strftime("%d/%m/%Y %H:%M") if moment else ""

    def _progress_steps(self):
        """Each step with its last stay. A step beyond the running one counts as not yet done, even if the dossier
        was there before it was sent back.
        """
        timeliness = dict(self.env["onestop.dossier.task"]._fields["timeliness"]._description_selection(self.env))
        steps = self._steps()
        running = steps.ids.index(self.step_id.id) if self.step_id in steps else None
        result = []
        for index, step in enumerate(steps):
            task = self.task_ids.filtered(lambda one, step=step: one.step_id == step).sorted("id")[-1:]
            if running is not None and index > running:
                task = task[:0]
            agency = task.agency_id or step._find_agency(self)
            result.append(
                {
                    "key": step.id,
                    "name": step.name,
                    "role": step.role_id.name,
                    "agency": agency.display_name or "",
                    "settles": step.can_approve,
                    "elsewhere": bool(agency) and agency != self.competent_agency_id,
                    "state": {"open": "current", "done": "done", "cancelled": "cancelled"}.get(task.state, ""),
                    "person": task.user_id.name or "",
                    "taken": self._moment_short(task.taken_at),
                    "due": self._moment_short(task.due_at),
                    "done": self._moment_short(task.done_at),
                    "timeliness": task.timeliness or "",
                    "timeliness_label": timeliness.get(task.timeliness, ""),
                }
            )
        return result
