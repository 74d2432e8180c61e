from unittest import TestCase

from ...engine import catalogue, catalogue_merge
from ...engine.catalogue_reading import is_answer, read
from ...engine.fee_text import fee_words, read_fee
from ..catalogue_variety import ROWS, record


def parse(source):
    data, problems = catalogue.parse_record(source, 1)
    assert not problems, problems
    return data


def taken(source, answers=None, current=None):
    return catalogue_merge.merge(parse(source), current, answers)


def paper_kind(row):
    return "note" if row.is_note else row.condition or "paper"


def small(**changes):
    """A record of one row in each list."""
    row = {
        "code": "9.000001",
        "name": "Thử",
        "channels": [{"channels": ["Trực tiếp"], "texts": ["3 ngày làm việc", "", ""]}],
        "papers": [["o", "A", "Tờ khai"]],
        "bodies": "UBND cấp xã",
    }
    return record(row, **changes)


def channel(limit="3 ngày làm việc", note="", fee="", name="Trực tiếp"):
    return {"hinh_thuc_nop": name, "thoi_gian": limit, "phi_le_phi": fee, "mo_ta": note}


def paper(name, marks="o", code=""):
    return {"ma_tphs": code, "ten_giay_to": name, "ban_chinh": "o" in marks, "ban_sao": "c" in marks}


class TestRealVariety(TestCase):
    """Every record that was found to be read wrongly."""

    def each(self):
        self.assertEqual(len(ROWS), 28)
        for row in ROWS:
            with self.subTest(code=row["code"]):
                yield row, row["expect"], taken(record(row))

    def test_limits(self):
        for _row, expect, merged in self.each():
            open_limits = [doubt for doubt in merged.doubts if doubt.kind == "limit"]
            self.assertEqual(bool(open_limits), expect["limit"] == "?")
            self.assertTrue(all(doubt.open for doubt in open_limits))
            for channel_row in merged.data.channels:
                said = f"{channel_row.duration} {channel_row.duration_unit}"
                expected = expect["limit"] if expect["limit"] not in ("?", "no") else "0 none"
                self.assertEqual((said, channel_row.no_limit), (expected, expect["limit"] == "no"))
            if "proposal" in expect:
                self.assertEqual({doubt.proposal for doubt in open_limits}, {expect["proposal"]})

    def test_papers(self):
        for _row, expect, merged in self.each():
            components = merged.data.components
            self.assertEqual([paper_kind(row) for row in components], expect["papers"].split())
            self.assertEqual(
                [row.required for row in components], [paper_kind(row) in ("paper", "note") for row in components]
            )
            if "originals" in expect:
                self.assertEqual([row.originals for row in components], expect["originals"])

    def test_no_heading_is_a_case_before_somebody_says_so(self):
        for _row, expect, merged in self.each():
            self.assertFalse(merged.data.cases)
            proposed = [doubt.proposal for doubt in merged.doubts if doubt.kind == "case"]
            self.assertEqual(proposed, expect.get("cases", "").split())

    def test_fees(self):
        for _row, expect, merged in self.each():
            fees = []
            for channel_row in merged.data.channels:
                fee = read_fee(channel_row.fee_text)
                fees.append(f"{fee.kind} {fee.amount} {fee.currency}" if fee.kind == "fixed" else fee.kind)
                if fee.kind == "elsewhere":
                    self.assertNotRegex(fee_words(channel_row.fee_text), r"^\W*(?:Lệ )?[Pp]hí: 0|^\(")
            expected = expect.get("fees", [expect.get("fee")])
            self.assertEqual(list(dict.fromkeys(fee for fee in fees if fee != "unsaid")) or ["unsaid"], expected)

    def test_remarks(self):
        for _row, expect, merged in self.each():
            remarks = [doubt.code for doubt in merged.doubts if doubt.kind == "remark"]
            self.assertEqual(remarks, expect.get("remarks", []))

    def test_nothing_of_the_file_is_lost(self):
        for row, _expect, merged in self.each():
            written = catalogue.dump_record(merged.data)
            for key, value in record(row).items():
                if not isinstance(value, list):
                    self.assertEqual(written[key], value)
                    continue
                for before, after in zip(value, written[key], strict=True):
                    self.assertEqual({name: after[name] for name in before}, before)

    def test_taking_it_again_changes_nothing_and_asks_nothing_new(self):
        for row, _expect, merged in self.each():
            again = taken(record(row), current=merged.data)
            self.assertEqual(catalogue_merge.changes(merged.data, again), [])
            self.assertEqual([doubt.key for doubt in again.doubts], [doubt.key for doubt in merged.doubts])


class TestDecisions(TestCase):
    """What an admin decides holds as long as the file says the same."""

    def test_a_decision_is_taken_and_remembered(self):
        contradicted = small(cach_thuc_thuc_hien=[channel("4 ngày", "Trong thời hạn 04 ngày làm việc")])
        (doubt,) = taken(contradicted).doubts
        self.assertEqual((doubt.kind, doubt.code, doubt.open), ("limit", "limit_contradicted", True))
        answers = {doubt.key: "04 ngày làm việc"}
        merged = taken(contradicted, answers)
        self.assertEqual((merged.data.channels[0].duration, merged.data.channels[0].duration_unit), (4, "working_day"))
        self.assertFalse(merged.doubts[0].open)
        renamed = {**contradicted, "ten_tthc": "Tên khác", "stt": "9"}
        self.assertFalse(taken(renamed, answers).doubts[0].open, "another name is no other limit")
        other = small(cach_thuc_thuc_hien=[channel("5 ngày", "Trong thời hạn 05 ngày làm việc")])
        self.assertTrue(taken(other, answers, merged.data).doubts[0].open)

    def test_two_limits_one_after_the_other(self):
        rows = [channel(limit, name=name) for name in ("Trực tiếp", "Trực tuyến") for limit in ("45 ngày", "30 ngày")]
        (doubt,) = taken(small(cach_thuc_thuc_hien=rows)).doubts
        self.assertEqual((doubt.code, doubt.rows, doubt.proposal), ("limits_in_rows", (0, 1, 2, 3), ""))
        merged = taken(small(cach_thuc_thuc_hien=rows), {doubt.key: "45 ngày và 30 ngày"})
        limits = {(row.duration, row.duration_unit, row.further_limit) for row in merged.data.channels}
        self.assertEqual(limits, {(45, "calendar_day", "30 ngày")})
        self.assertEqual([row.duration_text for row in merged.data.channels], ["45 ngày", "30 ngày"] * 2)

    def test_the_law_sets_no_limit(self):
        unclear = small(cach_thuc_thuc_hien=[channel("3 Khác")])
        (doubt,) = taken(unclear).doubts
        (row,) = taken(unclear, {doubt.key: "Không quy định"}).data.channels
        self.assertEqual((row.duration_unit, row.no_limit), ("none", True))
        stays = taken(unclear, current=taken(unclear, {doubt.key: "Không quy định"}).data)
        self.assertFalse(stays.doubts[0].open)
        self.assertTrue(stays.data.channels[0].no_limit)

    def test_a_paper_may_be_read_otherwise(self):
        rows = [paper("Trường hợp ủy quyền thì nộp văn bản ủy quyền"), paper("Lưu ý: ký từng trang")]
        doubts = taken(small(tphs=rows)).doubts
        self.assertEqual([(doubt.code, doubt.proposal) for doubt in doubts], [("paper_conditional", "conditional"), ("paper_is_note", "note")])  # fmt: skip
        merged = taken(small(tphs=rows), {doubts[0].key: "paper", doubts[1].key: "optional"})
        self.assertEqual([paper_kind(row) for row in merged.data.components], ["paper", "optional"])

    def test_a_reading_of_new_words_replaces_that_of_the_old_ones(self):
        stored = taken(small(tphs=[paper("Văn bản ủy quyền", code="U")])).data
        new = taken(small(tphs=[paper("Văn bản ủy quyền (nếu có)", code="U")]), current=stored).data
        self.assertEqual(paper_kind(new.components[0]), "optional")

    def test_answers_that_are_none(self):
        for kind, answer in [("limit", "chưa rõ"), ("limit", "0 ngày"), ("limit", "1/2 ngày làm việc"), ("case", ""), ("paper", "x"), ("remark", "yes")]:  # fmt: skip
            self.assertFalse(is_answer(kind, answer), (kind, answer))


class TestKindsOfDoubt(TestCase):
    """Other records of the same kinds."""

    def limit_doubts(self, *rows):
        return [(doubt.code, doubt.proposal) for doubt in read(parse(small(cach_thuc_thuc_hien=list(rows)))).doubts]

    def test_limits(self):
        for row, *expected in [
            (channel("10 ngày làm việc", "Không quá 10 ngày làm việc, kể từ ngày nhận đủ hồ sơ"),),
            (channel("10 ngày làm việc", "a) Thẩm định: 04 ngày làm việc; b) Quyết định: 06 ngày làm việc"),),
            (channel("10 ngày làm việc", "Không quá 12 ngày làm việc"), ("limit_contradicted", "")),
            (channel("10 ngày làm việc", "10 ngày làm việc; 07 ngày làm việc đối với nhà ở riêng lẻ"), ("several_limits", "")),
            # the time for verification is a term of its own
            (channel("03 ngày làm việc", "Cần xác minh thì thêm không quá 05 ngày làm việc"),),
            (channel("03 ngày làm việc", "Cần xác minh thì thêm không quá 20 ngày"), ("longer_for_some", "")),
            (channel("03 ngày làm việc", "Vùng khó khăn thêm 05 ngày làm việc"), ("longer_for_some", "")),
            (channel("Khác", "30 (ba mươi) ngày"), ("limit_in_note", "30 ngày")),
            (channel("0 Khác", "Ngay sau khi nhận đủ giấy tờ"), ("limit_in_note", "trong ngày làm việc")),
            (channel("Khác", "01 ngày nếu có dữ liệu; 03 ngày nếu phải xác minh"), ("limit_in_note", "")),
            (channel("7 Khác", "Nộp tại Bộ phận Một cửa"), ("limit_unclear", "")),
            (channel("theo Luật Hộ tịch"), ("limit_in_text", "")),
            (channel("Khác", "Pháp luật không quy định thời hạn"),),
            (channel("07 (tám) ngày"), ("limit_in_text", "")),
        ]:  # fmt: skip
            with self.subTest(row=row):
                self.assertEqual(self.limit_doubts(row), expected)

    def test_time_for_verification(self):
        for note, days in [
            ("Cần xác minh thì thêm không quá 05 ngày làm việc", 5),
            ("03 ngày làm việc; thêm 05 ngày làm việc khi xác minh", 5),
            ("Cần xác minh thì không quá 08 ngày làm việc", 0),
            ("Cần xác minh thì thêm tối đa 20 ngày", 0),
            ("Vùng khó khăn thêm 05 ngày làm việc", 0),
            ("", 0),
        ]:
            with self.subTest(note=note):
                record = parse(small(cach_thuc_thuc_hien=[channel("03 ngày làm việc", note)]))
                self.assertEqual(catalogue_merge.merge(record, None).data.channels[0].verification_days, days)

    def test_headings(self):
        for heading, proposal in [
            ("Trường hợp nộp trực tuyến:", "no"),
            ("Bước 2", "no"),
            ("Ghi chú", "no"),
            ("c) Trả kết quả", "no"),
            ("Đối với hộ nghèo", "yes"),
            ("a.3 Người đã chết", "yes"),
        ]:
            with self.subTest(heading=heading):
                source = small(trinh_tu_thuc_hien=[{"truong_hop_xu_ly": heading, "mo_ta_chi_tiet": "…"}])
                (doubt,) = taken(source).doubts
                self.assertEqual(doubt.proposal, proposal)
                self.assertEqual(taken(source, {doubt.key: "yes"}).data.cases, (heading,))
                self.assertEqual(doubt.open, proposal == "yes", "what is plainly none needs no decision")

    def test_papers(self):
        for name, marks, kind in [
            ("Số lượng: 01 bộ; hồ sơ gồm:", "o", "note"),
            ("* Ghi chú: nộp trước 15 giờ", "oc", "note"),
            ("Ảnh 4x6", "", "note"),
            ("Giấy ủy quyền (nếu có);", "", "optional"),
            ("Giấy tờ chứng minh chỗ ở (đối với trường hợp đăng ký tại nơi thuê)", "c", "conditional"),
            ("Nếu là người nước ngoài: hộ chiếu", "o", "conditional"),
            ("01 trong các giấy tờ sau: a; b", "oc", "alternative"),
            ("Hoặc văn bản cam đoan", "o", "alternative"),
            ("Đơn đăng ký theo Mẫu số 05/ĐK", "o", "paper"),
            ("Hợp đồng thuê đất đối với nhà trên đất thuê", "o", "paper"),
        ]:
            with self.subTest(name=name):
                (row,) = taken(small(tphs=[paper(name, marks)])).data.components
                self.assertEqual(paper_kind(row), kind)

    def test_numbers_of_originals(self):
        for name, originals in [("Tờ khai: 03 bản chính", 3), ("Tờ khai", 1), ("01 bản chính và 02 bản chính", 1)]:
            (row,) = taken(small(tphs=[paper(name)])).data.components
            self.assertEqual(row.originals, originals)

    def test_the_same_paper_is_asked_once(self):
        rows = [paper("- Đơn;", "o", "X"), paper("+ Đơn", "o", "X"), paper("Đơn", "c", "X"), paper("Đơn", "o", "Y")]
        merged = taken(small(tphs=rows))
        self.assertEqual(
            [paper_kind(row) for row in merged.data.components], ["paper", "repeated", "repeated", "paper"]
        )
        self.assertEqual(
            [doubt.code for doubt in merged.doubts],
            ["paper_marks_differ", "paper_repeated", "paper_marks_differ", "paper_same_name"],
        )

    def test_fees(self):
        for text, kind, amount in [
            ("Lệ phí: 0 VNĐ", "free", None),
            ("Phí: Không", "free", None),
            ("Miễn lệ phí", "free", None),
            ("Phí : 8.000 đồng/bản", "fixed", 8000),
            ("Lệ phí: 1500000 VNĐ", "fixed", 1_500_000),
            ("Lệ phí: 0 VNĐ (theo Nghị quyết của HĐND tỉnh)", "elsewhere", None),
            ("Lệ phí: theo nghị quyết của Hội đồng nhân dân cấp tỉnh", "elsewhere", None),
            ("Phí: 0 đ ((Thực hiện theo Thông tư 281/2016/TT-BTC))", "elsewhere", None),
            ("", "unsaid", None),
        ]:
            with self.subTest(text=text):
                fee = read_fee(text)
                self.assertEqual((fee.kind, fee.amount), (kind, amount))
        self.assertEqual(fee_words("Phí: 0 đ ((Thực hiện theo Thông tư 281))"), "Thực hiện theo Thông tư 281")
        self.assertEqual(fee_words(" Phí: 8.000 đồng/bản "), "Phí: 8.000 đồng/bản")
