from odoo import api, models
from odoo.addons.onestop_postal.models.custody.onestop_postal_print import dong


class OnestopPostalTariff(models.Model):
    """The posted prices, as everybody may read them: a tariff that is not posted is none (NĐ 174/2026/NĐ-CP)."""

    _inherit = "onestop.postal.tariff"

    @api.model
    def _public_prices(self):
        """``number``, ``since``, ``ceiling`` and ``tables`` of today's posted tariff, in words; empty if nothing is posted."""
        today = self.env["onestop.agency"]._today()
        posted, ceiling = self._in_force("posted", today), self._in_force("ceiling", today)
        if not posted:
            return {}
        highest = {row._key(): row.price for row in ceiling.row_ids}
        rows = posted.row_ids
        directions = dict(rows._fields["direction"]._description_selection(self.env))
        zones = dict(rows._fields["zone"]._description_selection(self.env))
        tables = []
        for direction, title in directions.items():
            own = rows.filtered(lambda row, direction=direction: row.direction == direction)
            used = [zone for zone in zones if zone in own.mapped("zone")]
            weights = sorted({(row.is_step, row.grams) for row in own})
            tables.append(
                {
                    "title": title,
                    "zones": [zones[zone] for zone in used],
                    "rows": [
                        {
                            "weight": self._weight_words(is_step, grams),
                            "prices": [self._cell(own, zone, is_step, grams, highest) for zone in used],
                        }
                        for is_step, grams in weights
                    ],
                }
            )
        groups = self.env["onestop.postal.group"].sudo().search([])
        return {
            "number": posted.number,
            "since": f"{posted.valid_from:%d/%m/%Y}",
            "ceiling": ceiling.number or "",
            "tables": [table for table in tables if table["rows"]],
            "groups": [(group.name, group.relief >= 10_000, group.relief / 100) for group in groups],
        }

    def _weight_words(self, is_step, grams):
        if is_step:
            return self.env._("Each further %s g", grams)
        return self.env._("Up to %s g", grams)

    def _cell(self, rows, zone, is_step, grams, highest):
        """The price of a cell, and whether the law allows less."""
        row = rows.filtered(lambda one: (one.zone, one.is_step, one.grams) == (zone, is_step, grams))[:1]
        most = highest.get(row._key()) if row else None
        return (dong(row.price) if row else "–", bool(row) and most is not None and row.price > most)
