from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestIncident(PostalCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.head = cls.env["res.users"].create({"login": "test_post_head", "name": "H", "tz": "Asia/Ho_Chi_Minh"})
        cls.env["onestop.staff"].create(
            {
                "user_id": cls.head.id,
                "agency_id": cls.commune.id,
                "role_ids": [(6, 0, cls.env.ref("onestop_postal.role_post_manager").ids)],
                "valid_from": "2020-01-01",
            }
        )
        return result

    def packet_of(self, day):
        with freeze_time(local(day, "09:00")):
            return self.accept()

    def complain(self, shipment, user=None, **values):
        return (
            self.env["onestop.postal.incident"]
            .with_user(user or self.users["receptionist"])
            .create({"shipment_id": shipment.id, "complainant": "Nguyễn Thị Thử", "words": "Chưa nhận được", **values})
        )

    def test_until_when(self):
        shipment = self.packet_of("2026-11-23")
        # promised for 24/11: six months from then
        with freeze_time(local("2027-05-24", "16:00")):
            incident = self.complain(shipment, kind="loss")
        self.assertEqual(incident.until, date(2027, 5, 24))
        with freeze_time(local("2027-05-25", "08:00")):
            self.assertRefused(UserError, "until 24/05/2027 only", self.complain, shipment, kind="loss")
        self.assertRefused(UserError, "once the packet is there", self.complain, shipment, kind="damage")
        with freeze_time(local("2026-11-24", "10:00")):
            self.sign(self.slip(shipment))
        with freeze_time(local("2026-12-25", "08:00")):
            self.assertRefused(UserError, "until 24/12/2026 only", self.complain, shipment, kind="price")

    def test_by_when_it_is_answered(self):
        shipment = self.packet_of("2026-11-23")
        with freeze_time(local("2026-11-27", "09:00")):
            incident = self.complain(shipment)
        # Friday and five working days
        self.assertEqual(incident.answer_by, date(2026, 12, 4))
        far = self.env["onestop.postal.area"].create({"name": "Xa", "province_code": "92", "region": "3"})
        shipment.sudo().area_id = far
        with freeze_time(local("2026-11-27", "09:00")):
            self.assertEqual(self.complain(shipment).answer_by, date(2026, 12, 8))
        with freeze_time(local("2026-12-05", "09:00")):
            late = incident.search([("is_late", "=", True)])
            self.assertIn(incident, late)

    def test_compensation(self):
        shipment = self.packet_of("2026-11-23")
        with freeze_time(local("2026-11-27", "09:00")):
            incident = self.complain(shipment, kind="loss", contract_amount=100_000, reissue_amount=58_000).with_user(
                self.head
            )
            self.assertRefused(UserError, "Write the answer", incident.action_answer)
            incident.write({"liable": "post", "answer": "Bưu gửi thất lạc"})
            # four times 26.000 is more than the contract's 100.000; the papers anew cost 58.000
            self.assertEqual(incident.amount, 104_000 + 58_000)
            incident.proven = False
            self.assertEqual(incident.amount, 0)
            incident.proven = True
            self.assertRefused(AccessError, "handled by others", incident.with_user(self.clerk).action_answer)
            incident.action_answer()
        self.assertEqual(incident.pay_by, date(2026, 12, 27))
        self.assertRefused(UserError, "not changed", incident.write, {"reissue_amount": 1})
        self.assertRefused(UserError, "answered already", incident.action_answer)
        incident.action_pay()
        self.assertEqual(incident.state, "paid")
        self.assertRefused(UserError, "Nothing is to be paid", incident.action_pay)
        late = self.complain(self.packet_of("2026-11-23"), kind="delay").with_user(self.head)
        late.liable = "post"
        self.assertEqual(late.amount, 26_000)
        late.liable = "sender"
        self.assertEqual(late.amount, 0)

    def test_others(self):
        shipment = self.packet_of("2026-11-23")
        self.assertRefused(AccessError, "", self.complain, shipment, user=self.users_2["receptionist"])
        self.assertRefused(AccessError, "", self.complain, shipment, user=self.users["cashier"])
        self.assertRefused(UserError, "kept", self.complain(shipment).sudo().unlink)
