import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...heads_file import heads_path, read_heads
from .onestop_trail_head import note_hash, size_of

GROUPS = "onestop_core.group_supervisor,onestop_core.group_manager"


class OnestopTrailRestore(models.Model):
    """A backup was restored, honestly: two people answer for it, so that the log goes on from there.

    Until then the job refuses to sign, since what it would sign contradicts what it signed after the backup.
    """

    _name = "onestop.trail.restore"
    _description = "Restoration of a Backup"
    _order = "id desc"
    _rec_name = "requested_at"
    _log_access = False

    reason = fields.Text(required=True, readonly=True)
    requested_by_id = fields.Many2one("res.users", "Answered For By", required=True, readonly=True, ondelete="restrict")
    requested_at = fields.Datetime("On", required=True, readonly=True)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    confirmed_at = fields.Datetime("Confirmed", readonly=True)
    lost = fields.Char("Hash of the State Lost", readonly=True)
    lost_size = fields.Integer("Entries Before", readonly=True)
    kept = fields.Char("Hash of the State Kept", readonly=True)
    kept_size = fields.Integer("Entries Kept", readonly=True)
    size = fields.Integer("Entries When Logged", required=True, readonly=True, default=0)
    salt = fields.Char(required=True, readonly=True, groups=fields.NO_ACCESS)
    may_confirm = fields.Boolean(compute="_compute_may_confirm")

    @api.depends("confirmed_at", "requested_by_id")
    @api.depends_context("uid")
    def _compute_may_confirm(self):
        for restore in self:
            restore.may_confirm = not restore.confirmed_at and restore.requested_by_id != self.env.user

    @api.model
    def _check_allowed(self):
        if not self.env.user.has_groups(GROUPS):
            raise AccessError(self.env._("Restorations are answered for by supervisors and administrators."))

    @api.model
    def _request(self, reason):
        """Say that the database was restored from a backup, and why.

        :raises UserError: the database is not older than the signed states outside it
        """
        self._check_allowed()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the backup was restored."))
        lines = read_heads(heads_path(self.env)) or []
        outside = lines[-1].get("head") if lines else None
        last = self.env["onestop.trail.head"].sudo().search([], limit=1)
        if (outside or None) == (last.note or None):
            raise UserError(self.env._("The database is not older than the signed states outside it."))
        return self.sudo().create(
            {
                "reason": reason,
                "requested_by_id": self.env.uid,
                "requested_at": fields.Datetime.now(),
                "lost": note_hash(outside),
                "lost_size": size_of(outside) or 0,
                "kept": note_hash(last.note),
                "kept_size": last.size,
                "salt": secrets.token_hex(16),
            }
        )

    def action_confirm(self):
        """Answer for the restoration as the second person; the next run of the job goes on from there."""
        self.ensure_one()
        self._check_allowed()
        self.check_access("read")
        if self.confirmed_at:
            raise UserError(self.env._("This restoration was confirmed already."))
        if self.requested_by_id == self.env.user:
            raise AccessError(self.env._("A restoration is confirmed by a second person."))
        self.sudo().write({"confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()})
        return True
