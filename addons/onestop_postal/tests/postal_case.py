import uuid

from odoo.addons.onestop_core.tests.common import OnestopCase


class PostalWorld:
    """A post office with a counter for the commune, a clerk of it who is trained, and an approved list with one procedure."""

    @classmethod
    def set_up_post(cls):
        env = cls.env
        # the world of the core has a clerk of the post at the commune
        cls.clerk = cls.users["postal_clerk"]
        cls.area = env["onestop.postal.area"].create({"name": "Vùng thử", "province_code": "35", "region": "1"})
        cls.area_2 = env["onestop.postal.area"].create({"name": "Vùng thử hai", "province_code": "35", "region": "1"})
        cls.office = env["onestop.postal.office"].create(
            {"name": "Bưu điện Thử", "code": "THU", "area_id": cls.area.id, "agency_id": cls.commune.id}
        )
        cls.postal_desk = env["onestop.postal.desk"].create(
            {"office_id": cls.office.id, "agency_id": cls.commune.id, "mode": "counter", "valid_from": "2020-01-01"}
        )
        cls.list = env["onestop.postal.list"].create(
            {
                "agency_id": cls.province.id,
                "number": "01/QĐ-UBND",
                "issued_on": "2020-01-01",
                "valid_from": "2020-01-01",
                "procedure_ids": [(6, 0, cls.procedure.ids)],
            }
        )
        cls.rights = env["onestop.postal.right"].create(
            [
                {
                    "user_id": cls.clerk.id,
                    "desk_id": cls.postal_desk.id,
                    "act": act,
                    "trained_on": "2020-01-01",
                    "valid_from": "2020-01-01",
                }
                for act in ("receive", "return", "carry")
            ]
        )
        cls.may = {right.act: right for right in cls.rights}
        # the demo data posts its tariff; a test posts its own
        env["onestop.postal.tariff"].search([("kind", "=", "posted")]).unlink()
        cls.posted = env.ref("onestop_postal.tariff_tt22").copy(
            {"kind": "posted", "number": "01/BĐ", "valid_from": "2020-01-01"}
        )

    def packet(self, procedure=None, agency=None, postal=None, **changes):
        """What a clerk sends for a packet whose papers are all there: one original to give back and copies of the others."""
        payload = self.payload(procedure, agency, result_channel="post", result_address="Thôn Thử, Xã Một", **changes)
        for number, line in enumerate(payload["documents"]):
            line.update(originals=int(number == 0), copies=int(number > 0))
        return payload | {
            "postal": {
                "office_id": self.office.id,
                "weight": 80,
                "page_count": 7,
                "sealed": True,
                "seal_number": "NP001",
                **(postal or {}),
            }
        }

    def accept(self, user=None, **changes):
        """A packet that the post has accepted, as its clerk sees it."""
        shipments = self.env["onestop.postal.shipment"].with_user(user or self.clerk)
        return shipments.browse(shipments.accept(self.packet(**changes))["id"])

    def slip(self, *items, user=None, direction="to_agency", offered=True, **values):
        """A slip with packets (or dossiers, by their codes) on it, as its giver sees it."""
        slip = (
            self.env["onestop.postal.handover"]
            .with_user(user or (self.clerk if direction == "to_agency" else self.users["receptionist"]))
            .create({"direction": direction, "agency_id": self.commune.id, "office_id": self.office.id, **values})
        )
        for item in items:
            answer = slip.scan(item if isinstance(item, str) else item.name, str(uuid.uuid4()))
            self.assertEqual(answer["status"], "added", answer)
        if offered:
            slip.action_offer()
        return slip

    def sign(self, slip, user=None):
        """The other side signs."""
        taker = user or (self.users["receptionist"] if slip.direction == "to_agency" else self.clerk)
        slip = slip.with_user(taker)
        if slip.direction == "to_post":
            slip.action_light()
        slip.action_sign()
        return slip

    def settled(self, shipment):
        """The dossier of a packet, with a result that waits to be sent."""
        dossier = shipment.dossier_id.with_user(self.users["receptionist"])
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="12/UBND")
        return dossier

    def holder(self, paper):
        return self.env["onestop.postal.custody"].search([("paper_id", "=", paper.id), ("until", "=", False)]).holder


class PostalCase(PostalWorld, OnestopCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.set_up_post()
        return result
