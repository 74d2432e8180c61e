from odoo import models


class OnestopConfigCheck(models.TransientModel):
    """Checks of the procedures and processes."""

    _inherit = "onestop.config.check"

    def _check_procedures(self):
        today = self._today()
        procedures = self.env["onestop.procedure"].search([])
        default = self.env["onestop.process"].search_count([("is_default", "=", True)], limit=1)
        without_process = procedures.filtered(lambda procedure: not procedure.process_id)
        if not default and without_process:
            yield self._finding(
                "error", "procedure", without_process,
                self.env._("%s procedures have no process, and no process is the default one.", len(without_process)),
            )  # fmt: skip
        for procedure in procedures:
            title = procedure.display_name
            if procedure.process_id and not procedure.process_id.active:
                yield self._finding(
                    "error", "procedure", procedure, self.env._("%s follows a process that is archived.", title)
                )
            version = procedure._version_on(today)
            if not version:
                if not procedure.version_ids.filtered("published"):
                    yield self._finding(
                        "warning", "procedure", procedure,
                        self.env._("%s has no published version: the desks cannot receive it.", title),
                    )  # fmt: skip
                continue
            if not version.channel_ids:
                yield self._finding(
                    "error", "procedure", procedure,
                    self.env._("%s has no channel with a time limit: no due date can be given.", title),
                )  # fmt: skip
            if any(channel._is_limit_open() for channel in version.channel_ids):
                yield self._finding(
                    "warning", "procedure", procedure,
                    self.env._("%s: the time limit of a channel is not known yet, so no due date can be given.", title),
                )  # fmt: skip
            if not version._papers(version.case_ids[:1]):
                yield self._finding(
                    "warning", "procedure", procedure, self.env._("%s asks for no papers. Is its list complete?", title)
                )
            classification = procedure._classification_line(today)
            if not classification:
                yield self._finding(
                    "warning", "procedure", procedure,
                    self.env._("%s has no online classification (level, or fully or partly online).", title),
                )  # fmt: skip
            elif classification._lacks_reason():
                yield self._finding(
                    "warning", "procedure", procedure,
                    self.env._("%s is only partly online, and the reason that the law wants published is missing.", title),
                )  # fmt: skip

    def _check_processes(self):
        today = self._today()
        for process in self.env["onestop.process"].search([]):
            steps = process.step_ids
            if not steps.filtered("can_approve"):
                yield self._finding(
                    "error", "process", process,
                    self.env._("No step of “%s” settles the dossier: it would never reach its result.", process.name),
                )  # fmt: skip
            share = sum(process._steps_for(self.env["onestop.procedure.case"]).mapped("time_share"))
            if share != 100:
                yield self._finding(
                    "warning", "process", process,
                    self.env._("The shares of time in “%(process)s” add up to %(share)s %%, not to 100 %%.",
                        process=process.name, share=share),
                )  # fmt: skip
            for step in steps.filtered(lambda step: step.agency_mode == "fixed" and not step.agency_id._is_open(today)):
                yield self._finding(
                    "error", "process", process,
                    self.env._("The step “%(step)s” of “%(process)s” is done at %(agency)s, which has ended.",
                        step=step.name, process=process.name, agency=step.agency_id.display_name),
                )  # fmt: skip

    def _check_step_agencies(self):
        """Steps at the agency above, where nothing stands above."""
        stuck = {}
        for _procedure, step, agency, place in self._step_places():
            if not place:
                stuck.setdefault((step.process_id, agency), step)
        for (process, agency), step in stuck.items():
            yield self._finding(
                "error", "process", process,
                self.env._("The step “%(step)s” of “%(process)s” is done at the agency above, but nothing stands above %(agency)s.",
                    step=step.name, process=process.name, agency=agency.display_name),
            )  # fmt: skip
