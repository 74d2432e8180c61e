import base64
import hashlib
import io
import json
from unittest.mock import patch

from odoo.addons.onestop_core.tests import upload_samples as samples
from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged

# one white pixel
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=")


@tagged("post_install", "-at_install")
class TestCounterTour(OnestopHttpCase):
    """What a receptionist does at the Counter, on the small screen of an office."""

    browser_size = "1366x768"

    def setUp(self):
        super().setUp()
        self.dossiers = self.env["onestop.dossier"].search([]).ids

    def tour(self, name, login="test_receptionist", before=""):
        name = f"onestop_counter_{name}"
        self.start_tour("/odoo/counter", name, login=login, code=f"{before} odoo.startTour({name!r})")

    @property
    def dossier(self):
        """The one dossier that the tour made."""
        dossier = self.env["onestop.dossier"].search([("id", "not in", self.dossiers)])
        return dossier.ensure_one()

    def test_receive(self):
        self.tour("receive")
        self.assertRecordValues(
            self.dossier,
            [
                {
                    "state": "received",
                    "applicant_name": "Nguyễn Thị Thử",
                    "applicant_identity": "035190001234",
                    "applicant_sex": "female",
                    "counter_id": self.counter.id,
                    "receiver_id": self.users["receptionist"].id,
                }
            ],
        )
        self.assertTrue(all(self.dossier.document_ids.mapped("handed_in")))
        self.assertEqual(self.dossier.event_ids.mapped("action"), ["receive", "print"])

    def test_covered_after_a_while(self):
        """The password is asked over the Counter, and the draft stays."""
        with patch.object(type(self.env["res.users"]), "_get_lock_timeout_inactivity", lambda _user: 10):
            self.tour("cover")
        self.assertEqual(self.users["receptionist"]._get_lock_timeout_inactivity(), 30 * 60)

    def test_attach(self):
        """Scans attached to the draft stand on their papers after the reception, bit for bit."""
        files = {"Tờ khai.pdf": samples.pdf(2), "Giấy chứng sinh.png": samples.image("PNG")}
        stored = {name: base64.b64encode(content).decode() for name, content in files.items()}
        self.tour("attach", before=f"Object.assign(sessionStorage, {json.dumps(stored)});")
        papers = self.dossier.document_ids
        self.assertRecordValues(
            self.dossier.file_ids.sorted("id"),
            [
                {
                    "name": name,
                    "document_id": papers[at].id,
                    "sha256": hashlib.sha256(files[name]).hexdigest(),
                    "user_id": self.users["receptionist"].id,
                }
                for name, at in (("Tờ khai.pdf", 0), ("Giấy chứng sinh.png", 2))
            ],
        )
        self.assertEqual(papers.mapped("digitised"), ["1", "0", "1", "0", "0"])
        self.assertEqual(
            [action for action in self.dossier.event_ids.mapped("action") if action != "print"],
            ["receive", "file_add", "file_add"],
        )

    def test_postal_clerk_receives_too(self):
        self.tour("receive", login="test_postal_clerk")
        self.assertEqual(self.dossier.receiver_id, self.users["postal_clerk"])

    def test_supplement(self):
        self.tour("supplement")
        self.assertEqual(self.dossier.state, "intake_supplement")
        letter = self.dossier.letter_ids
        self.assertEqual(letter.kind, "supplement")
        self.assertIn("Sửa: Giấy tờ 1 – chưa ký", letter.content)
        self.assertIn("Giấy tờ 5", letter.content)
        self.assertEqual(len(letter.content.splitlines()), 5)

    def test_refuse(self):
        self.tour("refuse")
        self.assertEqual(self.dossier.state, "rejected")
        self.assertEqual(self.dossier.letter_ids.competent_body, "UBND xã Hai")

    def test_same_day(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        self.tour("same_day")
        self.assertRecordValues(self.dossier, [{"state": "returned", "outcome": "granted", "result_number": "15/CT"}])
        self.assertNotIn("print", self.dossier.event_ids.mapped("action"))
        self.assertRecordValues(self.dossier.onestop_rating_ids, [{"verdict": "1", "feedback": "Nhanh gọn"}])

    def test_same_day_by_a_leader(self):
        """A leader who sits at the desk signs there, where a receptionist could not."""
        user = self.leader_at_the_desk()
        self.tour("same_day", login=user.login)
        self.assertRecordValues(self.dossier, [{"state": "returned", "result_number": "15/CT"}])
        self.assertEqual(self.dossier.event_ids.user_id, user)

    def test_return(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        self.tour("return", before=f"sessionStorage.onestop_test_code = {dossier.code!r};")
        self.assertRecordValues(dossier, [{"state": "returned", "result_recipient": "Nguyễn Thị Thử"}])
        handed_over, rated = dossier.event_ids[-2:]
        self.assertIn("Giấy tờ 1", handed_over.note)
        self.assertEqual(rated.action, "rate")
        self.assertRecordValues(
            dossier.sudo().onestop_rating_ids,
            [{"verdict": "2", "feedback": "", "rated_user_id": self.users["receptionist"].id, "source": "counter"}],
        )

    def test_inbox(self):
        online = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {
                    "procedure_id": self.procedure_same_day.id,
                    "applicant_name": "Lê Trực Tuyến",
                    "applicant_address": "Xã Một",
                    "channel": "online",
                }
            )
        )
        first = online.document_ids[0]
        first.handed_in = True
        online._add_file("to-khai.png", io.BytesIO(PNG), first)
        online.act("submit")
        self.tour("inbox")
        self.assertEqual(online.state, "received")
        self.assertTrue(online.code)

    def test_keyboard_only(self):
        self.receive(applicant_identity="035190001234", applicant_address="Xóm 3")
        self.dossiers = self.env["onestop.dossier"].search([]).ids
        self.tour("keyboard")
        self.assertRecordValues(self.dossier, [{"state": "received", "applicant_address": "Xóm 3"}])
