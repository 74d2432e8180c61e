import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ...engine import catalogue, catalogue_merge, catalogue_sheet
from ...engine.duration import Duration
from . import engine_common  # noqa: F401 - loads the profile of hypothesis

FIXTURE = Path(__file__).parents[1] / "data" / "national_export.json"
MALFORMED = "1.999999"

RECORD = {
    "stt": "7",
    "ma_tthc": "9.000007",
    "ten_tthc": "Thủ tục thử",
    "linh_vuc": "Hộ tịch",
    "ngay_quyet_dinh": "04/09/2020",
    "trang_thai": "Đã công khai",
    "cach_thuc_thuc_hien": [
        {"hinh_thuc_nop": "Trực tiếp", "thoi_gian": "3 Ngày làm việc", "phi_le_phi": "Phí: 0 VNĐ", "mo_ta": ""},
        {"hinh_thuc_nop": "Bưu chính", "thoi_gian": "0 Khác", "phi_le_phi": "", "mo_ta": "Theo quy định"},
    ],
    "trinh_tu_thuc_hien": [{"truong_hop_xu_ly": "", "mo_ta_chi_tiet": "Bước 1"}],
    "tphs": [
        {"ma_tphs": "G1", "ten_giay_to": "Tờ khai", "ban_chinh": True, "ban_sao": False, "bm_dien_tu": "Có"},
        {"ma_tphs": "G2", "ten_giay_to": "Căn cước", "ban_chinh": True, "ban_sao": True, "bm_dien_tu": "Không"},
        {"ma_tphs": "", "ten_giay_to": "Ghi chú", "ban_chinh": False, "ban_sao": False, "bm_dien_tu": ""},
    ],
    "kqth": [{"ma_ket_qua": "K1", "ten_ket_qua": "Giấy"}],
    "ccpl": [{"so_ky_hieu": "Luật số 60/2014/QH13", "ngay_ban_hanh": "20/11/2014", "ngay_hieu_luc": ""}],
}


def record(**changes):
    return {**json.loads(json.dumps(RECORD)), **changes}


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


def parse(source, line=1):
    data, problems = catalogue.parse_record(source, line)
    assert not problems, problems
    return data


def said(source):
    """The data of a record as our catalogue says it: nothing is left unsaid."""
    return catalogue_merge.merge(parse(source), None).data


class TestNationalRecord(TestCase):
    def test_the_fixture_is_read_and_written_back(self):
        source = json.loads(FIXTURE.read_bytes())
        found, problems = catalogue.parse_file(FIXTURE.read_bytes())
        self.assertGreaterEqual(len(found), 40)
        self.assertEqual({problem.procedure for problem in problems}, {MALFORMED})
        for line, data in found:
            with self.subTest(code=data.code):
                self.assertEqual(catalogue.dump_record(data), whole(source[line - 1]))

    def test_rows_without_original_and_copy_are_notes(self):
        components = said(record()).components
        self.assertEqual([row.is_note for row in components], [False, False, True])
        self.assertEqual([(row.originals, row.copies) for row in components], [(1, 0), (1, 1), (0, 0)])

    def test_each_channel_has_its_own_limit(self):
        direct, post = said(record()).channels
        self.assertEqual((direct.duration, direct.duration_unit), (3, "working_day"))
        self.assertEqual((post.duration, post.duration_unit, post.note), (0, "none", "Theo quy định"))

    def test_limits(self):
        table = [
            ("7 ngày làm việc", 7, "working_day", ""),
            ("30 Ngày", 30, "calendar_day", ""),
            ("8 giờ làm việc", 8, "hour", ""),
            ("2 tháng", 2, "month", ""),
            ("Trong ngày", 0, "same_day", ""),
            ("Khác", 0, "none", ""),
            ("", 0, "none", ""),
            ("02 tháng và 15 ngày làm việc", 2, "month", "15 ngày làm việc"),
            ("1/2 ngày làm việc", 0, "none", ""),
        ]
        for text, *expected in table:
            with self.subTest(text=text):
                (row,) = said(record(cach_thuc_thuc_hien=[{"hinh_thuc_nop": "Trực tiếp", "thoi_gian": text}])).channels
                self.assertEqual([row.duration, row.duration_unit, row.further_limit], expected)
                self.assertEqual(catalogue.dump_row("channels", row)["thoi_gian"], text)

    def test_half_a_day_is_left_to_a_person(self):
        """Our catalogue counts whole days: what it said before is not silently kept for half of one."""
        before = said(record(cach_thuc_thuc_hien=[{"hinh_thuc_nop": "Trực tuyến", "thoi_gian": "Trong ngày"}]))
        after = record(cach_thuc_thuc_hien=[{"hinh_thuc_nop": "Trực tuyến", "thoi_gian": "1/2 ngày làm việc"}])
        doubts = [doubt for doubt in catalogue_merge.merge(parse(after), before).doubts if doubt.kind == "limit"]
        self.assertEqual([(doubt.rows, doubt.said) for doubt in doubts], [((0,), "1/2 ngày làm việc")])

    def test_a_changed_limit_is_not_exported_in_its_old_words(self):
        five = (Duration(5, "working_day"),)
        self.assertEqual(catalogue.write_time_limit(five, "3 ngày làm việc"), "05 ngày làm việc")
        self.assertEqual(catalogue.write_time_limit(five, ""), "05 ngày làm việc")
        self.assertEqual(catalogue.write_time_limit(five, "kể từ ngày nhận đủ hồ sơ"), "kể từ ngày nhận đủ hồ sơ")
        self.assertTrue(catalogue.says_other_limit(five, "3 ngày làm việc"))
        self.assertFalse(catalogue.says_other_limit(five, "kể từ ngày nhận đủ hồ sơ"))

    def test_channels_by_other_names(self):
        for word, channel in [
            ("Dịch vụ bưu chính", "post"),
            ("Qua bưu chính công ích", "post"),
            ("Nộp trực tiếp", "direct"),
            ("TRỰC TUYẾN", "online"),
        ]:
            with self.subTest(word=word):
                rows = parse(record(cach_thuc_thuc_hien=[{"hinh_thuc_nop": word}])).channels
                self.assertEqual([row.channel for row in rows], [channel])

    def test_dates(self):
        for text in ("04/09/2020", "4/9/2020", "04-09-2020", "04.09.2020", "2020-09-04", "2020-09-04T00:00:00.000Z"):
            with self.subTest(text=text):
                self.assertEqual(parse(record(ngay_quyet_dinh=text)).decision_date, date(2020, 9, 4))

    def test_levels(self):
        self.assertEqual(catalogue.level_codes("Cấp tỉnh, Cấp xã"), ("province", "department", "commune"))
        self.assertEqual(catalogue.level_codes("Cấp Bộ, Cơ quan khác"), ())
        self.assertEqual(catalogue.level_words(["province", "department", "commune"]), "Cấp tỉnh, Cấp xã")

    def test_problems_name_record_and_field(self):
        table = [
            ({"ten_tthc": " "}, "ten_tthc", "required", "name"),
            ({"ma_tthc": None}, "ma_tthc", "required", "code"),
            ({"ma_tthc": "1.001 193"}, "ma_tthc", "bad_code", "code"),
            ({"ngay_quyet_dinh": "31/02/2026"}, "ngay_quyet_dinh", "bad_date", "decision_date"),
            ({"ngay_quyet_dinh": "2026-02-30"}, "ngay_quyet_dinh", "bad_date", "decision_date"),
            ({"tu_khoa": 5}, "tu_khoa", "not_text", "keywords"),
            ({"tu_khoa": "a\x00b"}, "tu_khoa", "unprintable", "keywords"),
            ({"tu_khoa": "\ud800"}, "tu_khoa", "unprintable", "keywords"),
            ({"tphs": "x"}, "tphs", "not_rows", ""),
            ({"kqth": [5]}, "kqth[1]", "not_a_record", ""),
            ({"kqth": [{"ten_ket_qua": "Giấy"}, {"ma_ket_qua": "K2"}]}, "kqth[2].ten_ket_qua", "required", "name"),
            ({"tphs": [{"ten_giay_to": "A", "ban_chinh": "có"}]}, "tphs[1].ban_chinh", "not_flag", "originals"),
            ({"cach_thuc_thuc_hien": [{"hinh_thuc_nop": "Fax"}]}, "cach_thuc_thuc_hien[1].hinh_thuc_nop", "bad_choice", "channel"),
        ]  # fmt: skip
        for changes, where, code, attribute in table:
            with self.subTest(where=where, code=code):
                data, problems = catalogue.parse_record(record(**changes), 17)
                self.assertIsNone(data)
                (problem,) = problems
                self.assertEqual((problem.line, problem.where, problem.code), (17, where, code))
                self.assertEqual(problem.attribute, attribute)

    def test_an_unknown_key_is_named_and_the_rest_taken(self):
        papers = [{"ten_giay_to": "Tờ khai", "ban_chinh": True, "so_luong": "1"}]
        data, problems = catalogue.parse_record(record(tu_khoaa="x", tphs=papers), 17)
        self.assertEqual([row.name for row in data.components], ["Tờ khai"])
        self.assertEqual({(problem.where, problem.code) for problem in problems}, {("tu_khoaa", "unknown_key"), ("tphs[1].so_luong", "unknown_key")})  # fmt: skip
        self.assertTrue(all(problem.warning for problem in problems))

    def test_every_problem_of_a_record_is_told(self):
        _data, problems = catalogue.parse_record(record(ten_tthc="", linh_vuc="", tphs=[{}]), 1)
        self.assertEqual({problem.where for problem in problems}, {"ten_tthc", "linh_vuc", "tphs[1].ten_giay_to"})
        self.assertEqual({problem.procedure for problem in problems}, {"9.000007"})

    def test_absent_keys_are_empty(self):
        data = parse({"ma_tthc": "9.1", "ten_tthc": "T", "linh_vuc": "L", "tphs": None})
        self.assertEqual((data.decision, data.decision_date, data.components, data.channels), ("", None, (), ()))
        self.assertTrue(data.published)

    def test_files_that_are_none(self):
        table = [
            (b"{}", "not_a_list"),
            (b"[]", "no_records"),
            (b"[1]", "not_a_record"),
            (b'[{"a": 1},\n x]', "bad_json"),
            ("Thủ tục".encode("utf-16"), "bad_encoding"),
            (b"[" * 100_000, "bad_json"),
            (b"", "bad_json"),
        ]
        for content, code in table:
            with self.subTest(code=code):
                found, problems = catalogue.parse_file(content)
                self.assertEqual(([], code), (found, problems[0].code))
        problem = catalogue.parse_file(b'[{"a": 1},\n x]')[1][0]
        self.assertEqual(problem.params, {"line": 2, "column": 2})

    def test_records_that_an_interface_has_wrapped(self):
        for content in ({"data": [record()]}, {"code": 200, "data": {"total": 1, "items": [record()]}}, record()):
            found, problems = catalogue.parse_file(json.dumps(content).encode())
            self.assertEqual(([data.code for _line, data in found], problems), (["9.000007"], []))

    def test_a_strange_record_leaves_the_others(self):
        found, problems = catalogue.parse_file(
            json.dumps([record(), 5, record(ten_tthc=""), record(ma_tthc="9.1")]).encode()
        )
        self.assertEqual([line for line, _data in found], [1, 4])
        self.assertEqual([problem.line for problem in problems], [2, 3])

    def test_a_byte_order_mark_is_no_harm(self):
        found, problems = catalogue.parse_file(b"\xef\xbb\xbf" + json.dumps([record()]).encode())
        self.assertEqual((len(found), problems), (1, []))


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\r\t"), max_size=30)
filled = texts.filter(str.strip)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(catalogue.write_date) | st.just("")
limits = st.one_of(
    texts,
    st.sampled_from(["Khác", "0 Khác", "Trong ngày", "1/2 ngày làm việc"]),
    st.builds("{} {}".format, st.integers(0, 60), st.sampled_from(["ngày", "Ngày làm việc", "giờ làm việc", "tháng"])),
)


def rows(**values):
    return st.lists(st.fixed_dictionaries(values), max_size=4)


records = st.fixed_dictionaries(
    {
        **{key: texts for attribute, key in catalogue.NATIONAL_KEYS.items() if attribute not in catalogue.PARTS},
        "ma_tthc": st.from_regex(r"\d\.\d{6}", fullmatch=True),
        "ten_tthc": filled,
        "linh_vuc": filled,
        "ngay_quyet_dinh": days,
        "cach_thuc_thuc_hien": rows(
            hinh_thuc_nop=st.sampled_from(list(catalogue.CHANNEL_WORDS.values())),
            thoi_gian=limits, phi_le_phi=texts, mo_ta=texts,
        ),
        "trinh_tu_thuc_hien": rows(truong_hop_xu_ly=texts, mo_ta_chi_tiet=texts),
        "tphs": rows(
            ma_tphs=texts, ten_giay_to=filled, loai_giay_to=texts, co_quan_ban_hanh=texts,
            ban_chinh=st.booleans(), ban_sao=st.booleans(), bm_dien_tu=st.sampled_from(["Có", "Không", ""]),
        ),
        "kqth": rows(ma_ket_qua=texts, ten_ket_qua=filled, co_quan_ban_hanh=texts, mo_ta=texts),
        "ccpl": rows(
            so_ky_hieu=texts, trich_yeu=texts, co_quan_ban_hanh=texts, ngay_ban_hanh=days, ngay_hieu_luc=days,
            dia_chi_truy_cap=texts,
        ),
    }
)  # fmt: skip


class TestRoundTrip(TestCase):
    @given(records)
    def test_a_record_comes_back_equal(self, source):
        self.assertEqual(catalogue.dump_record(parse(source)), source)

    @given(records)
    def test_what_was_taken_changes_nothing_again(self, source):
        stored = said(source)
        self.assertEqual(catalogue_merge.changes(stored, catalogue_merge.merge(parse(source), stored)), [])
        self.assertEqual(catalogue.dump_record(stored), source)

    @given(records)
    def test_a_workbook_comes_back_equal(self, source):
        stored = said(source)
        found, problems = catalogue_sheet.parse_workbook(catalogue_sheet.write_workbook([stored]))
        self.assertEqual(problems, [])
        self.assertEqual([data for _line, data in found], [stored])

    @given(records, records)
    def test_after_a_change_the_catalogue_says_what_the_file_says(self, before, after):
        """Whatever the catalogue said: what the national record says is exported back, and taking it again changes nothing."""
        merged = catalogue_merge.merge(parse(after), said(before))
        stored = merged.data
        exported = catalogue.dump_record(replace(stored, instructions=said(after).instructions))
        # where the file leaves a limit open, ours holds, and is what is said
        undecided = {index for doubt in merged.doubts if doubt.kind == "limit" for index in doubt.rows}
        for key, value in after.items():
            if isinstance(value, str) and value and key != "tu_khoa":
                self.assertEqual(exported[key], value)
            elif isinstance(value, list) and value and key != "trinh_tu_thuc_hien":
                for index, (row, out) in enumerate(zip(value, exported[key], strict=True)):
                    ours = {"thoi_gian"} if key == "cach_thuc_thuc_hien" and index in undecided else set()
                    for name in row.keys() - ours:
                        self.assertIn(row[name], ("", out[name]))
            elif not value and key != "trinh_tu_thuc_hien":
                self.assertTrue(
                    exported[key] == catalogue.dump_record(said(before))[key], "what is empty takes nothing away"
                )
        if after["trinh_tu_thuc_hien"]:
            own = [row for row in stored.instructions if row not in said(after).instructions]
            # an instruction that comes without its text takes away none
            emptied = {row.case for row in said(after).instructions if not row.text}
            kept = [row for row in own if row.case not in emptied]
            self.assertTrue(all(row.case and not row.text for row in kept), "only cases without instructions are kept")
        self.assertTrue(catalogue_merge.changes(stored, catalogue_merge.merge(parse(after), stored)) == [])


class TestMerge(TestCase):
    def setUp(self):
        super().setUp()
        stored = said(record())
        tờ_khai, căn_cước, note = stored.components
        self.stored = replace(
            stored,
            instructions=(*stored.instructions, catalogue.Instruction("Quá hạn", "", True)),
            channels=(replace(stored.channels[0], case="Quá hạn", hard_area_days=10), stored.channels[1]),
            components=(
                replace(tờ_khai, originals=2, required=False),
                replace(căn_cước, copies=0, certified_copies=1, original_to_return=True, in_national_data=True),
                note,
            ),
            same_day=True,
            online_scope="full",
        )

    def merge(self, **changes):
        return catalogue_merge.merge(parse(record(**changes)), self.stored)

    def test_what_the_national_record_cannot_say_stays(self):
        self.assertEqual(catalogue_merge.changes(self.stored, self.merge()), [])

    def test_a_changed_row_keeps_its_local_attributes(self):
        papers = record()["tphs"]
        papers[1]["ten_giay_to"] = "Thẻ căn cước"
        merged = self.merge(tphs=papers)
        (change,) = catalogue_merge.changes(self.stored, merged)
        self.assertEqual(
            (change.part, change.attribute, change.old, change.new), ("components", "name", "Căn cước", "Thẻ căn cước")
        )
        self.assertTrue(merged.data.components[1].original_to_return)
        self.assertEqual(merged.data.components[1].certified_copies, 1)

    def test_a_paper_that_becomes_a_note(self):
        papers = record()["tphs"]
        papers[1].update(ban_chinh=False, ban_sao=False)
        paper = self.merge(tphs=papers).data.components[1]
        self.assertEqual((paper.is_note, paper.originals, paper.copies, paper.certified_copies), (True, 0, 0, 0))

    def test_rows_added_removed_and_moved(self):
        papers = record()["tphs"]
        new = {"ten_giay_to": "Giấy mới", "ban_chinh": True}
        found = catalogue_merge.changes(self.stored, self.merge(tphs=[papers[2], papers[0], new]))
        self.assertEqual(
            [(change.kind, change.row and change.row.name) for change in found],
            [("added", "Giấy mới"), ("removed", "Căn cước"), ("moved", None)],
        )

    def test_a_case_of_our_own_stays_with_the_rows_that_refer_to_it(self):
        steps = [{"truong_hop_xu_ly": "Đúng hạn", "mo_ta_chi_tiet": "Bước 1"}]
        merged = self.merge(trinh_tu_thuc_hien=steps)
        self.assertEqual(merged.data.cases, ("Quá hạn",), "a heading of the file is no case before somebody says so")
        self.assertEqual([row.case for row in merged.data.instructions], ["Đúng hạn", "Quá hạn"])
        (doubt,) = [doubt for doubt in merged.doubts if doubt.kind == "case"]
        merged = catalogue_merge.merge(parse(record(trinh_tu_thuc_hien=steps)), self.stored, {doubt.key: "yes"})
        self.assertEqual(merged.data.cases, ("Đúng hạn", "Quá hạn"))

    def test_a_limit_entered_by_hand_stays_where_the_file_has_none(self):
        self.stored = said(record())
        direct, post = self.stored.channels
        self.stored = replace(self.stored, channels=(direct, replace(post, duration=15, duration_unit="working_day")))
        self.assertEqual(catalogue_merge.changes(self.stored, self.merge()), [])
        self.assertFalse(any(doubt.open for doubt in self.merge().doubts), "somebody has read these words")
        channels = record()["cach_thuc_thuc_hien"]
        channels[1]["mo_ta"] = "Theo quy định mới, không quá 20 ngày"
        merged = self.merge(cach_thuc_thuc_hien=channels)
        post = merged.data.channels[1]
        self.assertEqual((post.duration, post.duration_unit), (15, "working_day"))
        self.assertTrue(any(doubt.open for doubt in merged.doubts), "nobody has read the new words")
        channels[1]["thoi_gian"], channels[1]["mo_ta"] = "20 ngày", ""
        post = self.merge(cach_thuc_thuc_hien=channels).data.channels[1]
        self.assertEqual((post.duration, post.duration_unit), (20, "calendar_day"), "the file says it now")

    def test_empty_means_unsaid(self):
        self.stored = replace(self.stored, keywords="giấy khai sinh; trẻ em", competent_body="UBND cấp xã")
        papers = record()["tphs"]
        papers[0]["ma_tphs"] = ""
        merged = self.merge(tu_khoa="", co_quan_co_tham_quyen="", ccpl=[], kqth=None, tphs=papers)
        self.assertEqual(catalogue_merge.changes(self.stored, merged), [])
        merged = self.merge(tu_khoa="Trẻ em, đăng ký khai sinh")
        self.assertEqual(merged.data.keywords, "giấy khai sinh; trẻ em; đăng ký khai sinh")

    def test_what_people_made_of_a_row_stays(self):
        tờ_khai, căn_cước, note = self.stored.components
        căn_cước = replace(căn_cước, is_note=True)
        note = replace(note, is_note=False, condition="optional", required=False)
        self.stored = replace(self.stored, components=(tờ_khai, căn_cước, note))
        self.assertEqual(catalogue_merge.changes(self.stored, self.merge()), [])

    def test_same_day_follows_the_limit(self):
        self.assertTrue(self.merge().data.same_day, "set here, and the limits have not changed")
        channels = [{"hinh_thuc_nop": "Trực tiếp", "thoi_gian": "Trong ngày"}]
        self.assertTrue(said(record(cach_thuc_thuc_hien=channels)).same_day)
        stored = said(record(cach_thuc_thuc_hien=channels))
        self.assertFalse(catalogue_merge.merge(parse(record()), stored).data.same_day)
        by_hand = replace(said(record()), same_day=True)
        self.assertTrue(catalogue_merge.merge(parse(record(tu_khoa="x")), by_hand).data.same_day)


class TestWorkbook(TestCase):
    def fill(self, **sheets):
        """A workbook from the template, with rows (dicts by heading) put under the headings of its sheets."""
        book = load_workbook(BytesIO(catalogue_sheet.write_template()))
        procedures = sheets.pop("procedures", [{"Mã thủ tục": "9.000001", "Tên thủ tục": "Thử", "Lĩnh vực": "Hộ tịch"}])
        named = {
            "Thủ tục": procedures,
            "Kênh": sheets.pop("channels", []),
            "Thành phần hồ sơ": sheets.pop("papers", []),
        }
        named["Trường hợp"] = sheets.pop("cases", [])
        for title, lines in named.items():
            sheet = book[title]
            places = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
            sheet.delete_rows(2, 10)
            for number, line in enumerate(lines, 2):
                for heading, value in line.items():
                    sheet.cell(number, places[heading]).value = value
        return self.content(book)

    @staticmethod
    def content(book):
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()

    def problems(self, content):
        return [(problem.where, problem.code) for problem in catalogue_sheet.parse_workbook(content)[1]]

    def test_the_template_holds_an_example_that_is_passed_over(self):
        content = catalogue_sheet.write_template()
        book = load_workbook(BytesIO(content))
        self.assertEqual(
            book.sheetnames,
            ["Thủ tục", "Kênh", "Trường hợp", "Thành phần hồ sơ", "Kết quả", "Căn cứ pháp lý", "Hướng dẫn"],
        )
        self.assertEqual(book["Thủ tục"]["A2"].value, "Ví dụ")
        choices = {choice.formula1 for choice in book["Kênh"].data_validations.dataValidation}
        self.assertIn('"Trực tiếp,Trực tuyến,Bưu chính"', choices)
        self.assertEqual(self.problems(content), [("Thủ tục", "no_records")])

    def test_what_people_type(self):
        content = self.fill(
            procedures=[
                {"Mã thủ tục": 1.00119, "Tên thủ tục": "Thử", "Lĩnh vực": "Hộ tịch", "Số thứ tự": 12,
                 "Ngày quyết định": datetime.fromisoformat("2026-02-01"), "Giải quyết trong ngày": "có", "Mức độ dịch vụ công": "mức độ 4"},
            ],
            channels=[
                {"Mã thủ tục": "1.001190", "Hình thức nộp": "truc tiep", "Thời hạn theo văn bản": "7 ngày làm việc"},
                {"Mã thủ tục": "1.001190", "Hình thức nộp": "Bưu chính", "Thời hạn": "5", "Đơn vị": "Ngày"},
            ],
            papers=[{"Mã thủ tục": "1.001190", "Tên giấy tờ": "Tờ khai", "Bản chính": 2.0}],
        )  # fmt: skip
        found, problems = catalogue_sheet.parse_workbook(content)
        self.assertEqual(problems, [])
        ((row, data),) = found
        self.assertEqual((row, data.code, data.catalogue_number), (2, "1.001190", "12"))
        self.assertEqual((data.decision_date, data.same_day, data.service_level), (date(2026, 2, 1), True, "4"))
        self.assertEqual(
            [(row.channel, row.duration, row.duration_unit) for row in catalogue_merge.merge(data, None).data.channels],
            [("direct", 7, "working_day"), ("post", 5, "calendar_day")],
        )
        self.assertEqual((data.components[0].originals, data.components[0].required), (2, True))

    def test_problems_name_sheet_row_and_column(self):
        code = {"Mã thủ tục": "9.000001"}
        table = [
            ({"procedures": [{**code, "Lĩnh vực": "L"}]}, ("Thủ tục!B2", "required")),
            ({"procedures": [{"Mã thủ tục": 1001193, "Tên thủ tục": "T", "Lĩnh vực": "L"}]}, ("Thủ tục!A2", "code_as_number")),
            ({"procedures": [{**code, "Tên thủ tục": "T", "Lĩnh vực": "L"}] * 2}, ("Thủ tục!A3", "duplicate_code")),
            (
                {"procedures": [{**code, "Tên thủ tục": "T", "Lĩnh vực": "L", "Ngày quyết định": "hôm qua"}]},
                ("Thủ tục!F2", "bad_date"),
            ),
            ({"channels": [{**code, "Hình thức nộp": "Fax"}]}, ("Kênh!B2", "bad_choice")),
            ({"channels": [{**code, "Hình thức nộp": "Trực tiếp", "Thời hạn": 3}]}, ("Kênh!D2", "incomplete_time_limit")),
            ({"channels": [{**code, "Hình thức nộp": "Trực tiếp", "Thời hạn": -3}]}, ("Kênh!D2", "bad_number")),
            ({"channels": [{**code, "Hình thức nộp": "Trực tiếp", "Trường hợp": "X"}]}, ("Kênh!C2", "unknown_case")),
            ({"papers": [{"Mã thủ tục": "9.9", "Tên giấy tờ": "A"}]}, ("Thành phần hồ sơ!A2", "unknown_procedure")),
            ({"papers": [{**code, "Tên giấy tờ": "A", "Bản chính": 1.5}]}, ("Thành phần hồ sơ!F2", "bad_number")),
        ]  # fmt: skip
        for sheets, expected in table:
            with self.subTest(expected=expected):
                self.assertEqual(self.problems(self.fill(**sheets)), [expected])

    def test_cases_are_found_in_their_sheet(self):
        code = {"Mã thủ tục": "9.000001"}
        content = self.fill(
            channels=[{**code, "Hình thức nộp": "Trực tiếp", "Trường hợp": "X"}], cases=[{**code, "Trường hợp": "X"}]
        )
        self.assertEqual(self.problems(content), [])

    def test_sheets_and_columns_may_not_be_missing(self):
        book = load_workbook(BytesIO(catalogue_sheet.write_template()))
        del book["Kết quả"]
        book["Kênh"]["B1"].value = "Cách nộp"
        self.assertIn(("Kết quả", "missing_sheet"), self.problems(self.content(book)))
        self.assertIn(("Kênh", "missing_column"), self.problems(self.content(book)))

    def test_texts_that_look_like_something_else(self):
        """A formula is text, an error is text, and what does not fit into a cell is not cut off."""
        texts_ = {
            "keywords": "=1+1",
            "conditions": "#N/A",
            "description": "Điều 1\r\nđ" * 20_000,
            "applicants": " 007 ",
        }
        stored = replace(said(record()), **texts_)
        content = catalogue_sheet.write_workbook([stored])
        self.assertEqual([data for _row, data in catalogue_sheet.parse_workbook(content)[0]], [stored])
        cells = load_workbook(BytesIO(content))["Thủ tục"]
        self.assertNotIn("f", {cell.data_type for cell in cells[2]})

    def test_files_that_are_none(self):
        empty = Workbook()
        table = [(b"PK\x03\x04", "bad_workbook"), (b"", "bad_workbook"), (self.content(empty), "missing_sheet")]
        for content, code in table:
            with self.subTest(code=code):
                found, problems = catalogue_sheet.parse_workbook(content)
                self.assertEqual(([], code), (found, problems[0].code))
