from odoo import fields, models


class OnestopProcedure(models.Model):
    """By which process a procedure is settled inside."""

    _inherit = "onestop.procedure"

    process_id = fields.Many2one("onestop.process", ondelete="restrict", help="Empty: the default process.")
