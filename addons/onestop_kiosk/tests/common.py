import uuid

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local


def at(clock, day=MONDAY):
    """Freeze time at a moment of the hall."""
    return freeze_time(local(day, clock))


class HallWorld:
    """A hall with two counters and two queues at the desk of the commune, and a queue of the other commune."""

    @classmethod
    def set_up_hall(cls):
        env = cls.env
        cls.counter_2 = env["onestop.counter"].create({"name": "Quầy 2", "number": 2, "desk_id": cls.desk.id})
        cls.queue = env["onestop.queue"].create(
            {
                "name": "Hộ tịch",
                "prefix": "A",
                "desk_id": cls.desk.id,
                "counter_ids": [(6, 0, (cls.counter | cls.counter_2).ids)],
                "sector_ids": [(6, 0, cls.sector.ids)],
            }
        )
        cls.queue_b = env["onestop.queue"].create(
            {"name": "Đất đai", "prefix": "B", "desk_id": cls.desk.id, "counter_ids": [(6, 0, cls.counter_2.ids)]}
        )
        cls.desk_other = env["onestop.desk"].create({"name": "Một cửa Xã Hai", "agency_id": cls.commune_2.id})
        cls.queue_other = env["onestop.queue"].create({"name": "Hộ tịch", "prefix": "A", "desk_id": cls.desk_other.id})
        cls.group = env["onestop.priority.group"].create({"name": "Người cao tuổi", "minutes_ahead": 30})
        cls.kiosk = env["onestop.hall.device"].create(
            {"name": "Kiosk cửa vào", "kind": "kiosk", "desk_id": cls.desk.id}
        )
        cls.board = env["onestop.hall.device"].create({"name": "Màn hình", "kind": "board", "desk_id": cls.desk.id})

    def take(self, queue=None, group=None, client_uuid=None):
        return self.env["onestop.ticket"]._take(
            queue or self.queue,
            source="kiosk",
            client_uuid=client_uuid or str(uuid.uuid4()),
            group=group,
            device=self.kiosk,
        )

    def tickets(self, user=None):
        """Tickets as the receptionist of the commune sees them."""
        return self.env["onestop.ticket"].with_user(user or self.users["receptionist"])

    def call(self, counter=None, user=None, call_uuid=None):
        """Call the next number; the ticket, or an empty recordset."""
        # a call has a transaction of its own, which sees what others have committed
        self.env.flush_all()
        found = self.tickets(user).call_next((counter or self.counter).id, call_uuid or str(uuid.uuid4()))
        return self.env["onestop.ticket"].browse(found or [])


class HallCase(HallWorld, OnestopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_hall()
