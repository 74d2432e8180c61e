import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine import national

# dossiers in a file; more are several files, by date
LARGEST = 20_000
BATCH = 500


class OnestopNationalExport(models.TransientModel):
    """Dossiers as a file of national records: what the push would send, for a system that takes files."""

    _name = "onestop.national.export"
    _description = "Export of National Records"

    dossier_ids = fields.Many2many("onestop.dossier", string="Dossiers", default=lambda self: self._default_dossiers())
    received_from = fields.Date()
    received_to = fields.Date()
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)
    count = fields.Integer("Records", readonly=True)

    @api.model
    def _default_dossiers(self):
        chosen = self.env.context.get("active_model") == "onestop.dossier"
        return self.env.context.get("active_ids", []) if chosen else []

    def action_export(self):
        """Write the file: the dossiers chosen in the list, or all received between two days."""
        self.ensure_one()
        dossiers = self._dossiers()
        if not dossiers:
            raise UserError(self.env._("No received dossier lies in this range."))
        if len(dossiers) > LARGEST:
            raise UserError(self.env._("More than %s dossiers: choose a shorter range.", LARGEST))
        records = []
        for start in range(0, len(dossiers), BATCH):
            batch = dossiers[start : start + BATCH]
            records += [
                national.sync_record(dossier._national_dossier(), dossier._national_codes()) for dossier in batch.sudo()
            ]
        dossiers._log("export", data={"service": national.SYNC, "dossiers": len(dossiers)})
        content = json.dumps(national.envelope(national.SYNC, records), ensure_ascii=False, indent=1)
        self.write(
            {
                "file": base64.b64encode(content.encode()),
                "file_name": f"DongBoHoSoMC-{self.env['onestop.agency']._today()}.json",
                "count": len(records),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export National Records (JSON)"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _dossiers(self):
        """Those that the user may see, received, in order of reception."""
        dossiers = self.env["onestop.dossier"]
        received = [("code", "!=", False), ("received_at", "!=", False)]
        if self.dossier_ids:
            return dossiers.search([("id", "in", self.dossier_ids.ids), *received], order="received_at, id")
        if not self.received_from or not self.received_to:
            raise UserError(self.env._("Choose the first and the last day."))
        begin, end = (
            fields.Datetime.to_string(self._day_begins(day))
            for day in (self.received_from, fields.Date.add(self.received_to, days=1))
        )
        return dossiers.search(
            [*received, ("received_at", ">=", begin), ("received_at", "<", end)],
            order="received_at, id",
            limit=LARGEST + 1,
        )

    @staticmethod
    def _day_begins(day):
        """Midnight in Vietnam as a stored datetime."""
        return fields.Datetime.subtract(fields.Datetime.to_datetime(day), hours=7)
