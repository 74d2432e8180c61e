from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class OnestopProcess(models.Model):
    """A process rests on a decision, and is replaced by its next version on a day: whoever names a process means the
    version that is in force when a dossier begins to follow it. Dossiers stay with the one that they follow.
    """

    _inherit = "onestop.process"

    decision = fields.Char(help="Number of the decision that approved it, e.g. 1234/QĐ-UBND.")
    decision_date = fields.Date()
    number = fields.Integer("Version", default=1, readonly=True, copy=False)
    valid_from = fields.Date("In Force From", copy=False, help="Empty: from always on; for a next version: a draft.")
    valid_to = fields.Date("In Force To", copy=False)
    previous_id = fields.Many2one(
        "onestop.process", "Replaces", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    next_ids = fields.One2many("onestop.process", "previous_id", "Replaced By")
    is_draft = fields.Boolean(compute="_compute_is_draft")

    _validity = models.Constraint(
        "CHECK(valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)",
        "A process cannot end before it begins.",
    )

    @api.depends("previous_id.valid_to", "valid_from")
    def _compute_is_draft(self):
        for process in self:
            process.is_draft = bool(process.previous_id and not process._is_enacted())

    def _is_enacted(self):
        """Whether it has taken the place of the version before it."""
        return not self.previous_id or bool(self.valid_from and self.previous_id.valid_to)

    def _on(self, day):
        """The version that is in force on ``day``: this one, or one that it replaced or was replaced by."""
        self.ensure_one()
        process = self
        while process.previous_id and process.valid_from and process.valid_from > day:
            process = process.previous_id
        while process.valid_to and process.valid_to < day:
            following = process.next_ids.filtered(lambda other: other._is_enacted())[:1]
            if not following or following.valid_from > day:
                break
            process = following
        return process

    @api.model
    def _for_procedure(self, procedure):
        return super()._for_procedure(procedure)._on(self.env["onestop.agency"]._today())

    def action_new_version(self):
        """Open a draft of the next version, to be changed and put into force by its own decision."""
        self.ensure_one()
        draft = self.next_ids.filtered("is_draft")[:1]
        if self.next_ids - draft:
            raise UserError(self.env._("%s has been replaced already. Change its last version.", self.name))
        if not draft:
            self.check_access("create")
            self.check_access("write")
            draft = self.sudo().copy({"previous_id": self.id, "number": self.number + 1, "is_default": False})
            # a copy is called one, but the next version is the same process
            draft.name = self.name
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
        }

    def action_enact(self):
        """Let this version take the place of the one before it, from its first day on."""
        for process in self.filtered("is_draft"):
            missing = [
                process._fields[name]._description_string(self.env)
                for name in ("decision", "decision_date", "valid_from")
                if not process[name]
            ]
            if missing:
                raise UserError(self.env._("Enter first: %s", ", ".join(missing)))
            if process.valid_from < self.env["onestop.agency"]._today():
                raise UserError(self.env._("A version comes into force today or later."))
            process.previous_id.valid_to = process.valid_from - timedelta(days=1)
        return True

    @api.depends("name", "number", "valid_from", "previous_id")
    def _compute_display_name(self):
        for process in self:
            process.display_name = process.name
            if process.previous_id:
                since = format_date(self.env, process.valid_from) if process.valid_from else ""
                words = self.env._("version %s", process.number)
                process.display_name = f"{process.name} ({', '.join(filter(None, (words, since)))})"
