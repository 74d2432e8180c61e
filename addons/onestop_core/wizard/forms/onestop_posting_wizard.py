from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ...models.forms.onestop_posting import MEDIA


class OnestopPostingWizard(models.TransientModel):
    """Post procedures at desks: log them, take down in the log what they replace, and print the sheets."""

    _name = "onestop.posting.wizard"
    _description = "Post at Desks"

    procedure_ids = fields.Many2many("onestop.procedure", string="Procedures", required=True)
    desk_ids = fields.Many2many("onestop.desk", string="Desks", required=True)
    own_agency_ids = fields.Many2many("onestop.agency", compute="_compute_own_agency_ids")
    medium = fields.Selection(MEDIA, required=True, default="a4")
    place = fields.Char(help="Where at the desk, for example the board beside the entrance.")
    posted_on = fields.Date(required=True, default=lambda self: self.env["onestop.agency"]._today())

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        if context.get("active_model") == "onestop.procedure":
            values["procedure_ids"] = [Command.set(context.get("active_ids") or [])]
        elif context.get("active_model") == "onestop.sector":
            sectors = self.env["onestop.sector"].browse(context.get("active_ids"))
            values["procedure_ids"] = [
                Command.set([line.id for sector in sectors for line in sector._posted_procedures()])
            ]
        desks = self.env["onestop.desk"].search([("agency_id", "in", self.env.user.onestop_agency_ids.ids)])
        if len(desks) == 1:
            values["desk_ids"] = [Command.set(desks.ids)]
        return values

    @api.depends_context("uid")
    def _compute_own_agency_ids(self):
        self.own_agency_ids = self.env.user.onestop_agency_ids

    def action_post(self):
        """Log the versions in force as posted; whatever else of the procedures hung in their place counts as removed."""
        self.ensure_one()
        if not self.procedure_ids or not self.desk_ids:
            raise UserError(self.env._("Choose procedures and desks."))
        versions = self.env["onestop.procedure.version"].union(
            *(procedure._version_on(self.posted_on) for procedure in self.procedure_ids)
        )
        missing = self.procedure_ids - versions.procedure_id
        if missing:
            raise UserError(self.env._("Not in force, so not to be posted: %s.", ", ".join(missing.mapped("code"))))
        postings = self.env["onestop.posting"]
        there = postings.search(
            [
                ("desk_id", "in", self.desk_ids.ids),
                ("procedure_id", "in", self.procedure_ids.ids),
                ("medium", "=", self.medium),
                ("removed_on", "=", False),
            ]
        ).filtered(lambda posting: (posting.place or "") == (self.place or ""))
        kept = there.filtered(lambda posting: posting.version_id in versions)
        (there - kept).removed_on = self.posted_on
        known = {(posting.desk_id, posting.version_id) for posting in kept}
        postings.create(
            [
                {
                    "desk_id": desk.id,
                    "version_id": version.id,
                    "medium": self.medium,
                    "place": self.place,
                    "posted_on": self.posted_on,
                }
                for desk in self.desk_ids
                for version in versions
                if (desk, version) not in known
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def action_post_and_print(self):
        self.action_post()
        size = "a3" if self.medium == "a3" else "a4"
        report = self.env.ref(f"onestop_core.action_report_posting_{size}")
        return {**report.report_action(self.procedure_ids), "close_on_report_download": True}
