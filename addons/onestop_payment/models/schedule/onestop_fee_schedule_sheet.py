from odoo import api, models
from odoo.addons.onestop_core.examination import OWN_FILE

from ...engine import schedule_sheet


class OnestopFeeSchedule(models.Model):
    """A schedule as a workbook, to be filled in and read back."""

    _inherit = "onestop.fee.schedule"

    def action_export(self):
        """Download the rules as a workbook; of a schedule without rules the template to fill in."""
        self.ensure_one()
        self.check_access("read")
        attachment = (
            self.env["ir.attachment"]
            .with_context(onestop_own_file=OWN_FILE)
            .create(
                {
                    "name": f"muc-thu-{self.number.replace('/', '-')}.xlsx",
                    "raw": schedule_sheet.write(self.rule_ids._as_rows()),
                    "res_model": "onestop.fee.schedule.import",
                }
            )
        )
        return {"type": "ir.actions.act_url", "url": f"/web/content/{attachment.id}?download=true", "target": "self"}


class OnestopFeeRule(models.Model):
    _inherit = "onestop.fee.rule"

    def _as_rows(self):
        """The rules as rows of the workbook."""
        return [
            schedule_sheet.RuleRow(
                procedure_code=rule.procedure_id.code,
                type_code=rule.type_id.code,
                method=rule.method,
                case_name=rule.case_name or "",
                channel=rule.channel or "",
                label=rule.label or "",
                amount=rule.amount,
                share=rule.share,
                basis=rule.basis,
                bands=tuple((band.upto, band.amount, band.flat) for band in rule.band_ids),
                unit=rule.unit or "",
                pieces_unit=rule.pieces_unit or "",
                minimum=rule.minimum,
                maximum=rule.maximum,
                round_to=rule.round_to,
                retention_share=rule.retention_share,
                moment=rule.moment,
                exemptions=tuple((one.group_id.code, one.share) for one in rule.exemption_ids),
                note=rule.note or "",
            )
            for rule in self
        ]

    @api.model
    def _row_vals(self, row, procedure, fee_type, groups):
        """Values of the rule that a row of the workbook says.

        :param groups: ``{code: onestop.fee.exemption.group}``
        """
        plain = (
            "case_name", "channel", "label", "method", "amount", "share", "basis", "unit", "pieces_unit", "minimum", "maximum",
            "round_to", "retention_share", "moment", "note",
        )  # fmt: skip
        return {
            "procedure_id": procedure.id,
            "type_id": fee_type.id,
            **{name: getattr(row, name) or (0 if isinstance(getattr(row, name), int) else False) for name in plain},
            "band_ids": [
                (0, 0, {"sequence": number, "upto": upto, "amount": amount, "flat": flat})
                for number, (upto, amount, flat) in enumerate(row.bands)
            ],
            "exemption_ids": [
                (0, 0, {"sequence": number, "group_id": groups[code].id, "share": share})
                for number, (code, share) in enumerate(row.exemptions)
            ],
        }
