from functools import partial

from markupsafe import Markup
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestEdges(OnestopCase):
    """What was found open at the edges: names lent to others, reads without a trace, records moved out of reach."""

    def test_nobody_writes_in_another_name(self):
        dossier = self.receive()
        leader = self.users["leader"].partner_id
        self.assertRefused(AccessError, "another person", dossier.message_post, body="Đã duyệt", author_id=leader.id)
        message = dossier.message_post(body=Markup("Đã xem"), email_from="lanhdao@xa.vn")
        self.assertEqual(message.author_id, self.users["receptionist"].partner_id)
        self.assertNotEqual(message.email_from, "lanhdao@xa.vn")
        own = dossier.message_post(body=Markup("Đã xem"), author_id=self.users["receptionist"].partner_id.id)
        self.assertEqual(own.author_id, self.users["receptionist"].partner_id)

    def test_nor_by_writing_messages_by_hand(self):
        dossier = self.receive()
        leader = self.users["leader"].partner_id
        messages = self.env["mail.message"].with_user(self.users["receptionist"])
        vals = {"model": "onestop.dossier", "res_id": dossier.id, "body": "Đã duyệt", "message_type": "comment"}
        self.assertRefused(AccessError, "another person", messages.create, {**vals, "author_id": leader.id})
        by_default = messages.with_context(default_author_id=leader.id)
        self.assertRefused(AccessError, "another person", by_default.create, vals)
        self.assertRefused(AccessError, "another person", messages.create, {**vals, "email_from": "lanhdao@xa.vn"})
        own = dossier.message_post(body=Markup("Đã xem"), message_type="comment")
        self.assertRefused(AccessError, "another person", own.write, {"author_id": leader.id})
        self.assertRefused(
            AccessError,
            "another person",
            dossier.message_notify,
            body=Markup("X"),
            partner_ids=leader.ids,
            author_id=leader.id,
        )

    def test_nor_where_odoo_lets_them(self):
        """Odoo's own records, templates and composer are open to everybody with an account; e-mails follow from them."""
        leader, victim = self.users["leader"].partner_id, self.users_2["leader"].partner_id
        employee = new_test_user(self.env, "nhan.vien", groups="base.group_user", email="nhan.vien@example.vn")
        for user in (employee, self.users["receptionist"], self.users["agency_admin"]):
            env = self.env(user=user, su=False)
            with self.subTest(user=user.login):
                talk = env["discuss.channel"]._create_group(victim.ids)
                said = {"body": "Chuyển tiền ngay", "message_type": "comment"}
                self.assertRefused(AccessError, "another person", talk.message_post, author_id=leader.id, **said)
                posted = talk.message_post(email_from=leader.email or "lanhdao@xa.vn", **said)
                self.assertEqual(posted.author_id, user.partner_id)
                self.assertNotIn("lanhdao", posted.email_from or "")
                messages = env["mail.message"]
                self.assertRefused(
                    AccessError, "another person", messages.create,
                    {**said, "model": "discuss.channel", "res_id": talk.id, "author_id": leader.id},
                )  # fmt: skip
                template = env["mail.template"].create(
                    {"name": "x", "model_id": self.env["ir.model"]._get("res.partner").id, "email_from": "lanhdao@xa.vn",
                     "email_to": "dan@example.vn", "subject": "x", "body_html": "x"}
                )  # fmt: skip
                for method in ("send_mail", "send_mail_batch"):
                    with self.assertRaises(AccessError):
                        call_kw(template, method, [template.ids, user.partner_id.ids], {})
                composer = env["mail.compose.message"].create(
                    {"composition_mode": "mass_mail", "model": "res.partner", "res_ids": str(victim.ids), "body": "x",
                     "subject": "Từ lãnh đạo", "email_from": "lanhdao@xa.vn", "author_id": leader.id}
                )  # fmt: skip
                composer.action_send_mail()
                mails = self.env["mail.mail"].search([("subject", "=", "Từ lãnh đạo"), ("create_uid", "=", user.id)])
                self.assertNotIn("lanhdao", " ".join(mails.mapped("email_from")))
                self.assertLessEqual(mails.author_id, user.partner_id)

    def test_identity_numbers_are_not_counted(self):
        dossiers = self.receive(applicant_identity="035190001234").with_user(self.users["specialist"])
        for groupby, aggregates in (
            (["applicant_identity"], ["__count"]),
            (["state"], ["applicant_identity:array_agg"]),
            (["applicant_old_identity"], ["__count"]),
        ):
            self.assertRefused(AccessError, "neither grouped", dossiers.formatted_read_group, [], groupby, aggregates)

    def test_an_old_number_leaves_a_trace_too(self):
        dossier = self.receive(applicant_identity="035190001234", applicant_old_identity="168123456")
        self.as_role(dossier, "specialist").read(["applicant_old_identity"])
        self.assertEqual(self.viewed(dossier).user_id, self.users["specialist"])

    def test_an_officer_who_handed_on_does_not_start_the_clock(self):
        """The desk may go on for a dossier that another agency holds; its specialists and leaders may not."""
        dossier = self.receive(procedure=self.procedure_province, agency=self.commune)
        dossier.sudo().write({"state": "supplement", "holder_agency_id": self.department.id})
        for role, allowed in (("receptionist", True), ("specialist", False), ("leader", False)):
            row = dossier._transition_index()["resume", "supplement"]
            self.assertEqual(not self.as_role(dossier, role)._role_refusal(row), allowed, role)

    def test_a_dialog_tells_nothing_of_what_its_user_may_not_read(self):
        """Related fields read as the system, so whoever could name a record in a dialog was told of it."""
        foreign = self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        own = self.receive()
        opinion = self.env["onestop.dossier.opinion"].create(
            {
                "dossier_id": foreign.id,
                "agency_id": self.commune_2.id,
                "question": "Có được hưởng trợ cấp không?",
                "asked_by_id": self.users_2["leader"].id,
                "asked_at": "2026-11-23 02:00:00",
            }
        )
        dialogs = self.env["onestop.dossier.act.wizard"].with_user(self.users["specialist"])
        refused = partial(self.assertRefused, AccessError, ".")
        spec = {"opinion_question": {}}
        refused(dialogs.create, {"action": "approve", "opinion_id": opinion.id})
        refused(dialogs.create, {"action": "approve", "dossier_ids": [(6, 0, foreign.ids)]})
        refused(dialogs.create, {"action": "approve", "dossier_ids": [(4, foreign.id)]})
        refused(dialogs.with_context(default_opinion_id=opinion.id).create, {"action": "approve"})
        refused(dialogs.web_save, {"action": "approve", "opinion_id": opinion.id}, spec)
        refused(dialogs.onchange, {"opinion_id": opinion.id}, ["opinion_id"], spec)
        refused(dialogs.onchange, {"opinion_id": {"id": opinion.id}}, ["opinion_id"], spec)
        refused(dialogs.with_context(default_opinion_id=opinion.id).onchange, {}, [], {"opinion_id": {}, **spec})
        dialog = dialogs.create({"dossier_ids": [(6, 0, own.ids)], "action": "approve"})
        refused(dialog.write, {"opinion_id": opinion.id})
        refused(dialog.onchange, {"opinion_id": opinion.id}, ["opinion_id"], spec)
        # what may be read may be named
        opinion.agency_id = self.commune
        opinion.dossier_id = own
        self.assertEqual(
            dialogs.create({"action": "approve", "opinion_id": opinion.id}).opinion_question, opinion.question
        )

    def viewed(self, dossiers):
        return dossiers.sudo().event_ids.filtered(lambda event: event.action == "view")

    def test_every_door_to_an_identity_number_leaves_a_trace(self):
        name = "applicant_identity"
        doors = {
            "read": lambda dossiers: dossiers.read([name]),
            "search_read": lambda dossiers: dossiers.search_read([("id", "in", dossiers.ids)], [name]),
            "web_read": lambda dossiers: dossiers.web_read({name: {}}),
            "web_search_read": lambda dossiers: dossiers.web_search_read([("id", "in", dossiers.ids)], {name: {}}),
        }
        for door, reading in doors.items():
            with self.subTest(door):
                dossiers = self.receive(applicant_identity="035190001234") | self.receive(
                    applicant_identity="035190001242"
                )
                reading(self.as_role(dossiers, "specialist"))
                self.assertEqual(self.viewed(dossiers).dossier_id, dossiers)
                self.assertEqual(self.viewed(dossiers).user_id, self.users["specialist"])
                reading(self.as_role(dossiers, "specialist"))
                self.assertEqual(len(self.viewed(dossiers)), 2, "once a day for each reader")

    def test_what_shows_nobody_leaves_none(self):
        dossier = self.receive(applicant_identity="035190001234")
        self.as_role(dossier, "specialist").read(["code", "applicant_identity_masked"])
        self.assertFalse(self.viewed(dossier))

    def test_a_draft_is_not_moved_to_a_foreign_agency(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "A"})
        )
        self.assertRefused(AccessError, ".*", draft.write, {"received_agency_id": self.commune_2.id})

    def test_a_desk_is_not_moved_to_a_foreign_agency(self):
        desk = self.desk.with_user(self.users["agency_admin"])
        desk.write({"name": "Một cửa Xã Một (mới)"})
        self.assertRefused(AccessError, ".*", desk.write, {"agency_id": self.commune_2.id})
