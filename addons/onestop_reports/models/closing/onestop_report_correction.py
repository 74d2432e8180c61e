from odoo import api, fields, models
from odoo.exceptions import AccessError


class OnestopReportCorrection(models.Model):
    """A correction (đính chính) of a closed report: each figure before and after, the dossiers that came and left, why, and who."""

    _name = "onestop.report.correction"
    _description = "Correction of a Closed Report"
    _order = "closing_id, number"
    _rec_name = "number"

    closing_id = fields.Many2one(
        "onestop.report.closing", required=True, readonly=True, index=True, ondelete="restrict"
    )
    number = fields.Integer(required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)
    corrected_at = fields.Datetime("Corrected", required=True, readonly=True)
    corrected_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    changes = fields.Json(required=True, readonly=True)
    changes_text = fields.Text("What Changed", compute="_compute_changes_text")
    figures = fields.Json(required=True, readonly=True)
    record = fields.Binary(required=True, readonly=True, attachment=False)
    hash = fields.Char("SHA-256", required=True, readonly=True)

    _number_uniq = models.Constraint(
        "UNIQUE(closing_id, number)", "Somebody else is correcting this report. Try again."
    )

    @api.depends("changes")
    def _compute_changes_text(self):
        for correction in self:
            correction.changes_text = "\n".join(
                f"{one['label']}, {one['heading']}: {one['old']} → {one['new']}"
                + (f" (+{len(one['came'])}, −{len(one['left'])})" if one["came"] or one["left"] else "")
                for one in correction.changes or ()
            )

    def _words(self):
        """As it is printed under the table."""
        local = fields.Datetime.context_timestamp(self.with_context(tz="Asia/Ho_Chi_Minh"), self.corrected_at)
        changes = "; ".join(f"{one['label']}, {one['heading']}: {one['old']} → {one['new']}" for one in self.changes)
        return f"Đính chính lần {self.number} ngày {local:%d/%m/%Y} ({self.corrected_by_id.sudo().name}): {self.reason}. {changes}."

    def write(self, vals):
        if self:
            raise AccessError(self.env._("A correction is not changed. Correct again instead."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("A correction is not deleted."))


class OnestopReportCorrectionWizard(models.TransientModel):
    """Shows what has changed since a report was closed, and takes the reason of its correction."""

    _name = "onestop.report.correction.wizard"
    _description = "Correct a Closed Report"

    closing_id = fields.Many2one("onestop.report.closing", required=True, readonly=True, ondelete="cascade")
    reason = fields.Text()
    line_ids = fields.One2many("onestop.report.correction.wizard.line", "wizard_id", readonly=True)

    def action_confirm(self):
        """Correct the report by the reason given."""
        self.ensure_one()
        self.closing_id._correct(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}


class OnestopReportCorrectionWizardLine(models.TransientModel):
    _name = "onestop.report.correction.wizard.line"
    _description = "Changed Figure"

    wizard_id = fields.Many2one("onestop.report.correction.wizard", required=True, ondelete="cascade")
    label = fields.Char("Row")
    heading = fields.Char("Column")
    old = fields.Char("Sent")
    new = fields.Char("Now")
    came = fields.Integer(aggregator=None)
    left = fields.Integer(aggregator=None)
