import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...http_call import may_call

CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


class ResConfigSettings(models.TransientModel):
    """Odoo's settings screen with those of the suite (``onestop.settings``)."""

    _inherit = "res.config.settings"

    onestop_code_pattern = fields.Char("Pattern of Dossier Codes")
    onestop_request_pattern = fields.Char("Pattern of Request Numbers")
    onestop_intake_hours_direct = fields.Integer("Working Hours to Answer: Direct")
    onestop_intake_hours_online = fields.Integer("Working Hours to Answer: Online")
    onestop_intake_hours_post = fields.Integer("Working Hours to Answer: Post")
    onestop_max_supplements = fields.Integer("Requests for Supplement per Stage")
    onestop_supplement_days = fields.Integer("Working Days to Supplement")
    onestop_max_apologies = fields.Integer("New Dates per Dossier")
    onestop_reminder_hours = fields.Integer("Working Hours to Answer a Reminder")
    onestop_forward_cut_off = fields.Char("Forwarded the Same Day Until")
    onestop_partial_reason_from = fields.Date("Partly Online Needs a Reason From")
    onestop_batch_limit = fields.Integer("Dossiers per Action")
    onestop_lookup_limit_address = fields.Integer("Look-ups per Address")
    onestop_lookup_limit_network = fields.Integer("Look-ups per Neighbourhood")
    onestop_lookup_limit_agency = fields.Integer("Look-ups per Agency")
    onestop_lookup_limit_code = fields.Integer("Look-ups per Code")
    onestop_lookup_limit_seconds = fields.Integer("Counted over Seconds")
    onestop_clamd_socket = fields.Char("Socket of the Virus Scanner")
    onestop_clamd_host = fields.Char("Host of the Virus Scanner")
    onestop_clamd_port = fields.Integer("Port of the Virus Scanner")
    onestop_clamd_timeout = fields.Integer("Seconds to Wait for the Virus Scanner")
    onestop_scan_failure = fields.Selection(
        [("refuse", "Keep the file back"), ("serve", "Give the file out")], "Without a Verdict"
    )
    onestop_signing_roots = fields.Char("Trusted Certification Authorities (PEM)")
    onestop_stamp_address = fields.Char("Address of the Time Stamping Authority")
    onestop_stamp_roots = fields.Char("Trusted Roots of Time Stamps (PEM)")
    onestop_second_factor_roles = fields.Char("Roles with a Second Factor")
    onestop_password_length = fields.Integer("Fewest Characters of a Password")

    onestop_districts_end = fields.Date("Last Day of the Districts")
    # no parameter, but how the levels of agencies stand
    onestop_tiers = fields.Selection(
        [("two", "Two Tiers: Province and Commune"), ("three", "Three Tiers: with Districts")], "Local Government"
    )

    @api.model
    def _onestop_parameters(self):
        """``{field of this screen: name of the system parameter}``, of every setting that an add-on declares.

        The field of ``onestop_core.x`` is ``onestop_x``, that of ``onestop_kiosk.x`` is ``onestop_kiosk_x``.
        """
        names = self.env["onestop.settings"]._defaults()
        return {name.replace("onestop_core.", "onestop_").replace(".", "_"): name for name in names}

    @api.model
    def get_values(self):
        values = super().get_values()
        for field, name in self._onestop_parameters().items():
            text = self.env["onestop.settings"]._text(name)
            values[field] = int(text) if self._fields[field].type == "integer" else text or False
        values["onestop_tiers"] = self.env["onestop.agency.level"]._tiers()
        return values

    def set_values(self):
        """Store what differs from the default. Not by ``config_parameter`` of Odoo, which takes 0 for nothing."""
        result = super().set_values()
        defaults = self.env["onestop.settings"]._defaults()
        parameters = self.env["ir.config_parameter"].sudo()
        for field, name in self._onestop_parameters().items():
            value = self[field]
            if self._fields[field].type == "integer" and value < 0:
                raise ValidationError(
                    self.env._("“%s” is 0 or more.", self._fields[field].get_description(self.env)["string"])
                )
            text = str(value) if value or self._fields[field].type == "integer" else ""
            parameters.set_param(name, text if text and text != defaults[name] else False)
        if self.onestop_tiers:
            self.env["onestop.agency.level"]._choose_tiers(self.onestop_tiers)
        return result

    @api.constrains("onestop_code_pattern", "onestop_request_pattern")
    def _check_onestop_code_pattern(self):
        for pattern in filter(None, (*self.mapped("onestop_code_pattern"), *self.mapped("onestop_request_pattern"))):
            self.env["onestop.number.book"]._check_pattern(pattern)

    @api.constrains("onestop_stamp_address")
    def _check_onestop_stamp_address(self):
        for address in filter(None, self.mapped("onestop_stamp_address")):
            if not may_call(address):
                raise ValidationError(
                    self.env._(
                        "Time stamps are asked for by https at a public address; others only if the server's configuration names them."
                    )
                )

    @api.constrains("onestop_forward_cut_off")
    def _check_onestop_forward_cut_off(self):
        for settings in self:
            if settings.onestop_forward_cut_off and not CLOCK.fullmatch(settings.onestop_forward_cut_off):
                raise ValidationError(self.env._("Enter a time of day such as 15:00."))

    @api.constrains(
        "onestop_supplement_days",
        "onestop_reminder_hours",
        "onestop_batch_limit",
    )
    def _check_onestop_numbers(self):
        for settings in self:
            if min(settings.onestop_supplement_days, settings.onestop_reminder_hours, settings.onestop_batch_limit) < 1:
                raise ValidationError(self.env._("Days, hours and the size of a batch are 1 or more."))
