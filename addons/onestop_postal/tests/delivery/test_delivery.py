from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestDelivery(PostalCase):
    def result(self):
        """A result that lies with the post, with the original that came with the dossier."""
        shipment = self.accept()
        self.sign(self.slip(shipment))
        slip = self.slip(self.settled(shipment).code, direction="to_post")
        self.sign(slip)
        return slip.line_ids.shipment_id.with_user(self.clerk)

    def test_delivered(self):
        with freeze_time(local("2026-11-23", "09:00")):
            item = self.result()
        self.assertRefused(UserError, "Compare the identity", item.deliver)
        with freeze_time(local("2026-11-24", "15:00")):
            item.deliver(identity_seen=True, remark="Phong bì hơi rách")
        dossier = item.dossier_id
        self.assertEqual((item.state, item.days_late, item.remark), ("delivered", 0, "Phong bì hơi rách"))
        self.assertEqual((dossier.state, dossier.result_recipient), ("returned", "Nguyễn Thị Thử"))
        original = item.paper_ids.filtered("to_return").document_id
        self.assertEqual(original.given_back_at, local("2026-11-24", "15:00"))
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {"applicant:Nguyễn Thị Thử"})
        self.assertRefused(UserError, "waits for no delivery", item.deliver, identity_seen=True)

    def test_somebody_else_needs_the_authority_paper(self):
        item = self.result()
        self.assertRefused(UserError, "authority paper", item.deliver, "other", "Trần Văn Hai", identity_seen=True)
        self.assertEqual((item.state, item.dossier_id.state), ("accepted", "ready"))

    def test_two_invitations_then_back(self):
        with freeze_time(local("2026-11-23", "09:00")):
            item = self.result()
            self.assertRefused(UserError, "ground", item.note_failure, "tired")
            item.note_failure("not_found")
            self.assertRefused(UserError, "after two invitations", item.send_back)
            item.invite("Nhắn tin 0912000001")
        self.assertEqual((item.state, item.days_late), ("invited", 0))
        with freeze_time(local("2026-11-24", "09:00")):
            item.invite()
            self.assertRefused(UserError, "after two invitations", item.send_back)
        with freeze_time(local("2026-11-26", "09:00")):
            item.invite()
            item.send_back()
        self.assertEqual(item.state, "returning")
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"office:{self.office.id}"})
        self.assertRefused(UserError, "waits for no delivery", item.deliver, identity_seen=True)
        self.sign(self.slip(item))
        self.assertEqual((item.state, item.dossier_id.state), ("returned", "ready"))
        self.assertEqual({self.holder(paper) for paper in item.paper_ids}, {f"agency:{self.commune.id}"})
        # the agency may send it once more: a packet of its own
        again = self.slip(item.dossier_id.code, direction="to_post")
        self.assertNotEqual(again.line_ids.shipment_id, item)

    def test_refused_goes_back_at_once(self):
        item = self.result()
        self.assertRefused(UserError, "who refused", item.note_failure, "refused")
        item.note_failure("refused", "Lê Văn Ba, CCCD …123")
        item.send_back()
        self.assertEqual(item.state, "returning")

    def test_the_dialog(self):
        item = self.result()
        dialogs = self.env["onestop.postal.delivery"].with_user(self.clerk).with_context(active_id=item.id)
        for task, values, state in (
            ("fail", {"ground": "moved"}, "accepted"),
            ("invite", {"note": "Gọi điện"}, "invited"),
            ("deliver", {"identity_seen": True}, "delivered"),
        ):
            with Form(dialogs) as form:
                form.task = task
                for name, value in values.items():
                    form[name] = value
            form.record.action_confirm()
            self.assertEqual(item.state, state)
        self.assertEqual(item.attempt_ids.mapped("kind"), ["failed", "invitation"])

    def test_what_the_citizen_reads(self):
        with freeze_time(local("2026-11-23", "09:10")):
            shipment = self.accept()
            hint = shipment.dossier_id.sudo()._lookup_hint()
        for words in ("23/11/2026 09:10", shipment.name, "24/11/2026"):
            self.assertIn(words, hint)
        with freeze_time(local("2026-11-23", "10:00")):
            item = self.result()
            hint = item.dossier_id.sudo()._lookup_hint()
            for words in (item.name, "24/11/2026", "26.000 đ", "in person"):
                self.assertIn(words, hint)
            item.invite()
            self.assertIn("Collect it at Bưu điện Thử", item.dossier_id.sudo()._lookup_hint())
            item.deliver(identity_seen=True)
        self.assertNotIn(item.name, item.dossier_id.sudo()._lookup_hint())

    def test_rights(self):
        item = self.result()
        self.assertTrue(item.may_deliver)
        self.may["return"].valid_to = "2020-12-31"
        item.invalidate_recordset()
        self.assertFalse(item.may_deliver)
        for act in (lambda: item.deliver(identity_seen=True), item.invite, item.send_back):
            self.assertRefused(AccessError, "The post may not do this", act)
        stranger = item.with_user(self.users_2["receptionist"])
        self.assertRefused(AccessError, "", stranger.deliver, identity_seen=True)
