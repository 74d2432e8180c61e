import uuid

from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestKioskRightsMatrix(RightsMatrixCase):
    addon = "onestop_kiosk"

    def make_table(self, agency):
        env = self.env
        desk = env["onestop.desk"].create({"name": "D", "agency_id": agency.id})
        queue = env["onestop.queue"].create({"name": "Q", "prefix": "A", "desk_id": desk.id})
        ticket_vals = {
            "queue_id": queue.id,
            "desk_id": desk.id,
            "agency_id": agency.id,
            "day": "2026-11-23",
            "number": 1,
            "prefix": "A",
            "source": "kiosk",
            "taken_at": "2026-11-23 01:00:00",
            "effective_at": "2026-11-23 01:00:00",
            "client_uuid": str(uuid.uuid4()),
            "follow_token": str(uuid.uuid4()),
        }
        again = {"number": 2, "client_uuid": str(uuid.uuid4()), "follow_token": str(uuid.uuid4())}
        ticket = env["onestop.ticket"].create({**ticket_vals, **again, "number": 3, "client_uuid": str(uuid.uuid4()), "follow_token": str(uuid.uuid4())})  # fmt: skip
        return {
            "onestop.priority.group": ({"name": f"G{agency.id}"}, {}, {"minutes_ahead": 5}),
            "onestop.queue": ({"name": "R", "prefix": "B", "desk_id": desk.id}, {"prefix": "C"}, {"name": "M"}),
            "onestop.ticket": (ticket_vals, again, {"number": 9}),
            "onestop.ticket.period": (
                {
                    "ticket_id": ticket.id,
                    "state": "waiting",
                    "queue_id": queue.id,
                    "begun_at": "2026-11-23 01:00:00",
                },
                {},
                {"reason": "M"},
            ),
            "onestop.hall.device": ({"name": "K", "kind": "kiosk", "desk_id": desk.id}, {}, {"message": "M"}),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
