from odoo import api, fields, models
from odoo.addons.onestop_core import sent_once

from .onestop_postal_handover import TO_AGENCY


class OnestopPostalHandover(models.Model):
    """Filling a slip by scanning, one call a scan; the same scan sent twice counts once."""

    _inherit = "onestop.postal.handover"

    def action_scan(self):
        """Open the screen on which the slip is filled by scanning."""
        self.ensure_one()
        self._check_giver()
        return {
            "type": "ir.actions.client",
            "tag": "onestop_postal.scan",
            "name": self.env._("Scan"),
            "params": {"handover_id": self.id, "name": self.name, "count": len(self.line_ids)},
        }

    def scan(self, text, scan_uuid):
        """Put what was scanned on the slip.

        :param text: number of a packet, code or request number of a dossier, or the address in a slip's QR
        :param scan_uuid: chosen by the device; sent again, it is answered as before
        :return: dict with ``status`` (``added``, ``again``, ``unknown`` or ``elsewhere``), ``message``, ``count`` and, where it is
            known, ``item`` and ``dossier``
        :raises AccessError: the slip is given by the other side
        :raises UserError: it is offered already
        """
        self._take_in_hand("draft")
        self._check_giver()
        stamp = sent_once.read_uuid(scan_uuid)
        lines = self.env["onestop.postal.handover.line"].sudo()
        known = stamp and lines.search([("scan_uuid", "=", stamp)], limit=1)
        if known:
            return self._scan_answer("added" if known.handover_id == self else "elsewhere", known.shipment_id)
        shipment, refusal = self._find_scanned((text or "").strip())
        if not shipment:
            return self._scan_answer("unknown", shipment, refusal)
        if lines.search_count([("handover_id", "=", self.id), ("shipment_id", "=", shipment.id)], limit=1):
            return self._scan_answer("again", shipment)
        busy = lines.search(
            [
                ("shipment_id", "=", shipment.id),
                ("handover_id.state", "in", ("draft", "offered")),
                ("handover_id", "!=", self.id),
            ],
            limit=1,
        )
        if busy:
            return self._scan_answer("elsewhere", shipment, self.env._("It is on another slip."))
        lines.create(
            {
                "handover_id": self.id,
                "shipment_id": shipment.id,
                "scanned_at": fields.Datetime.now(),
                "scan_uuid": stamp,
            }
        )
        return self._scan_answer("added", shipment)

    def _scan_answer(self, status, shipment, message=""):
        return {
            "status": status,
            "message": message or self._scan_words()[status],
            "item": shipment.name or "",
            "dossier": shipment.dossier_id.sudo().code or shipment.dossier_id.sudo().request_number or "",
            "count": self.env["onestop.postal.handover.line"].sudo().search_count([("handover_id", "=", self.id)]),
        }

    @api.model
    def _scan_words(self):
        return {
            "added": self.env._("On the slip."),
            "again": self.env._("It is on this slip already."),
            "unknown": self.env._("Nothing here bears this number."),
            "elsewhere": self.env._("It is on another slip."),
        }

    def _find_scanned(self, text):
        """``(packet, why there is none)`` for what was scanned: one that may be on this slip now."""
        shipments = self.env["onestop.postal.shipment"]
        if not text:
            return shipments, ""
        if self.direction == TO_AGENCY:
            found = shipments.search([("name", "=", text.upper())], limit=1) or shipments.search(
                [
                    ("dossier_id", "in", self._find_dossier(text).ids),
                    ("state", "in", ("accepted", "returning")),
                ],
                limit=1,
            )
            if not found:
                return found, ""
            for_here = found.to_agency_id if found.direction == "between" else found.agency_id
            if for_here != self.agency_id:
                return shipments, self.env._("This is for %s.", for_here.sudo().name)
            going = found.state == "returning" or (found.state == "accepted" and found.direction != "result")
            if found.office_id != self.office_id or not going:
                return shipments, self.env._("This is not at the post office, on its way to the agency.")
            return found.sudo(), ""
        dossier = self._find_dossier(text)
        if not dossier:
            return shipments, ""
        return shipments._prepare(dossier, self)

    def _find_dossier(self, text):
        dossiers = self.env["onestop.dossier"]
        code = dossiers._code_in(text)
        return dossiers.search(["|", ("code", "=", code), ("request_number", "=", code)], limit=1) if code else dossiers
