from odoo import api, fields, models
from odoo.fields import Domain


class OnestopDossierActWizard(models.TransientModel):
    """Asks what an action needs (a reason, a recipient, …) and takes it on one or many dossiers."""

    _name = "onestop.dossier.act.wizard"
    _description = "Action on Dossiers"

    action = fields.Char(required=True, readonly=True)
    dossier_ids = fields.Many2many("onestop.dossier", string="Dossiers", readonly=True)
    dossier_count = fields.Integer("Number of Dossiers", compute="_compute_dossier_count")
    revision = fields.Integer(readonly=True, help="Which revision of a single dossier the user was looking at.")
    inputs = fields.Json(compute="_compute_inputs", help="Names of the fields that the action asks for.")
    hint = fields.Text(compute="_compute_hint", help="What follows from the action, where that is not plain.")
    results = fields.Json(readonly=True, help="What became of each dossier, after an action on many.")

    cause_id = fields.Many2one("onestop.cause", domain="[('id', 'in', cause_ids)]", help="What reports count.")
    cause_ids = fields.Many2many("onestop.cause", compute="_compute_cause_ids")
    reason = fields.Text()
    content = fields.Text("What to Supplement or Correct")
    in_person = fields.Boolean(
        "Papers in Person", help="The citizen has to bring papers, although the dossier was filed online."
    )
    competent_body = fields.Char("Where to Turn Instead")
    new_due_at = fields.Datetime("New Date")
    responsible_id = fields.Many2one("res.users", domain="[('id', 'in', staff_ids)]", help="Who answers for the delay.")
    staff_ids = fields.Many2many("res.users", compute="_compute_staff_ids")
    asked_by = fields.Char("Asked For By", help="Who asked to stop: an officer, an agency, a court.")
    recipient = fields.Char("Handed Over To")
    identity_seen = fields.Boolean("The identity paper was compared with the person")
    result_number = fields.Char("Number of the Result")
    receipt_number = fields.Char("Number of the Receipt")
    note = fields.Text()
    user_id = fields.Many2one("res.users", string="To", domain="[('id', 'in', candidate_ids)]")
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    next_step = fields.Char(compute="_compute_candidate_ids")

    agency_id = fields.Many2one("onestop.agency", string="Agency Asked", domain="[('id', 'in', askable_ids)]")
    askable_ids = fields.Many2many("onestop.agency", compute="_compute_askable_ids")
    question = fields.Text()
    days = fields.Integer("Working Days to Answer", default=5)
    opinion_id = fields.Many2one("onestop.dossier.opinion", string="Opinion Asked For", readonly=True)
    opinion_question = fields.Text("Asked", related="opinion_id.question")
    answer = fields.Text("Opinion")

    # ------------------------------------------------------------------ opening

    @api.model
    def _inputs(self, action, dossiers=None):
        """Names of the fields that ``action`` asks for; empty if it is taken at once.

        :param dossiers: on which it is taken, where what it asks for depends on them
        """
        rows = [row for row in self.env["onestop.dossier"]._transitions() if row.action == action]
        states = set(dossiers.mapped("state")) if dossiers else {row.source for row in rows}
        wants_reason = any(row.reason and row.source in states for row in rows)
        inputs = [*(["reason"] if wants_reason else []), *self.env["onestop.dossier"]._action_inputs().get(action, ())]
        if "receipt_number" in inputs and (dossiers is None or set(dossiers.mapped("state")) != {"payment"}):
            inputs.remove("receipt_number")
        return inputs

    @api.model
    def _single_inputs(self):
        """What is said of one dossier at a time."""
        return ("result_number", "recipient", "identity_seen", "receipt_number")

    @api.model
    def _open(self, dossiers, action, revision=None, opinion=None, run=False):
        """Open the dialog for ``action`` on ``dossiers``.

        :param revision: what the user saw of a single dossier; else its revision as it is now
        :param opinion: the opinion to give; else the first one that waits for the user
        :param run: ask nothing, take the action now and only tell what failed
        """
        vals = {"action": action, "dossier_ids": [fields.Command.set(dossiers.ids)]}
        if len(dossiers) == 1:
            vals |= {"revision": dossiers.revision if revision is None else revision}
            vals |= self._defaults_of(dossiers, action, opinion)
        wizard = self.create(vals)
        if len(wizard.candidate_ids) == 1:
            wizard.user_id = wizard.candidate_ids
        return wizard.action_confirm() if run else wizard._show()

    @api.model
    def _defaults_of(self, dossier, action, opinion):
        """What the dialog proposes for a single dossier."""
        if action == "apologise":
            return {
                "responsible_id": dossier.sudo()._answers_for_delay({}).id,
                "new_due_at": not dossier.ready_at and dossier.sudo()._propose_new_due(),
            }
        if action == "opinion_answer":
            return {"opinion_id": (opinion or dossier.opinion_ids.filtered("asked_here")[:1]).id}
        return {
            "recipient": dossier.applicant_name,
            "result_number": dossier.result_number,
        }

    def _show(self):
        return {
            "type": "ir.actions.act_window",
            "name": self._label(),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _label(self):
        return self.env["onestop.dossier"]._action_labels()[self.action]

    # ------------------------------------------------------------------ computed

    @api.depends("dossier_ids")
    def _compute_dossier_count(self):
        for wizard in self:
            wizard.dossier_count = len(wizard.dossier_ids)

    @api.depends("action", "dossier_ids")
    def _compute_inputs(self):
        for wizard in self:
            inputs = wizard._inputs(wizard.action, wizard.dossier_ids)
            if len(wizard.dossier_ids) != 1:
                inputs = [name for name in inputs if name not in self._single_inputs()]
            if "in_person" in inputs and "online" not in wizard.dossier_ids.mapped("channel"):
                inputs.remove("in_person")
            if "new_due_at" in inputs and all(wizard.dossier_ids.mapped("ready_at")):
                inputs.remove("new_due_at")
            wizard.inputs = inputs

    @api.depends("action")
    def _compute_cause_ids(self):
        today = self.env["onestop.agency"]._today()
        kinds = self.env["onestop.dossier"]._cause_kinds()
        for wizard in self:
            wizard.cause_ids = self.env["onestop.cause"]._on(kinds.get(wizard.action), today)

    @api.depends("action", "dossier_ids")
    @api.depends_context("lang")
    def _compute_hint(self):
        """The hint, if it is the same for all dossiers."""
        for wizard in self:
            method = getattr(wizard, f"_hint_{wizard.action}", None)
            hints = {method(dossier.sudo()) for dossier in wizard.dossier_ids} if method else set()
            wizard.hint = hints.pop() if len(hints) == 1 else False

    def _hint_request_supplement(self, dossier):
        return self.env._(
            "The citizen has %(days)s working days, until %(moment)s. A supplement is asked for only once: name "
            "everything that is missing or wrong.",
            days=dossier._supplement_days(),
            moment=dossier._moment_short(dossier._supplement_answer_by()),
        )

    def _hint_allow_supplement(self, dossier):
        return self.env._(
            "The rule has been used up. One more request becomes possible; it is counted, with your name and its legal basis."
        )

    def _hint_request_payment(self, dossier):
        return self.env._("The clock stands until the citizen has paid.")

    def _hint_resume(self, dossier):
        if dossier.state != "payment":
            return False
        fee = dossier.fee_text or self.env._("the catalogue names no sum")
        return self.env._("Owed: %s. The dossier goes on by the number of the receipt.", fee)

    def _hint_verify(self, dossier):
        return self.env._(
            "The law adds %(days)s working days for verification. Due so far: %(moment)s.",
            days=dossier._verification_days_left(),
            moment=dossier._moment_short(dossier.due_at),
        )

    def _hint_apologise(self, dossier):
        if dossier.ready_at:
            return self.env._(
                "Due %(due)s, ready %(ready)s. The letter apologises; no new date is needed.",
                due=dossier._moment_short(dossier.due_at),
                ready=dossier._moment_short(dossier.ready_at),
            )
        return self.env._(
            "Due %(due)s. A new date is set once; the next one is for the agency above. The date first promised stays on record.",
            due=dossier._moment_short(dossier.due_at),
        )

    def _hint_reject(self, dossier):
        return self.env._("The citizen receives a letter of refusal with this reason.")

    _hint_refuse = _hint_reject

    def _hint_stop(self, dossier):
        return self.env._("The dossier is closed, and the citizen receives a notice of stop with this reason.")

    def _hint_take_back(self, dossier):
        last = dossier.task_ids.sorted("id")[-1:]
        return self.env._(
            "The dossier goes back to the step “%(step)s”, to %(user)s.",
            step=last.step_id.name,
            user=last.user_id.name or "…",
        )

    _hint_reopen = _hint_take_back

    @api.depends("action", "dossier_ids")
    def _compute_candidate_ids(self):
        """Who may take the dossiers: those who hold the role of the step at its agency, for every one of them."""
        for wizard in self:
            places = wizard._places()
            users = [self._staff_of(agency, step.role_id) for step, agency in places]
            common = users[0] if users else self.env["res.users"]
            for others in users[1:]:
                common &= others
            wizard.candidate_ids = common
            wizard.next_step = (
                "; ".join(sorted({f"{step.name} – {agency.display_name}" for step, agency in places})) or False
            )

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

    @api.depends("dossier_ids")
    def _compute_staff_ids(self):
        """Staff of the agencies that had the dossiers in their hands."""
        for wizard in self:
            dossiers = wizard.dossier_ids.sudo()
            wizard.staff_ids = self._staff_of(dossiers.competent_agency_id | dossiers.task_ids.agency_id)

    @api.model
    def _staff_of(self, agencies, role=None):
        """Users in a post at the agencies today, with ``role`` if that is given."""
        staff = self.env["onestop.staff"].sudo()
        domain = Domain("agency_id", "in", agencies.ids) & Domain(staff._in_force_domain())
        if role:
            domain &= Domain("role_ids", "in", role.ids)
        return staff.search(domain).user_id.sudo(False)

    @api.depends("dossier_ids")
    def _compute_askable_ids(self):
        """Agencies that exist today, without those that hold the dossiers."""
        today = self.env["onestop.agency"]._today()
        agencies = self.env["onestop.agency"].search(
            (Domain("valid_from", "=", False) | Domain("valid_from", "<=", today))
            & (Domain("valid_to", "=", False) | Domain("valid_to", ">=", today))
        )
        for wizard in self:
            wizard.askable_ids = agencies - wizard.dossier_ids.holder_agency_id

    # ------------------------------------------------------------------ acting

    def action_confirm(self):
        """Take the action. Of many dossiers each succeeds or fails by itself, and those that failed stay on the screen."""
        self.ensure_one()
        dossiers = self.dossier_ids
        letters = dossiers.letter_ids
        if len(dossiers) == 1:
            dossiers._perform(self.action, revision=self.revision, **self._params())
        else:
            self.results = dossiers.act_batch(dossiers.ids, self.action, **self._params())
            failed = [result["id"] for result in self.results if not result["done"]]
            if failed:
                self.dossier_ids = [fields.Command.set(failed)]
                return self._show()
        issued = dossiers.letter_ids - letters
        if issued:
            return dossiers._letter_dialog(issued)
        return self._tell_done() if self.results else {"type": "ir.actions.act_window_close"}

    def _tell_done(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self._label(),
                "message": self.env._("Done for %s dossiers.", len(self.results)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _params(self):
        """What was entered, as ``_perform`` takes it."""
        said = [name for name in self.inputs or () if self[name]]
        return {name: self[name].id if self._fields[name].type == "many2one" else self[name] for name in said}
