from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...models.forms.onestop_working_slip import KINDS


class OnestopWorkingSlipWizard(models.TransientModel):
    """Issue and print a working slip for the dossiers chosen in the list, or for the one on the form."""

    _name = "onestop.working.slip.wizard"
    _description = "Issue a Slip"

    kind = fields.Selection(KINDS, required=True, default="handover")
    dossier_ids = fields.Many2many("onestop.dossier", string="Dossiers", required=True)
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    agency_id = fields.Many2one(
        "onestop.agency",
        string="From",
        required=True,
        compute="_compute_agencies",
        store=True,
        readonly=False,
        precompute=True,
    )
    to_agency_id = fields.Many2one(
        "onestop.agency", string="To", compute="_compute_agencies", store=True, readonly=False, precompute=True,
        help="Reminders go to each agency that holds some of the dossiers.",
    )  # fmt: skip
    receiver_name = fields.Char("Taken Over By")
    note = fields.Char()

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        if self.env.context.get("active_model") == "onestop.dossier":
            values["dossier_ids"] = [Command.set(self.env.context.get("active_ids") or [])]
        return values

    @api.depends_context("uid")
    def _compute_own_agency_ids(self):
        self.own_agency_ids = self.env.user._onestop_posts().agency_id.ids

    @api.depends("kind", "dossier_ids")
    def _compute_agencies(self):
        """Dossiers go from where they were handed in to who is competent, results the other way."""
        for wizard in self:
            own = self.env.user._onestop_posts().agency_id
            dossiers = wizard.dossier_ids
            received, competent = dossiers.received_agency_id, dossiers.competent_agency_id
            giver, taker = (competent, received) if wizard.kind == "result_handover" else (received, competent)
            wizard.agency_id = ((giver & own) or own)[:1].id
            wizard.to_agency_id = taker.id if len(taker) == 1 else False

    def action_issue(self):
        """Issue the slip, a reminder to each agency that is late, and print."""
        self.ensure_one()
        slips = self.env["onestop.working.slip"]
        more = {"receiver_name": self.receiver_name, "note": self.note}
        if self.kind == "reminder":
            for agency, dossiers in self.dossier_ids.grouped("holder_agency_id").items():
                slips |= slips._issue(self.kind, self.agency_id, agency, dossiers, **more)
        else:
            if not self.to_agency_id:
                raise UserError(self.env._("Choose the agency that takes over."))
            slips = slips._issue(self.kind, self.agency_id, self.to_agency_id, self.dossier_ids, **more)
        return {**slips.action_print(), "close_on_report_download": True}
