from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.addons.onestop_postal.tests.postal_case import PostalWorld


class PostFeesCase(PostalWorld, PaymentCase):
    """The world of the post and that of money: the extract costs 8.000 đ a copy at the commune."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.set_up_post()
        cls.sides = {
            role: cls.make_postal_staff(role, cls.commune)
            for role in ("post_accountant", "post_manager", "agency_accountant")
        }
        cls.accountant = cls.money["accountant"]
        cls.remitter = cls.sides["post_accountant"]
        return result

    @classmethod
    def make_postal_staff(cls, role, agency):
        user = cls.env["res.users"].create({"login": f"test_{role}", "name": role, "tz": "Asia/Ho_Chi_Minh"})
        cls.env["onestop.staff"].create(
            {
                "user_id": user.id,
                "agency_id": agency.id,
                "role_ids": [(6, 0, cls.env.ref(f"onestop_postal.role_{role}").ids)],
                "valid_from": "2020-01-01",
            }
        )
        return user

    def accept_paid(self, copies=1, pay=None, **changes):
        """A packet with copies of the extract, for which the clerk takes the money."""
        return self.accept(
            fee_answers={str(self.extract.id): {"quantity": copies}},
            postal={"fee_pay": 8_000 * copies if pay is None else pay, **changes.pop("postal", {})},
            **changes,
        )

    def remittance(self, user=None, send=True, **values):
        one = (
            self.env["onestop.postal.remittance"]
            .with_user(user or self.remitter)
            .create(
                {
                    "office_id": self.office.id,
                    "agency_id": self.commune.id,
                    "reference": f"FT{self.env['onestop.postal.remittance'].search_count([])}",
                    **values,
                }
            )
        )
        if send:
            one.action_send()
        return one

    def receive_money(self, remittance, amount=None, reason=False, user=None):
        remittance = remittance.with_user(user or self.accountant)
        if amount is not None:
            remittance.write({"received_amount": amount, "reason": reason})
        remittance.action_receive()
        return remittance
