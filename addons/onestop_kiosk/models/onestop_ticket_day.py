from odoo import api, models


class OnestopTicket(models.Model):
    """The end of the day."""

    _inherit = "onestop.ticket"

    @api.model
    def _close_days(self):
        """Scheduled at night: what is open from a day that is over was not reached by closing. Nothing is deleted, and
        the visit that nobody ended is ended as done.
        """
        tickets = self.sudo()
        for agency, open_tickets in tickets._read_group(
            [("state", "in", ("waiting", "called", "serving", "held"))], ["agency_id"], ["id:recordset"]
        ):
            today = agency._today()
            for ticket in open_tickets:
                if ticket.day < today:
                    ticket._move("done" if ticket.state == "serving" else "left")
