from odoo import models
from odoo.fields import Domain

from ..network.onestop_postal_right import ASSIST, CARRY, RECEIVE, RETURN

# desks at which results lie, and people come to collect them
AT_AGENCY = ("hosted", "centre", "carry")
# desks to which what was filed online comes
RECEIVING = ("hosted", "centre")


class OnestopPostalRight(models.Model):
    """Which dossiers a right lets its person see: what came to the desk, and what waits for the act that the right is for."""

    _inherit = "onestop.postal.right"

    def _dossiers(self):
        """Domain of the dossiers that the right lets its person see today."""
        self.ensure_one()
        desk, agency = self.desk_id, self.agency_id
        here = Domain("agency_ids", "in", agency.ids)
        packets = Domain("office_id", "=", desk.office_id.id) & (
            Domain("agency_id", "=", agency.id) | Domain("to_agency_id", "=", agency.id)
        )
        carried = Domain("postal_shipment_ids", "any", packets)
        if self.act == CARRY:
            return here & carried
        people = desk.right_ids.user_id.ids
        own = carried | Domain.OR(
            Domain(name, "in", people) for name in ("receiver_id", "assisted_by_id", "create_uid")
        )
        if desk.desk_id:
            own |= Domain("counter_id.desk_id", "=", desk.desk_id.id)
        waiting = {RECEIVE: self._to_receive, RETURN: self._to_return, ASSIST: lambda: Domain.FALSE}[self.act]()
        opened = Domain("procedure_id", "in", sorted(self._procedure_ids(agency._today())))
        return here & opened & (own | Domain("received_agency_id", "=", agency.id) & waiting)

    def _to_receive(self):
        if self.desk_id.mode not in RECEIVING:
            return Domain.FALSE
        return Domain("state", "in", ("submitted", "intake_supplement")) & Domain("origin", "!=", "post")

    def _to_return(self):
        if self.desk_id.mode not in AT_AGENCY:
            # until a post office has it, or is to have it
            sent = Domain("direction", "=", "result") & Domain("state", "!=", "returned")
            return (
                Domain("state", "=", "ready")
                & Domain("result_channel", "=", "post")
                & Domain("postal_shipment_ids", "not any", sent)
            )
        # what was handed over today can be printed and put right still
        return Domain("state", "=", "ready") | (Domain("state", "=", "returned") & Domain("returned_at", ">=", "today"))
