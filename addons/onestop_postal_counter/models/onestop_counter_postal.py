from odoo import api, models
from odoo.addons.onestop_postal.engine import tariff, transit
from odoo.addons.onestop_postal.models.custody.onestop_postal_shipment import ENDED
from odoo.addons.onestop_postal.models.network.onestop_postal_right import RECEIVE
from odoo.exceptions import UserError

# grams of a result: a few sheets, the lightest price
LIGHT = 100


class OnestopCounterApp(models.AbstractModel):
    """The post at the Counter: what it costs to have a result brought, and what its own clerks may receive."""

    _inherit = "onestop.counter.app"

    def _counter_data(self, agencies, catalogue_version):
        return super()._counter_data(agencies, catalogue_version) | {"postal": self._postal_places(agencies)}

    def _postal_places(self, agencies):
        """Post offices that work for the agencies: ``{agency id as text: [{id, name}]}``."""
        desks = self.env["onestop.postal.desk"].search([("agency_id", "in", agencies.ids)])
        places = {}
        for desk in desks.filtered(self._in_force):
            offices = places.setdefault(str(desk.agency_id.id), [])
            if desk.office_id.id not in [office["id"] for office in offices]:
                offices.append({"id": desk.office_id.id, "name": desk.office_id.name})
        return places

    def _in_force(self, record):
        today = self.env["onestop.agency"]._today()
        return record.valid_from <= today and (not record.valid_to or record.valid_to >= today)

    # ------------------------------------------------------------------ what the post's own clerks receive

    @api.model
    def _catalogue_version(self, agencies):
        """Whoever works for the post has a catalogue of their own: what a right opens on an approved list."""
        version = super()._catalogue_version(agencies)
        if not self._of_post(agencies):
            return version
        opened = self._opened_to_post(agencies)
        return f"{version}/{self.env.uid}/{len(opened)}/{sum(opened)}"

    @api.model
    def _catalogue(self, agency_ids):
        catalogue = super()._catalogue(agency_ids)
        agencies = self.env["onestop.agency"].browse(agency_ids)
        if not self._of_post(agencies):
            return catalogue
        opened = self._opened_to_post(agencies)
        procedures = [one for one in catalogue["procedures"] if one["id"] in opened]
        sectors = {one["sector"] for one in procedures}
        return catalogue | {
            "procedures": procedures,
            "sectors": [one for one in catalogue["sectors"] if one["id"] in sectors],
        }

    @api.model
    def _most_used(self, agencies):
        found = super()._most_used(agencies)
        if not self._of_post(agencies):
            return found
        opened = self._opened_to_post(agencies)
        return [one for one in found if one in opened]

    def _of_post(self, agencies):
        """Whether the user works for the post at every one of the agencies, where the post has begun to work."""
        clerk_at = self.env.user._onestop_role_map().get("postal_clerk", ())
        desks = self.env["onestop.postal.desk"]
        return all(agency.id in clerk_at and desks._runs(agency) for agency in agencies)

    def _opened_to_post(self, agencies):
        """Ids of the procedures that the user may receive at one of the agencies."""
        rights = self.env["onestop.postal.right"]
        day = self.env["onestop.agency"]._today()
        return frozenset().union(*(rights._open_to(self.env.uid, agency.id, RECEIVE, day) for agency in agencies))

    # ------------------------------------------------------------------ what it costs

    @api.model
    def postal_quote(self, agency_id, area_id=False):
        """What the citizen pays to have the result brought, beside the highest price of the law, and by when it is there.

        :param area_id: area of the address; that of the post office if left out
        :return: dict ``areas`` (to choose from), ``area_id``, ``price``, ``ceiling`` (đồng, False if there is none), ``days``
            (the n of J + n), ``refusal`` (why there is no price, in words); None where no post office works for the agency
        """
        agency = self.env["onestop.agency"].browse(agency_id)
        self._check_agency(agency)
        offices = self._postal_places(agency).get(str(agency.id))
        if not offices:
            return None
        office = self.env["onestop.postal.office"].browse(offices[0]["id"])
        areas = self.env["onestop.postal.area"].search([])
        area = areas.filtered(lambda one: one.id == area_id) or office.area_id
        origin, destination = office.area_id._place(), area._place()
        zone, day = tariff.zone_between(origin, destination), agency._today()
        tariffs = self.env["onestop.postal.tariff"]
        price, refusal, ceiling = 0, "", False
        try:
            price = tariffs._price(tariff.RESULT, zone, LIGHT, 0, day).total
        except UserError as error:
            refusal = str(error)
        highest = tariffs._in_force("ceiling", day)
        if highest and price:
            ceiling = highest._quote(tariff.RESULT, zone, LIGHT).total
        return {
            "areas": [{"id": one.id, "name": one.name} for one in areas],
            "area_id": area.id,
            "price": price,
            "ceiling": ceiling,
            "days": transit.promised_days(origin, destination),
            "refusal": refusal,
        }

    # ------------------------------------------------------------------ an opened dossier

    def _dossier_data(self, dossier):
        return super()._dossier_data(dossier) | {"postal": self._postal_data(dossier)}

    def _postal_data(self, dossier):
        """Where the papers of a dossier are that came or go by post; False if the post has nothing to do with it."""
        items = dossier.postal_shipment_ids.sorted("id")
        if not items and (dossier.result_channel != "post" or dossier.state != "ready"):
            return False
        states = dict(items._fields["state"]._description_selection(self.env))
        going = bool(items.filtered(lambda one: one.direction == "result" and one.state not in ENDED))
        return {
            "items": [
                {
                    "id": one.id, "name": one.name, "direction": one.direction, "state": states[one.state],
                    "promised_on": f"{one.promised_on:%d/%m/%Y}" if one.promised_on else "",
                }
                for one in items
            ],
            "hands": sorted(set(dossier.postal_paper_ids.holding_id.mapped("holder_name"))),
            "may_send": dossier.state == "ready" and dossier.result_channel == "post" and not going,
        }  # fmt: skip
