from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.onestop_core.models.administration.onestop_config_check import AGENCY_ADMIN, MANAGER

# a new certificate takes a while to be had
_SOON = timedelta(days=30)


class OnestopConfigCheck(models.TransientModel):
    """What would keep electronic receipts from being signed, or from being believed."""

    _inherit = "onestop.config.check"

    @api.model
    def _checks(self):
        return super()._checks() | {"_check_receipt_signing": AGENCY_ADMIN, "_check_receipt_trust": MANAGER}

    @api.model
    def _electronic_series(self):
        """Series of electronic receipts that are issued today, of the agencies in sight."""
        day = self._today()
        series = self.env["onestop.fee.receipt.series"].sudo()
        found = series.search([("electronic", "=", True), ("agency_id", "in", self._open_agencies().ids)])
        return found.filtered(
            lambda one: (
                one.valid_from <= day
                and (not one.valid_to or one.valid_to >= day)
                and one.form_id.valid_from <= day
                and (not one.form_id.valid_to or one.form_id.valid_to >= day)
            )
        )

    def _check_receipt_signing(self):
        certificates = self.env["onestop.signing.certificate"]
        connections = self.env["onestop.receipt.connection"]
        for body in self._electronic_series().agency_id:
            valid = certificates._for_agency(body)
            if not valid:
                yield self._finding(
                    "error", "payment", body.sudo(False),
                    self.env._("%s issues electronic receipts and has no valid certificate: none of them can be signed.", body.name),
                )  # fmt: skip
            elif valid.valid_to < fields.Datetime.now() + _SOON:
                yield self._finding(
                    "warning", "payment", body.sudo(False),
                    self.env._("The certificate with which %(agency)s signs receipts ends on %(day)s.",
                        agency=body.name, day=f"{valid.valid_to:%d/%m/%Y}"),
                )  # fmt: skip
            if not connections._of(body):
                lost = connections.sudo().search_count([("agency_id", "=", body.id)], limit=1)
                words = (
                    self.env._(
                        "The accounts of the connection of %s can no longer be read: enter them again.", body.name
                    )
                    if lost
                    else self.env._("%s issues electronic receipts that are sent to no provider.", body.name)
                )
                yield self._finding("warning", "payment", body.sudo(False), words)
            if not (body.tax_code or body.budget_code or body.company_id.vat):
                yield self._finding(
                    "error", "payment", body.sudo(False),
                    self.env._("%s has neither a tax code nor a budget unit code: its receipts do not go into their official form.",
                        body.name),
                )  # fmt: skip

    def _check_receipt_trust(self):
        series = self._electronic_series()
        layouts = self.env["onestop.receipt.layout"]
        for form in series.form_id:
            if not layouts._for(form, self._today()):
                yield self._finding(
                    "error", "payment", layouts,
                    self.env._("No XML form describes receipts of the form %s today.", form.code),
                )  # fmt: skip
        if not series:
            return
        if not self.env["onestop.settings"]._text("onestop_core.signing_roots"):
            yield self._finding(
                "warning", "payment", layouts,
                self.env._("No certification authority is trusted: no signature of a receipt can be verified to its end."),
            )  # fmt: skip
        lists = self.env["onestop.revocation.list"]
        if outdated := lists._outdated():
            yield self._finding(
                "warning", "payment", outdated.sudo(False),
                self.env._("Lists of revoked certificates are out of date: %s. Load the newest ones.",
                    ", ".join(outdated.mapped("issuer"))),
            )  # fmt: skip
        elif not lists.sudo().search_count([], limit=1):
            yield self._finding(
                "warning", "payment", lists,
                self.env._("No list of revoked certificates is loaded: nobody knows whether a signer was revoked."),
            )  # fmt: skip
