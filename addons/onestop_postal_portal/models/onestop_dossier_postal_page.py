from odoo import models
from odoo.addons.onestop_postal.models.custody.onestop_postal_print import dong


class OnestopDossier(models.Model):
    """What the page of a dossier says of the post to whoever filed it: the item and its day, the exact sum, where to collect it, and in
    whose hands each paper is. No postman is named: hands are an office, an agency, or the citizen.
    """

    _inherit = "onestop.dossier"

    def _citizen_page(self):
        return super()._citizen_page() | {"post": self.sudo()._citizen_post()}

    def _citizen_post(self):
        """``items`` and ``papers``, ready to show; nothing where the post has no part in the dossier."""
        items = self.postal_shipment_ids.filtered(lambda one: one.state != "prepared").sorted("id")
        if not items:
            return {}
        directions = dict(items._fields["direction"]._description_selection(self.env))
        states = dict(items._fields["state"]._description_selection(self.env))
        return {
            "items": [
                {
                    "name": one.name,
                    "direction": directions[one.direction],
                    "state": states[one.state],
                    "accepted": self._lookup_moment(one.accepted_at),
                    "promised": f"{one.promised_on:%d/%m/%Y}" if one.promised_on and not one.ended_at else "",
                    "ended": self._lookup_moment(one.ended_at) if one.ended_at else "",
                    "collect": self._postal_collect_words(one) if one.state == "invited" else "",
                    "price": dong(one.price) if one.payer == "citizen" and one.price else "",
                    "why": one.price_words or "",
                    "open": one.state in ("accepted", "invited"),
                    "invitations": [
                        self._lookup_moment(attempt.at) for attempt in one.attempt_ids if attempt.kind == "invitation"
                    ],
                }
                for one in items.filtered(lambda one: one.direction != "between")
            ],
            "papers": [
                {
                    "name": paper.name,
                    "holder": self._postal_holder_words(paper.holding_id),
                    "since": self._lookup_moment(paper.holding_id.since),
                    "original": paper.kind == "original",
                }
                for paper in self.postal_paper_ids
                if paper.holding_id
            ],
        }

    def _postal_collect_words(self, item):
        office = item.office_id
        return ", ".join(filter(None, (office.name, office.address, office.phone)))

    def _postal_holder_words(self, holding):
        if holding.holder_kind == "applicant":
            return self.env._("You, or whom you have sent")
        return holding.holder_name
