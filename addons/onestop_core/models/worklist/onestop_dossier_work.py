import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)


class OnestopDossier(models.Model):
    """Who works on a dossier within its step: claim, assign, hand over; many dossiers at once."""

    _inherit = "onestop.dossier"

    @api.model
    def _action_labels(self):
        return super()._action_labels() | {"claim": self.env._("Take Over"), "assign": self.env._("Assign")}

    def _check_holds_task(self):
        """Raise unless the user may act on the running task of each dossier."""
        for dossier in self:
            dossier.check_access("read")
            if not dossier.sudo().task_id:
                raise UserError(self.env._("Nobody holds %s: no step is running.", dossier.display_name))
            if not dossier._holds_task():
                raise AccessError(self.env._("%s is not in your hands.", dossier.display_name))

    def _holds_task(self):
        """Whether the user may act on the running task."""
        task = self.sudo().task_id
        user = self.env.user
        return (
            bool(task)
            and user._onestop_has_role(task.role_id._stand_ins(), task.agency_id)
            and (not task.user_id or task._may_be_done_by(user))
        )

    def _own_actions(self):
        return super()._own_actions() | {"claim": self.action_claim, "assign": self.action_assign}

    def action_claim(self):
        """Take dossiers that lie at one's own step and that nobody holds yet."""
        self.check_access("read")
        self._take_in_hand()
        self._check_holds_task()
        for dossier in self:
            holder = dossier.sudo().task_id.user_id
            if holder and holder != self.env.user:
                raise UserError(
                    self.env._("%(user)s holds %(dossier)s already.", user=holder.name, dossier=dossier.display_name)
                )
            if not holder:
                dossier._set_holder(self.env.user, "claim")
        return True

    def action_assign(self, user_id=False):
        """Put dossiers into the hands of a colleague: as their leader, or as the one who holds them.

        :raises UserError: nobody is named, or the colleague does not hold the role of the step there
        """
        self.check_access("read")
        if not user_id:
            raise UserError(
                self.env._(
                    "Name the colleague who takes the dossier over. If nobody can be chosen, nobody else holds the role."
                )
            )
        self._take_in_hand()
        user = self.env["res.users"].browse(user_id).exists()
        for dossier in self:
            dossier.check_access("read")
            task = dossier.sudo().task_id
            if not task:
                raise UserError(self.env._("Nobody holds %s: no step is running.", dossier.display_name))
            if task.user_id != self.env.user and not self.env.user._onestop_has_role(["leader"], task.agency_id):
                raise AccessError(self.env._("Only the holder or a leader assigns %s.", dossier.display_name))
            if not user or not user._onestop_has_role(task.role_id._stand_ins(), task.agency_id):
                raise UserError(
                    self.env._("%(user)s is not %(role)s there.", user=user.name or "…", role=task.role_id.name)
                )
            dossier._set_holder(user, "assign")
        return True

    def _set_holder(self, user, action):
        dossier = self.sudo()
        dossier.task_id.user_id = user
        dossier.write({"holder_id": user.id, "revision": dossier.revision + 1})
        note = "" if user else self.env._("Nobody yet: whoever held it has left the post.")
        self._log(action, note=note, data={"to": user.login or ""})

    @api.model
    def act_batch(self, ids, action, **params):
        """Take an action on many dossiers; each succeeds or fails by itself.

        :param ids: ids of dossiers, at most the number of setting ``onestop_core.batch_limit``
        :param params: ``reason`` and whatever else the action needs, see ``act``
        :return: a list of dicts ``id``, ``name``, ``done``, ``message`` in the order of ``ids``
        """
        limit = self.env["onestop.settings"]._number("onestop_core.batch_limit")
        if len(ids) > limit:
            raise UserError(self.env._("Choose at most %s dossiers at a time.", limit))
        results = []
        for dossier in self.browse(ids):
            try:
                with self.env.cr.savepoint():
                    dossier._perform(action, **params)
                results.append({"id": dossier.id, "name": dossier.display_name, "done": True, "message": ""})
            except (UserError, AccessError) as error:
                self.env.invalidate_all()
                name = dossier.display_name if dossier.has_access("read") else str(dossier.id)
                results.append({"id": dossier.id, "name": name, "done": False, "message": str(error)})
        return results

    @api.model
    def _cron_confirmations(self):
        """Silence counts as consent: tasks that wait for the citizen go on when their days are over."""
        now = fields.Datetime.now()
        overdue = (
            self.env["onestop.dossier.task"]
            .sudo()
            .search([("state", "=", "open"), ("step_id.confirm_days", ">", 0), ("due_at", "<", now)])
        )
        for task in overdue:
            dossier = task.dossier_id
            if dossier.state != "processing":
                continue
            note = self.env._("The citizen did not answer in time: the draft counts as confirmed.")
            try:
                with self.env.cr.savepoint():
                    dossier.act("forward", note=note)
            except UserError as error:
                # one that cannot go on keeps none of the others; its own agency sees it late
                self.env.invalidate_all()
                _logger.warning("%s was not confirmed by silence: %s", dossier.code, error)
