from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import OnestopCase

REASON = "Hồ sơ chưa đầy đủ"


@tagged("post_install", "-at_install")
class TestPapersAsked(OnestopCase):
    """What is demanded rests on the law, what a national database holds is not demanded, and each verdict is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        version = cls.version = cls.procedure.current_version_id
        cls.form, cls.data, cls.optional = version.component_ids[:3]
        version.component_ids[3:].unlink()
        cls.data.in_national_data = True
        cls.optional.write({"required": False, "condition": "alternative"})

    def ticked(self, *components, **outcomes):
        lines = [{"component_id": component.id, "handed_in": True} for component in components]
        return [*lines, {"component_id": self.data.id, **outcomes}] if outcomes else lines

    def dossiers(self):
        return self.env["onestop.dossier"].with_user(self.users["receptionist"])

    # ------------------------------------------------------------------ national data

    def test_what_a_database_holds_is_not_demanded(self):
        dossier = self.receive(documents=self.ticked(self.form))
        paper = dossier.document_ids.filtered("in_national_data")
        self.assertEqual((paper.handed_in, paper.is_missing), (False, False))
        with self.assertRaisesRegex(UserError, "look it up first"):
            dossier.act("request_supplement", reason=REASON, lines=[{"document_id": paper.id, "kind": "missing"}])

    def test_unless_looking_was_of_no_use(self):
        for outcome in ("absent", "incomplete", "down"):
            payload = self.payload(documents=self.ticked(self.form, lookup_outcome=outcome))
            self.assertRefused(UserError, "papers are missing:\n– Giấy tờ 2", self.dossiers().receive, payload)
            payload = self.payload(documents=self.ticked(self.form, self.data))
            payload["documents"][1]["lookup_outcome"] = outcome
            dossier = self.dossiers().browse(self.dossiers().receive(payload)["id"])
            # the outcome is kept, and the history answers for it
            paper = dossier.document_ids.filtered("in_national_data")
            self.assertEqual(paper.lookup_outcome, outcome)
            said = dossier.sudo().event_ids[-1].changes
            self.assertEqual(said[f"paper/{paper.id}/lookup_outcome"][1], outcome)
        dossier = self.receive(documents=self.ticked(self.form, lookup_outcome="found"))
        self.assertEqual(dossier.document_ids.filtered("in_national_data").lookup_outcome, "found")

    # ------------------------------------------------------------------ what a law asks for

    def test_nobody_demands_what_no_law_asks_for(self):
        draft = self.dossiers().create(
            {"procedure_id": self.procedure.id, "applicant_name": "Lò Thị Thử", "applicant_address": "Xã Một"}
        )
        paper = {"dossier_id": draft.id, "name": "Giấy xác nhận của thôn", "required": True}
        documents = draft.document_ids
        self.assertRefused(ValidationError, "No law asks", documents.create, paper)
        documents.create({**paper, "required": False})
        added = documents.create({**paper, "legal_basis": "Điều 5 Nghị định 123/2015/NĐ-CP"})
        documents.handed_in = True
        self.assertRefused(UserError, "Giấy xác nhận của thôn", draft.act, "receive")
        added.handed_in = True
        draft.act("receive")

    def test_a_request_is_tied_to_the_law(self):
        dossier = self.receive(documents=self.ticked(self.form))
        foreign = self.receive(documents=self.ticked(self.form)).document_ids[0]
        for pattern, lines in (
            ("pick the papers", []),
            ("pick the papers", None),
            ("No law asks", [{"name": "Giấy xác nhận của thôn", "kind": "missing"}]),
            ("No law asks", [{"legal_basis": "Điều 5", "kind": "missing"}]),
            ("another dossier", [{"document_id": foreign.id, "kind": "missing"}]),
            ("missing or wrong", [{"document_id": dossier.document_ids[0].id, "kind": "ugly"}]),
        ):
            self.assertRefused(
                UserError, pattern, dossier.act, "request_supplement", reason=REASON, content="Nộp thêm", lines=lines
            )
        lines = [
            {"component_id": self.form.id, "kind": "wrong", "note": "chưa ký"},
            # asked of everybody or not: the law lists it
            {"component_id": self.optional.id, "kind": "missing"},
            {"name": "Giấy khám sức khỏe", "legal_basis": "Điều 7 Nghị định 1", "kind": "missing"},
        ]
        dossier.act("request_supplement", reason=REASON, content="Mang bản chính.", lines=lines)
        letter = dossier.letter_ids
        self.assertEqual(
            letter.content,
            "Sửa: Giấy tờ 1 – chưa ký\n"
            "Nộp: Giấy tờ 3\n"
            "Nộp: Giấy khám sức khỏe (căn cứ Điều 7 Nghị định 1)\n"
            "Mang bản chính.",
        )
        self.assertEqual(letter.line_ids.mapped("kind"), ["wrong", "missing", "missing"])
        self.assertEqual(letter.line_ids.document_id, dossier.document_ids.filtered("is_missing"))
        self.assertEqual(
            dossier.document_ids.filtered("is_missing").mapped("name"), ["Giấy tờ 1", "Giấy tờ 3", "Giấy khám sức khỏe"]
        )

    # ------------------------------------------------------------------ verdicts

    def test_a_verdict_for_each_paper_is_kept(self):
        dossier = self.receive(documents=self.ticked(self.form, self.optional))
        self.assertEqual(dossier.document_ids.mapped("verdict"), ["good", False, "good"])
        line = {"component_id": self.form.id, "kind": "wrong", "note": "thiếu chữ ký"}
        dossier.act("request_supplement", reason=REASON, lines=[line])
        paper = dossier.document_ids[0]
        self.assertEqual((paper.verdict, paper.verdict_note, paper.is_missing), ("wrong", "thiếu chữ ký", True))
        # it lies there as the slip says, and is nevertheless asked for
        self.assertTrue(paper.handed_in)
        dossier.document_ids._note_brought(set())
        self.assertEqual((paper.verdict, paper.handed_in), ("wrong", True))
        dossier.document_ids._note_brought(set(dossier.document_ids[::2].ids))
        self.assertEqual((paper.verdict, paper.verdict_note, paper.is_missing), ("good", False, False))
        dossier.act("resume")
        told = [change for event in dossier.sudo().event_ids for change in (event.changes or {})]
        self.assertGreaterEqual(told.count(f"paper/{paper.id}/verdict"), 3)

    def test_what_was_missing_and_has_come(self):
        draft = self.dossiers().create(
            {"procedure_id": self.procedure.id, "applicant_name": "Lò Thị Thử", "applicant_address": "Xã Một"}
        )
        draft.act("request_supplement", reason=REASON)
        paper = draft.document_ids[0]
        self.assertEqual((paper.verdict, draft.document_ids[1].verdict), ("missing", False))
        self.assertRefused(UserError, "papers are missing", draft.act, "receive")
        paper.handed_in = True
        self.assertFalse(paper.verdict or paper.is_missing)
        draft.act("receive")
        self.assertEqual(paper.verdict, "good")
