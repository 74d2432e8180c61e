import hashlib
import io
import socket
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.refused import REFUSALS, UploadRefused
from ...examination import OWN_FILE
from ...models.papers.onestop_dossier_file import FileRefused
from ...models.papers.upload_words import refusal_words
from .. import upload_samples as samples
from ..common import MONDAY, OnestopCase, local
from .clamd_server import clamd_server

FILE = "odoo.addons.onestop_core.models.papers.onestop_dossier_file"
SCAN = "odoo.addons.onestop_core.models.papers.onestop_dossier_file_scan"


class PapersCase(OnestopCase):
    def add(self, dossier, content=None, name="Tờ khai.pdf", paper=0, user=None):
        """Upload as the user would: to the n-th paper, or as a result with ``paper=None``."""
        dossier = dossier.with_user(user or self.users["receptionist"])
        document = dossier.document_ids[paper] if paper is not None else dossier.document_ids.browse()
        return dossier._add_file(name, io.BytesIO(samples.pdf() if content is None else content), document)

    def actions(self, dossier):
        return dossier.sudo().event_ids.mapped("action")


@tagged("post_install", "-at_install")
class TestPapers(PapersCase):
    # ------------------------------------------------------------------ taking in

    def test_bad_table(self):
        """Each bad upload is refused in its own words, and leaves neither file nor attachment nor history."""
        dossier = self.receive()
        counts = [self.env[model].sudo().search_count([]) for model in ("onestop.dossier.file", "ir.attachment")]
        words = {}
        for what, name, content, code in samples.bad():
            with self.subTest(what), self.assertRaises(UserError) as caught:
                self.add(dossier, content, name)
            self.assertIsInstance(caught.exception.__cause__, UploadRefused)
            words.setdefault(code, set()).add(str(caught.exception).partition("%")[0])
        self.assertEqual(
            [self.env[model].sudo().search_count([]) for model in ("onestop.dossier.file", "ir.attachment")], counts
        )
        self.assertEqual(self.actions(dossier), ["receive"])
        # no two reasons in the same words
        sentences = [sentence for group in words.values() for sentence in group]
        self.assertEqual(len(sentences), len(set(sentences)))

    def test_every_refusal_has_its_words(self):
        params = dict.fromkeys(
            ("limit", "size", "inner", "extension", "allowed", "member", "found", "count", "ratio", "width", "height"),
            7,
        )
        words = {refusal_words(self.env, UploadRefused(code, **params)) for code in REFUSALS}
        self.assertEqual(len(words), len(REFUSALS))

    def test_good_table(self):
        dossier = self.receive()
        for name, content, mime, pages in samples.good():
            with self.subTest(name):
                file = self.add(dossier, content, name)
                self.assertRecordValues(
                    file,
                    [
                        {
                            "name": name,
                            "mimetype": mime,
                            "page_count": pages,
                            "size": len(content),
                            "sha256": hashlib.sha256(content).hexdigest(),
                            "scan_state": "not_scanned",
                            "digitised": "1",
                            "user_id": self.users["receptionist"].id,
                        }
                    ],
                )
                self.assertEqual(file._content(), content)
        self.assertEqual(dossier.document_ids[0].digitised, "1")
        self.assertEqual(dossier.document_ids[1].digitised, "0")
        self.assertEqual(self.actions(dossier).count("file_add"), 15)

    def test_large_picture_is_kept_as_it_came(self):
        picture = samples.image(size=(4000, 3000))
        self.assertEqual(self.add(self.receive(), picture, "a.jpg")._content(), picture)

    def test_the_same_again_is_the_same_file(self):
        dossier = self.receive()
        page = samples.pdf()
        self.assertEqual(self.add(dossier, page), self.add(dossier, page, "khac.pdf"))
        self.assertNotEqual(self.add(dossier, page), self.add(dossier, page, paper=1))

    def test_history_holds_no_names(self):
        dossier = self.receive()
        self.add(dossier, name="Nguyễn Thị Thử 011202001234.pdf")
        self.assertNotIn("011202001234", str(dossier.event_ids.mapped("data")))

    # ------------------------------------------------------------------ who

    def test_who_may_add(self):
        dossier = self.receive()
        for role in ("receptionist", "postal_clerk", "specialist", "leader"):
            with self.subTest(role):
                self.assertTrue(self.add(dossier, samples.pdf(text=role), user=self.users[role]))
        for role in ("cashier", "supervisor", "agency_admin"):
            with self.subTest(role):
                self.assertRefused(AccessError, "", self.add, dossier, user=self.users[role])
        self.assertRefused(AccessError, "", self.add, dossier, user=self.users_2["receptionist"])

    def test_who_only_saw_the_dossier_adds_nothing(self):
        """An agency asked for its opinion sees the papers; they are not its to change."""
        dossier = self.receive()
        file = self.add(dossier)
        dossier.act("forward")
        self.as_role(dossier, "specialist").ask_opinion(self.department.id, "?", days=2)
        asked = self.users_department["specialist"]
        self.assertTrue(file.with_user(asked)._content())
        self.assertRefused(AccessError, "does not allow", self.add, dossier, samples.pdf(2), user=asked)
        self.assertRefused(AccessError, "does not allow", file.with_user(asked).remove_file, "x")

    def test_nobody_writes_rows_or_reads_the_attachment(self):
        file = self.add(self.receive())
        attachment = file.sudo().attachment_id
        admin = self.env.ref("base.user_admin")
        admin.group_ids += self.env.ref("onestop_core.group_manager")
        self.env["onestop.staff"].create(
            {
                "user_id": admin.id,
                "agency_id": self.commune.id,
                "role_ids": [(6, 0, self.env.ref("onestop_core.role_leader").ids)],
                "valid_from": "2020-01-01",
            }
        )
        for user in (self.users["receptionist"], self.users["leader"], self.manager, admin):
            with self.subTest(user.name):
                self.assertRefused(AccessError, "", file.with_user(user).write, {"sha256": "0"})
                self.assertRefused(AccessError, "", file.with_user(user).read, ["attachment_id"])
                self.assertRefused(AccessError, "", attachment.with_user(user).read, ["datas"])
                self.assertRefused(AccessError, "", attachment.with_user(user).write, {"public": True})
                self.assertRefused(AccessError, "", attachment.with_user(user).unlink)

    # ------------------------------------------------------------------ removing

    def test_removed_before_reception(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "Lê Thử", "applicant_address": "Xã Một"})
        )
        file = self.add(draft)
        attachment = file.sudo().attachment_id
        self.assertRefused(UserError, "Say why", file.remove_file, " ")
        file.remove_file("Chụp mờ")
        self.assertFalse(file.exists() or attachment.exists())
        # a draft has no history, and goes with its files
        kept = self.add(draft).sudo().attachment_id
        self.assertEqual(self.actions(draft), [])
        draft.unlink()
        self.assertFalse(kept.exists())

    def test_superseded_after_reception(self):
        dossier = self.receive()
        file = self.add(dossier)
        file.remove_file("Chụp mờ")
        self.assertTrue(file.exists())
        self.assertRecordValues(
            file, [{"active": False, "superseded_reason": "Chụp mờ", "superseded_by_id": self.users["receptionist"].id}]
        )
        self.assertFalse(dossier.document_ids[0].file_ids)
        self.assertEqual(dossier.document_ids[0].digitised, "0")
        event = dossier.event_ids[-1]
        self.assertEqual((event.action, event.note, event.data["file"]), ("file_supersede", "Chụp mờ", file.id))
        self.assertRefused(UserError, "removed already", file.remove_file, "x")
        self.assertRefused(UserError, "not deleted", file.sudo().unlink)

    def test_superseded_are_listed(self):
        """Under their paper, the last one first, with who put another in its place, when and why."""
        dossier = self.receive()
        first = self.add(dossier)
        with freeze_time(local(MONDAY, "09:00")):
            first.remove_file("Chụp mờ")
        second = self.add(dossier, samples.pdf(2))
        with freeze_time(local(MONDAY, "10:00")):
            second.remove_file("Thiếu trang")
        result = self.add(dossier, paper=None, user=self.users["specialist"])
        result.remove_file("Sai tên")
        data = dossier.papers_data()
        paper = data["documents"][0]
        self.assertEqual(paper["files"], [])
        self.assertEqual(
            [
                (line["id"], line["superseded_at"], line["superseded_by"], line["superseded_reason"])
                for line in paper["superseded"]
            ],
            [
                (second.id, "2026-11-23 03:00:00", "receptionist", "Thiếu trang"),
                (first.id, "2026-11-23 02:00:00", "receptionist", "Chụp mờ"),
            ],
        )
        self.assertTrue(paper["superseded"][0]["viewable"])
        self.assertFalse(any(line["superseded"] for line in data["documents"][1:]))
        self.assertEqual([line["id"] for line in data["results_superseded"]], [result.id])

    def test_closed_dossier(self):
        dossier = self.receive()
        file = self.add(dossier)
        self.as_role(dossier, "receptionist").act("withdraw", reason="Rút")
        self.assertRefused(UserError, "closed", self.add, dossier, samples.pdf(2))
        self.assertRefused(UserError, "closed", file.remove_file, "x")
        self.assertRefused(UserError, "closed", self.add, dossier, paper=None)

    def test_result(self):
        draft = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create({"procedure_id": self.procedure.id, "applicant_name": "Lê Thử", "applicant_address": "Xã Một"})
        )
        self.assertRefused(UserError, "not received", self.add, draft, paper=None)
        dossier = self.receive()
        result = self.add(dossier, name="Giấy khai sinh.pdf", paper=None, user=self.users["specialist"])
        self.assertEqual((result.kind, result.document_id.id), ("result", False))
        self.assertEqual([line["id"] for line in dossier.papers_data()["results"]], [result.id])

    # ------------------------------------------------------------------ reusing

    def person(self, **kwargs):
        return self.receive(applicant_identity="011202001234", **kwargs)

    def test_reuse(self):
        first = self.person()
        scan, result = self.add(first), self.add(first, samples.pdf(2), "Giấy phép.pdf", paper=None)
        second = self.person()
        self.assertEqual(
            [(line["id"], line["kind"]) for line in second.reusable_files()],
            [(result.id, "result"), (scan.id, "document")],
        )
        papers = second.document_ids
        for source, paper, digitised in ((scan, papers[0], "2"), (result, papers[1], "3")):
            second.reuse_file(source.id, paper.id)
            self.assertEqual((paper.digitised, paper.file_ids.digitised), (digitised, digitised))
            self.assertEqual(paper.file_ids.reused_from_id, source)
            self.assertEqual(paper.file_ids._content(), source._content())
            # by reference
            self.assertEqual(paper.file_ids.sudo().attachment_id, source.sudo().attachment_id)
        self.assertEqual(self.actions(second).count("file_reuse"), 2)
        self.assertIn("file_view", self.actions(first))
        # once only, and a scan of one's own counts more
        second.reuse_file(scan.id, papers[0].id)
        self.assertEqual(len(papers[0].file_ids), 1)
        self.add(second, samples.pdf(4))
        self.assertEqual(papers[0].digitised, "1")

    def test_reuse_is_of_the_same_person_and_in_sight(self):
        other_person = self.receive(applicant_identity="011202009999")
        elsewhere = self.receive(
            user=self.users_2["receptionist"], agency=self.commune_2, applicant_identity="011202001234"
        )
        files = self.add(other_person) | self.add(elsewhere, user=self.users_2["receptionist"])
        dossier = self.person()
        self.assertEqual(dossier.reusable_files(), [])
        for file in files:
            self.assertRefused(UserError, "cannot be reused", dossier.reuse_file, file.id, dossier.document_ids[0].id)
        source = self.add(self.person())
        self.assertRefused(
            UserError, "cannot be reused", dossier.reuse_file, source.id, other_person.document_ids[0].id
        )
        # somebody without a number is nobody's earlier self
        self.assertEqual(self.receive().reusable_files(), [])

    # ------------------------------------------------------------------ tampering

    def test_changed_content_is_refused_and_logged(self):
        dossier = self.receive()
        file = self.add(dossier)
        file.sudo().attachment_id.with_context(onestop_own_file=OWN_FILE).raw = samples.pdf(text="Forged")
        with self.assertRaisesRegex(FileRefused, "was changed after it was stored"), self.assertLogs(FILE, "ERROR"):
            file._content()
        self.assertEqual(self.actions(dossier)[-1], "file_changed")

    def test_lost_content(self):
        file = self.add(self.receive())
        attachments = self.env.registry["ir.attachment"]
        lost = patch.object(attachments, "_full_path", lambda self, path: "/nowhere")
        with lost, mute_logger(FILE), self.assertRaises(FileRefused):
            file._checked_path()

    def test_views_are_recorded_once_a_look(self):
        dossier = self.receive()
        file = self.add(dossier)
        with freeze_time(local(MONDAY)) as clock:
            for minutes in (0, 5, 10, 30):
                clock.move_to(fields.Datetime.add(local(MONDAY), minutes=minutes))
                file._log_view()
            file.with_user(self.users["leader"])._log_view()
        views = dossier.event_ids.filtered(lambda event: event.action == "file_view")
        self.assertEqual(views.user_id, self.users["receptionist"] | self.users["leader"])
        self.assertEqual(len(views), 3)

    # ------------------------------------------------------------------ thumbnails

    def test_thumbnails(self):
        dossier = self.receive()
        for name, content in (("a.pdf", samples.pdf()), ("a.jpg", samples.image()), ("a.png", samples.image("PNG"))):
            with self.subTest(name):
                self.assertTrue(self.add(dossier, content, name)._thumbnail().startswith(b"\xff\xd8\xff"))
        self.assertEqual(self.add(dossier, samples.docx(), "a.docx")._thumbnail(), b"")


@tagged("post_install", "-at_install")
class TestQuarantine(PapersCase):
    """Against a real server of clamd's protocol on this machine."""

    def configure(self, server=None, port=None, **settings):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("onestop_core.clamd_host", "127.0.0.1")
        parameters.set_param("onestop_core.clamd_port", str(port or server.server_address[1]))
        parameters.set_param("onestop_core.clamd_timeout", "0.3")
        for name, value in settings.items():
            parameters.set_param(f"onestop_core.{name}", value)

    def scan(self):
        with patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1):
            self.env["onestop.dossier.file"]._cron_scan()

    def assertHeldBack(self, file, words):
        with self.assertRaisesRegex(FileRefused, words):
            file._content()

    def test_clean(self):
        with clamd_server() as server:
            self.configure(server)
            content = samples.noise((700, 700))
            file = self.add(self.receive(), content, "a.jpg")
            self.assertEqual(file.scan_state, "pending")
            self.assertHeldBack(file, "still being checked")
            self.assertFalse(file._screen_data()[0]["servable"])
            cron = self.env.ref("onestop_core.ir_cron_file_scan")
            self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
            self.scan()
            self.assertEqual(server.received, [content])
            self.assertEqual(file.scan_state, "clean")
            self.assertEqual(file._content(), content)
            self.scan()
            self.assertEqual(len(server.received), 1)

    def test_infected(self):
        dossier = self.receive(applicant_identity="011202001234")
        with clamd_server() as server, self.assertLogs(SCAN, "WARNING"):
            self.configure(server)
            file = self.add(dossier, samples.zip_of({"a.txt": samples.EICAR}), "a.zip")
            # as the scanner sees it: it unpacks, our stand-in does not
            file.sudo().attachment_id.with_context(onestop_own_file=OWN_FILE).raw = samples.EICAR
            self.scan()
        self.assertRecordValues(file, [{"scan_state": "infected", "virus": "Eicar-Test-Signature"}])
        self.assertHeldBack(file, "virus was found")
        self.assertEqual(self.actions(dossier)[-1], "file_infected")
        self.assertEqual(self.receive(applicant_identity="011202001234").reusable_files(), [])

    @mute_logger(SCAN)
    def test_no_verdict(self):
        """Down, hanging, silent or talking nonsense: the file stays in quarantine, is tried again, then fails."""
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port_without_server = unused.getsockname()[1]
            dossier = self.receive()
            for mood in ("down", "hang", "silent", "garbage", "limit"):
                with self.subTest(mood), clamd_server(mood) as server:
                    self.configure(server, port=port_without_server if mood == "down" else None)
                    file = self.add(dossier, samples.pdf(text=mood), f"{mood}.pdf")
                    for state, words in (
                        ("pending", "still being"),
                        ("pending", "still being"),
                        ("failed", "does not answer"),
                    ):
                        self.scan()
                        self.assertEqual(file.scan_state, state)
                        self.assertHeldBack(file, words)
                    file.sudo().scan_state = "clean"

    @mute_logger(SCAN)
    def test_failed_files_are_tried_again_each_hour(self):
        with freeze_time(local(MONDAY)) as clock:
            with clamd_server("silent") as server:
                self.configure(server)
                file = self.add(self.receive())
                for _try in range(3):
                    self.scan()
            self.assertEqual(file.scan_state, "failed")
            with clamd_server() as server:
                self.configure(server)
                clock.move_to(local(MONDAY, "09:59"))
                self.scan()
                self.assertEqual(file.scan_state, "failed")
                clock.move_to(local(MONDAY, "10:00"))
                self.scan()
        self.assertEqual(file.scan_state, "clean")

    @mute_logger(SCAN)
    def test_served_unscanned_is_a_setting(self):
        with clamd_server("silent") as server:
            self.configure(server, scan_failure="serve")
            file = self.add(self.receive())
            self.assertHeldBack(file, "still being checked")
            for _try in range(3):
                self.scan()
        self.assertTrue(file._content())

    @mute_logger(SCAN)
    def test_a_scanner_that_is_down_is_asked_once_a_run(self):
        with clamd_server("silent") as server:
            self.configure(server)
            dossier = self.receive()
            files = self.add(dossier) | self.add(dossier, samples.pdf(2))
            self.scan()
            self.assertEqual(len(server.received), 1)
        self.assertEqual(files.mapped("scan_tries"), [1, 0])
