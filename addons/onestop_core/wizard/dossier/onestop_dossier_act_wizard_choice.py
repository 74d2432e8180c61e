from odoo import api, fields, models

from ...models.catalogue.onestop_procedure_channel import CHANNELS


class OnestopDossierActWizard(models.TransientModel):
    """The dialog of an action: what it asks where procedure, case or channel are corrected."""

    _inherit = "onestop.dossier.act.wizard"

    procedure_id = fields.Many2one("onestop.procedure", domain="[('current_version_id', '!=', False)]")
    case_id = fields.Many2one(
        "onestop.procedure.case",
        domain="[('id', 'in', case_ids)]",
        compute="_compute_case_id",
        store=True,
        readonly=False,
    )
    case_ids = fields.Many2many("onestop.procedure.case", compute="_compute_offered")
    case_none = fields.Boolean("None of These Cases", compute="_compute_case_id", store=True, readonly=False)
    may_be_no_case = fields.Boolean(compute="_compute_offered")
    channel = fields.Selection(CHANNELS)
    component_ids = fields.Many2many(
        "onestop.procedure.component", string="Papers That Are There", domain="[('id', 'in', asked_ids)]",
        compute="_compute_component_ids", store=True, readonly=False,
    )  # fmt: skip
    asked_ids = fields.Many2many("onestop.procedure.component", compute="_compute_offered")

    @api.model
    def _single_inputs(self):
        return (*super()._single_inputs(), "procedure_id", "case_id", "case_none", "channel", "component_ids")

    @api.model
    def _defaults_of(self, dossier, action, opinion):
        if action != "rechoose":
            return super()._defaults_of(dossier, action, opinion)
        return {name: dossier[name] for name in ("case_none", "channel")} | {
            "procedure_id": dossier.procedure_id.id,
            "case_id": dossier.sudo()._choice().case.id,
            "component_ids": [fields.Command.set(dossier.document_ids.filtered("handed_in").component_id.ids)],
        }

    def _chosen(self):
        """What is chosen in the dialog, see ``onestop.dossier._choice_said``."""
        return self.dossier_ids.sudo()._choice_said(
            {name: self[name].id for name in ("procedure_id", "case_id")}
            | {name: self[name] for name in ("case_none", "channel")}
        )

    @api.depends("procedure_id", "channel", "case_id")
    def _compute_offered(self):
        for wizard in self:
            concerned = wizard.action == "rechoose" and len(wizard.dossier_ids) == 1
            version = wizard._chosen().version if concerned else self.env["onestop.procedure.version"]
            wizard.case_ids = version.case_ids
            wizard.may_be_no_case = bool(version) and version._case_question(wizard.channel)[1]
            wizard.asked_ids = version._papers(wizard.case_id) if version else False

    @api.depends("procedure_id", "channel")
    def _compute_case_id(self):
        """What is no case of the procedure is none; "none of these" goes where the channel has no limit for it."""
        for wizard in self:
            wizard.case_id &= wizard.case_ids
            wizard.case_none = wizard.case_none and wizard.may_be_no_case

    @api.depends("procedure_id", "case_id")
    def _compute_component_ids(self):
        """Papers of the same name stay ticked."""
        for wizard in self:
            there = set(wizard.dossier_ids.document_ids.filtered("handed_in").mapped("name"))
            wizard.component_ids = wizard.asked_ids.filtered(lambda paper, there=there: paper.name in there)

    def _hint_rechoose(self, dossier):
        if not dossier.received_at:
            return self.env._("The papers are asked for again. What stood there before stays in the history.")
        return self.env._(
            "The papers are asked for again, and the due date is counted again from %s. What stood there before stays in "
            "the history; the slip is printed again and replaces the first.",
            dossier._moment_short(dossier.received_at),
        )

    def _params(self):
        params = super()._params()
        if "component_ids" in (self.inputs or ()):
            # none is an answer, too
            params["component_ids"] = self.component_ids.ids
        return params

    def action_confirm(self):
        result = super().action_confirm()
        dossier = self.dossier_ids
        if self.action == "rechoose" and len(dossier) == 1 and dossier.received_at:
            return dossier._reception_dialog(self.env._("Corrected: print the slip again"))
        return result
