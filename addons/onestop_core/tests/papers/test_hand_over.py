import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .. import upload_samples as samples
from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestHandOver(OnestopCase):
    """Who took a result, by what right, and what went back: on record, and not to be altered."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))
        self.procedure.current_version_id.channel_ids.fee_text = "26.000 đ"

    def ready(self, **kwargs):
        dossier = self.receive(**kwargs)
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        return dossier

    def with_authority(self, dossier):
        paper = self.env["onestop.dossier.document"].browse(dossier.result_authority_paper())
        dossier._add_file("uy-quyen.pdf", io.BytesIO(samples.pdf(1)), paper)
        return paper

    def test_to_the_applicant(self):
        dossier = self.ready()
        original = dossier.document_ids[0]
        dossier.act("return_result", identity_seen=True, given_back=original.ids)
        self.assertRecordValues(
            dossier,
            [
                {
                    "result_recipient": "Nguyễn Thị Thử",
                    "result_recipient_kind": "applicant",
                    "result_identity_seen": True,
                    "result_fee_owed": "26.000 đ",
                }
            ],
        )
        self.assertEqual(original.given_back_at, local(MONDAY))
        self.assertFalse(any(dossier.document_ids[1:].mapped("given_back_at")))
        self.assertEqual(
            dossier.event_ids[-1].data,
            {"recipient": "applicant", "identity_seen": True, "given_back": original.ids, "fee_owed": "26.000 đ"},
        )

    def test_what_nobody_said_is_not_on_record(self):
        dossier = self.ready()
        dossier.act("return_result")
        self.assertFalse(dossier.result_identity_seen)
        self.assertFalse(dossier.event_ids[-1].data["identity_seen"])

    def test_in_the_applicants_stead_with_a_scan_of_the_authority(self):
        for words, changes, params, name in (
            ("submitter", {"submitter_name": "Lê Văn Nộp"}, {"recipient_kind": "submitter"}, "Lê Văn Nộp"),
            ("submitter by name", {"submitter_name": "Lê Văn Nộp"}, {"recipient": "Lê Văn Nộp"}, "Lê Văn Nộp"),
            ("other", {}, {"recipient_kind": "other", "recipient": "Trần Văn Nhận"}, "Trần Văn Nhận"),
            ("other by name", {}, {"recipient": "Trần Văn Nhận"}, "Trần Văn Nhận"),
        ):
            with self.subTest(words):
                dossier = self.ready(**changes)
                self.assertRefused(UserError, "scan of the authority", dossier.act, "return_result", **params)
                dossier.result_authority_paper()
                self.assertRefused(UserError, "scan of the authority", dossier.act, "return_result", **params)
                paper = self.with_authority(dossier)
                self.assertEqual(dossier.result_authority_id, paper)
                dossier.act("return_result", **params)
                self.assertEqual(dossier.result_recipient, name)
                self.assertEqual(dossier.event_ids[-1].data["authority"], paper.file_ids.mapped("sha256"))

    def test_refusals(self):
        dossier = self.ready()
        for words, params in (
            ("Say who takes", {"recipient_kind": "neighbour"}),
            ("Nobody has handed", {"recipient_kind": "submitter"}),
            ("Enter who takes", {"recipient_kind": "other"}),
            ("not those of this dossier", {"given_back": self.receive().document_ids.ids}),
        ):
            with self.subTest(words):
                self.assertRefused(UserError, words, dossier.act, "return_result", **params)
        self.assertEqual(dossier.state, "ready")

    def test_the_authority_is_added_where_the_result_is_handed_over(self):
        dossier = self.ready()
        for role in ("specialist", "leader", "cashier"):
            with self.subTest(role):
                self.assertRefused(AccessError, ".*", self.as_role(dossier, role).result_authority_paper)
        self.assertRefused(AccessError, ".*", dossier.with_user(self.users_2["receptionist"]).result_authority_paper)
        self.assertRefused(UserError, "not possible", self.receive().result_authority_paper)
        self.assertEqual(dossier.result_authority_paper(), dossier.result_authority_paper())

    def test_nobody_alters_it(self):
        dossier = self.ready()
        dossier.act("return_result", identity_seen=True, given_back=dossier.document_ids[:1].ids)
        for vals in ({"result_recipient": "Người khác"}, {"result_identity_seen": False}):
            self.assertRefused(AccessError, "change only by an action", dossier.write, vals)
        self.assertRefused(UserError, "handed over", dossier.document_ids[1].write, {"given_back_at": local(MONDAY)})
