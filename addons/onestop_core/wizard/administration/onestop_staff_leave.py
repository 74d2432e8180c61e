from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OnestopStaffLeave(models.TransientModel):
    """Leaving a post: what is open goes to a colleague first or, where nobody else holds the role, waits at the agency for
    whoever is given it next.
    """

    _name = "onestop.staff.leave"
    _description = "Leaving a Post"

    staff_id = fields.Many2one("onestop.staff", string="Post", required=True, ondelete="cascade")
    open_task_count = fields.Integer(related="staff_id.open_task_count")
    dossier_ids = fields.Many2many("onestop.dossier", compute="_compute_dossier_ids")
    goes_to = fields.Selection(
        [("colleague", "A Colleague"), ("nobody", "Nobody Yet")],
        string="Open Dossiers Go To",
        required=True,
        compute="_compute_goes_to",
        store=True,
        precompute=True,
        readonly=False,
    )
    successor_id = fields.Many2one("res.users", string="Hand Over To", domain="[('id', 'in', candidate_ids)]")
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    last_day = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())

    @api.depends("staff_id")
    def _compute_candidate_ids(self):
        for leave in self:
            codes = leave.staff_id.role_ids.mapped("code")
            holders = self.env["onestop.staff"]._holders_of(codes, leave.staff_id.agency_id)
            leave.candidate_ids = holders - leave.staff_id.user_id

    @api.depends("candidate_ids")
    def _compute_goes_to(self):
        for leave in self:
            leave.goes_to = "colleague" if leave.candidate_ids else "nobody"

    @api.depends("staff_id")
    def _compute_dossier_ids(self):
        """Those that the administrator may see: the list is theirs to read, the post's tasks are counted in full."""
        for leave in self:
            leave.dossier_ids = leave.staff_id._open_tasks().dossier_id.sudo(False)._filtered_access("read")

    def action_leave(self):
        """Hand the open tasks over and end the post, together."""
        self.ensure_one()
        post = self.staff_id
        post.check_access("write")
        tasks = post._open_tasks()
        to = self.successor_id if self.goes_to == "colleague" else self.env["res.users"]
        if tasks and self.goes_to == "colleague" and not to:
            raise UserError(self.env._("Name the colleague who takes over %s open dossiers.", len(tasks)))
        for task in tasks:
            if to and not to._onestop_has_role([task.role_id.code], task.agency_id):
                raise AccessError(self.env._("%(user)s is not %(role)s there.", user=to.name, role=task.role_id.name))
            task.dossier_id._set_holder(to, "assign")
        post.valid_to = self.last_day
        return {"type": "ir.actions.act_window_close"}
