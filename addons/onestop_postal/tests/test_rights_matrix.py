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
        # days on which no other tariff holds
        day = date(2045, 1, 1) + timedelta(agency.id)
        desk = env["onestop.postal.desk"].create({"office_id": office.id, "agency_id": agency.id})
        return {
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
