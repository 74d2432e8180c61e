from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged

ROLES = {
    "post_manager": "onestop_postal", "post_accountant": "onestop_postal", "agency_accountant": "onestop_postal",
    "accountant": "onestop_payment",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestPostalPaymentRightsMatrix(RightsMatrixCase):
    addon = "onestop_postal_payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.area = cls.env["onestop.postal.area"].create({"name": "A", "province_code": "99"})
        for role, addon in ROLES.items():
            user = cls.env["res.users"].create({"login": f"test_{role}", "name": role, "tz": "Asia/Ho_Chi_Minh"})
            for agency, last in ((cls.commune, False), (cls.former, "2020-12-31")):
                cls.env["onestop.staff"].create(
                    {
                        "user_id": user.id,
                        "agency_id": agency.id,
                        "role_ids": [(6, 0, cls.env.ref(f"{addon}.role_{role}").ids)],
                        "valid_from": "2020-01-01",
                        "valid_to": last,
                    }
                )
            cls.actors[role] = user

    def make_table(self, agency):
        office = self.env["onestop.postal.office"].create(
            {"name": "O", "code": f"O{agency.id}", "area_id": self.area.id, "agency_id": agency.id}
        )
        return {
            "onestop.postal.remittance": (
                {"office_id": office.id, "agency_id": agency.id, "reference": f"A{agency.id}"},
                {"reference": f"B{agency.id}"},
                {"reference": f"C{agency.id}"},
            )
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
