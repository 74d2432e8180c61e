from datetime import timedelta

from markupsafe import Markup
from odoo import api, fields, models
from odoo.addons.onestop_core.engine import barcode
from odoo.tools.misc import hmac

KINDS = [("kiosk", "Kiosk"), ("board", "Hall Screen"), ("rating", "Rating Tablet")]
PLACES = [("hall", "One-Stop Hall"), ("culture_house", "Culture House"), ("post_office", "Post Office"), ("other", "Other Public Place")]  # fmt: skip
# The token stands behind a "#", in the part of an address that no browser sends: no proxy and no log sees it.
PAIR_PATH = "/kiosk/ghep"


class OnestopHallDevice(models.Model):
    """A device of the hall. It is set up once by an address that cannot be guessed, works without anybody signed in, and
    is known by a cookie from then on.
    """

    _name = "onestop.hall.device"
    _inherit = ["onestop.device.mixin"]
    _description = "Device of the Hall"
    _order = "desk_id, kind, name"

    kind = fields.Selection(KINDS, required=True, default="kiosk")
    desk_id = fields.Many2one("onestop.desk", required=True, index=True, ondelete="restrict")
    agency_id = fields.Many2one(related="desk_id.agency_id", store=True, index=True)
    place = fields.Selection(PLACES, required=True, default="hall")
    message = fields.Char(help="Shown on the device until it is emptied, e.g. a planned stop.")
    printer = fields.Boolean("Prints Tickets", default=True, help="The device has a printer for 80 mm paper.")
    stale = fields.Boolean(compute="_compute_stale", search="_search_stale")

    @api.depends("last_seen_at", "token_made_at", "active")
    def _compute_stale(self):
        limit = self._stale_since()
        for device in self:
            device.stale = bool(
                device.active and device.token_made_at and (device.last_seen_at or device.token_made_at) < limit
            )

    def _search_stale(self, operator, value):
        if operator != "in":
            return NotImplemented
        limit = self._stale_since()
        stale = [
            ("active", "=", True),
            ("token_made_at", "!=", False),
            "|",
            ("last_seen_at", "<", limit),
            "&",
            ("last_seen_at", "=", False),
            ("token_made_at", "<", limit),
        ]
        ids = self.sudo()._search(stale)
        return [("id", "in" if True in value else "not in", ids)]

    def _stale_since(self):
        return fields.Datetime.now() - timedelta(
            hours=self.env["onestop.settings"]._number("onestop_kiosk.stale_hours")
        )

    # ------------------------------------------------------------------ pairing

    def action_pair(self):
        """Make a new address for setting up the device, which ends the old one, and show it once with its QR."""
        self.ensure_one()
        token = self._renew_token()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Set Up “%s”", self.name),
            "res_model": "onestop.hall.pairing",
            "view_mode": "form",
            "target": "new",
            "context": {"default_device_id": self.id, "default_address": f"{self.get_base_url()}{PAIR_PATH}#{token}"},
        }

    def action_revoke(self):
        """Switch the device off: its cookie is worth nothing from now on."""
        self._revoke_token()

    # ------------------------------------------------------------------ pushes

    def _channel(self):
        """The name of the device's channel on the bus: secret, and another one with each new token."""
        self.ensure_one()
        return "onestop_hall_" + hmac(
            self.env(su=True), "onestop_kiosk.channel", f"{self.id}/{self.sudo().token_digest}"
        )

    @api.model
    def _tell(self, desk):
        """Wake the screens of a desk; they ask for what there is to see. Nothing of anybody is in the message."""
        devices = self.sudo().search([("desk_id", "=", desk.id), ("kind", "=", "board"), ("token_digest", "!=", False)])
        for device in devices:
            self.env["bus.bus"].sudo()._sendone(device._channel(), "onestop_hall", {})


class OnestopHallPairing(models.TransientModel):
    """The address by which a device is set up, shown once."""

    _name = "onestop.hall.pairing"
    _description = "Setting Up a Device of the Hall"

    device_id = fields.Many2one("onestop.hall.device", required=True, readonly=True, ondelete="cascade")
    address = fields.Char(readonly=True)
    qr = fields.Html("QR Code", compute="_compute_qr", sanitize=False)

    @api.depends("address")
    def _compute_qr(self):
        for pairing in self:
            pairing.qr = (
                Markup('<img class="o_kiosk_pairing_qr" src="%s" alt="%s"/>')
                % (barcode.data_uri(barcode.qr_svg(pairing.address)), self.env._("QR code of the address"))
                if pairing.address
                else False
            )
