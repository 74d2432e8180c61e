import uuid

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestHandover(PostalCase):
    def test_the_clock_starts_at_the_minutes(self):
        with freeze_time(local("2026-11-23", "09:10")):
            shipment = self.accept(postal={"fee_amount": 8_000, "fee_receipt": "0000123"})
            slip = self.slip(shipment)
        self.assertEqual(slip.name[:4], "001/")
        with freeze_time(local("2026-11-24", "10:00")):
            self.sign(slip)
        dossier = shipment.dossier_id
        self.assertEqual(dossier.state, "received")
        self.assertEqual(dossier.received_at, local("2026-11-24", "10:00"))
        # three working days from the signature, not from the post's counter
        self.assertEqual(dossier.due_at, local("2026-11-27", "10:00"))
        self.assertEqual((shipment.state, shipment.days_late), ("handed_over", 0))
        self.assertEqual(shipment.fee_remitted_at, local("2026-11-24", "10:00"))
        self.assertIn("23/11/2026 09:10", dossier.postal_transit)
        self.assertIn("24/11/2026 10:00", dossier.postal_transit)
        for paper in shipment.paper_ids:
            self.assertEqual(self.holder(paper), f"agency:{self.commune.id}")
            self.assertEqual(paper._holder_at(local("2026-11-24", "09:59")).holder, f"office:{self.office.id}")
            self.assertEqual(paper._holder_at(local("2026-11-24", "10:00")).holder, f"agency:{self.commune.id}")
            self.assertFalse(paper._holder_at(local("2026-11-23", "09:09")))
        printed = slip._minutes_values()
        self.assertEqual((printed["taken"], printed["fees"]), ("01", "8.000 đ"))
        self.assertEqual(printed["rows"][0]["dossier"], dossier.code)

    def test_late_is_counted_in_working_days(self):
        with freeze_time(local("2026-11-19", "09:00")):
            shipment = self.accept()
            slip = self.slip(shipment)
        with freeze_time(local("2026-11-24", "08:00")):
            self.assertIn(shipment, shipment.search(shipment._late_domain()))
            self.sign(slip)
        # promised for Friday, there on Tuesday
        self.assertEqual(shipment.days_late, 2)

    def test_until_the_taker_signs_the_giver_holds(self):
        shipment = self.accept()
        slip = self.slip(shipment)
        self.assertEqual({self.holder(paper) for paper in shipment.paper_ids}, {f"office:{self.office.id}"})
        self.assertRefused(AccessError, "other side", slip.action_sign)
        taker = slip.with_user(self.users["receptionist"])
        self.assertRefused(AccessError, "other side", taker.action_withdraw)
        slip.action_withdraw()
        self.assertRefused(UserError, "moved on", taker.action_sign)
        slip.action_offer()
        self.sign(slip)
        self.assertRefused(UserError, "moved on", taker.action_sign)

    def test_nobody_signs_for_both_sides(self):
        shipment = self.accept()
        slip = self.slip(shipment)
        self.clerk.onestop_staff_ids.role_ids |= self.env.ref("onestop_core.role_receptionist")
        self.assertRefused(AccessError, "other side", slip.action_sign)

    def test_a_refused_line_stays_with_its_reason(self):
        first, second = self.accept(), self.accept(applicant_name="Trần Văn Hai")
        slip = self.slip(first, second)
        taker = slip.with_user(self.users["receptionist"])
        line = taker.line_ids.filtered(lambda one: one.shipment_id == second)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            line.refused = True
            self.env.flush_all()
        line.write({"refused": True, "reason": "Thiếu tờ khai"})
        self.assertRefused(AccessError, "other side", slip.line_ids[0].write, {"page_count": 5})
        taker.line_ids[0].page_count = 6
        self.sign(slip)
        self.assertEqual((first.state, second.state), ("handed_over", "accepted"))
        self.assertEqual((first.dossier_id.state, second.dossier_id.state), ("received", "submitted"))
        self.assertEqual({self.holder(paper) for paper in second.paper_ids}, {f"office:{self.office.id}"})
        remarks = [row["remark"] for row in slip._minutes_values()["rows"]]
        self.assertIn("6 pages instead of 7", remarks[0])
        self.assertEqual(remarks[1], "KHÔNG NHẬN: Thiếu tờ khai")
        # it goes again on the next slip
        self.sign(self.slip(second))
        self.assertEqual(second.dossier_id.state, "received")

    def test_all_or_nothing(self):
        good, bad = self.accept(), self.accept(applicant_name="Trần Văn Hai")
        bad.dossier_id.sudo().document_ids[0].handed_in = False
        slip = self.slip(good, bad)
        self.assertRefused(UserError, bad.name, self.sign, slip)
        self.env.invalidate_all()
        self.assertEqual((good.state, slip.state, good.dossier_id.state), ("accepted", "offered", "submitted"))
        self.assertEqual({self.holder(paper) for paper in good.paper_ids}, {f"office:{self.office.id}"})

    def test_who_does_not_hold_it_gives_nothing(self):
        shipment = self.accept()
        slip = self.slip(shipment)
        book = self.env["onestop.postal.custody"]
        other = book._hand("agency", self.commune_2)
        book._move(shipment.paper_ids[0], book._hand("office", self.office), other, shipment.accepted_at)
        self.assertRefused(UserError, "does not hold", self.sign, slip)

    def test_the_database_lets_no_paper_be_in_two_hands(self):
        paper = self.accept().paper_ids[0]
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO onestop_postal_custody (paper_id, holder, holder_kind, holder_name, since) "
                "VALUES (%s, 'office:0', 'office', 'X', now())",
                (paper.id,),
            )

    def test_scanning(self):
        shipment = self.accept()
        slip = self.slip(offered=False)
        stamp = str(uuid.uuid4())
        self.assertEqual(slip.scan(shipment.name.lower(), stamp)["status"], "added")
        # the line was lost before the answer: the same scan again
        self.assertEqual(slip.scan(shipment.name, stamp)["count"], 1)
        self.assertEqual(slip.scan(shipment.name, str(uuid.uuid4()))["status"], "again")
        self.assertEqual(slip.scan(shipment.dossier_id.request_number, str(uuid.uuid4()))["status"], "again")
        self.assertEqual(slip.scan("KHONGCO", str(uuid.uuid4()))["status"], "unknown")
        self.assertEqual(slip.scan("", str(uuid.uuid4()))["status"], "unknown")
        self.assertEqual(self.slip(offered=False).scan(shipment.name, str(uuid.uuid4()))["status"], "elsewhere")
        slip.action_offer()
        self.assertRefused(UserError, "moved on", slip.scan, shipment.name, str(uuid.uuid4()))
        stranger = slip.with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, "", stranger.scan, shipment.name, str(uuid.uuid4()))

    def test_what_is_on_a_slip_stays_between_these_two(self):
        slip = self.slip(self.accept(), offered=False)
        self.assertRefused(UserError, "Begin a new hand-over", slip.write, {"agency_id": self.commune_2.id})
        self.assertRefused(UserError, "cancel it instead", slip.unlink)
        self.assertRefused(UserError, "", slip.write, {"state": "signed"})
        slip.action_cancel()
        self.assertEqual(slip.state, "cancelled")

    def test_results_and_originals_go_back_to_the_post(self):
        shipment = self.accept()
        self.sign(self.slip(shipment))
        dossier = self.settled(shipment)
        slip = self.slip(dossier.code, direction="to_post")
        item = slip.line_ids.shipment_id
        self.assertEqual((item.state, item.direction), ("prepared", "result"))
        self.assertEqual(set(item.paper_ids.mapped("kind")), {"result", "original"})
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"agency:{self.commune.id}"})
        taker = slip.with_user(self.clerk)
        self.assertRefused(UserError, "Weigh these", taker.action_sign)
        taker.line_ids.weight = 260
        taker.action_sign()
        self.assertEqual((item.state, item.weight, item.price), ("accepted", 260, 28_500))
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"office:{self.office.id}"})
        again = self.slip(direction="to_post", offered=False)
        self.assertEqual(again.scan(dossier.code, str(uuid.uuid4()))["status"], "unknown")

    def test_between_agencies(self):
        dossier = self.receive()
        slip = self.slip(dossier.code, direction="to_post", to_agency_id=self.department.id)
        item = slip.line_ids.shipment_id
        self.sign(slip)
        self.assertEqual((item.direction, item.payer, item.price), ("between", "agency", 26_000))
        self.env["onestop.postal.desk"].create(
            {"office_id": self.office.id, "agency_id": self.department.id, "valid_from": "2020-01-01"}
        )
        # whoever carries for the department, too
        self.env["onestop.staff"].create(
            {
                "user_id": self.clerk.id,
                "agency_id": self.department.id,
                "role_ids": [(6, 0, self.env.ref("onestop_core.role_postal_clerk").ids)],
                "valid_from": "2020-01-01",
            }
        )
        desk = self.env["onestop.postal.desk"].search([("agency_id", "=", self.department.id)])
        self.may["carry"].copy({"desk_id": desk.id})
        there = self.slip(item, agency_id=self.department.id)
        self.sign(there, self.users_department["specialist"])
        self.assertEqual(item.state, "handed_over")
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"agency:{self.department.id}"})
        self.assertEqual(dossier.state, "received", "carrying papers moves no dossier")
