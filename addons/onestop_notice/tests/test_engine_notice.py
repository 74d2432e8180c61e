from unittest import TestCase

from ..engine import notice


class TestEngineNotice(TestCase):
    def test_events(self):
        for action, before, after, changed, event in (
            ("receive", "draft", "received", False, "received"),
            ("forward", "received", "processing", False, "processing"),
            ("forward", "received", "processing", True, "forwarded"),
            ("forward", "processing", "processing", False, None),
            ("send_back", "processing", "processing", False, None),
            ("resume", "supplement", "processing", False, "processing"),
            ("take_back", "ready", "processing", False, "processing"),
            ("refuse", "processing", "ready", False, "refused"),
            ("allow_supplement", "received", "received", False, None),
        ):
            with self.subTest(action=action, before=before):
                self.assertEqual(notice.event_of(action, before, after, agency_changed=changed), event)

    def test_no_expressions(self):
        self.assertEqual(
            notice.unknown_placeholders("{dossier} {dossier.id} {0} {} {a{b", ("dossier",)),
            ["dossier.id", "0", "", "{", "{"],
        )
        self.assertEqual(notice.unknown_placeholders("{dossier}: {due_at}", ("dossier", "due_at")), [])
        # a value that looks like a placeholder stays what it is
        self.assertEqual(notice.render("{reason}", {"reason": "{dossier}", "dossier": "X"}), "{dossier}")

    def test_lines_without_values_go(self):
        text = "Hồ sơ {dossier}\nHạn: {answer_by}\n\nTra cứu: {tracking}"
        self.assertEqual(
            notice.render(text, {"dossier": "X", "answer_by": "", "tracking": "u"}), "Hồ sơ X\n\nTra cứu: u"
        )

    def test_secrets_are_filled_in_at_the_end(self):
        kept = notice.render("Mã: {key}\nLý do: {reason}\n{hotline}", {"reason": "{dossier}"}, ("key",))
        self.assertEqual(kept, "Mã: {key}\nLý do: {dossier}")
        self.assertEqual(notice.reveal(kept, {"key": "7K2M"}), "Mã: 7K2M\nLý do: {dossier}")

    def test_an_answer_keeps_its_status_only(self):
        for answer, expected in (("HTTP 200: Mã: 7K2M", "HTTP 200"), ("Mã: 7K2M", ""), ("", ""), (None, "")):
            self.assertEqual(notice.sober(answer), expected)
