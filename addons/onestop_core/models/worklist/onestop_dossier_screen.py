from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import transitions


class OnestopDossier(models.Model):
    """What the back-office screens need: whose dossier it is, buttons that act, folded columns."""

    _inherit = "onestop.dossier"

    is_mine = fields.Boolean(
        "Mine", compute="_compute_is_mine", search="_search_is_mine",
        help="I hold it, or nobody does yet and the running step is done by a role of mine.",
    )  # fmt: skip
    held_here = fields.Boolean("Held by My Agency", compute="_compute_held_here", search="_search_held_here")
    received_here = fields.Boolean(
        "Handed In at My Agency", compute="_compute_received_here", search="_search_received_here"
    )
    reception_agency_ids = fields.Many2many(
        "onestop.agency", compute="_compute_reception_agency_ids", help="Where the reader may enter dossiers."
    )

    more_actions = fields.Json(
        compute="_compute_more_actions", help="Allowed actions without a button of their own, with their names."
    )
    held_since = fields.Datetime(compute="_compute_held_since")
    has_cases = fields.Boolean(compute="_compute_has_cases")
    limit_label = fields.Char(
        "Time Limit",
        compute="_compute_limit_label",
        help="In the law's words; that there is none only where the law says so.",
    )

    @api.depends("task_id.taken_at", "ready_at")
    def _compute_held_since(self):
        """From the running task, or from the settlement while the result waits at the desk."""
        for dossier in self:
            dossier.held_since = dossier.task_id.taken_at or dossier.ready_at

    @api.depends("version_id")
    def _compute_has_cases(self):
        for dossier in self:
            dossier.has_cases = bool(dossier.version_id.sudo().case_ids)

    @api.depends("version_id", "channel", "case_id")
    @api.depends_context("lang")
    def _compute_limit_label(self):
        for dossier in self:
            dossier.limit_label = dossier._channel_line()._duration_label()

    # ------------------------------------------------------------------ whose

    @api.model
    def _my_agency_ids(self, roles=None):
        """Ids of the agencies where the user holds a post (one of ``roles``, if given), without those below."""
        role_map = self.env.user._onestop_role_map()
        return sorted(set().union(*(ids for code, ids in role_map.items() if roles is None or code in roles)))

    @api.model
    def _mine_domain(self):
        """Open dossiers of the user's own work list."""
        free = Domain.OR(
            Domain("step_id.role_id.code", "=", code) & Domain("holder_agency_id", "in", sorted(agency_ids))
            for code, agency_ids in self.env.user._onestop_role_map().items()
        )
        mine = Domain("holder_id", "=", self.env.uid) | (Domain("holder_id", "=", False) & free)
        return self._open_domain() & Domain("holder_agency_id", "in", self._my_agency_ids()) & mine

    @api.depends("holder_id", "holder_agency_id", "step_id", "closed_at")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.filtered_domain(self._mine_domain())
        for dossier in self:
            dossier.is_mine = dossier in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._mine_domain()

    @api.depends("holder_agency_id")
    @api.depends_context("uid")
    def _compute_held_here(self):
        agency_ids = self._my_agency_ids()
        for dossier in self:
            dossier.held_here = dossier.holder_agency_id.id in agency_ids

    @api.model
    def _search_held_here(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("holder_agency_id", "in", self._my_agency_ids())

    @api.depends("received_agency_id")
    @api.depends_context("uid")
    def _compute_received_here(self):
        agency_ids = self._my_agency_ids()
        for dossier in self:
            dossier.received_here = dossier.received_agency_id.id in agency_ids

    @api.model
    def _search_received_here(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("received_agency_id", "in", self._my_agency_ids())

    @api.depends_context("uid")
    def _compute_reception_agency_ids(self):
        self.reception_agency_ids = self.env["onestop.agency"].browse(
            self._my_agency_ids(self.env["onestop.role"]._desk_codes())
        )

    # ------------------------------------------------------------------ buttons

    @api.depends("allowed_actions", "holder_id", "step_id")
    @api.depends_context("uid", "lang")
    def _compute_more_actions(self):
        labels, main = self._action_labels(), self._main_actions()
        for dossier in self:
            actions = [action for action in dossier.allowed_actions or () if action not in main]
            if dossier._may_assign():
                actions.append("assign")
            if dossier._may_ask_opinion():
                actions.append("opinion_ask")
            dossier.more_actions = [{"action": action, "label": labels[action]} for action in actions]

    def _may_assign(self):
        """Whether the user may put the dossier into the hands of a colleague: its holder, or a leader there."""
        if not self.sudo().task_id:
            return False
        return self.holder_id == self.env.user or self.env.user._onestop_has_role(["leader"], self.holder_agency_id)

    def _open_form(self):
        """The action that opens the dossier, for the button of a record that is about it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_act(self):
        """Take the action that a button names in its context, or first ask for what the action needs.

        The context carries ``onestop_action`` and, from a form, the ``onestop_revision`` that the user saw.

        :return: an action of the web client, or True
        """
        action = self.env.context["onestop_action"]
        revision = self.env.context.get("onestop_revision")
        wizard = self.env["onestop.dossier.act.wizard"]
        if len(self) == 1:
            if not wizard._inputs(action, self):
                self.act(action, revision=revision)
                return self._reception_dialog() if action == "receive" else True
            self._check_before_dialog(action, revision)
            if action == "correct":
                return self.env["onestop.dossier.correction"]._open(self, revision)
        return wizard._open(self, action, revision)

    def _check_before_dialog(self, action, revision):
        """Refuse at once what no input could mend, instead of after the dialog is filled in."""
        if action in self._own_actions():
            return
        row = self._find_row(action, revision)
        at_once = [guard for guard in row.guards if guard not in self._input_guards()]
        self.sudo()._check_guards(row, {}, at_once)

    def action_claim_batch(self):
        """Take over many dossiers at once; those that could not be taken are named."""
        return self.env["onestop.dossier.act.wizard"]._open(self, "claim", run=True)

    def _reception_dialog(self, title=None):
        """Show what was received, with its slip to print.

        :param title: what was done, if that was not the reception
        """
        self.ensure_one()
        due = self._moment_short(self.due_at)
        return self._print_offer(
            title=title or self.env._("Dossier received"),
            headline=self.code,
            lines=[self.applicant_name, self._subject()],
            strong=self.env._("Due: %s", due) if due else self.limit_label,
            print_label=self.env._("Print the slip"),
            # the slip comes with its own data file, which a reduced installation may leave out
            report=self.env.ref("onestop_core.action_report_receipt_slip", raise_if_not_found=False),
            records=self,
        )

    def _letter_dialog(self, letters):
        """Show which letters were issued, to print and sign them."""
        return self._print_offer(
            title=self.env._("Letter issued") if len(letters) == 1 else self.env._("%s letters issued", len(letters)),
            headline=", ".join(letters.mapped("name")),
            lines=[
                ", ".join(sorted(set(letters.mapped("title")))),
                ", ".join(letters.dossier_id.mapped("display_name")),
            ],
            strong=letters.dossier_id.applicant_name if len(letters) == 1 else "",
            print_label=self.env._("Print the letter"),
            report=self.env.ref("onestop_core.action_report_dossier_letter", raise_if_not_found=False),
            records=letters,
        )

    def _print_offer(self, *, report, records, **params):
        """Tell what was done, and offer what is printed of it."""
        params["report"] = report.report_action(records, config=False) if report else False
        return {"type": "ir.actions.client", "tag": "onestop_core.print_offer", "params": params}

    # ------------------------------------------------------------------ columns

    def _web_read_group_format(self, groupby, aggregates, groups):
        """Columns of closed dossiers start folded, as they only grow; so do empty ones."""
        result = super()._web_read_group_format(groupby, aggregates, groups)
        field = self._web_read_group_field_expand(groupby)
        if field and field.name == "state":
            for (state, *__), group in zip(groups, result, strict=True):
                group["__fold"] = state in transitions.CLOSED_STATES or not group.get("__count", 1)
        return result
