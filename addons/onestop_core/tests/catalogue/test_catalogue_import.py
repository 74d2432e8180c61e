import base64
import copy
import json
import logging
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from openpyxl import load_workbook

from ...engine import catalogue
from .. import catalogue_variety as variety
from ..common import MONDAY, ROLES, OnestopCase, local

_logger = logging.getLogger(__name__)

FIXTURE = Path(__file__).parents[1] / "data" / "national_export.json"
MALFORMED = "1.999999"
TUESDAY = "2026-11-24"

RECORD = {
    "stt": "7",
    "ma_tthc": "9.000007",
    "ten_tthc": "Thủ tục nhập",
    "linh_vuc": "Hộ tịch nhập",
    "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
    "trang_thai": "Đã công khai",
    "cach_thuc_thuc_hien": [
        {"hinh_thuc_nop": "Trực tiếp", "thoi_gian": "3 Ngày làm việc", "phi_le_phi": "Phí: 0 VNĐ"},
        {"hinh_thuc_nop": "Bưu chính", "thoi_gian": "5 Ngày làm việc"},
    ],
    "trinh_tu_thuc_hien": [{"truong_hop_xu_ly": "Đúng hạn", "mo_ta_chi_tiet": "Bước 1"}],
    "tphs": [
        {"ma_tphs": "G1", "ten_giay_to": "Tờ khai", "ban_chinh": True, "ban_sao": False},
        {"ma_tphs": "", "ten_giay_to": "Ghi chú", "ban_chinh": False, "ban_sao": False},
    ],
    "kqth": [{"ten_ket_qua": "Giấy"}],
}
OTHER = {**RECORD, "stt": "8", "ma_tthc": "9.000008", "ten_tthc": "Thủ tục nhập hai"}


def changed(record, **changes):
    return {**copy.deepcopy(record), **changes}


def whole(source):
    """A record with the keys that were left out, as an export writes it."""
    result = {
        key: source.get(key, [] if attribute in catalogue.PARTS else "")
        for attribute, key in catalogue.NATIONAL_KEYS.items()
    }
    for part in catalogue.PARTS:
        keys = catalogue.NATIONAL_PART_KEYS[part].values()
        key = catalogue.NATIONAL_KEYS[part]
        result[key] = [{name: row.get(name, "") for name in keys} for row in result[key]]
    return result


@tagged("post_install", "-at_install")
class TestCatalogueImport(OnestopCase):
    """A file is checked, applied whole or not at all, and says the same when it comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # nothing but what a test imports: the module's demo data would be in every export
        cls.env["onestop.procedure"].search([]).active = False
        # codes of the fixture may be those of the demo data
        for procedure in cls.env["onestop.procedure"].with_context(active_test=False).search([]):
            procedure.code = f"demo.{procedure.code}"

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(local(MONDAY)))
        self.imports = self.env["onestop.catalogue.import"].with_user(self.manager)
        self.procedures = self.env["onestop.procedure"].with_user(self.manager)

    def new_import(self, content, **vals):
        if not isinstance(content, bytes):
            content = json.dumps(content, ensure_ascii=False).encode()
        return self.imports.create({"file": base64.b64encode(content), "file_name": "thu-tuc.json", **vals})

    def check(self, content, **vals):
        record = self.new_import(content, **vals)
        record.action_check()
        return record

    def load(self, content, *, cases=False, **vals):
        """Check and apply, in the background's way.

        :param cases: whether the admin says that the headings are cases
        """
        record = self.check(content, **vals)
        if cases:
            for line in record.line_ids.filtered("case_question_ids"):
                line.write(
                    {
                        "case_question_ids": [
                            Command.update(question.id, {"case_answer": "yes"}) for question in line.case_question_ids
                        ]
                    }
                )
        record.action_apply()
        self.assertEqual(record.state, "applying")
        with patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1):
            self.imports.sudo()._cron_apply()
        self.assertEqual(record.state, "applied", record.failure)
        return record

    def counts(self, record):
        names = ("new", "changed", "renumbered", "ended", "unchanged", "error")
        return {name: record[f"{name}_count"] for name in names if record[f"{name}_count"]}

    def procedure_of(self, code):
        return self.procedures.search([("code", "=", code)])

    def receive_imported(self):
        """A dossier of the imported procedure."""
        procedure = self.procedure_of("9.000007").sudo()
        version = procedure.current_version_id
        papers = [{"component_id": paper.id, "handed_in": True} for paper in version._papers(version.case_ids)]
        return self.receive(procedure=procedure, case_id=version.case_ids.id, documents=papers)

    def exported(self):
        return json.loads(self.procedures._catalogue_file("json"))

    # ------------------------------------------------------------------ the national export

    def test_fixture_is_imported_and_exported_equal(self):
        source = [record for record in json.loads(FIXTURE.read_bytes()) if record["ma_tthc"] != MALFORMED]
        record = self.load(source)
        self.assertEqual(self.counts(record), {"new": len(source)})
        self.assertGreaterEqual(len(source), 40)
        self.assertEqual(record.progress, 100)
        exported = self.exported()
        for before, after in zip(source, exported, strict=True):
            with self.subTest(code=before["ma_tthc"]):
                self.assertEqual(after, whole(before))
        self.assertEqual(self.counts(self.check(exported)), {"unchanged": len(source)})

    def test_fixture_imported_again_changes_nothing(self):
        source = [record for record in json.loads(FIXTURE.read_bytes()) if record["ma_tthc"] != MALFORMED]
        self.load(source)
        versions = self.env["onestop.procedure.version"].search_count([])
        record = self.check(source)
        self.assertEqual(self.counts(record), {"unchanged": len(source)})
        self.assertRefused(UserError, "nothing to apply", record.action_apply)
        self.assertEqual(self.env["onestop.procedure.version"].search_count([]), versions)

    def test_malformed_record_is_named_and_nothing_is_stored(self):
        record = self.check(FIXTURE.read_bytes(), strict=True)
        errors = record.line_ids.filtered(lambda line: line.action == "error")
        self.assertEqual(set(errors.mapped("code")), {MALFORMED})
        self.assertEqual(set(errors.mapped("line")), {54})
        found = {line.where: (line.field_label, line.message) for line in errors}
        self.assertEqual(
            found["ngay_quyet_dinh"],
            ("Decision Date", "“31/02/2026” is no date. Write day/month/year or year-month-day."),
        )
        self.assertEqual(found["tphs"], ("Component", "There is no list here."))
        label, message = found["cach_thuc_thuc_hien[1].hinh_thuc_nop"]
        self.assertEqual(label, "Channel, row 1, Channel")
        self.assertIn("Trực tiếp, Trực tuyến, Bưu chính", message)
        self.assertRefused(UserError, "errors", record.action_apply)
        self.assertFalse(self.exported())

    def test_errors_stand_first(self):
        records = [RECORD, OTHER, changed(RECORD, ma_tthc="")]
        record = self.check(records)
        self.assertEqual(record.line_ids[0].action, "error")
        self.assertEqual(record.notable_line_ids.sorted()[0].action, "error")
        self.assertEqual(
            record.line_ids.filtered(lambda line: line.action != "error").mapped("code"), ["9.000007", "9.000008"]
        )

    def test_malformed_record_leaves_the_others(self):
        sound = len(json.loads(FIXTURE.read_bytes())) - 1
        record = self.load(FIXTURE.read_bytes())
        self.assertEqual((record.new_count, len(self.exported())), (sound, sound))
        self.assertGreater(record.error_count, 1)

    def test_a_record_without_code_makes_no_file_complete(self):
        self.load([RECORD, OTHER])
        record = self.check([RECORD, {"ten_tthc": "Không mã"}], complete=True, valid_from=TUESDAY)
        self.assertEqual(record.error_count, 2)
        self.assertRefused(UserError, "complete", record.action_apply)

    def test_an_unknown_key_is_named_and_the_rest_applied(self):
        record = self.load([changed(RECORD, moi="x")])
        self.assertIn("moi: Nothing is known of the key “moi”", record.line_ids.message)
        self.assertTrue(self.procedure_of("9.000007"))

    def test_what_a_record_becomes(self):
        self.load([RECORD], cases=True)
        procedure = self.procedure_of("9.000007")
        version = procedure.current_version_id
        self.assertEqual((procedure.name, procedure.sector_id.name), ("Thủ tục nhập", "Hộ tịch nhập"))
        self.assertEqual(set(procedure.level_ids.mapped("code")), {"province", "department", "commune"})
        self.assertTrue(version.published)
        self.assertEqual(str(version.valid_from), MONDAY)
        self.assertEqual(
            [(line.channel, line.duration, line.duration_unit) for line in version.channel_ids],
            [("direct", 3, "working_day"), ("post", 5, "working_day")],
        )
        self.assertEqual(version.component_ids.mapped("is_note"), [False, True])
        self.assertEqual(version._papers(version.case_ids), version.component_ids[0])
        self.assertEqual(version.case_ids.name, "Đúng hạn")
        self.assertEqual(version.sequence_text, "Đúng hạn\nBước 1")

    def test_a_limit_in_words_is_read_from_the_note(self):
        channel = {
            "hinh_thuc_nop": "Trực tiếp",
            "thoi_gian": "0 Khác",
            "mo_ta": "02 tháng và 15 ngày làm việc\ntrong đó: …",
        }
        record = self.load([changed(RECORD, cach_thuc_thuc_hien=[channel])])
        line = self.procedure_of("9.000007").current_version_id.channel_ids
        self.assertEqual(line._duration_label(), "02 tháng và 15 ngày làm việc")
        self.assertIn("time limit is not known: At the Desk", record.line_ids.message)

    def test_sectors_are_not_doubled(self):
        self.env["onestop.sector"].create({"name": "Đất đai thử"})
        self.load([changed(RECORD, linh_vuc="Đất  Đai Thử "), OTHER])
        self.assertEqual(self.procedure_of("9.000007").sector_id.name, "Đất đai thử")
        self.assertEqual(self.counts(self.check([changed(RECORD, linh_vuc="ĐẤT ĐAI THỬ"), OTHER])), {"unchanged": 2})

    def test_the_same_code_twice(self):
        record = self.check([RECORD, OTHER, RECORD])
        error = record.line_ids.filtered(lambda line: line.action == "error")
        self.assertEqual((error.line, error.code), (3, "9.000007"))
        self.assertIn("row 1", error.message)

    def test_a_procedure_without_channel_is_refused(self):
        error = self.check([changed(RECORD, cach_thuc_thuc_hien=[])]).line_ids
        self.assertEqual((error.action, error.field_label), ("error", "Channel"))

    # ------------------------------------------------------------------ changes and versions

    def test_a_change_makes_a_version_and_dossiers_keep_theirs(self):
        self.load([RECORD, OTHER])
        dossier = self.receive_imported()
        old = dossier.sudo().version_id
        new = changed(RECORD, ten_tthc="Tên mới", cach_thuc_thuc_hien=RECORD["cach_thuc_thuc_hien"][:1])
        record = self.check([new, OTHER], valid_from=TUESDAY)
        self.assertEqual(self.counts(record), {"changed": 1, "unchanged": 1})
        line = record.line_ids.filtered(lambda line: line.action == "changed")
        self.assertIn("Name: Thủ tục nhập → Tên mới", line.summary)
        self.assertIn("By Post: removed", line.summary)
        self.assertIn("Tên mới", line.changes_html)
        record.action_apply()
        record._apply()
        versions = self.procedure_of("9.000007").version_ids.sorted("valid_from")
        self.assertEqual(versions[0], old)
        self.assertEqual(versions.mapped("name"), ["Thủ tục nhập", "Tên mới"])
        self.assertEqual([str(day) for day in (versions[0].valid_to, versions[1].valid_from)], [MONDAY, TUESDAY])
        self.assertEqual(versions.mapped("number"), [1, 2])
        self.assertEqual(dossier.sudo().version_id, old)
        self.assertEqual(self.procedure_of("9.000007").current_version_id, old, "until the new one begins")
        self.assertEqual(self.counts(self.check([new, OTHER], valid_from=TUESDAY)), {"unchanged": 2})

    def test_what_only_our_catalogue_knows_goes_into_the_new_version(self):
        self.load([RECORD], cases=True)
        version = self.procedure_of("9.000007").current_version_id
        version.component_ids[0].write({"original_to_return": True, "originals": 2, "case_id": version.case_ids.id})
        version.channel_ids[1].hard_area_days = 10
        self.assertEqual(self.counts(self.check([RECORD])), {"unchanged": 1})
        with freeze_time(local(TUESDAY)):
            self.load([changed(RECORD, tu_khoa="khai sinh")])
            new = self.procedure_of("9.000007").current_version_id
        self.assertNotEqual(new, version)
        self.assertEqual(new.component_ids[0].originals, 2)
        self.assertEqual(new.component_ids[0].case_id, new.case_ids)
        self.assertEqual(new.channel_ids[1].hard_area_days, 10)
        self.assertEqual(version.component_ids[0].case_id, version.case_ids)

    def test_a_version_of_today_that_nobody_uses_is_amended(self):
        self.load([RECORD])
        version = self.procedure_of("9.000007").current_version_id
        record = self.load([changed(RECORD, ten_tthc="Tên đúng", kqth=[{"ten_ket_qua": "Giấy khác"}])])
        self.assertEqual(self.procedure_of("9.000007").version_ids, version)
        self.assertEqual((version.name, version.result_ids.mapped("name")), ("Tên đúng", ["Giấy khác"]))
        self.assertIn("amended", record.line_ids.message)

    def test_a_version_of_today_with_dossiers_is_not_amended(self):
        self.load([RECORD])
        self.receive_imported()
        new = changed(RECORD, ten_tthc="Tên đúng")
        error = self.check([new]).line_ids
        self.assertEqual(error.action, "error")
        self.assertIn("later day", error.message)
        self.assertEqual(self.counts(self.check([new], valid_from=TUESDAY)), {"changed": 1})

    def test_another_number_or_sector_makes_no_version(self):
        self.load([RECORD, OTHER])
        record = self.load([changed(RECORD, stt="9"), changed(OTHER, linh_vuc="Lĩnh vực khác")])
        self.assertEqual(self.counts(record), {"renumbered": 1, "changed": 1})
        self.assertEqual(self.procedure_of("9.000007").catalogue_number, "9")
        self.assertEqual(self.procedure_of("9.000008").sector_id.name, "Lĩnh vực khác")
        self.assertEqual(len(self.procedure_of("9.000008").version_ids), 1)

    def test_levels_chosen_by_hand_stay(self):
        self.load([RECORD])
        procedure = self.procedure_of("9.000007")
        commune = self.env.ref("onestop_core.level_commune")
        procedure.level_ids = [Command.set(commune.ids)]
        self.load([changed(RECORD, tu_khoa="x")])
        self.assertEqual(procedure.level_ids, commune)
        self.load([changed(RECORD, tu_khoa="x", cap_thuc_hien="Cấp tỉnh")])
        self.assertNotIn(commune, procedure.level_ids)

    def test_a_version_before_an_upcoming_one_ends_in_time(self):
        self.load([RECORD])
        self.load([changed(RECORD, ten_tthc="Tên sau")], valid_from="2026-12-01")
        self.load([changed(RECORD, ten_tthc="Tên giữa")], valid_from=TUESDAY)
        versions = self.procedure_of("9.000007").version_ids.sorted("valid_from")
        self.assertEqual(versions.mapped("name"), ["Thủ tục nhập", "Tên giữa", "Tên sau"])
        self.assertEqual([str(day or "") for day in versions.mapped("valid_to")], [MONDAY, "2026-11-30", ""])

    # ------------------------------------------------------------------ the end of procedures

    def test_absent_procedures_end_only_if_the_file_is_complete(self):
        self.load([RECORD, OTHER])
        self.assertEqual(self.counts(self.check([RECORD], valid_from=TUESDAY)), {"unchanged": 1})
        others = [("code", "not in", ["9.000007", "9.000008"])]
        self.env["onestop.procedure"].with_context(active_test=False).search(others).version_ids.published = False
        record = self.load([RECORD], valid_from=TUESDAY, complete=True)
        self.assertEqual(self.counts(record), {"unchanged": 1, "ended": 1})
        self.assertEqual(str(self.procedure_of("9.000008").version_ids.valid_to), MONDAY)
        self.assertEqual(self.counts(self.check([RECORD], valid_from=TUESDAY, complete=True)), {"unchanged": 1})
        again = self.check([RECORD, OTHER], valid_from=TUESDAY)
        self.assertEqual(self.counts(again), {"unchanged": 1, "new": 1})

    def test_a_file_may_be_complete_for_one_level(self):
        commune = self.env.ref("onestop_core.level_commune")
        self.load([changed(RECORD, cap_thuc_hien="Cấp xã"), changed(OTHER, cap_thuc_hien="Cấp tỉnh")])
        third = changed(RECORD, ma_tthc="9.000009")
        record = self.check([third], complete=True, level_ids=[Command.set(commune.ids)], valid_from=TUESDAY)
        ended = record.line_ids.filtered(lambda line: line.action == "ended")
        self.assertIn("9.000007", ended.mapped("code"))
        self.assertNotIn("9.000008", ended.mapped("code"))

    def test_a_procedure_that_is_not_public_any_more_ends(self):
        self.load([RECORD])
        hidden = changed(RECORD, trang_thai="Hết hiệu lực")
        record = self.load([hidden], valid_from=TUESDAY)
        self.assertEqual(self.counts(record), {"ended": 1})
        self.assertEqual(self.counts(self.check([hidden], valid_from=TUESDAY)), {"unchanged": 1})

    def test_a_procedure_of_today_is_withdrawn(self):
        self.load([RECORD])
        self.load([changed(RECORD, trang_thai="Hết hiệu lực")])
        self.assertFalse(self.procedure_of("9.000007").version_ids.published)

    # ------------------------------------------------------------------ all or nothing

    def test_a_fault_in_the_middle_leaves_nothing(self):
        model = self.env.registry["onestop.procedure.version"]
        publish = model.action_publish
        published = []

        def fail_late(versions):
            published.extend(versions.ids)
            if len(published) > 20:
                raise ZeroDivisionError("a fault")
            return publish(versions)

        many = [changed(RECORD, ma_tthc=f"9.1{number:05d}", linh_vuc="Lĩnh vực lỗi") for number in range(45)]
        record = self.check(many)
        record.action_apply()
        with (
            patch.object(model, "action_publish", fail_late),
            patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1),
            mute_logger("odoo.addons.onestop_core.models.catalogue.onestop_catalogue_import"),
        ):
            self.imports.sudo()._cron_apply()
        self.assertEqual(record.state, "failed")
        self.assertIn("a fault", record.failure)
        self.assertGreater(len(published), 20)
        self.assertFalse(self.exported())
        self.assertFalse(self.env["onestop.sector"].search([("name", "=", "Lĩnh vực lỗi")]))
        record.action_check()
        self.assertEqual(self.counts(record), {"new": 45})

    def test_an_edit_between_check_and_application_is_noticed(self):
        self.load([RECORD])
        record = self.check([changed(RECORD, tu_khoa="x")], valid_from=TUESDAY)
        self.procedure_of("9.000007").current_version_id.component_ids[0].copies = 3
        record.action_apply()
        self.assertFalse(record._apply())
        self.assertEqual(record.state, "checked")
        self.assertIn("changed since the check", record.failure)
        self.assertEqual(len(self.procedure_of("9.000007").version_ids), 1)
        record.action_apply()
        self.assertTrue(record._apply())
        new = self.procedure_of("9.000007").version_ids.sorted("valid_from")[-1]
        self.assertEqual(new.component_ids[0].copies, 0, "the national record asks for no copy, and the check said so")

    def test_another_file_or_day_has_to_be_checked_again(self):
        record = self.check([RECORD])
        record.valid_from = TUESDAY
        self.assertEqual((record.state, len(record.line_ids)), ("draft", 0))
        self.assertRefused(UserError, "Check the file first", record.action_apply)

    def test_a_day_that_has_passed_meanwhile(self):
        record = self.check([RECORD])
        record.action_apply()
        with (
            freeze_time(local(TUESDAY)),
            patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1),
            mute_logger("odoo.addons.onestop_core.models.catalogue.onestop_catalogue_import"),
        ):
            self.imports.sudo()._cron_apply()
        self.assertEqual(record.state, "failed")
        self.assertIn("past", record.failure)
        self.assertFalse(self.exported())

    def test_what_was_applied_stays(self):
        record = self.load([RECORD])
        self.assertRefused(UserError, "applied already", record.write, {"file": base64.b64encode(b"[]")})
        self.assertRefused(UserError, "applied already", record.action_check)
        self.assertRefused(UserError, "stays", record.unlink)
        self.assertEqual(record.applied_by_id, self.manager)

    def test_no_change_for_days_that_are_past(self):
        self.assertRefused(ValidationError, "past", self.new_import, [RECORD], valid_from="2026-11-22")

    def test_400_procedures_are_imported_in_a_minute(self):
        source = [record for record in json.loads(FIXTURE.read_bytes()) if record["ma_tthc"] != MALFORMED]
        many = [changed(source[number % len(source)], ma_tthc=f"9.{number:06d}") for number in range(100, 500)]
        # the clock of the system: all others stand still here
        begin = os.times().elapsed
        self.load(many)
        new = os.times().elapsed - begin
        for record in many:
            record["tu_khoa"] = "từ khóa mới"
        begin = os.times().elapsed
        self.load(many, valid_from=TUESDAY)
        updated = os.times().elapsed - begin
        _logger.info("400 procedures: new in %.1f s, a new version of each in %.1f s", new, updated)
        self.assertLess(max(new, updated), 60)

    # ------------------------------------------------------------------ the workbook

    def test_workbook_comes_back_equal(self):
        self.load([record for record in json.loads(FIXTURE.read_bytes()) if record["ma_tthc"] != MALFORMED], cases=True)
        version = self.procedure_of("1.001193").current_version_id
        version.component_ids[0].write(
            {"original_to_return": True, "in_national_data": True, "case_id": version.case_ids[0].id}
        )
        version.write({"case_ids": [Command.create({"name": "Trường hợp riêng"})]})
        content = self.procedures._catalogue_file("xlsx")
        record = self.check(content, file_name="thu-tuc.xlsx")
        self.assertEqual(record.file_format, "xlsx")
        self.assertEqual(set(self.counts(record)), {"unchanged"}, record.notable_line_ids.mapped("summary"))
        # into an empty catalogue: the same workbook again
        before = {procedure.code: procedure for procedure in self.procedures.search([])}
        for code, procedure in before.items():
            procedure.write({"code": f"old.{code}", "active": False})
        self.load(content, file_name="thu-tuc.xlsx")
        data = [
            procedure.current_version_id._catalogue_data(procedure.valid_from)
            for procedure in self.procedures.search([])
        ]
        self.assertEqual(
            {each.code: each for each in data},
            {
                code: replace(procedure.current_version_id._catalogue_data(procedure.valid_from), code=code)
                for code, procedure in before.items()
            },
        )

    def test_errors_of_a_workbook_name_sheet_and_cell(self):
        self.load([RECORD])
        book = load_workbook(BytesIO(self.procedures._catalogue_file("xlsx")))
        book["Kênh"]["B3"].value = "Fax"
        stream = BytesIO()
        book.save(stream)
        error = self.check(stream.getvalue()).line_ids.filtered(lambda line: line.action == "error")
        self.assertEqual((error.where, error.code, error.line), ("Kênh!B3", "9.000007", 3))
        self.assertIn("Channel, row 3, Channel", error.summary)

    # ------------------------------------------------------------------ doubts and decisions

    def in_doubt(self, limit="4 ngày", note="Trong thời hạn 04 ngày làm việc", **changes):
        channels = [{"hinh_thuc_nop": "Trực tiếp", "thoi_gian": limit, "mo_ta": note}]
        return changed(RECORD, cach_thuc_thuc_hien=channels, trinh_tu_thuc_hien=[], **changes)

    def limits(self):
        lines = self.procedure_of("9.000007").current_version_id.channel_ids
        return [(line.duration, line.duration_unit, line.further_limit or "", line.no_limit) for line in lines]

    def test_a_doubtful_limit_is_asked_decided_and_remembered(self):
        record = self.check([self.in_doubt()])
        line = record.line_ids
        self.assertEqual((record.open_count, line.decision, line.action), (1, "open", "new"))
        question = line.limit_question_ids
        self.assertEqual(
            (question.code, question.is_open, question.subject), ("limit_contradicted", True, "At the Desk")
        )
        self.assertIn("At the Desk: The note says another time limit.", line.summary)
        answer = [Command.update(question.id, {"answer": "04 ngày làm việc"})]
        line.write({"limit_question_ids": answer})
        self.assertEqual((record.open_count, line.decision), (0, "decided"))
        record.action_apply()
        self.assertTrue(record._apply())
        self.assertEqual(self.limits(), [(4, "working_day", "", False)])
        again = self.check([self.in_doubt(ten_tthc="Tên sau")], valid_from=TUESDAY)
        self.assertEqual(
            (again.open_count, again.line_ids.decision), (0, "decided"), "the same words are not asked again"
        )
        other = self.check([self.in_doubt("6 ngày", "06 ngày làm việc")], valid_from=TUESDAY)
        self.assertEqual(other.open_count, 1, "other words are")

    def test_without_a_decision_nothing_is_guessed(self):
        self.load([self.in_doubt()])
        self.assertEqual(self.limits(), [(0, "none", "", False)])
        line = self.procedure_of("9.000007").current_version_id.channel_ids
        self.assertEqual(line.duration_text, "4 ngày")
        again = self.check([self.in_doubt()])
        self.assertEqual((self.counts(again), again.open_count), ({"unchanged": 1}, 1))
        self.assertEqual(again.notable_line_ids, again.line_ids, "what is not decided stays in sight")
        again.line_ids.write(
            {"limit_question_ids": [Command.update(again.line_ids.limit_question_ids.id, {"answer": "không quy định"})]}
        )
        self.assertEqual(again.line_ids.action, "changed")
        again.action_apply()
        again._apply()
        self.assertEqual(self.limits(), [(0, "none", "", True)])

    def test_a_limit_in_two_parts(self):
        note = "02 tháng và 15 ngày làm việc, trong đó: …"
        record = self.check([self.in_doubt("Khác", note)])
        record.line_ids.action_accept()
        self.assertEqual(record.line_ids.limit_question_ids.answer, "02 tháng và 15 ngày làm việc")
        record.action_apply()
        record._apply()
        self.assertEqual(self.limits(), [(2, "month", "15 ngày làm việc", False)])
        line = self.procedure_of("9.000007").current_version_id.channel_ids
        self.assertEqual(line._limit_words(), "02 tháng và 15 ngày làm việc")
        self.assertEqual(
            [(part.value, part.unit.value) for part in line._terms().limit], [(2, "month"), (15, "working_day")]
        )
        # two months end on Saturday 23/01/2027; fifteen working days later it is 12/02 at the earliest, and Tết lies there
        self.assertGreaterEqual(str(self.receive_imported().due_at), "2027-02-12")

    def test_where_nothing_can_be_proposed_nothing_is_accepted(self):
        line = self.check([self.in_doubt()]).line_ids
        self.assertRefused(UserError, "no proposal", line.action_accept)
        self.assertEqual(line.decision, "open")

    def test_an_answer_that_is_no_limit_is_refused(self):
        question = self.check([self.in_doubt()]).line_ids.limit_question_ids
        self.assertRefused(UserError, "no time limit", question.write, {"answer": "mau lên"})

    def test_ours_is_kept_until_the_file_says_something_else(self):
        self.load([RECORD])
        record = self.check([changed(RECORD, ten_tthc="Tên mới")], valid_from=TUESDAY)
        record.line_ids.action_keep()
        self.assertEqual((self.counts(record), record.line_ids.decision), ({}, "kept"))
        self.assertEqual(record.kept_count, 1)
        self.assertRefused(UserError, "nothing to apply", record.action_apply)
        again = self.check([changed(RECORD, ten_tthc="Tên mới", stt="99")], valid_from=TUESDAY)
        self.assertEqual(again.kept_count, 1, "another number says nothing else")
        self.assertEqual(self.check([changed(RECORD, ten_tthc="Tên mới nhất")], valid_from=TUESDAY).changed_count, 1)
        again.line_ids.action_decide_again()
        self.assertEqual(again.changed_count, 1)

    def test_decisions_are_made_of_a_checked_file_only(self):
        record = self.load([self.in_doubt()])
        for action in (record.line_ids.action_accept, record.line_ids.action_keep, record.line_ids.action_decide_again):
            self.assertRefused(UserError, "applied already", action)

    def test_a_line_is_not_rewritten(self):
        line = self.check([self.in_doubt()]).line_ids
        self.assertRefused(AccessError, "questions", line.write, {"digest": "x"})

    def test_a_heading_is_no_case_before_the_admin_says_so(self):
        self.load([RECORD])
        version = self.procedure_of("9.000007").current_version_id
        self.assertFalse(version.case_ids)
        self.assertEqual(version.instruction_ids.heading, "Đúng hạn")
        self.assertEqual(version.sequence_text, "Đúng hạn\nBước 1")
        self.load([RECORD], cases=True, valid_from=TUESDAY)
        version = self.procedure_of("9.000007").version_ids.sorted("valid_from")[-1]
        self.assertEqual((version.case_ids.name, version.instruction_ids.heading), ("Đúng hạn", False))

    def test_every_kind_of_record_that_the_catalogue_has(self):
        record = self.load([variety.record(row, stt=str(number)) for number, row in enumerate(variety.ROWS, 1)])
        self.assertEqual((record.new_count, record.error_count), (len(variety.ROWS), 0))
        open_codes = set(record.line_ids.filtered(lambda line: line.decision == "open").mapped("code"))
        for row in variety.ROWS:
            with self.subTest(code=row["code"]):
                expect = row["expect"]
                is_open = expect["limit"] == "?" or "yes" in expect.get("cases", "")
                self.assertEqual(row["code"] in open_codes, is_open)
                version = self.procedure_of(row["code"]).current_version_id
                asked = [kind for kind in expect["papers"].split() if kind not in ("note", "repeated")]
                papers = version._papers(version.case_ids)
                self.assertEqual([paper.condition or "paper" for paper in papers], asked)
                self.assertEqual(papers.mapped("required"), [kind == "paper" for kind in asked])
                self.assertFalse(version.case_ids)
                self.assertEqual(
                    len(version._results()), len(version.result_ids) - ("no_result" in expect.get("remarks", []))
                )
                for channel in version.channel_ids:
                    self.assertNotRegex(channel._limit_words(), r"(?i)khác$")
                    self.assertNotRegex(channel._fee_words(), r"phí: 0 .*\(Mức")
                    self.assertEqual(bool(channel._limit_parts()) or channel.no_limit, expect["limit"] != "?")
        self.assertEqual(self.counts(self.check(self.exported())), {"unchanged": len(variety.ROWS)})

    # ------------------------------------------------------------------ rights and screen

    def test_only_who_keeps_the_catalogue_imports(self):
        record = self.check([RECORD])
        for role in ROLES:
            with self.subTest(role=role):
                mine = record.with_user(self.users[role])
                self.assertRefused(AccessError, "", mine.action_check)
                self.assertRefused(AccessError, "", mine.action_apply)
                self.assertRefused(AccessError, "", mine.create, {"file": "W10=", "file_name": "x"})

    def test_the_form(self):
        with Form(self.imports) as form:
            form.file = base64.b64encode(json.dumps([RECORD]).encode())
        record = form.record
        self.assertEqual(str(record.valid_from), MONDAY)
        record.action_check()
        action = record.with_context(line_action="new").action_open_lines()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]).code, "9.000007")
