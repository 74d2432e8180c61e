import re

from odoo import api, fields, models
from odoo.addons.onestop_core.engine import gateway
from odoo.addons.onestop_core.http_call import may_call
from odoo.addons.onestop_core.models.onestop_sealed_mixin import sealed
from odoo.exceptions import ValidationError

from ...engine import carrier

SECRETS = "onestop_core.group_manager"
PLACEHOLDERS = (
    "uuid", "item", "weight", "fee", "price",
    "sender_name", "sender_phone", "sender_address", "receiver_name", "receiver_phone", "receiver_address",
)  # fmt: skip
STEPS = [
    (carrier.REGISTERED, "Registered"),
    (carrier.ACCEPTED, "Accepted"),
    (carrier.MOVING, "On Its Way"),
    (carrier.AT_OFFICE, "At the Post Office of Delivery"),
    (carrier.OUT, "Out for Delivery"),
    (carrier.FAILED, "Not Delivered"),
    (carrier.WAITS, "Waits to Be Collected"),
    (carrier.DELIVERED, "Delivered"),
    (carrier.RETURNING, "Going Back"),
    (carrier.RETURNED, "Given Back"),
    (carrier.CANCELLED, "Cancelled"),
    (carrier.LOST, "Lost"),
]


class OnestopPostalCarrier(models.Model):
    """A carrier's own system under one contract and one version of its interface: how a waybill is asked for, where its events are
    read, what its fields are called, and what its codes mean. All of it is data, since no two contracts are alike.
    """

    _name = "onestop.postal.carrier"
    _description = "Carrier"
    _inherit = ["onestop.sealed.mixin"]
    _order = "name, contract, version"

    name = fields.Char(required=True)
    contract = fields.Char(required=True, help="The codes of one carrier differ by contract.")
    version = fields.Char("Version of the Interface", required=True, default="1")
    active = fields.Boolean(default=True)
    office_ids = fields.Many2many(
        "onestop.postal.office", string="Post Offices", help="Whose packets this carrier's system knows."
    )
    order_url = sealed("order_url", fields.Char, "Address for Orders", groups=SECRETS)
    feed_url = sealed(
        "feed_url", fields.Char, "Address of Events", groups=SECRETS, help="Asked with the parameter of the cursor."
    )
    headers = sealed(
        "headers", fields.Text, groups=SECRETS, help="One a line, “Name: value”, for example with the access key."
    )
    body = sealed(
        "body",
        fields.Text,
        "Order",
        groups=SECRETS,
        default='{"request": "{uuid}", "order": "{item}", "weight": "{weight}", "cod": "{fee}", "receiver": "{receiver_name}", '
        '"phone": "{receiver_phone}", "address": "{receiver_address}"}',
        help="With {uuid}, {item}, {weight}, {fee}, {price} and {sender_…}, {receiver_…}: name, phone, address.",
    )
    waybill_path = fields.Char(
        "Waybill At", required=True, default="waybill", help="Where in the answer, for example “data.code”."
    )
    known_status = fields.Char(
        "Status If Known", default="409", help="HTTP status by which the carrier says that it has the order already."
    )
    cursor_parameter = fields.Char(required=True, default="after")
    events_path = fields.Char("Events At", required=True, default="events")
    cursor_path = fields.Char("Cursor At", required=True, default="next")
    key_name = fields.Char("Number of an Event", required=True, default="id")
    waybill_name = fields.Char("Waybill of an Event", required=True, default="waybill")
    code_name = fields.Char("Code of an Event", required=True, default="code")
    time_name = fields.Char("Time of an Event", required=True, default="at")
    weight_name = fields.Char("Weight of an Event", required=True, default="weight")
    list_waybill = fields.Char("Column of the Waybill", required=True, default="Số hiệu bưu gửi")
    list_code = fields.Char("Column of the Code", required=True, default="Mã trạng thái")
    list_time = fields.Char("Column of the Time", required=True, default="Thời gian")
    list_weight = fields.Char("Column of the Weight", default="Khối lượng")
    tolerance = fields.Integer("Tolerance of Weight (g)", default=5, help="What two scales may differ by.")
    timeout = fields.Integer("Timeout (s)", required=True, default=15)
    cursor = fields.Char("Read Up To", readonly=True, copy=False)
    read_at = fields.Datetime("Last Read", readonly=True, copy=False)
    trouble = fields.Char("Last Trouble", readonly=True, copy=False, help="Empty: the last reading went well.")
    code_ids = fields.One2many("onestop.postal.carrier.code", "carrier_id", copy=True)
    waybill_ids = fields.One2many("onestop.postal.waybill", "carrier_id")

    _contract_uniq = models.Constraint(
        "UNIQUE(name, contract, version)", "This contract and version of the carrier is there already."
    )
    _limits = models.Constraint(
        "CHECK(timeout BETWEEN 1 AND 60 AND tolerance BETWEEN 0 AND 1000)",
        "A timeout is 1 to 60 seconds, a tolerance 0 to 1000 g.",
    )

    @api.model
    def _sealed_fields(self):
        return ("order_url", "feed_url", "headers", "body")

    @api.depends("name", "contract", "version")
    def _compute_display_name(self):
        there = self._read_group(
            [("name", "in", self.mapped("name")), ("contract", "in", self.mapped("contract"))],
            ["name", "contract"],
            ["__count"],
        )
        # the version is of interest where several stand side by side
        several = {(name, contract) for name, contract, count in there if count > 1}
        for one in self:
            words = f"{one.name} – {one.contract}"
            one.display_name = f"{words} ({one.version})" if (one.name, one.contract) in several else words

    @api.constrains("order_url", "feed_url", "headers", "body", "sealed_values", "known_status")
    def _check_interface(self):
        for one in self:
            for url in filter(None, (one.order_url, one.feed_url)):
                if not may_call(url):
                    raise ValidationError(
                        self.env._(
                            "Enter a public address with https://. Another one has to be allowed in the configuration of the server."
                        )
                    )
            unknown = [name for name in gateway.placeholders(one.body or "") if name not in PLACEHOLDERS]
            if unknown:
                raise ValidationError(
                    self.env._("Unknown in the order: %s", ", ".join(f"{{{name}}}" for name in unknown))
                )
            try:
                gateway.parse_headers(one.headers)
            except ValueError as error:
                raise ValidationError(
                    self.env._("Line %s of the headers is not “Name: value”.", error.args[0])
                ) from error
            if one.known_status and not re.fullmatch(r"\d{3}", one.known_status):
                raise ValidationError(self.env._("A status has three digits."))

    def _names(self):
        """What the fields of its events are called, as the engine takes it."""
        return carrier.Names(
            self.events_path, self.cursor_path, self.key_name, self.waybill_name, self.code_name, self.time_name,
            self.weight_name,
        )  # fmt: skip

    def _meaning(self, direction):
        """``{code: step}`` for packets of a direction: what is said for it, else what is said for all."""
        codes = self.sudo().code_ids
        return {
            **{one.code: one.step for one in codes if not one.direction},
            **{one.code: one.step for one in codes if one.direction == direction},
        }


class OnestopPostalCarrierCode(models.Model):
    """What a code of a carrier means; one that is not here is stored, shown as unclear, and moves nothing."""

    _name = "onestop.postal.carrier.code"
    _description = "Code of a Carrier"
    _order = "carrier_id, direction, code"
    _rec_name = "code"

    carrier_id = fields.Many2one("onestop.postal.carrier", required=True, index=True, ondelete="cascade")
    direction = fields.Selection(
        [("intake", "To the Agency"), ("result", "To the Citizen"), ("between", "Between Agencies")],
        help="Empty: in every direction.",
    )
    code = fields.Char(required=True)
    step = fields.Selection(STEPS, required=True)
    words = fields.Char("As the Carrier Words It")

    _code_uniq = models.UniqueIndex(
        "(carrier_id, COALESCE(direction, ''), code)", "This code has a meaning already for this direction."
    )

    @api.model_create_multi
    def create(self, vals_list):
        codes = super().create(vals_list)
        codes.carrier_id._stand_anew()
        return codes

    def write(self, vals):
        before = self.carrier_id
        result = super().write(vals)
        (before | self.carrier_id)._stand_anew()
        return result

    def unlink(self):
        carriers = self.carrier_id
        result = super().unlink()
        carriers._stand_anew()
        return result
