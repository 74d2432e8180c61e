from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import UserError
from odoo.tests import tagged

from .postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestChecklist(PostalCase):
    """The rules of the post among those that the suite is held against, by their numbers; number 22 is tested where statements are
    matched, in ``onestop_postal_reconcile``.
    """

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        areas = cls.env["onestop.postal.area"]
        cls.city = areas.create({"name": "Ba Đình thử", "province_code": "01", "region": "1", "big_city": True})
        cls.city_far = areas.create({"name": "Hải Châu thử", "province_code": "48", "region": "2", "big_city": True})
        cls.far = areas.create({"name": "Ninh Kiều thử", "province_code": "92", "region": "3"})
        # from where, to where, n of J + n (TT 17/2017/TT-BTTTT art. 7)
        cls.ways = (
            (cls.area, cls.area, 1),
            (cls.area, cls.area_2, 2),
            (cls.city, cls.city_far, 3),
            (cls.area, cls.far, 4),
        )
        return result

    def accept_at(self, moment, origin, destination):
        self.office.area_id = origin
        with freeze_time(moment):
            return self.accept(postal={"area_id": destination.id})

    def test_item_8_the_clock_starts_at_the_signed_minutes(self):
        """Accepted on a Friday afternoon, signed on Tuesday: the three working days of the procedure are Wednesday to Friday."""
        item = self.accept_at(local("2026-11-20", "16:20"), self.area, self.area)
        dossier = item.dossier_id
        self.assertFalse(dossier.received_at or dossier.clock_start_at or dossier.due_at)
        with freeze_time(local("2026-11-23", "09:00")):
            slip = self.slip(item)
            self.assertFalse(dossier.due_at, "an offer starts nothing")
        with freeze_time(local("2026-11-24", "14:10")):
            self.sign(slip)
        self.assertEqual(dossier.clock_start_at, local("2026-11-24", "14:10"))
        self.assertEqual(dossier.due_at, local("2026-11-27", "14:10"))
        self.assertEqual(item.accepted_at, local("2026-11-20", "16:20"), "the way before it is shown apart")
        # where the post runs the agency's own desk nothing comes before the reception
        self.postal_desk.mode = "centre"
        with freeze_time(local("2026-11-24", "14:10")):
            self.assertEqual(self.receive(self.clerk).due_at, local("2026-11-27", "14:10"))

    def test_item_9_late_by_zone(self):
        for origin, destination, days in self.ways:
            with self.subTest(days=days), self.env.cr.savepoint() as savepoint:
                item = self.accept_at(local("2026-11-23", "09:00"), origin, destination)
                promised = date(2026, 11, 23 + days)
                self.assertEqual(item.promised_on, promised)
                slip = self.slip(item)
                with freeze_time(local(f"{promised}", "23:00")):
                    self.assertFalse(item.search([("id", "=", item.id), *item._late_domain()]))
                with freeze_time(local(f"{promised.replace(day=promised.day + 1)}", "00:30")):
                    self.assertTrue(item.search([("id", "=", item.id), *item._late_domain()]))
                # Saturday and Sunday are nobody's delay
                with freeze_time(local("2026-11-30", "09:00")):
                    self.sign(slip)
                self.assertEqual(item.days_late, 5 - days)
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_item_9_no_complaint_after_six_months(self):
        item = self.accept_at(local("2026-11-23", "09:00"), self.area, self.far)
        self.assertEqual(item.promised_on, date(2026, 11, 27))
        values = {"shipment_id": item.id, "kind": "loss", "complainant": "Nguyễn Thị Thử", "words": "Mất"}
        incidents = self.env["onestop.postal.incident"].with_user(self.users["receptionist"])
        with freeze_time(local("2027-05-27", "16:00")):
            self.assertTrue(incidents.create(values))
        with freeze_time(local("2027-05-28", "08:00")):
            self.assertRefused(UserError, "until 27/05/2027 only", incidents.create, values)

    def test_item_10_compensation(self):
        item = self.accept_at(local("2026-11-23", "09:00"), self.area, self.area)
        self.assertEqual(item.price, 26_000)
        incident = self.env["onestop.postal.incident"].create(
            {"shipment_id": item.id, "kind": "loss", "complainant": "A", "words": "Mất", "liable": "post"}
        )
        for contract, reissue, proven, expected in (
            (0, 0, True, 4 * 26_000),
            (103_999, 0, True, 104_000),
            (104_001, 0, True, 104_001),
            (0, 58_000, True, 162_000),
            (500_000, 58_000, True, 558_000),
            (500_000, 58_000, False, 0),
        ):
            with self.subTest(contract=contract, reissue=reissue, proven=proven):
                incident.write({"contract_amount": contract, "reissue_amount": reissue, "proven": proven})
                self.assertEqual(incident.amount, expected)
        incident.write({"proven": True, "liable": "nobody"})
        self.assertEqual(incident.amount, 0, "force majeure")

    def test_promise_over_tet(self):
        """Tết of 2027 is off from Monday 15/02 to Friday 19/02. What is accepted on Thursday before has Friday as J+1."""
        for day in range(15, 20):
            self.env["onestop.calendar.day"].create({"date": f"2027-02-{day}", "name": "Tết Nguyên đán"})
        expected = {1: date(2027, 2, 12), 2: date(2027, 2, 22), 3: date(2027, 2, 23), 4: date(2027, 2, 24)}
        for origin, destination, days in self.ways:
            with self.subTest(days=days):
                item = self.accept_at(local("2027-02-11", "16:50"), origin, destination)
                self.assertEqual(item.promised_on, expected[days])
        # a day between the holidays and a Saturday that is worked instead count as what they are
        self.env["onestop.calendar.day"].create({"date": "2027-02-20", "name": "Làm bù", "working": True})
        self.assertEqual(
            self.accept_at(local("2027-02-11", "16:50"), self.area, self.area_2).promised_on, date(2027, 2, 20)
        )
