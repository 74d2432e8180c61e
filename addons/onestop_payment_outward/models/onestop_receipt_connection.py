from odoo import api, fields, models
from odoo.addons.onestop_core.http_call import may_call
from odoo.addons.onestop_core.models.onestop_sealed_mixin import sealed
from odoo.exceptions import ValidationError

from ..engine import vnpt

SECRETS = "onestop_core.group_manager"
# which service of the provider does what
SERVICES = {
    "ImportAndPublishInv": "PublishService.asmx",
    "AdjustInvoiceAction": "BusinessService.asmx",
    "UnConfirmPaymentFkey": "BusinessService.asmx",
    "cancelInv": "BusinessService.asmx",
    "getInvViewFkey": "PortalService.asmx",
}


class OnestopReceiptConnection(models.Model):
    """The contract of a collecting body with the provider that registers its electronic receipts (VNPT): where it is asked, as who,
    and from which day on.
    """

    _name = "onestop.receipt.connection"
    _description = "Connection to a Receipt Provider"
    _inherit = ["onestop.sealed.mixin"]
    _order = "agency_id, valid_from desc, id"
    _rec_name = "agency_id"

    agency_id = fields.Many2one("onestop.agency", "Collecting Body", required=True, index=True, ondelete="restrict")
    valid_from = fields.Date(
        required=True, default=lambda self: self.env["onestop.agency"]._today(),
        help="Receipts of this day and later are sent; earlier ones have gone in another way.",
    )  # fmt: skip
    active = fields.Boolean(default=True)
    timeout = fields.Integer("Timeout (s)", required=True, default=20)
    url = sealed("url", fields.Char, "Address of the Services", groups=SECRETS, help="Up to the name of a service.")
    account = sealed("account", fields.Char, "Account of Who Publishes", groups=SECRETS)
    password = sealed("password", fields.Char, "Password of Who Publishes", groups=SECRETS)
    service_account = sealed("service_account", fields.Char, "Account of the Service", groups=SECRETS)
    service_password = sealed("service_password", fields.Char, "Password of the Service", groups=SECRETS)

    _agency_uniq = models.UniqueIndex("(agency_id) WHERE active", "This body has a connection already.")
    _timeout = models.Constraint("CHECK(timeout BETWEEN 1 AND 60)", "A timeout is 1 to 60 seconds.")

    @api.model
    def _sealed_fields(self):
        return ("url", "account", "password", "service_account", "service_password")

    @api.constrains("url", "sealed_values")
    def _check_url(self):
        for one in self:
            if one.url and not may_call(one.url):
                raise ValidationError(
                    self.env._(
                        "Enter a public address with https://. Another one has to be allowed in the configuration of the server."
                    )
                )

    @api.model
    def _of(self, agency):
        """The connection of a collecting body; an empty recordset if it has none, or if its seal cannot be opened."""
        return self.sudo().search([("agency_id", "=", agency.id)], limit=1).filtered("url")

    def _contract(self):
        one = self.sudo()
        return vnpt.Contract(
            one.account or "", one.password or "", one.service_account or "", one.service_password or ""
        )

    def _address(self, operation):
        return f"{self.sudo().url.rstrip('/')}/{SERVICES[operation]}"
