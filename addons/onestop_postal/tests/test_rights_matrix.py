from datetime import date, timedelta

from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPostalRightsMatrix(RightsMatrixCase):
    addon = "onestop_postal"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area = cls.env["onestop.postal.area"].create({"name": "A", "province_code": "99"})
        # those of the demo data hold for good
        cls.env["onestop.postal.tariff"].search([("kind", "=", "posted")]).unlink()
        cls.tariff = cls.env["onestop.postal.tariff"].create(
            {"kind": "posted", "number": "0", "valid_from": "2044-01-01", "valid_to": "2044-01-01"}
        )
        cls.env.ref("onestop_postal.tariff_tt22").copy(
            {"kind": "posted", "number": "1", "valid_from": "2020-01-01", "valid_to": "2043-12-31"}
        )
        roles = ("post_manager", "post_accountant", "agency_accountant")
        for role in roles:
            user = cls.env["res.users"].create({"login": f"test_{role}", "name": role, "tz": "Asia/Ho_Chi_Minh"})
            for agency, last in ((cls.commune, False), (cls.former, "2020-12-31")):
                cls.env["onestop.staff"].create(
                    {
                        "user_id": user.id,
                        "agency_id": agency.id,
                        "role_ids": [(6, 0, cls.env.ref(f"onestop_postal.role_{role}").ids)],
                        "valid_from": "2020-01-01",
                        "valid_to": last,
                    }
                )
            cls.actors[role] = user

    def make_table(self, agency):
        env = self.env
        office = env["onestop.postal.office"].create(
            {"name": "O", "code": f"O{agency.id}", "area_id": self.area.id, "agency_id": agency.id}
        )
        now = "2026-11-23 02:00:00"
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        item_vals = {
            "name": f"I{agency.id}",
            "direction": "result",
            "dossier_id": dossier.id,
            "agency_id": agency.id,
            "office_id": office.id,
            "area_id": self.area.id,
            "accepted_at": now,
            "promised_on": "2040-01-01",
        }
        items = env["onestop.postal.shipment"]
        item, item_2 = (items.create({**item_vals, "name": f"{letter}{agency.id}"}) for letter in "KL")
        sent, sent_2 = (
            items.create({**item_vals, "name": f"{letter}{agency.id}", "state": "accepted", "weight": 80})
            for letter in "ST"
        )
        papers = env["onestop.postal.paper"]
        paper, paper_2 = (papers.create({"dossier_id": dossier.id, "name": "N", "kind": "copy"}) for _one in range(2))
        slip = env["onestop.postal.handover"].create(
            {"agency_id": agency.id, "office_id": office.id, "direction": "to_post"}
        )
        slip.state = "offered"
        agreement_vals = {
            "number": f"A{agency.id}",
            "agency_id": agency.id,
            "operator": "P",
            "signed_on": "2040-01-01",
            "valid_from": "2041-01-01",
            "valid_to": "2041-12-31",
            "budget_line": "B",
            "budget_ceiling": 1,
        }
        agreement = env["onestop.postal.agreement"].create(agreement_vals)
        settlement = env["onestop.postal.settlement"].create({"agreement_id": agreement.id, "month": "2041-04-01"})
        # days on which no other tariff holds
        day = date(2045, 1, 1) + timedelta(agency.id)
        desk = env["onestop.postal.desk"].create({"office_id": office.id, "agency_id": agency.id})
        # the clerk works at this desk, at each of the agencies: what another agency hides, it hides by itself
        env["onestop.postal.right"].create(
            {
                "user_id": self.users["postal_clerk"].id,
                "desk_id": desk.id,
                "act": "carry",
                "trained_on": "2020-01-01",
                "valid_from": "2020-01-01",
            }
        )
        carrier = env["onestop.postal.carrier"].create({"name": "C", "contract": f"D{agency.id}"})
        waybill, waybill_2 = (
            env["onestop.postal.waybill"].create({"shipment_id": one.id, "carrier_id": carrier.id, "state": "sent"})
            for one in (item, item_2)
        )
        # a carrier of this agency alone
        carrier.office_ids = office
        statement_vals = {
            "name": "F", "carrier_id": carrier.id, "sha256": f"A{agency.id}", "taken_by_id": env.uid, "row_count": 1, "new_count": 1,
            "unknown_count": 0,
        }  # fmt: skip
        statement = env["onestop.postal.statement"].create({**statement_vals, "sha256": f"C{agency.id}"})
        return {
            "onestop.postal.unclaimed": (
                {
                    "shipment_id": sent.id,
                    "noticed_on": "2026-01-01",
                    "notice_until": "2026-01-01",
                    "offer_from": "2026-01-01",
                },
                {"shipment_id": item.id},
                {"letter": "M"},
            ),
            "onestop.postal.address.change": (
                {"shipment_id": sent.id, "receiver_name": "A", "address": "A", "area_id": self.area.id, "proof": "P"},
                {"shipment_id": sent_2.id},
                {"address": "M"},
            ),
            "onestop.postal.statement": (statement_vals, {"sha256": f"B{agency.id}"}, {"name": "M"}),
            "onestop.postal.statement.line": (
                {
                    "statement_id": statement.id,
                    "line": 1,
                    "number": "1",
                    "waybill_id": waybill.id,
                    "code": "1",
                    "at": now,
                },
                {"line": 2},
                {"code": "2"},
            ),
            "onestop.postal.target": (
                {"agency_id": agency.id, "year": 2041, "code": "points", "target": 1},
                {"code": "equipped"},
                {"target": 2},
            ),
            "onestop.postal.carrier": (
                {"name": "C", "contract": f"E{agency.id}"},
                {"contract": f"F{agency.id}"},
                {"version": "2"},
            ),
            "onestop.postal.carrier.code": (
                {"carrier_id": carrier.id, "code": "1", "step": "accepted"},
                {"code": "2"},
                {"words": "M"},
            ),
            "onestop.postal.waybill": (
                {
                    "shipment_id": items.create({**item_vals, "name": f"M{agency.id}", "direction": "between"}).id,
                    "carrier_id": carrier.id,
                    "state": "sent",
                },
                {"state": "cancelled"},
                {"step": "moving"},
            ),
            "onestop.postal.carrier.event": (
                {"carrier_id": carrier.id, "waybill_id": waybill.id, "key": "1", "code": "1", "at": now},
                {"key": "2"},
                {"code": "3"},
            ),
            "onestop.postal.difference": (
                {
                    "key": f"A{agency.id}",
                    "kind": "weight",
                    "carrier_id": carrier.id,
                    "waybill_id": waybill_2.id,
                    "words": "W",
                },
                {"key": f"B{agency.id}"},
                {"resolution": "M"},
            ),
            "onestop.postal.area": ({"name": f"B{agency.id}", "province_code": "98"}, {"name": "C"}, {"region": "2"}),
            "onestop.postal.office": (
                {"name": "P", "code": f"P{agency.id}", "area_id": self.area.id, "agency_id": agency.id},
                {"code": "Q"},
                {"phone": "1"},
            ),
            "onestop.postal.desk": (
                {"office_id": office.id, "agency_id": agency.id, "valid_from": "2020-01-01"},
                {"valid_from": "2021-01-01"},
                {"valid_to": "2030-01-01"},
            ),
            "onestop.postal.list": (
                {"agency_id": agency.id, "number": "1", "issued_on": "2020-01-01", "valid_from": "2020-01-01"},
                {"number": "2"},
                {"valid_to": "2030-01-01"},
            ),
            "onestop.postal.tariff": (
                {"kind": "posted", "number": f"{agency.id}", "valid_from": day, "valid_to": day},
                {"valid_from": "2046-01-01", "valid_to": "2046-01-01"},
                {"number": "M"},
            ),
            "onestop.postal.tariff.row": (
                {
                    "tariff_id": self.tariff.id,
                    "direction": "intake",
                    "zone": "same_area",
                    "grams": agency.id,
                    "price": 1,
                },
                {"grams": 9_999_999},
                {"price": 2},
            ),
            "onestop.postal.group": (
                {"name": "G", "relief": 5_000, "legal_basis": "L"},
                {},
                {"relief": 10_000},
            ),
            "onestop.postal.shipment": (
                item_vals,
                {"name": f"J{agency.id}", "direction": "between"},
                {"price": 1},
            ),
            "onestop.postal.paper": (
                {"dossier_id": dossier.id, "name": "P", "kind": "copy"},
                {},
                {"name": "M"},
            ),
            "onestop.postal.custody": (
                {"paper_id": paper.id, "holder": "office:1", "holder_kind": "office", "holder_name": "O", "since": now},
                {"paper_id": paper_2.id},
                {"holder_name": "M"},
            ),
            "onestop.postal.handover": (
                {"agency_id": agency.id, "office_id": office.id, "direction": "to_post"},
                {},
                {"note": "M"},
            ),
            "onestop.postal.handover.line": (
                {"handover_id": slip.id, "shipment_id": item.id, "scanned_at": now},
                {"shipment_id": item_2.id},
                {"page_count": 3},
            ),
            "onestop.postal.attempt": (
                {"shipment_id": item.id, "kind": "invitation", "at": now, "user_id": env.uid},
                {},
                {"note": "M"},
            ),
            "onestop.postal.agreement": (
                {**agreement_vals, "number": f"B{agency.id}", "valid_from": "2042-01-01", "valid_to": "2042-12-31"},
                {"number": f"C{agency.id}", "valid_from": "2043-01-01", "valid_to": "2043-12-31"},
                {"operator": "M"},
            ),
            "onestop.postal.agreement.line": (
                {"agreement_id": agreement.id, "code": "intake", "unit_price": 1},
                {"code": "result"},
                {"unit_price": 2},
            ),
            "onestop.postal.settlement": (
                {"agreement_id": agreement.id, "month": "2041-01-01"},
                {"month": "2041-02-01"},
                {"month": "2041-03-01"},
            ),
            "onestop.postal.settlement.line": (
                {"settlement_id": settlement.id, "name": "A", "unit_price": -1},
                {},
                {"unit_price": -2},
            ),
            "onestop.postal.incident": (
                {"shipment_id": item.id, "complainant": "A", "words": "W"},
                {},
                {"words": "M"},
            ),
            "onestop.postal.right": (
                {"user_id": self.users["postal_clerk"].id, "desk_id": desk.id},
                {"act": "return"},
                {"trained_on": "2020-01-01"},
            ),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
