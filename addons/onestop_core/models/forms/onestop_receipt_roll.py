from odoo import api, models

ROLL = "onestop_core.report_receipt_slip_roll"


class OnestopDossier(models.Model):
    """The receipt slip on a roll of 80 mm, for desks with a receipt printer."""

    _inherit = "onestop.dossier"

    @api.model
    def _form_codes(self):
        return super()._form_codes() | {ROLL: "receipt_slip"}

    def _print_copies(self, report):
        # what stays with the agency is in the system: the roll is for the citizen alone
        return [""] if report.report_name == ROLL else super()._print_copies(report)
