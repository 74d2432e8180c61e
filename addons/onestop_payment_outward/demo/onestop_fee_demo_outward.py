import base64
import secrets

from odoo import api, fields, models
from odoo.fields import Domain

from . import demo_authority


class OnestopFeeDemo(models.AbstractModel):
    """Khả Phong signs its receipts with a certificate of a made-up authority; its first two are signed. The connection to the provider
    is not in use; one receipt was issued there, one refused, and those behind it wait."""

    _inherit = "onestop.fee.demo"

    @api.model
    def _load_outward(self):
        agency = self._core("agency_kha_phong")
        agency.budget_code = agency.budget_code or "1057328"
        password = secrets.token_hex()
        packed, root, revoked = demo_authority.make(agency.name, password)
        parameters = self.env["ir.config_parameter"]
        roots = parameters.get_param("onestop_core.signing_roots") or ""
        parameters.set_param("onestop_core.signing_roots", f"{roots}\n{root}".strip())
        self.env["onestop.signing.certificate"].create(
            {"agency_id": agency.id, "file": base64.b64encode(packed), "password": password}
        )
        self.env["onestop.revocation.list"].create({"file": base64.b64encode(revoked)})
        receipts = self.env["onestop.fee.receipt"].search(
            Domain("series_id.agency_id", "=", agency.id) & Domain("number", ">", 0), order="id", limit=2
        )
        for receipt in receipts:
            self.env["onestop.receipt.file"]._of(receipt, "receipt")
        self._load_messages(agency)

    def _load_messages(self, agency):
        self.env["onestop.receipt.connection"].create(
            {
                "agency_id": agency.id,
                "url": "https://bienlai.example/ws",
                "account": "demo",
                "password": secrets.token_hex(),
                "active": False,
            }
        )
        receipts = self.env["onestop.fee.receipt"].search(
            Domain("series_id.agency_id", "=", agency.id) & Domain("number", ">", 0), order="series_id, number"
        )
        first = receipts.filtered(lambda one: one.series_id == receipts[:1].series_id)
        messages = self.env["onestop.receipt.message"].create([one._message_values("issue") for one in first])
        now = fields.Datetime.now()
        messages[:1].write({"state": "sent", "tries": 1, "tried_at": now, "sent_at": now, "code": "OK"})
        messages[1:2].write({"state": "failed", "tries": 1, "tried_at": now, "code": "ERR:29", "answer": "ERR:29"})
