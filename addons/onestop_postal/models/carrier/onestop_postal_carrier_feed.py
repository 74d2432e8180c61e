import logging
from urllib.parse import urlencode

import requests
from odoo import api, fields, models
from odoo.addons.onestop_core.engine import gateway
from odoo.addons.onestop_core.examination import examine
from odoo.addons.onestop_core.http_call import call
from odoo.exceptions import AccessError, UserError

from ...engine import carrier

_logger = logging.getLogger(__name__)

# pages of events read in one run, so that a carrier that always names another page does not hold us
MOST_PAGES = 50
READERS = ("post_manager", "postal_clerk")
# where a carrier's end and our books say the same
AGREES = {
    carrier.DELIVERED: ("delivered", "handed_over"),
    carrier.RETURNED: ("returned",),
    carrier.LOST: ("lost",),
}


class OnestopPostalCarrier(models.Model):
    """Reading what a carrier tells: a page after the other, each event once, in whatever order, and from where the last reading ended."""

    _inherit = "onestop.postal.carrier"

    @api.model
    def _cron_read(self):
        """Read the events of every carrier; what one of them does wrong stops no other."""
        for one in self.search([]):
            if one.sudo().feed_url:
                one._read_feed()
                self.env["ir.cron"]._commit_progress(1)

    def action_read(self):
        """Read what the carrier has told since the last time."""
        self.ensure_one()
        self.check_access("read")
        user = self.env.user
        agencies = self.office_ids.agency_id.sudo()
        if not (self.env.su or any(user._onestop_has_role(READERS, agency) for agency in agencies)):
            raise AccessError(self.env._("Waybills are handled by the post."))
        if not self.sudo().feed_url:
            raise UserError(self.env._("No address of events is set up for this carrier."))
        self.sudo()._read_feed()
        return True

    def _read_feed(self):
        """Read pages until one brings nothing new. The cursor moves only beyond what is stored.

        :return: number of events that were new
        """
        record, new = self.sudo(), 0
        for _page in range(MOST_PAGES):
            cursor = record.cursor or ""
            page, trouble = record._fetch(cursor)
            if trouble:
                record.write({"trouble": trouble, "read_at": fields.Datetime.now()})
                return new
            events, after = page
            new += record._take(events)
            record.write({"cursor": after or cursor, "trouble": False, "read_at": fields.Datetime.now()})
            if not events or not after or after == cursor:
                break
        # what our books have caught up with since
        record.waybill_ids.difference_ids.filtered(
            lambda one: one.kind == "not_ours" and one.state == "open"
        ).waybill_id._stand()
        return new

    def _fetch(self, cursor):
        """``((events, next cursor), trouble)`` of one page; trouble is a short text without secrets."""
        parts = "&" if "?" in self.feed_url else "?"
        url = f"{self.feed_url}{parts}{urlencode({self.cursor_parameter: cursor})}"
        try:
            reply = call("GET", url, headers=gateway.parse_headers(self.headers), body=b"", timeout=self.timeout)
        except requests.RequestException as error:
            _logger.info("Events of carrier %s: %s", self.id, type(error).__name__)
            return None, type(error).__name__
        if reply.status != 200:
            return None, f"HTTP {reply.status}"
        try:
            return examine(self.env, carrier.read_feed, reply.text.encode(), self._names()), ""
        except carrier.NotAFeedError as error:
            return None, self.env._("The answer is no page of events: “%s”.", error)
        except UserError as error:
            return None, str(error)

    def _take(self, told):
        """Store what was told, and find out anew where its waybills stand. Told twice it counts once.

        :param told: ``engine.carrier.Told``
        :return: number of events that were new
        """
        differences = self.env["onestop.postal.difference"]
        numbers = {one.waybill for one in told}
        waybills = self._waybills(numbers)
        by_number = {one.number: one for one in waybills}
        differences._note_each(
            "unknown_waybill",
            self,
            {
                number: self.env._("The carrier tells of the waybill %s, which we do not know.", number)
                for number in sorted(numbers - by_number.keys())
            },
        )
        own = [one for one in told if one.waybill in by_number]
        events = self.env["onestop.postal.carrier.event"]
        known = {
            event.key: event
            for event in events.search([("carrier_id", "=", self.id), ("key", "in", [one.key for one in own])])
        }
        fresh = {}
        for one in own:
            there = known.get(one.key) or fresh.get(one.key)
            if not there:
                fresh[one.key] = one
            elif (there.code, there.at, there.weight or None) != (one.code, one.at, one.weight):
                differences._note(
                    "told_anew", self, f"{one.key}/{one.code}/{one.at}/{one.weight}", waybill=by_number[one.waybill],
                    words=self.env._(
                        "The carrier told %(key)s of %(waybill)s again with another content: the first counts.",
                        key=one.key, waybill=one.waybill,
                    ),
                )  # fmt: skip
        events.create(
            [
                {
                    "carrier_id": self.id,
                    "waybill_id": by_number[one.waybill].id,
                    "key": one.key,
                    "code": one.code,
                    "at": one.at,
                    "weight": one.weight,
                }
                for one in fresh.values()
            ]
        )
        waybills._stand()
        return len(fresh)

    def _waybills(self, numbers):
        """Our waybills by these numbers. A carrier that takes the number of the slip for its own has ordered nothing with us: the packet
        has its waybill from when it is told of.
        """
        waybills = self.env["onestop.postal.waybill"]
        found = waybills.search([("carrier_id", "=", self.id), ("number", "in", sorted(numbers))])
        items = self.env["onestop.postal.shipment"].search(
            [
                ("name", "in", sorted(set(numbers) - set(found.mapped("number")))),
                ("office_id", "in", self.office_ids.ids),
                ("state", "!=", "prepared"),
                ("waybill_ids", "=", False),
            ]
        )
        return found | waybills.create(
            [{"shipment_id": item.id, "carrier_id": self.id, "state": "sent", "number": item.name} for item in items]
        )

    def _stand_anew(self):
        """A code has another meaning now: where waybills stand follows from it."""
        self.sudo().waybill_ids.filtered("event_ids")._stand()


class OnestopPostalWaybill(models.Model):
    """Where a waybill stands: rebuilt from all that was told, whenever something is told."""

    _inherit = "onestop.postal.waybill"

    def _stand(self):
        for waybill in self.sudo():
            item = waybill.shipment_id
            meaning = waybill.carrier_id._meaning(item.direction)
            told = [
                carrier.Told(event.key, waybill.number, event.code, event.at, event.weight or None)
                for event in waybill.event_ids
            ]
            found = carrier.standing(told, meaning)
            waybill.write({"step": found.step, "step_at": found.at})
            waybill._name_differences(item, told, meaning, found)

    def _name_differences(self, item, told, meaning, found):
        differences = self.env["onestop.postal.difference"]

        def note(kind, about, words):
            differences._note(kind, self.carrier_id, f"{self.number}/{about}", words=words, waybill=self)

        for one in told:
            if one.code not in meaning:
                note("unknown_code", one.code, self.env._(
                    "%(waybill)s: the code %(code)s has no meaning here. It moves nothing.", waybill=self.number, code=one.code,
                ))  # fmt: skip
            if carrier.weight_differs(item.weight, one.weight, self.carrier_id.tolerance):
                note("weight", one.weight, self.env._(
                    "%(waybill)s: the carrier has weighed %(theirs)s g, the slip says %(ours)s g.",
                    waybill=self.number, theirs=one.weight, ours=item.weight,
                ))  # fmt: skip
        for kind, key in found.differences:
            words = (
                self.env._("%s: the carrier tells two ends. The first counts.", self.number)
                if kind == carrier.CONTRADICTS
                else self.env._("%s: the carrier tells of something after the end. It moves nothing.", self.number)
            )
            note(kind, key, words)
        agrees = AGREES.get(found.step)
        if agrees and item.state in agrees:
            self.difference_ids.filtered(lambda one: one.kind == "not_ours" and one.state == "open").write(
                {"state": "resolved", "resolution": self.env._("Our books say the same since.")}
            )
        elif agrees:
            states = dict(item._fields["state"]._description_selection(self.env))
            note("not_ours", found.step, self.env._(
                "%(waybill)s: ended for the carrier; our books say “%(ours)s”. A paper moves by a signature alone.",
                waybill=self.number, ours=states[item.state],
            ))  # fmt: skip
