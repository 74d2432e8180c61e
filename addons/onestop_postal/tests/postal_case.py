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


class PostalCase(PostalWorld, OnestopCase):
    @classmethod
    def set_up_onestop(cls):
        super().set_up_onestop()
        cls.set_up_post()
