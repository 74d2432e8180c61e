from odoo import api, fields, models

# what to ask for, beside the reason that the table of transitions demands
ACTION_INPUTS = {
    "forward": ("user_id", "note"),
    "assign": ("user_id",),
    "approve": ("result_number", "note"),
    "request_supplement": ("content", "in_person"),
    "reject": ("competent_body",),
    "refuse": ("content",),
    "apologise": ("new_due_at", "responsible_id"),
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
    revision = fields.Integer(readonly=True, help="Which revision of a single dossier the user was looking at.")
    inputs = fields.Json(compute="_compute_inputs", help="Names of the fields that the action asks for.")
    problems = fields.Text(readonly=True, help="What went wrong where, after an action on many dossiers.")

    reason = fields.Text()
    content = fields.Text("What to Supplement or Correct")
    in_person = fields.Boolean(
        "Papers in Person", help="The citizen has to bring papers, although the dossier was filed online."
    )
    competent_body = fields.Char("Where to Turn Instead")
    new_due_at = fields.Datetime("New Date")
    responsible_id = fields.Many2one("res.users", help="Who answers for the delay. Empty: the holder.")
    recipient = fields.Char("Handed Over To")
    result_number = fields.Char("Number of the Result")
    note = fields.Text()
    user_id = fields.Many2one("res.users", string="To", domain="[('id', 'in', candidate_ids)]")
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

        :param revision: what the user saw of a single dossier; else its revision as it is now
        """
        single = len(dossiers) == 1
        wizard = self.create(
            {
                "action": action,
                "dossier_ids": [fields.Command.set(dossiers.ids)],
                "revision": (dossiers.revision if revision is None else revision) if single else False,
                "recipient": (dossiers.submitter_name or dossiers.applicant_name) if single else False,
                "result_number": dossiers.result_number if single else False,
            }
        )
        if len(wizard.candidate_ids) == 1:
            wizard.user_id = wizard.candidate_ids
        return wizard._show()

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env["onestop.dossier"]._action_labels()[self.action],
            "res_model": self._name,
            "res_id": self.id,
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
            inputs = wizard._inputs(wizard.action)
            if len(wizard.dossier_ids) != 1:
                inputs = [name for name in inputs if name not in SINGLE_INPUTS]
            if "in_person" in inputs and "online" not in wizard.dossier_ids.mapped("channel"):
                inputs.remove("in_person")
            if "new_due_at" in inputs and all(wizard.dossier_ids.mapped("ready_at")):
                inputs.remove("new_due_at")
            wizard.inputs = inputs

    @api.depends("action", "dossier_ids")
    def _compute_candidate_ids(self):
        """Who may take the dossiers: those who hold the role of the step at its agency, for every one of them."""
        for wizard in self:
            places = wizard._places()
            users = [self._holders_of(step.role_id, agency) for step, agency in places]
            common = users[0] if users else self.env["res.users"]
            for others in users[1:]:
                common &= others
            wizard.candidate_ids = common
            wizard.next_step = "; ".join(sorted({f"{step.name} – {agency.name}" for step, agency in places})) or False

    def _places(self):
        """The steps, with their agencies, to which the action leads."""
        places = set()
        for dossier in self.dossier_ids.sudo().filtered("step_id"):
            if self.action == "assign":
                places.add((dossier.step_id, dossier.holder_agency_id))
            elif self.action == "forward":
                step = dossier._next_step()
                if step:
                    places.add((step, step._agency_for(dossier)))
        return places

    @api.model
    def _holders_of(self, role, agency):
        staff = self.env["onestop.staff"].sudo()
        posts = staff.search([("role_ids", "in", role.ids), ("agency_id", "=", agency.id), *staff._in_force_domain()])
        return posts.user_id.sudo(False)

    def action_confirm(self):
        """Take the action. Of many dossiers each succeeds or fails by itself; those that failed stay on the screen."""
        self.ensure_one()
        dossiers = self.dossier_ids
        if self.action == "assign":
            dossiers.action_assign(self.user_id.id)
        elif len(dossiers) == 1:
            dossiers.act(self.action, revision=self.revision, **self._params())
        else:
            failed = [
                result
                for result in dossiers.act_batch(dossiers.ids, self.action, **self._params())
                if not result["done"]
            ]
            if failed:
                self.dossier_ids = [fields.Command.set([result["id"] for result in failed])]
                self.problems = "\n".join(f"{result['name']}: {result['message']}" for result in failed)
                return self._show()
        return {"type": "ir.actions.act_window_close"}

    def _params(self):
        """What was entered, as ``onestop.dossier.act`` takes it."""
        values = {name: self[name] for name in self.inputs if self[name]}
        return {name: value.id if isinstance(value, models.BaseModel) else value for name, value in values.items()}
