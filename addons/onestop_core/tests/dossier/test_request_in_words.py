from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import OnestopCase

WORDS = "Xin cấp giấy phép nuôi hổ"


@tagged("post_install", "-at_install")
class TestRequestInWords(OnestopCase):
    """Whoever asks for what is no procedure of ours is refused in writing, and nothing else can be done with it."""

    def enter(self, **changes):
        payload = self.payload(**{"procedure_id": False, "documents": [], "summary": WORDS, **changes})
        return self.env["onestop.dossier"].with_user(self.users["receptionist"])._enter(payload)[0]

    def test_refused_with_a_letter(self):
        dossier = self.enter()
        dossier.act("reject", reason="Không thuộc thẩm quyền", competent_body="Chi cục Kiểm lâm")
        self.assertRecordValues(dossier, [{"state": "rejected", "procedure_id": False, "code": False}])
        self.assertEqual(dossier.letter_ids.competent_body, "Chi cục Kiểm lâm")
        self.assertEqual(dossier._subject(), WORDS)

    def test_nothing_else(self):
        dossier = self.enter()
        for action in ("receive", "submit", "request_supplement"):
            with self.subTest(action):
                self.assertRefused(UserError, "can only be refused", dossier.act, action, reason="Thiếu")

    def test_words_are_needed(self):
        for summary in ("", "  ", False):
            self.assertRefused(UserError, "no such procedure", self.enter, summary=summary)

    def test_a_procedure_is_named_or_none(self):
        self.assertRefused(UserError, "no such procedure", self.enter, procedure_id=10**9)
