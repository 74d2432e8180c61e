import json
import re
from datetime import date

from freezegun import freeze_time
from lxml import html
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import file_open

from ...engine import eform_definition, eform_lint
from ...engine.eform_check import check
from .eform_case import make_version


@tagged("post_install", "-at_install")
class TestEform(OnestopCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        self.version = make_version(self.env(user=self.manager), self.procedure)

    # ------------------------------------------------------------------ making a form

    def test_a_published_form_is_never_edited_only_replaced(self):
        self.version.action_publish()
        line = self.version.field_ids.filtered("choice_ids")[0]
        for change, values in (
            (line.write, [{"label": "Khác"}]),
            (line.unlink, []),
            (line.choice_ids.unlink, []),
            (line.choice_ids.write, [{"label": "Khác"}]),
            (self.env["onestop.eform.field"].create, [{"version_id": self.version.id, "label": "Thêm"}]),
            (self.env["onestop.eform.choice"].create, [{"field_id": line.id, "label": "Thêm"}]),
            (self.version.with_user(self.manager).write, [{"source": "khác"}]),
            (self.version.unlink, []),
        ):
            with self.subTest(change=change):
                self.assertRefused(UserError, "published", change, *values)
        with self.assertRaises(UserError):
            self.version.with_user(self.manager).write({"definition": {"fields": []}})
        self.version.valid_to = "2027-01-01"

    def test_what_is_published_stands_even_if_its_lines_are_changed_behind_it(self):
        self.version.action_publish()
        self.env.flush_all()
        self.env.cr.execute("UPDATE onestop_eform_field SET label = 'Khác' WHERE version_id = %s", [self.version.id])
        self.env.invalidate_all()
        self.assertNotIn("Khác", str(self.version._render()))

    def test_a_new_version_asks_the_same_and_ends_the_one_before(self):
        self.version.action_publish()
        draft = self.env["onestop.eform.version"].browse(self.version.action_new_version()["res_id"])
        self.assertEqual(draft._form(), self.version._form())
        draft = draft.with_user(self.manager)
        draft.valid_from = "2027-03-01"
        draft.field_ids[0].label = "Ai yêu cầu?"
        draft.action_publish()
        self.assertEqual(self.version.valid_to, date(2027, 2, 28))
        self.assertEqual((self.version.number, draft.number), (1, 2))
        version = self.procedure.current_version_id
        self.assertEqual(version._eform(self.commune, date(2027, 2, 28)), self.version)
        self.assertEqual(version._eform(self.commune, date(2027, 3, 1)), draft)

    def test_two_versions_cannot_begin_on_one_day(self):
        self.version.action_publish()
        other = make_version(self.env, self.procedure, eform_id=self.version.eform_id.id)
        self.assertRefused(UserError, "in force from", other.action_publish)

    def test_the_form_of_the_nearest_place_and_level_is_taken(self):
        self.version.action_publish()
        eform = self.version.eform_id.id
        of_level = make_version(self.env, self.procedure, eform_id=eform, level_id=self.commune.level_id.id)
        of_place = make_version(self.env, self.procedure, eform_id=eform, agency_id=self.commune_2.id)
        of_level.action_publish()
        of_place.action_publish()
        version, day = self.procedure.current_version_id, date(2026, 11, 23)
        self.assertEqual(version._eform(self.department, day), self.version)
        self.assertEqual(version._eform(self.commune, day), of_level)
        self.assertEqual(version._eform(self.commune_2, day), of_place)
        self.assertFalse(version._eform(self.commune, date(2020, 1, 1)))
        self.assertFalse(self.procedure_same_day.current_version_id._eform(self.commune, day))

    def test_a_form_that_cannot_be_filled_in_is_not_published_and_says_why(self):
        first = self.version.field_ids.sorted()[0]
        self.version.field_ids.sorted()[1].write({"condition_field_id": first.id, "condition_operator": "filled"})
        self.assertRefused(UserError, "cannot be looked at", self.version.action_publish)
        empty = self.env["onestop.eform.version"].create({"eform_id": self.version.eform_id.id})
        self.assertRefused(UserError, "asks nothing", empty.action_publish)

    def test_every_fault_of_the_lint_has_its_words(self):
        with file_open("onestop_portal/engine/eform_lint.py", "r") as file:
            codes = set(re.findall(r'Fault\([^,]+, "(\w+)"', file.read()))
        self.assertGreater(len(codes), 20)
        for code in codes:
            self.assertTrue(self.version._fault_words(eform_lint.Fault("a", code, "b")))

    def test_a_key_is_made_from_the_label(self):
        line = self.env["onestop.eform.field"].create(
            {"version_id": self.version.id, "label": "Họ, chữ đệm, tên của trẻ"}
        )
        self.assertEqual(line.key, "ho_chu_dem_ten_cua_tre")
        line = self.env["onestop.eform.field"].create({"version_id": self.version.id, "label": "2 bên cùng ký"})
        self.assertTrue(eform_definition.KEY.fullmatch(line.key))

    def test_what_is_no_number_is_no_bound(self):
        with self.assertRaises(ValidationError):
            self.version.field_ids[0].minimum = "mười"

    def test_the_address_of_another_system_is_a_safe_one(self):
        with self.assertRaises(ValidationError):
            self.version.write({"handover_system": "Cổng khác", "handover_link": "javascript:alert(1)"})

    # ------------------------------------------------------------------ what a page does with it

    def test_the_page_works_without_javascript(self):
        page = html.fromstring(str(self.version._render({"state": "married"}, {"spouse": "Sai rồi"})))
        names = {element.get("name") for element in page.xpath("//input | //select | //textarea")}
        self.assertLess(
            {"eform.asker.name", "eform.state", "eform.spouse", "eform.since.day", "eform.plots.0.area"}, names
        )
        self.assertTrue(all(name.startswith("eform.") for name in names))
        spouse = page.xpath("//input[@name='eform.spouse']")[0]
        self.assertEqual(spouse.get("aria-invalid"), "true")
        self.assertEqual(page.get_element_by_id(spouse.get("aria-describedby").split()[-1]).text, "Sai rồi")
        self.assertEqual(page.xpath("//input[@name='eform.state'][@checked]/@value"), ["married"])
        self.assertFalse(page.xpath("//*[@required] | //*[contains(@style, 'display')]"))

    def test_each_error_leads_to_a_control(self):
        page = html.fromstring(str(self.version._render({}, {})))
        for path in self.version._validate({"plots": [{"name": "Ao"}]}):
            element = page.get_element_by_id(self.version._anchor(path), None)
            self.assertIsNotNone(element, path)
            self.assertTrue(element.tag in ("input", "select", "textarea") or element.get("tabindex") == "-1", path)
        ids = page.xpath("//@id")
        self.assertEqual(len(ids), len(set(ids)))
        labels = {element.get("for") for element in page.xpath("//label")}
        controls = {element.get("id") for element in page.xpath("//input | //select | //textarea")}
        self.assertEqual(labels, controls)

    def test_messages_speak_the_readers_language_and_say_what_to_do(self):
        vietnamese = self.version.with_context(lang="vi_VN")._validate({"state": "married"})
        self.assertIn("Họ tên vợ, chồng", vietnamese["spouse"])
        english = self.version.with_context(lang="en_US")._validate({"state": "married"})
        self.assertIn("write", english["spouse"])
        for message in [*vietnamese.values(), *english.values()]:
            self.assertNotRegex(message.casefold(), "không hợp lệ|bắt buộc|invalid|required")

    def test_markup_in_a_label_or_an_answer_is_shown_not_run(self):
        self.version.field_ids.filtered(lambda line: line.key == "state").label = "<script>alert(1)</script>"
        page = str(self.version._render({"asker": {"name": '"><img src=x onerror=alert(1)>'}}))
        self.assertNotIn("<script", page)
        self.assertNotIn("<img", page)

    def test_known_data_is_offered(self):
        known = {"applicant": {"name": "Trần Thị Bé", "identity": "035190001234", "phone": "0912345678"}}
        self.assertEqual(self.version._prefill(known), {"asker": {"name": "Trần Thị Bé", "identity": "035190001234"}})
        self.assertEqual(self.version._prefill({}), {})

    # ------------------------------------------------------------------ on a dossier

    def declare(self):
        self.version.action_publish()
        dossier = self.receive()
        answers = {
            "asker": {"name": "Trần Thị Bé", "identity": "035190001234"},
            "state": "married",
            "spouse": "Lê Văn Tư",
            "plots": [{"name": "Ao sau nhà", "area": 12.5}],
            "total": 12.5,
        }
        self.assertEqual(self.version._validate(answers), {})
        dossier.sudo().write({"eform_version_id": self.version.id, "eform_answers": answers})
        return dossier

    def test_officers_read_and_find_answers_and_do_not_write_them(self):
        dossier = self.declare()
        self.assertIn("Lê Văn Tư", dossier.eform_html)
        found = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .search([("eform_text", "ilike", "le van tu")])
        )
        self.assertEqual(found, dossier)
        # a number is found whole, by the field that is made for it
        self.assertNotIn("035190001234", dossier.eform_text)
        self.assertRefused(AccessError, "", dossier.write, {"eform_answers": {}})
        self.assertFalse(
            self.env["onestop.dossier"]
            .with_user(self.users_2["receptionist"])
            .search([("eform_text", "ilike", "le van tu")])
        )

    def test_the_history_answers_for_them_and_keeps_them_sealed(self):
        dossier = self.declare()
        self.env.flush_all()
        self.env.cr.precommit.run()
        told = json.dumps([event.changes for event in dossier.sudo().event_ids], ensure_ascii=False)
        self.assertIn("eform_answers", told)
        self.assertNotIn("Lê Văn Tư", told)

    def test_the_declaration_is_printed(self):
        dossier = self.declare()
        values = dossier._eform_values()
        self.assertEqual(values["title"], "Tờ khai thử")
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["receptionist"])
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf("onestop_portal.report_eform", dossier.ids)
        )
        self.assertEqual((kind, content[:4]), ("pdf", b"%PDF"))
        other = self.receive()
        self.assertRefused(
            UserError, "without an e-form",
            self.env["ir.actions.report"].with_context(force_report_rendering=True)._render_qweb_pdf,
            "onestop_portal.report_eform", other.ids,
        )  # fmt: skip

    def test_the_declarations_of_the_demo_are_sound_and_their_samples_accepted(self):
        with file_open("onestop_portal/demo/eforms.json", "r") as file:
            entries = json.load(file)
        self.assertGreaterEqual(len(entries), 8)
        for entry in entries:
            with self.subTest(entry["name"]):
                form = eform_definition.read_form({"fields": entry["fields"]})
                self.assertEqual(eform_lint.lint(form, date(2026, 11, 28)), [])
                self.assertEqual(check(form, entry["sample"], date(2026, 11, 28)), [])
                draft = self.env["onestop.eform.version"].create({"eform_id": self.version.eform_id.id})
                draft._lay_out(form)
                self.assertEqual(draft._form(), form)
