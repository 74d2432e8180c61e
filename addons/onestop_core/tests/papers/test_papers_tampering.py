import hashlib
import io
from pathlib import Path

from odoo.tests import tagged

from ...examination import OWN_FILE
from .. import upload_samples as samples
from ..trail.trail_case import TrailCase


@tagged("post_install", "-at_install")
class TestPapersTampering(TrailCase):
    """Files of a dossier, by SQL and in the file system: each is named, with what and when."""

    def setUp(self):
        super().setUp()
        content = io.BytesIO(samples.pdf())
        self.file = self.dossier._add_file("Tờ khai.pdf", content, self.dossier.document_ids[0]).sudo()
        self.added = self.event(5)
        self.tick()
        self.sign()

    def path_of(self, name):
        return f"file/{self.file.id}/{name}"

    def files(self):
        return [(one.reason, one.dossier, one.detail) for one in self.findings(with_files=True)]

    def test_adding_tells_the_hash(self):
        self.assertEqual(self.added.action, "file_add")
        self.assertEqual(self.added.changes[self.path_of("sha256")], [None, self.file.sha256])
        self.assertEqual(self.files(), [])

    def test_bytes_replaced(self):
        attachment = self.file.attachment_id
        path = Path(attachment._full_path(attachment.store_fname))
        content = path.read_bytes()
        path.chmod(0o600)
        self.addCleanup(path.write_bytes, content)
        path.write_bytes(samples.pdf(text="Another"))
        self.assertEqual(self.files(), [("file_changed", self.dossier.code, str(self.file.id))])

    def test_scan_replaced_together_with_its_hash(self):
        other = samples.pdf(text="Another")
        self.file.attachment_id.with_context(onestop_own_file=OWN_FILE).raw = other
        self._sql(
            "UPDATE onestop_dossier_file SET sha256 = %s WHERE id = %s", hashlib.sha256(other).hexdigest(), self.file.id
        )
        self.assertFound("field", self.dossier, 5, at=str(self.added.at), detail=self.path_of("sha256"))
        self.assertNotIn("file_changed", [reason for reason, *_rest in self.files()])

    def test_content_gone(self):
        self._sql("UPDATE onestop_dossier_file SET attachment_id = NULL WHERE id = %s", self.file.id)
        self.assertEqual(self.files(), [("file_lost", self.dossier.code, str(self.file.id))])

    def test_row_deleted_hidden_moved_added(self):
        for what, query, detail in [
            ("deleted", "DELETE FROM onestop_dossier_file WHERE id = %s", "sha256"),
            ("hidden", "UPDATE onestop_dossier_file SET active = false WHERE id = %s", "active"),
            (
                "moved",
                f"UPDATE onestop_dossier_file SET document_id = {self.dossier.document_ids[1].id} WHERE id = %s",
                "document_id",
            ),
        ]:
            with self.subTest(what), self.undone():
                self._sql(query, self.file.id)
                self.assertFound("field", self.dossier, 5, at=str(self.added.at), detail=self.path_of(detail))
        self._sql(
            "INSERT INTO onestop_dossier_file (dossier_id, document_id, kind, name, mimetype, size, sha256, user_id, added_at, active, scan_state) "
            "SELECT dossier_id, document_id, kind, 'X', mimetype, size, sha256, user_id, added_at, active, scan_state "
            "FROM onestop_dossier_file WHERE id = %s",
            self.file.id,
        )
        self.assertIn("unrecorded", [one.reason for one in self.findings()])

    def test_superseding_is_an_honest_change(self):
        self.file.with_user(self.users["receptionist"]).remove_file("Quét lại")
        self.assertEqual(self.event(6).changes, {self.path_of("active"): [True, None]})
        self.tick()
        self.sign()
        self.assertEqual(self.files(), [])
