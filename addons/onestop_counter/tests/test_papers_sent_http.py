import hashlib
import uuid

from odoo import http
from odoo.addons.onestop_core.tests import upload_samples as samples
from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestPapersSentHttp(OnestopHttpCase):
    """Files that a counter announces with a reception, and sends until it has the answer."""

    def setUp(self):
        super().setUp()
        self.uuids = [str(uuid.uuid4()) for _file in range(2)]
        self.app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])
        self.log_in("receptionist")

    def log_in(self, role):
        user = self.users[role]
        self.authenticate(user.login, user.login)

    def payload(self, **changes):
        return super().payload(**{"files": self.uuids, **changes})

    def send(self, answer, content=None, client_uuid=None, paper=0, name="Tờ khai.pdf"):
        """Send a scan of the n-th paper as the Counter does, with what the reception answered."""
        self.env.flush_all()
        component = self.procedure.current_version_id.component_ids[paper]
        return self.url_open(
            "/onestop/file/upload",
            data={
                "csrf_token": http.Request.csrf_token(self),
                "dossier_id": answer["id"],
                "document_id": answer["documents"][component.id],
                "client_uuid": self.uuids[0] if client_uuid is None else client_uuid,
            },
            files={"ufile": (name, samples.pdf() if content is None else content, "application/octet-stream")},
        )

    def files(self, answer):
        self.env.invalidate_all()
        return (
            self.env["onestop.dossier.file"]
            .with_context(active_test=False)
            .search([("dossier_id", "=", answer["id"])], order="id")
        )

    def test_each_paper_gets_its_files(self):
        answer = self.app.receive(self.payload())
        page, picture = samples.pdf(2), samples.image("PNG")
        self.assertEqual(self.send(answer, page, self.uuids[0], paper=1).status_code, 200)
        self.assertEqual(self.send(answer, picture, self.uuids[1], paper=3, name="a.png").status_code, 200)
        papers = self.env["onestop.dossier"].browse(answer["id"]).document_ids
        self.assertRecordValues(
            self.files(answer),
            [
                {"document_id": papers[1].id, "sha256": hashlib.sha256(page).hexdigest(), "client_uuid": self.uuids[0]},
                {
                    "document_id": papers[3].id,
                    "sha256": hashlib.sha256(picture).hexdigest(),
                    "client_uuid": self.uuids[1],
                },
            ],
        )

    def test_sent_twice_gives_the_first_answer(self):
        answer = self.app.receive(self.payload())
        # the content of a scanner's file is not always read the same way again: it is the identifier that counts
        first, again = self.send(answer, samples.pdf(1)), self.send(answer, samples.pdf(2))
        self.assertEqual((first.status_code, again.status_code), (200, 200))
        self.assertEqual(first.json()["file"]["id"], again.json()["file"]["id"])
        self.assertEqual(self.files(answer).mapped("page_count"), [1])

    def test_sent_again_after_it_was_superseded(self):
        answer = self.app.receive(self.payload())
        file_id = self.send(answer).json()["file"]["id"]
        self.files(answer).with_user(self.users["receptionist"]).remove_file("Chụp mờ")
        self.assertEqual(self.send(answer).json()["file"]["id"], file_id)
        self.assertEqual(self.files(answer).mapped("active"), [False])

    @mute_logger("odoo.http")
    def test_of_another_dossier(self):
        answer, other = self.app.receive(self.payload()), self.app.receive(self.payload())
        self.send(answer)
        refused = self.send(other, samples.pdf(2))
        self.assertEqual(refused.status_code, 422)
        self.assertIn("hồ sơ khác", refused.json()["message"])
        self.assertFalse(self.files(other))

    @mute_logger("odoo.http")
    def test_no_identifier(self):
        answer = self.app.receive(self.payload())
        refused = self.send(answer, client_uuid="1")
        self.assertEqual(refused.status_code, 422)
        self.assertIn("Hãy chọn lại tệp", refused.json()["message"])
        with self.assertRaisesRegex(Exception, "no valid identifier"):
            self.app.receive(self.payload(files=["x"]))

    def test_papers_of_a_refused_dossier(self):
        """What was handed in stays with the refusal; nothing else is added to it."""
        answer = self.app.refuse(self.payload(), "Không thuộc thẩm quyền", "UBND xã Hai")
        self.assertEqual(answer["state"], "rejected")
        self.assertEqual(self.send(answer).status_code, 200)
        with mute_logger("odoo.http"):
            refused = self.send(answer, samples.pdf(2), str(uuid.uuid4()))
        self.assertEqual(refused.status_code, 422)
        self.assertIn("đã kết thúc", refused.json()["message"])
        self.assertEqual(len(self.files(answer)), 1)

    def test_papers_of_a_dossier_to_be_completed(self):
        answer = self.app.not_complete(self.payload(documents=[]), "Thiếu giấy", "Giấy tờ 2")
        self.assertEqual(self.send(answer).status_code, 200)
        self.assertEqual(self.files(answer).dossier_id.state, "intake_supplement")

    def test_papers_of_a_dossier_decided_at_once(self):
        self.procedure.process_id = self.env.ref("onestop_core.process_delegated")
        answer = self.app.receive(self.payload(), decide=True)
        self.assertEqual(answer["state"], "returned")
        self.assertEqual(self.send(answer).status_code, 200)

    def test_what_was_announced_cannot_be_changed(self):
        dossier = self.env["onestop.dossier"].browse(self.app.receive(self.payload())["id"])
        with self.assertRaisesRegex(Exception, "change only by an action"):
            dossier.with_user(self.users["receptionist"]).awaited_files = [str(uuid.uuid4())]
