from odoo import models

from ..custody.onestop_postal_print import dong


class OnestopDossier(models.Model):
    """What the public page says of the way by post: transit apart from the time of the agency, the item's number, by when it is
    there, and the exact sum, so that nobody pays a stranger.
    """

    _inherit = "onestop.dossier"

    def _lookup_hint(self):
        hint = super()._lookup_hint()
        words = self._postal_hint()
        return " ".join(filter(None, (hint, words)))

    def _postal_hint(self):
        item = self.postal_shipment_ids.filtered(lambda one: one.direction != "between").sorted("id")[-1:]
        if not item or self.state not in ("submitted", "ready"):
            return ""
        day = f"{item.promised_on:%d/%m/%Y}" if item.promised_on else ""
        if item.direction == "intake" and item.state == "accepted":
            return self.env._(
                "The post accepted it on %(accepted)s (item %(item)s) and brings it to the agency by %(day)s; the agency's time "
                "starts when it has signed for it.",
                accepted=f"{self._local(item.accepted_at):%d/%m/%Y %H:%M}",
                item=item.name,
                day=day,
            )
        if item.direction == "result" and item.state in ("accepted", "invited"):
            words = (
                self.env._(
                    "Collect it at %(office)s with your identity paper (item %(item)s).",
                    office=item.office_id.name,
                    item=item.name,
                )
                if item.state == "invited"
                else self.env._("The post brings it by %(day)s (item %(item)s).", day=day, item=item.name)
            )
            if item.payer == "citizen" and item.price:
                words += " " + self.env._(
                    "You pay %s to the postman in person, and nothing in advance.", dong(item.price)
                )
            return words
        return ""
