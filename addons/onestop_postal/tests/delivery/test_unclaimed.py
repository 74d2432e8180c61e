from datetime import date

from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..postal_case import PostalCase


class ResultCase(PostalCase):
    """A result that the post has, and the people at both ends."""

    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.head = cls.env["res.users"].create({"login": "test_post_head", "name": "H", "tz": "Asia/Ho_Chi_Minh"})
        cls.env["onestop.staff"].create(
            {
                "user_id": cls.head.id, "agency_id": cls.commune.id, "valid_from": "2020-01-01",
                "role_ids": [(6, 0, cls.env.ref("onestop_postal.role_post_manager").ids)],
            }
        )  # fmt: skip
        cls.desk_person = cls.users["receptionist"]
        return result

    def result_at(self, moment):
        """A packet with a result, accepted by the post at a moment, as its clerk sees it."""
        with freeze_time(moment):
            dossier = self.settled(self.sign(self.slip(self.accept())).line_ids.shipment_id)
            item = self.sign(self.slip(dossier.code, direction="to_post")).line_ids.shipment_id
        return item.with_user(self.clerk)


@tagged("post_install", "-at_install")
class TestUnclaimed(ResultCase):
    """Nobody collects it: notice after three months, the letter after six, and thirty days in which the agency must answer."""

    def setUp(self):
        super().setUp()
        self.item = self.result_at(local("2026-05-29", "09:00"))

    def noticed(self, day="2026-08-31"):
        with freeze_time(local(day)):
            action = self.item.action_notice()
        [[_field, _operator, [found]]] = action["domain"]
        return self.env["onestop.postal.unclaimed"].with_user(self.clerk).browse(found)

    def offered(self):
        one = self.noticed()
        one.letter = "15/BĐ-TB"
        with freeze_time(local("2026-11-30")):
            one.action_offer()
        return one

    def test_notice_after_three_months(self):
        with freeze_time(local("2026-08-28")):
            self.assertRefused(UserError, "from 29/08/2026 on", self.item.action_notice)
            self.assertFalse(self.item.search([("id", "=", self.item.id), ("may_notice", "=", True)]))
        self.env.invalidate_all()
        with freeze_time(local("2026-08-29")):
            self.assertTrue(self.item.search([("id", "=", self.item.id), ("may_notice", "=", True)]))
        one = self.noticed()
        self.assertEqual(
            (one.state, one.notice_until, one.offer_from), ("noticed", date(2026, 11, 30), date(2026, 11, 30))
        )
        with freeze_time(local("2026-09-01")):
            self.assertRefused(UserError, "waits with the post", self.item.action_notice)

    def test_the_letter_after_six_months_and_three_of_notice(self):
        one = self.noticed()
        one.letter = "15/BĐ-TB"
        with freeze_time(local("2026-11-29")):
            self.assertRefused(UserError, "from 30/11/2026 on", one.action_offer)
        with freeze_time(local("2026-11-30")):
            one.letter = False
            self.assertRefused(UserError, "number of the letter", one.action_offer)
            one.letter = "15/BĐ-TB"
            one.action_offer()
            self.assertEqual((one.state, one.answer_by, one.days_left), ("offered", date(2026, 12, 30), 30))
        self.assertRefused(UserError, "moved on", one.action_offer)

    def test_silence_destroys_after_thirty_days_and_not_before(self):
        one = self.offered()
        mine = one.with_user(self.head)
        mine.minutes = "03/BB-TH"
        with freeze_time(local("2026-12-30", "23:00")):
            self.assertRefused(UserError, "may answer until 30/12/2026", mine.action_destroy)
        papers = self.item.sudo().paper_ids
        with freeze_time(local("2026-12-31", "08:00")):
            self.assertRefused(AccessError, "other side", one.action_destroy)
            mine.minutes = False
            self.assertRefused(UserError, "number of the minutes", mine.action_destroy)
            mine.minutes = "03/BB-TH"
            mine.action_destroy()
        self.assertEqual((one.state, self.item.state), ("destroyed", "destroyed"))
        self.assertEqual({self.holder(paper) for paper in papers}, {"destroyed:03/BB-TH"})
        self.assertRefused(UserError, "unclaimed no longer", mine.write, {"minutes": "04"})

    def test_the_agency_sees_the_alarm_and_takes_it_back(self):
        one = self.offered()
        data = self.env["onestop.dossier"].with_user(self.desk_person).home_data()
        figures = {figure["key"]: figure for section in data["sections"] for figure in section.get("figures", ())}
        self.assertEqual((figures["postal_offers"]["count"], figures["postal_offers"]["tone"]), (1, "late"))
        theirs = one.with_user(self.desk_person)
        self.assertRefused(AccessError, "other side", one.action_keep)
        with freeze_time(local("2026-12-15")):
            theirs.action_keep()
            self.assertEqual((one.state, one.answered_by_id, self.item.state), ("kept", self.desk_person, "returning"))
            self.sign(self.slip(self.item))
        self.assertEqual((self.item.state, one.state, one.ended_on), ("returned", "kept", date(2026, 12, 15)))
        self.assertEqual({self.holder(p) for p in self.item.sudo().paper_ids}, {f"agency:{self.commune.id}"})

    def test_the_agency_gives_up_with_a_reason_and_may_think_again(self):
        one = self.offered().with_user(self.desk_person)
        with freeze_time(local("2026-12-10")):
            self.assertRefused(UserError, "Say why", one.action_give_up)
            one.answer = "Đã cấp lại bản khác"
            one.action_give_up()
            self.assertEqual(one.state, "given_up")
            mine = one.with_user(self.head)
            mine.minutes = "03/BB-TH"
            one.action_keep()
            self.assertRefused(UserError, "moved on", mine.action_destroy)

    def test_what_is_lost_meanwhile_comes_back_to_nobody(self):
        one = self.offered()
        with freeze_time(local("2026-12-01")):
            incident = self.env["onestop.postal.incident"].with_user(self.head).create(
                {
                    "shipment_id": self.item.id, "kind": "loss", "complainant": "Nguyễn Thị Thử", "words": "Không thấy",
                    "minutes": "01/BB-MAT",
                }
            )  # fmt: skip
            incident.action_lost()
            self.assertEqual((one.state, one.ended_on, one.days_left), ("lost", date(2026, 12, 1), 0))
            theirs = one.with_user(self.desk_person)
            self.assertRefused(UserError, "moved on", theirs.action_keep)
        data = self.env["onestop.dossier"].with_user(self.desk_person).home_data()
        figures = {figure["key"]: figure for section in data["sections"] for figure in section.get("figures", ())}
        self.assertFalse(figures.get("postal_offers", {}).get("count"), "nothing is left to be answered")
        self.assertEqual(self.item.state, "lost")
        # nor is there a way round it where its record had stayed open
        one.sudo().write({"state": "offered", "ended_on": False})
        self.assertRefused(UserError, "moved on", theirs.action_keep)

    def test_what_the_agency_takes_back_is_not_noticed_again(self):
        one = self.offered()
        with freeze_time(local("2026-12-15")):
            one.with_user(self.desk_person).action_keep()
            self.assertFalse(self.item.may_notice)
            self.assertRefused(UserError, "waits with the post", self.item.action_notice)

    def test_what_has_served_is_no_longer_changed(self):
        one = self.noticed()
        mine, theirs = one.with_user(self.head), one.with_user(self.desk_person)
        self.assertRefused(UserError, "no longer to be changed", theirs.write, {"answer": "Chưa hỏi đã trả lời"})
        self.assertRefused(UserError, "no longer to be changed", mine.write, {"minutes": "03/BB-TH"})
        one.letter = "15/BĐ-TB"
        with freeze_time(local("2026-11-30")):
            one.action_offer()
        self.assertRefused(UserError, "no longer to be changed", one.write, {"letter": "16/BĐ-TB"})
        with freeze_time(local("2026-12-10")):
            theirs.answer = "Đã cấp lại bản khác"
            theirs.action_give_up()
        self.assertRefused(UserError, "no longer to be changed", theirs.write, {"answer": "Lý do khác hẳn"})
        mine.minutes = "03/BB-TH"
        self.assertEqual((one.letter, one.answer, one.minutes), ("15/BĐ-TB", "Đã cấp lại bản khác", "03/BB-TH"))

    def test_who_comes_after_all_gets_it(self):
        one = self.noticed()
        with freeze_time(local("2026-09-10")):
            self.item.deliver(identity_seen=True)
        self.assertEqual((one.state, one.ended_on), ("claimed", date(2026, 9, 10)))

    def test_whose_it_is_not(self):
        one = self.noticed()
        for user in (self.users_2["receptionist"], self.users["cashier"]):
            with self.assertRaises(AccessError), freeze_time(local("2026-09-10")):
                self.item.with_user(user).action_notice()
        hidden = self.env["onestop.postal.unclaimed"].with_user(self.users_2["receptionist"])
        self.assertFalse(hidden.search([("id", "=", one.id)]))
        self.assertRefused(AccessError, "other side", one.with_user(self.desk_person).action_offer)
        with self.assertRaises(AccessError):
            one.write({"state": "given_up"})
        self.assertRefused(UserError, "kept", one.sudo().unlink)


@tagged("post_install", "-at_install")
class TestLoss(ResultCase):
    """What is lost ends there, with minutes: the tracking book says so, and no hand holds it any more."""

    def test_a_lost_packet(self):
        item = self.result_at(local("2026-11-20", "09:00"))
        with freeze_time(local("2026-11-27", "09:00")):
            incident = self.env["onestop.postal.incident"].with_user(self.desk_person).create(
                {"shipment_id": item.id, "kind": "loss", "complainant": "Nguyễn Thị Thử", "words": "Không thấy"}
            )  # fmt: skip
            mine = incident.with_user(self.head)
            self.assertRefused(UserError, "minutes", mine.action_lost)
            mine.minutes = "01/BB-MAT"
            self.assertRefused(AccessError, "handled by others", incident.with_user(self.clerk).action_lost)
            mine.action_lost()
        self.assertEqual(item.state, "lost")
        self.assertEqual({self.holder(paper) for paper in item.sudo().paper_ids}, {"lost:01/BB-MAT"})
        self.assertRefused(UserError, "not with the post", mine.action_lost)
        self.assertRefused(UserError, "waits for no delivery", item.deliver, identity_seen=True)
