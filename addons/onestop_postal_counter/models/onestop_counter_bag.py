from odoo import api, models
from odoo.addons.onestop_postal.models.custody.onestop_postal_handover import TO_AGENCY, TO_POST
from odoo.exceptions import UserError
from odoo.fields import Domain

# lines of a slip that the pane shows: the last ones
SHOWN = 20


class OnestopCounterApp(models.AbstractModel):
    """Bags at the Counter: many dossiers on one slip by scanning, one call a scan (``onestop.postal.handover.scan``), and signing for
    what the other side has offered. All rights and rules are those of the slip.
    """

    _inherit = "onestop.counter.app"

    @api.model
    def bag(self, agency_id, office_id):
        """The slip that the user fills now for a post office, and those that wait for the user's signature.

        :return: dict ``slip`` (see ``_bag_data``, False if none is being filled) and ``offered`` (a list of the same)
        """
        agency, office = self._bag_place(agency_id, office_id)
        slips = self.env["onestop.postal.handover"]
        here = Domain("agency_id", "=", agency.id) & Domain("office_id", "=", office.id)
        mine = slips.search(here & Domain("state", "=", "draft") & Domain("create_uid", "=", self.env.uid), limit=1)
        offered = slips.search(here & Domain("state", "=", "offered"), order="id").filtered("may_take")
        return {
            "slip": self._bag_data(mine) if mine else False,
            "offered": [self._bag_data(slip) for slip in offered],
        }

    @api.model
    def bag_open(self, agency_id, office_id):
        """Begin a slip, or take up the one that the user is filling: the direction follows from the side of the user.

        :return: see ``bag``
        """
        agency, office = self._bag_place(agency_id, office_id)
        there = self.bag(agency_id, office_id)
        if not there["slip"]:
            slips = self.env["onestop.postal.handover"]
            carries = self.env["onestop.postal.right"]._carries_for(self.env.user, agency, office)
            slips.create(
                {
                    "direction": TO_AGENCY if carries else TO_POST,
                    "agency_id": agency.id,
                    "office_id": office.id,
                }
            )
        return self.bag(agency_id, office_id)

    @api.model
    def bag_put(self, dossier_id, office_id, scan_uuid):
        """Put an opened dossier, whose result goes out by post, on the slip that the user fills.

        :return: what ``onestop.postal.handover.scan`` answers
        """
        dossier = self.env["onestop.dossier"].browse(dossier_id)
        dossier.check_access("read")
        there = self.bag_open(dossier.received_agency_id.id, office_id)
        slip = self.env["onestop.postal.handover"].browse(there["slip"]["id"])
        return slip.scan(dossier.code or dossier.request_number, scan_uuid)

    @api.model
    def bag_offer(self, slip_id):
        """The slip is full: it waits for the other side.

        :return: see ``_bag_data``
        """
        self._agencies()
        slip = self.env["onestop.postal.handover"].browse(slip_id)
        slip.action_offer()
        return self._bag_data(slip)

    @api.model
    def bag_refuse(self, line_id, reason):
        """A packet of an offered slip is not there, or not in order: it stays on the slip with its reason.

        :return: see ``_bag_data``
        """
        self._agencies()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why a packet is not taken: it stays on the slip with its reason."))
        line = self.env["onestop.postal.handover.line"].browse(line_id)
        line.write({"refused": True, "reason": reason})
        return self._bag_data(line.handover_id)

    @api.model
    def bag_sign(self, slip_id):
        """Sign for an offered slip; what was not weighed weighs up to 100 g where the post takes.

        :return: see ``_bag_data``
        """
        self._agencies()
        slip = self.env["onestop.postal.handover"].browse(slip_id)
        if slip.direction == TO_POST:
            slip.action_light()
        slip.action_sign()
        return self._bag_data(slip)

    def _bag_place(self, agency_id, office_id):
        agency = self.env["onestop.agency"].browse(agency_id)
        self._check_agency(agency)
        offices = [office["id"] for office in self._postal_places(agency).get(str(agency.id), [])]
        if office_id not in offices:
            raise UserError(self.env._("This post office does not work for %s.", agency.display_name))
        return agency, self.env["onestop.postal.office"].browse(office_id)

    def _bag_data(self, slip):
        """What the pane shows of a slip."""
        return {
            "id": slip.id,
            "name": slip.name,
            "state": slip.state,
            "to_post": slip.direction == TO_POST,
            "given_by": slip.given_by_id.name or "",
            "count": slip.line_count,
            "refused": slip.refused_count,
            "lines": [
                {
                    "id": line.id,
                    "item": line.shipment_id.name,
                    "dossier": line.dossier_id.sudo().code or line.dossier_id.sudo().request_number or "",
                    "refused": line.refused,
                    "reason": line.reason or "",
                }
                for line in slip.line_ids.sorted("id")[-SHOWN:]
            ],
        }
