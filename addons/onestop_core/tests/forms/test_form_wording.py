import io
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools.pdf import PdfFileReader

from ..common import MONDAY, local
from .test_report_forms import LETTER, FormStories
from .test_report_slip import SLIP, ReportCase

TODAY = date.fromisoformat(MONDAY)
TOMORROW = TODAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestFormWording(FormStories, ReportCase):
    """An agency words its forms itself from a later day on; what was printed keeps its words."""

    def setUp(self):
        super().setUp()
        self.general = self.env.ref("onestop_core.form_set_2025")

    def begin(self, day, user=None, agency=None, forms=None):
        wizards = self.env["onestop.form.wording.wizard"].with_user(user or self.users["agency_admin"])
        with freeze_time(local(MONDAY)):
            action = wizards.create(
                {"set_id": (forms or self.general).id, "agency_id": (agency or self.commune).id, "valid_from": day}
            ).action_begin()
        return wizards.env["onestop.form.set"].browse(action["res_id"])

    def form(self, forms, code):
        return forms.form_ids.filtered(lambda form: form.code == code)

    def test_from_a_day_on(self):
        own = self.begin(TOMORROW)
        self.assertEqual((own.base_id, own.agency_id, len(own.form_ids)), (self.general, self.commune, 8))
        with freeze_time(local(MONDAY)):
            self.form(own, "refusal").write(
                {
                    "name": "Phiếu từ chối",
                    "intro": "{cơ quan} không thể tiếp nhận:",
                    "closing": "Xin cảm ơn {Ông/Bà}.",
                    "notes": "Lưu ý.",
                }
            )
        before, after = self.letter("refusal", MONDAY), self.letter("refusal", str(TOMORROW))
        pages = [" ".join(self.pages(self.print(LETTER, letter))) for letter in (before, after)]
        self.assertSays(pages[0], "PHIẾU TỪ CHỐI TIẾP NHẬN", "thông báo không tiếp nhận, giải quyết hồ sơ này")
        self.assertSays(
            pages[1], "PHIẾU TỪ CHỐI", "Trung tâm Phục vụ hành chính công xã Khả Phong không thể tiếp nhận:", "Xin cảm ơn Ông/Bà.",
            "TT 03/2025/TT-VPCP",
        )  # fmt: skip
        self.assertNotIn("TIẾP NHẬN GIẢI QUYẾT", pages[1])

    def test_notes_and_copies_of_the_slip(self):
        own = self.begin(TOMORROW)
        with freeze_time(local(MONDAY)):
            self.form(own, "receipt_slip").write(
                {"notes": "{Ông/Bà} gọi {số điện thoại} trước khi đến.", "copies": "Lưu\nGiao"}
            )
        pages = self.pages(self.print(SLIP, self.received(str(TOMORROW), applicant_kind="organisation")))
        self.assertEqual(len(pages), 2)
        self.assertIn("Quý tổ chức gọi 0226 3 111 222 trước khi đến.", pages[0])

    def test_the_next_wording_ends_the_one_before(self):
        first = self.begin(TOMORROW)
        with freeze_time(local(MONDAY)):
            self.form(first, "stop").closing = "Lời thứ nhất."
        second = self.begin(TODAY + timedelta(days=30), forms=first)
        self.assertEqual((first.valid_to, second.valid_from), (TODAY + timedelta(days=29), TODAY + timedelta(days=30)))
        self.assertEqual((self.form(second, "stop").closing, second.base_id), ("Lời thứ nhất.", self.general))
        between = self.begin(TODAY + timedelta(days=10))
        self.assertEqual((first.valid_to, between.valid_to), (TODAY + timedelta(days=9), TODAY + timedelta(days=29)))
        self.assertRefused(UserError, "already", self.begin, TODAY + timedelta(days=30))
        self.assertFalse(self.general.valid_to)

    def test_it_ends_with_its_circular(self):
        own, later = self.begin(TOMORROW), self.begin(TODAY + timedelta(days=200))
        with freeze_time(local(MONDAY)):
            self.general.with_user(self.manager).valid_to = TODAY + timedelta(days=100)
        self.assertEqual(own.valid_to, TODAY + timedelta(days=100))
        self.assertFalse(later.exists())

    def test_not_for_days_gone_by(self):
        for day in (TODAY, TODAY - timedelta(days=1)):
            self.assertRefused(UserError, "after today", self.begin, day)
        old = self.env.ref("onestop_core.form_set_2018")
        self.assertRefused(UserError, "not in force on that day", self.begin, TOMORROW, forms=old)

    @freeze_time(local(MONDAY))
    def test_what_is_in_force_stays(self):
        own = self.begin(TOMORROW)
        for user in (self.users["agency_admin"], self.manager):
            for forms in (self.general, own):
                form = self.form(forms, "stop").with_user(user)
                if forms == own:
                    form.closing = "Lời mới."
                    continue
                self.assertRefused((AccessError, UserError), ".", form.write, {"closing": "Lời mới."})
                self.assertRefused((AccessError, UserError), ".", form.unlink)
        manager = self.general.with_user(self.manager)
        self.assertRefused(UserError, "in force", self.form(manager, "stop").write, {"name": "Khác"})
        self.assertRefused(UserError, "in force", manager.write, {"valid_from": "2025-01-01"})
        self.assertRefused(UserError, "in the past", manager.write, {"valid_to": "2026-01-01"})
        self.assertRefused(UserError, "not deleted", manager.unlink)
        with freeze_time(local(str(TOMORROW))):
            self.assertRefused(UserError, "in force", self.form(own, "stop").write, {"closing": "Lời khác."})

    def test_by_whom(self):
        self.assertRefused(AccessError, ".", self.begin, TOMORROW, self.users["leader"])
        self.assertRefused(AccessError, ".", self.begin, TOMORROW, agency=self.commune_2)
        self.assertTrue(self.begin(TOMORROW, self.manager, self.commune_2))

    @freeze_time(local(MONDAY))
    def test_names_that_nobody_can_fill_in(self):
        form = self.form(self.begin(TOMORROW), "stop")
        for text in ("{cơ qan}", "{cơ quan", "}"):
            self.assertRefused(ValidationError, "nobody can fill in", form.write, {"closing": text})

    def test_every_form_has_a_preview(self):
        """A made-up dossier, which leaves nothing behind."""
        dossiers = self.env["onestop.dossier"].search_count([])
        for form in self.env["onestop.form"].search([]).with_user(self.users["agency_admin"]):
            with self.subTest(set=form.set_id.name, form=form.code):
                content = form._preview()
                text = " ".join(self.pages(content))
                for word in form.name.upper().split():
                    self.assertIn(word, text)
                self.assertSays(text, "Nguyễn Văn A", "XEM THỬ", "Bản xem thử, không có giá trị sử dụng")
                self.assertNotRegex(text, r"False|None|[{}]")
                self.assertEqual(PdfFileReader(io.BytesIO(content)).metadata.title[: len(form.name)], form.name)
        self.assertEqual(self.env["onestop.dossier"].search_count([]), dossiers)
        self.assertFalse(self.env["onestop.print"].search([("create_uid", "=", self.users["agency_admin"].id)]))
