from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

from .postal_case import PostalWorld


@tagged("post_install", "-at_install")
class TestPostalButtons(PostalWorld, ButtonsCase):
    addon = "onestop_postal"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_post()
        cls.actors |= cls.clerk | cls.users["receptionist"]
        cls.sides = cls.env["res.users"]
        for role in ("post_accountant", "agency_accountant", "post_manager"):
            user = cls.env["res.users"].create({"login": f"test_{role}", "name": role, "tz": "Asia/Ho_Chi_Minh"})
            cls.env["onestop.staff"].create(
                {
                    "user_id": user.id,
                    "agency_id": cls.commune.id,
                    "role_ids": [(6, 0, cls.env.ref(f"onestop_postal.role_{role}").ids)],
                    "valid_from": "2020-01-01",
                }
            )
            cls.sides |= user
        cls.actors |= cls.sides

    def button_records(self):
        draft = self.slip(self.accept(), offered=False)
        offered = self.slip(self.accept())
        signed = self.sign(self.slip(self.accept()))
        dossier = self.settled(signed.line_ids.shipment_id)
        result = self.slip(dossier.code, direction="to_post")
        delivered = self.slip(self.settled(self.accepted_item()).code, direction="to_post")
        item = self.sign(delivered).line_ids.shipment_id.with_user(self.clerk)
        item.note_failure("refused", "Lê Văn Ba")
        self.item = item
        return [
            *self.carriers(item),
            draft.sudo(),
            offered.sudo(),
            signed.sudo(),
            result.sudo(),
            item.sudo(),
            *self.months(),
            *self.complaints(item),
            *self.waiting(),
        ]

    def dialog_records(self, env):
        """What the clerk says when a result is delivered: the dialog needs a packet to be about."""
        if env.user != self.clerk:
            return []
        return [env["onestop.postal.delivery"].create({"shipment_id": self.item.id, "task": "invite"})]

    def carriers(self, item):
        """A carrier that cannot be reached, a waybill that was ordered and one that was given up, and a difference."""
        carrier = self.env["onestop.postal.carrier"].create(
            {"name": "C", "contract": "1", "office_ids": [(6, 0, self.office.ids)], "timeout": 1}
        )
        waybills = self.env["onestop.postal.waybill"]
        there = waybills.create({"shipment_id": item.id, "carrier_id": carrier.id, "state": "sent", "number": "W1"})
        other = waybills.create({"shipment_id": self.accepted_item().id, "carrier_id": carrier.id, "state": "failed"})
        difference = self.env["onestop.postal.difference"]._note("weight", carrier, "1", words="W", waybill=there)
        difference.resolution = "Cân lại: 80 g"
        return [carrier, there, other, difference]

    def waiting(self):
        """A result to be forwarded, and one whose letter is written: too early for each further step, and each says so."""
        items = self.sign(
            self.slip(
                self.settled(self.accepted_item()).code, self.settled(self.accepted_item()).code, direction="to_post"
            )
        ).line_ids.shipment_id
        change = self.env["onestop.postal.address.change"].create(
            {
                "shipment_id": items[0].id, "receiver_name": "A", "address": "Thôn Thử", "area_id": self.area_2.id, "proof": "CCCD",
                "reason": "Không phải người nhận",
            }
        )  # fmt: skip
        today = self.commune._today()
        one = self.env["onestop.postal.unclaimed"].create(
            {
                "shipment_id": items[1].id,
                "noticed_on": today,
                "notice_until": today,
                "offer_from": today,
                "letter": "1/BĐ",
            }
        )
        other = self.env["onestop.postal.unclaimed"].create(
            {
                "shipment_id": items[0].id, "noticed_on": today, "notice_until": today, "offer_from": today, "state": "offered",
                "answer_by": today, "answer": "Đã cấp lại", "minutes": "1/BB",
            }
        )  # fmt: skip
        statement = self.env["onestop.postal.statement"].create(
            {
                "name": "F", "carrier_id": self.env["onestop.postal.carrier"].search([], limit=1).id, "sha256": "A",
                "taken_by_id": self.clerk.id, "row_count": 0, "new_count": 0, "unknown_count": 0,
            }
        )  # fmt: skip
        return [change, one, other, statement]

    def complaints(self, item):
        """One that waits for its answer, and one to be paid."""
        incidents = self.env["onestop.postal.incident"].create(
            [{"shipment_id": item.id, "complainant": "A", "words": "W", "liable": "post", "answer": "Chậm"}] * 2
        )
        incidents[1].action_answer()
        incidents |= incidents.create(
            {
                "shipment_id": self.accept().id, "kind": "loss", "complainant": "A", "words": "W", "minutes": "1/BB-MAT",
            }
        )  # fmt: skip
        return incidents

    def months(self):
        """A settlement in each state."""
        agreement = self.env["onestop.postal.agreement"].create(
            {
                "number": "9/HĐ", "agency_id": self.commune.id, "operator": "P", "signed_on": "2026-01-01",
                "valid_from": "2026-01-01", "budget_line": "B", "budget_ceiling": 10**9,
                "line_ids": [(0, 0, {"code": "intake", "unit_price": 26_000}), (0, 0, {"code": "staff", "unit_price": 1})],
            }
        )  # fmt: skip
        months = self.env["onestop.postal.settlement"]
        for number, acts in enumerate(((), ("action_post_confirm",), ("action_post_confirm", "action_confirm")), 1):
            month = months.create({"agreement_id": agreement.id, "month": f"2026-0{number}-01"})
            month.action_draw()
            for act in acts:
                getattr(month, act)()
            months |= month
        return months

    def accepted_item(self):
        """A packet that has reached the agency."""
        return self.sign(self.slip(self.accept())).line_ids.shipment_id

    def test_every_button(self):
        self.check_buttons()
