import base64
import struct

from markupsafe import Markup
from odoo import http
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import upload_samples as samples
from ..common import OnestopHttpCase
from .test_papers import PapersCase

PROGRAM = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0\x4c\x01" + bytes(400)
PAGE = b"<html><script>alert(1)</script></html>"
BAD = (("a.exe", PROGRAM), ("a.html", PAGE), ("a.pdf", PROGRAM), ("a.pdf", PAGE), ("a.docx", samples.docx({"word/vbaProject.bin": b"x"})))  # fmt: skip


@tagged("post_install", "-at_install")
class TestAttachmentDoor(PapersCase, OnestopHttpCase):
    """Whatever is attached to a record of the suite is judged, by whatever door it comes, and only by who may."""

    def models(self):
        """Every stored model of the suite, with a record of it where there is one: a new model is in unasked."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            if name.startswith("onestop.") and not model._abstract and model._auto:
                yield name, self.env[name].sudo().with_context(active_test=False).search([], limit=1)

    def attachments(self, model):
        return self.env["ir.attachment"].sudo().search_count([("res_model", "=", model), ("res_field", "=", False)])

    def assertNothingStays(self, model, door):
        before = self.attachments(model)
        with self.assertRaises(UserError):
            door()
        self.env.invalidate_all()
        self.assertEqual(self.attachments(model), before)

    def test_no_door_of_any_model_takes_what_is_refused(self):
        self.receive()
        attachment = self.env["ir.attachment"]
        seen = 0
        for name, record in self.models():
            # everywhere as the administrator of the province, and as the superuser that most doors act as
            for actor in (attachment.with_user(self.manager), attachment.sudo()):
                bad, content = BAD[seen % len(BAD)]
                seen += 1
                place = {"res_model": name, "res_id": record.id}
                file = {"name": bad, "raw": content}
                defaults = {f"default_{key}": value for key, value in {**place, **file}.items()}
                with self.subTest(name, su=actor.env.su, file=bad):
                    self.assertNothingStays(name, lambda a=actor, v={**place, **file}: a.create(v))
                    self.assertNothingStays(
                        name,
                        lambda a=actor, p=place, n=bad, c=content: a.create(
                            {**p, "name": n, "datas": base64.b64encode(c).decode()}
                        ),
                    )
                    self.assertNothingStays(
                        name, lambda a=actor, d=defaults: a.with_context(**d).create({"name": d["default_name"]})
                    )
                    self.assertNothingStays(name, lambda a=actor, f=file, p=place: a.create(f).write(p))
                    self.assertNothingStays(
                        name,
                        lambda a=actor, p=place: a.create({**p, "name": "x", "type": "url", "url": "javascript:x"}),
                    )
        self.assertGreater(seen, 100)

    def test_what_is_there_does_not_become_something_else(self):
        dossier = self.receive()
        user = self.users["receptionist"]
        attachment = (
            self.env["ir.attachment"]
            .with_user(user)
            .create({"name": "a.pdf", "raw": samples.pdf(), "res_model": dossier._name, "res_id": dossier.id})
        )
        self.assertEqual((attachment.mimetype, attachment.name), ("application/pdf", "a.pdf"))
        for vals in (
            {"raw": PROGRAM},
            {"datas": base64.b64encode(PAGE)},
            {"raw": False},
            {"name": "a.html"},
            {"name": "../a.pdf"},
            {"type": "url", "url": "https://example.com"},
            {"res_field": "applicant_name", "raw": PROGRAM},
        ):
            with self.subTest(vals=list(vals)), self.assertRaises(UserError):
                attachment.sudo().write(vals)
        attachment.sudo().write({"mimetype": "text/html"})
        self.assertEqual(attachment.mimetype, "application/pdf")
        self.assertEqual(attachment.copy().mimetype, "application/pdf")

    def test_messages_with_files(self):
        dossier = self.receive()
        user = self.users["receptionist"]
        threads = [
            self.env[name].browse(record.id)
            for name, record in self.models()
            if "message_ids" in record._fields and record
        ]
        self.assertIn("onestop.dossier", [thread._name for thread in threads])
        pending = self.env["ir.attachment"].with_user(user)
        for thread in threads:
            for name, content in BAD:
                with self.subTest(thread._name, file=name):
                    self.assertNothingStays(
                        thread._name,
                        lambda t=thread, f=(name, content): t.sudo().message_post(body=Markup("x"), attachments=[f]),
                    )
                    mine = pending.sudo().create(
                        {"name": name, "raw": content, "res_model": "mail.compose.message", "res_id": 0}
                    )
                    self.assertNothingStays(
                        thread._name,
                        lambda t=thread, a=mine: t.sudo().message_post(body=Markup("x"), attachment_ids=a.ids),
                    )
                    # one that lies elsewhere, and stays there
                    elsewhere = pending.sudo().create(
                        {"name": name, "raw": content, "res_model": "res.partner", "res_id": user.partner_id.id}
                    )
                    self.assertNothingStays(
                        thread._name,
                        lambda t=thread, a=elsewhere: t.sudo().message_post(body=Markup("x"), attachment_ids=a.ids),
                    )
                    message = thread.sudo().message_post(body=Markup("x"))
                    self.assertNothingStays(
                        thread._name, lambda m=message, a=elsewhere: m.write({"attachment_ids": [(4, a.id)]})
                    )
        message = dossier.with_user(user).message_post(body=Markup("x"), attachments=[("a.pdf", samples.pdf())])
        self.assertEqual(message.attachment_ids.mimetype, "application/pdf")

    def test_only_who_may_write(self):
        """A role that reads attaches nothing, nor anybody to a closed dossier; they take nothing off either."""
        dossier = self.receive()
        kept = self.env["ir.attachment"].with_user(self.users["receptionist"]).create(
            {"name": "a.pdf", "raw": samples.pdf(), "res_model": dossier._name, "res_id": dossier.id}
        )  # fmt: skip
        readers = [self.users["supervisor"], self.users["cashier"], self.users_2["receptionist"]]
        for user in readers:
            with self.subTest(user.name):
                self.assertRefusedFor(dossier, user, kept)
        dossier.sudo().with_context(mail_notrack=True)._write({"state": "withdrawn"})
        dossier.invalidate_recordset()
        for user in [*readers, self.users["receptionist"], self.users["leader"], self.manager]:
            with self.subTest(user.name, state="withdrawn"):
                self.assertRefusedFor(dossier, user, kept)

    def assertRefusedFor(self, dossier, user, kept):
        place = {"res_model": dossier._name, "res_id": dossier.id}
        attachment = self.env["ir.attachment"].with_user(user)
        good = {"name": "a.pdf", "raw": samples.pdf(2)}
        for door in (
            lambda: attachment.create({**good, **place}),
            # as the doors of the chatter do it
            lambda: attachment.sudo().create({**good, **place}),
            lambda: attachment.create(good).write(place),
            lambda: attachment.create(good).sudo().write(place),
            lambda: dossier.with_user(user).message_post(body=Markup("x"), attachments=[("a.pdf", samples.pdf(2))]),
            lambda: (
                dossier.with_user(user).sudo().message_post(body=Markup("x"), attachments=[("a.pdf", samples.pdf(2))])
            ),
            lambda: kept.with_user(user).sudo().write({"raw": samples.pdf(3)}),
            lambda: kept.with_user(user).unlink(),
            lambda: kept.with_user(user).sudo().unlink(),
            lambda: kept.with_user(user).sudo().write({"res_model": "res.partner", "res_id": user.partner_id.id}),
        ):
            self.assertNothingStays(dossier._name, door)
        self.assertTrue(kept.sudo().exists())

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_the_route_of_the_chatter(self):
        dossier = self.receive()
        supervisor = self.users["supervisor"]
        for user, name, content, taken in (
            (self.users["receptionist"], "a.pdf", samples.pdf(), True),
            (self.users["receptionist"], "a.exe", PROGRAM, False),
            (self.users["receptionist"], "a.html", PAGE, False),
            (supervisor, "a.pdf", samples.pdf(), False),
            (supervisor, "a.exe", PROGRAM, False),
        ):
            for pending in ("", "true"):
                with self.subTest(user.name, name=name, pending=pending):
                    self.authenticate(user.login, user.login)
                    before = self.attachments(dossier._name) + self.attachments("mail.compose.message")
                    answer = self.url_open(
                        "/mail/attachment/upload",
                        data={
                            "thread_id": dossier.id,
                            "thread_model": dossier._name,
                            "is_pending": pending,
                            "csrf_token": http.Request.csrf_token(self),
                        },
                        files={"ufile": (name, content, "application/octet-stream")},
                    )
                    self.env.invalidate_all()
                    after = self.attachments(dossier._name) + self.attachments("mail.compose.message")
                    self.assertEqual((after - before, "attachment_id" in answer.text), (int(taken), taken))
                    if not taken:
                        self.assertEqual(answer.status_code, 200)
                        self.assertTrue(answer.json()["error"])
