from odoo import api, fields, models
from odoo.exceptions import UserError

# what to ask for, beside the reason that the table of transitions demands
ACTION_INPUTS = {
    "forward": ("user_id", "note"),
    "approve": ("result_number", "note"),
    "request_supplement": ("content",),
    "reject": ("competent_body",),
    "refuse": ("content",),
    "return_result": ("recipient",),
}
# said of one dossier at a time
SINGLE_INPUTS = ("result_number", "recipient")


class OnestopDossierActWizard(models.TransientModel):
    """Asks what an action needs (a reason, a recipient, …) and takes it on one or many dossiers."""

    _name = "onestop.dossier.act.wizard"
    _description = "Action on Dossiers"

    action = fields.Char(required=True, readonly=True)
    dossier_ids = fields.Many2many("onestop.dossier", string="Dossiers", readonly=True)
    dossier_count = fields.Integer("Number of Dossiers", compute="_compute_dossier_count")
    skipped_ids = fields.Many2many(
        "onestop.dossier", "onestop_dossier_act_wizard_skipped_rel", string="Left Out", readonly=True,
        help="Selected, but the action is not possible there now.",
    )  # fmt: skip
    revisions = fields.Json(help="Which revision of each dossier the user was looking at.")
    inputs = fields.Json(compute="_compute_inputs")
    reason = fields.Text()
    content = fields.Text("What to Supplement or Correct")
    competent_body = fields.Char("Where to Turn Instead")
    recipient = fields.Char("Handed Over To")
    result_number = fields.Char("Number of the Result")
    note = fields.Text()
    user_id = fields.Many2one("res.users", string="Forward To", domain="[('id', 'in', candidate_ids)]")
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    next_step = fields.Char(compute="_compute_candidate_ids")

    @api.model
    def _inputs(self, action):
        """Names of the fields that ``action`` asks for; empty if it is taken at once."""
        wants_reason = any(row.reason for row in self.env["onestop.dossier"]._transitions() if row.action == action)
        return [*(["reason"] if wants_reason else []), *ACTION_INPUTS.get(action, ())]

    @api.model
    def _open(self, dossiers, action, revision=None):
        """Open the dialog for ``action`` on ``dossiers``.

        :param revision: what the user saw of a single dossier; else the revisions as they are now
        :raises UserError: the action is possible on none of the dossiers
        """
        label = self.env["onestop.dossier"]._action_labels()[action]
        possible = dossiers.filtered(lambda dossier: action in dossier.allowed_actions)
        if not possible:
            raise UserError(self.env._("“%s” is possible on none of the chosen dossiers.", label))
        wizard = self.create(
            {
                "action": action,
                "dossier_ids": [fields.Command.set(possible.ids)],
                "skipped_ids": [fields.Command.set((dossiers - possible).ids)],
                "revisions": {
                    str(dossier.id): dossier.revision if revision is None else revision for dossier in possible
                },
                "recipient": (possible.submitter_name or possible.applicant_name) if len(possible) == 1 else False,
                "result_number": possible.result_number if len(possible) == 1 else False,
            }
        )
        if len(wizard.candidate_ids) == 1:
            wizard.user_id = wizard.candidate_ids
        return {
            "type": "ir.actions.act_window",
            "name": label,
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.depends("dossier_ids")
    def _compute_dossier_count(self):
        for wizard in self:
            wizard.dossier_count = len(wizard.dossier_ids)

    @api.depends("action", "dossier_ids")
    def _compute_inputs(self):
        for wizard in self:
            single = len(wizard.dossier_ids) == 1
            wizard.inputs = [name for name in self._inputs(wizard.action) if single or name not in SINGLE_INPUTS]

    @api.depends("action", "dossier_ids")
    def _compute_candidate_ids(self):
        """Who does the next step: those who hold its role at its agency, for every one of the dossiers."""
        staff = self.env["onestop.staff"].sudo()
        for wizard in self:
            places = set()
            if wizard.action == "forward":
                for dossier in wizard.dossier_ids.sudo():
                    step = dossier._next_step()
                    places.add((step, step._agency_for(dossier)))
            users = [
                staff.search(
                    [("role_ids", "in", step.role_id.ids), ("agency_id", "=", agency.id), *staff._in_force_domain()]
                ).user_id
                for step, agency in places
            ]
            common = users[0] if users else self.env["res.users"]
            for others in users[1:]:
                common &= others
            wizard.candidate_ids = common.sudo(False)
            wizard.next_step = "; ".join(sorted({f"{step.name} – {agency.name}" for step, agency in places})) or False

    def action_confirm(self):
        """Take the action on each dossier, all or none."""
        self.ensure_one()
        params = {name: self[name] for name in self.inputs if name not in ("user_id", "reason") and self[name]}
        if "user_id" in self.inputs and self.user_id:
            params["user_id"] = self.user_id.id
        for dossier in self.dossier_ids:
            dossier.act(self.action, reason=self.reason, revision=self.revisions[str(dossier.id)], **params)
        return {"type": "ir.actions.act_window_close"}
