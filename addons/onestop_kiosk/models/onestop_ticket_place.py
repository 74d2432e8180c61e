from odoo import api, models
from odoo.tools import consteq

from .onestop_ticket import STATES


class OnestopTicket(models.Model):
    """Where somebody stands in the line, as the own phone and the slip of paper tell it."""

    _inherit = "onestop.ticket"

    @api.model
    def _by_follow_token(self, token):
        """The ticket whose address holds ``token``, with all rights; an empty recordset if there is none."""
        ticket = self.sudo().search([("follow_token", "=", str(token or ""))], limit=1)
        return ticket if ticket and consteq(ticket.follow_token, token) else self.sudo().browse()

    def _ahead(self):
        """How many are called before this one."""
        self.ensure_one()
        return self.sudo().search_count(
            [
                ("queue_id", "=", self.queue_id.id),
                ("day", "=", self.day),
                ("state", "=", "waiting"),
                "|",
                ("effective_at", "<", self.effective_at),
                "&",
                ("effective_at", "=", self.effective_at),
                ("id", "<", self.id),
            ]
        )

    def _place(self):
        """What its owner sees: plain values, nothing of anybody else."""
        self.ensure_one()
        ahead = self._ahead() if self.state == "waiting" else 0
        low, high = self.queue_id._estimate(ahead) if self.state == "waiting" else (0, 0)
        return {
            "code": self.code,
            "queue": self.queue_id.name,
            "agency": self.agency_id.name,
            "state": self.state,
            "state_label": dict(self._fields["state"]._description_selection(self.env)).get(
                self.state, dict(STATES)[self.state]
            ),
            "ahead": ahead,
            "minutes": [low, high],
            "counter": self.counter_id.number if self.state in ("called", "serving") else 0,
            "counter_name": self.counter_id.name if self.state in ("called", "serving") else "",
        }
