from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import tariff, transit
from ..network.onestop_postal_right import RECEIVE
from .onestop_postal_shipment import ENDED

# what the clerk says of a packet besides the reception
MOST_PAGES = 10_000


class OnestopPostalShipment(models.Model):
    """How a packet comes to the post: accepted at a post office, or handed over by an agency."""

    _inherit = "onestop.postal.shipment"

    @api.model
    def accept(self, payload):
        """Accept a dossier at a post office: its papers are counted, sealed in front of the applicant, and the slip is written.
        The time of the agency does not run yet: it starts when the minutes are signed.

        :param payload: what ``onestop.dossier.receive`` takes, and ``postal``: a dict with ``office_id``, ``area_id`` (of the agency),
            ``weight`` (g), ``page_count``, ``seal_number``, ``sealed`` and, where they apply, ``group_id``, ``fee_amount``,
            ``fee_receipt``, ``secret``
        :return: dict with ``id``, ``name``, ``dossier_id``, ``request_number``, ``price``, ``promised_on`` and ``replayed``
        :raises AccessError: the clerk has no right for this desk, agency and procedure
        :raises UserError: something is missing, in words; nothing is stored
        """
        said = payload.get("postal") or {}
        office = self.env["onestop.postal.office"].browse(said.get("office_id") or []).exists()
        agency = self.env["onestop.agency"].browse(payload.get("agency_id") or []).exists()
        if not office or not agency:
            raise UserError(self.env._("Choose the post office and the agency that receives the dossier."))
        dossiers = self.env["onestop.dossier"]
        procedure = dossiers._payload_procedure(payload)
        self._check_may_accept(office, agency, procedure)
        self._check_packet(said)
        filed = {name: value for name, value in payload.items() if name != "postal"} | {"channel": "post"}
        dossier, new = dossiers._file(filed, "post", assisted_by=self.env.user, proof="post_office")
        if not new:
            return self.sudo().search([("dossier_id", "=", dossier.id), ("direction", "=", "intake")])._answer(True)
        now = fields.Datetime.now()
        area = self.env["onestop.postal.area"].browse(said.get("area_id") or []).exists() or office.area_id
        group = self.env["onestop.postal.group"].browse(said.get("group_id") or []).exists()
        papers = self.env["onestop.postal.paper"].sudo()
        papers = papers.create(
            [vals for document in dossier.document_ids if document.handed_in for vals in papers._of_document(document)]
            + (
                [{"dossier_id": dossier.id, "name": f"Biên lai số {said['fee_receipt']}", "kind": "proof"}]
                if said.get("fee_receipt")
                else []
            )
        )
        if not papers:
            raise UserError(self.env._("Tick the papers that are handed in: an empty packet is not sealed."))
        shipment = self.sudo().create(
            {
                "name": self._next_name(office),
                "direction": "intake",
                "state": "accepted",
                "dossier_id": dossier.id,
                "agency_id": agency.id,
                "office_id": office.id,
                "area_id": area.id,
                "sender_name": dossier.submitter_name or dossier.applicant_name,
                "sender_address": dossier.applicant_address,
                "sender_phone": dossier.submitter_phone or dossier.applicant_phone,
                "sender_email": dossier.applicant_email,
                "receiver_name": agency.name,
                "receiver_address": agency.address,
                "receiver_phone": agency.phone,
                "weight": said["weight"],
                "page_count": said["page_count"],
                "seal_number": said["seal_number"].strip(),
                "accepted_at": now,
                "accepted_by_id": self.env.uid,
                "group_id": group.id,
                "payer": self._payer(agency, "intake"),
                "paper_ids": [fields.Command.set(papers.ids)],
            }
        )
        shipment._charge(now)
        shipment._collect(said.get("fee_amount") or 0, said.get("fee_receipt"), now)
        book = self.env["onestop.postal.custody"]
        book._begin(papers, book._hand("office", office), now)
        return shipment._answer(False)

    @api.model
    def _payer(self, agency, direction):
        """Who pays for a packet: the citizen, and for papers between agencies the agency (QĐ 45/2016/QĐ-TTg art. 12, 16)."""
        return "agency" if direction == "between" else "citizen"

    def _answer(self, replayed):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "dossier_id": self.dossier_id.id,
            "request_number": self.dossier_id.request_number or self.dossier_id.code,
            "price": self.price,
            "promised_on": fields.Date.to_string(self.promised_on),
            "replayed": replayed,
        }

    @api.model
    def _check_may_accept(self, office, agency, procedure):
        """Raise unless the user receives dossiers of the procedure for the agency at the post office."""
        if self.env.su:
            return
        rights = self.env["onestop.postal.right"]
        here = (
            rights.sudo()
            ._in_force(self.env.user, agency)
            .filtered(lambda right: right.act == RECEIVE and right.office_id == office)
        )
        if not here:
            raise AccessError(
                self.env._(
                    "You receive no dossiers for %(agency)s at %(office)s.", agency=agency.name, office=office.name
                )
            )
        refusal = rights._refusal(self.env.user, agency, RECEIVE, procedure, office)
        if refusal:
            raise AccessError(refusal)

    @api.model
    def _check_packet(self, said):
        """Raise unless a packet may travel by this service, and everything about it that the slip must say is there."""
        if said.get("secret"):
            raise UserError(
                self.env._(
                    "Papers that hold state secrets do not travel by this service: only by the network of the Party and State "
                    "bodies (KT1)."
                )
            )
        for name, most in (("weight", tariff.MOST_GRAMS), ("page_count", MOST_PAGES)):
            value = said.get(name)
            if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
                raise UserError(self.env._("Weigh the packet and count its pages: both stand on the slip."))
        if not said.get("sealed") or not (said.get("seal_number") or "").strip():
            raise UserError(self.env._("Seal the packet in front of the sender and enter the number of the seal."))
        fee = said.get("fee_amount") or 0
        if isinstance(fee, bool) or not isinstance(fee, int) or fee < 0:
            raise UserError(self.env._("A fee is a whole number of VND."))
        if fee and not (said.get("fee_receipt") or "").strip():
            raise UserError(
                self.env._("Enter the number of the receipt for the fee: nothing is collected without one.")
            )

    def _charge(self, moment):
        """Price and promise of a packet, by what was posted on the day of acceptance."""
        # kept in the words of the slip, whatever the language of who accepts
        in_vietnamese = self.with_context(lang=self.env["res.lang"]._get_code("vi_VN"))
        for shipment in self:
            direction = "result" if shipment.direction == "result" else "intake"
            places = shipment.office_id.area_id._place(), shipment.area_id._place()
            zone = tariff.zone_between(*places)
            quote = self.env["onestop.postal.tariff"]._price(
                direction, zone, shipment.weight, shipment.group_id.relief, shipment._local(moment).date()
            )
            shipment.write(
                {
                    "price": quote.total,
                    "price_words": "\n".join(map(in_vietnamese._line_words, quote.lines)),
                    "promised_on": shipment._promise(moment),
                }
            )

    def _line_words(self, line):
        amount = f"{line.amount:,} đ".replace(",", ".").replace("-", "−")
        if line.kind == "row":
            return self.env._("Up to %(grams)s g: %(amount)s", grams=line.grams, amount=amount)
        if line.kind == "step":
            return self.env._(
                "%(pieces)s further weights, up to %(grams)s g: %(amount)s",
                pieces=line.pieces,
                grams=line.grams,
                amount=amount,
            )
        return self.env._("Let off by law: %(amount)s", amount=amount)

    def _collect(self, amount, receipt, moment):
        """A fee of the budget, collected on behalf of the agency; it is remitted whole and never set off against the price."""
        for shipment in self:
            if amount:
                days = self.env["onestop.settings"]._number("onestop_postal.remittance_days")
                calendar = shipment.agency_id._calendar().sudo()._onestop_work_calendar()
                shipment.write(
                    {
                        "fee_amount": amount,
                        "fee_receipt": receipt,
                        "fee_collected_at": moment,
                        "fee_due_on": transit.working_day_after(calendar, shipment._local(moment).date(), days),
                    }
                )

    # ------------------------------------------------------------------ from an agency

    @api.model
    def _prepare(self, dossier, handover):
        """The packet that an agency hands to the post: of a result that is ready, or papers for another agency.

        :return: ``(packet, why there is none)``
        """
        agency, office = handover.agency_id, handover.office_id
        between = bool(handover.to_agency_id)
        open_one = self.sudo().search(
            [
                ("dossier_id", "=", dossier.id),
                ("direction", "=", "between" if between else "result"),
                ("state", "not in", ENDED),
            ],
            limit=1,
        )
        if open_one:
            if open_one.state != "prepared" or open_one.agency_id != agency or open_one.office_id != office:
                return self.browse(), self.env._("This is with the post already: %s.", open_one.name)
            return open_one, ""
        if not between and (dossier.state != "ready" or dossier.result_channel != "post"):
            return self.browse(), self.env._("No result of this dossier waits to be sent by post.")
        holder = self.env["onestop.postal.custody"]._hand("agency", agency)
        papers = (
            self.sudo()
            ._papers_to_send(dossier, between)
            .filtered(lambda paper: not paper.holding_id or paper.holding_id.holder == holder["holder"])
        )
        if not papers:
            return self.browse(), self.env._("Nothing of this dossier lies with %s.", agency.name)
        held = papers.custody_ids.filtered(lambda holding: not holding.until)
        book = self.env["onestop.postal.custody"]
        book._begin(papers - held.paper_id, holder, fields.Datetime.now())
        shipment = self.sudo().create(
            {
                "name": self._next_name(office),
                "direction": "between" if between else "result",
                "state": "prepared",
                "dossier_id": dossier.id,
                "agency_id": agency.id,
                "to_agency_id": handover.to_agency_id.id,
                "office_id": office.id,
                "area_id": office.area_id.id,
                "sender_name": agency.name,
                "sender_address": agency.address,
                "sender_phone": agency.phone,
                "receiver_name": handover.to_agency_id.name or dossier.applicant_name,
                "receiver_address": handover.to_agency_id.address or dossier.result_address,
                "receiver_phone": handover.to_agency_id.phone or dossier.applicant_phone,
                "payer": self._payer(agency, "between" if between else "result"),
                "page_count": sum(papers.mapped("pieces")),
                "paper_ids": [fields.Command.set(papers.ids)],
            }
        )
        return shipment, ""

    def _papers_to_send(self, dossier, between):
        """The papers of a packet: for the citizen the result and the originals that came by post and go back."""
        papers = self.env["onestop.postal.paper"].search([("dossier_id", "=", dossier.id)])
        if between:
            here = papers.filtered(lambda paper: paper.kind != "result")
            return here or self.env["onestop.postal.paper"].create(
                [
                    vals
                    for document in dossier.document_ids
                    if document.handed_in
                    for vals in papers._of_document(document)
                ]
            )
        result = papers.filtered(lambda paper: paper.kind == "result") or papers.create(
            {"dossier_id": dossier.id, "kind": "result", "name": dossier.result_number or dossier.procedure_id.name}
        )
        return result | papers.filtered("to_return")

    @api.model
    def _reach_post(self, lines, moment, user):
        """The post has signed for packets of an agency: it has weighed them, and counted their pages.

        :param lines: lines of the slip
        """
        for line in lines:
            line.shipment_id.write(
                {
                    "state": "accepted",
                    "accepted_at": moment,
                    "accepted_by_id": user.id,
                    "weight": line.weight,
                    "page_count": line.page_count or line.shipment_id.page_count,
                }
            )
        lines.shipment_id._charge(moment)
