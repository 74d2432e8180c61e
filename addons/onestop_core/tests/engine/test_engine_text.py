import csv
from itertools import product
from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...engine.text import names, normalise, rank, strip_accents
from . import engine_common  # noqa: F401  the profile of the property tests

# Procedures that are easily taken for one another, then those of other sectors.
REAL = [
    ("1.001193", "Đăng ký khai sinh", "giấy khai sinh; trẻ em"),
    ("1.000689", "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", ""),
    ("1.003583", "Đăng ký khai sinh lưu động", ""),
    ("2.000528", "Đăng ký khai sinh có yếu tố nước ngoài", ""),
    ("1.000110", "Đăng ký khai sinh có yếu tố nước ngoài tại khu vực biên giới", ""),
    ("1.004884", "Đăng ký lại khai sinh", ""),
    ("1.000894", "Đăng ký kết hôn", "hôn nhân; vợ chồng"),
    ("1.004746", "Đăng ký lại kết hôn", ""),
    ("2.000806", "Đăng ký kết hôn có yếu tố nước ngoài", ""),
    ("1.000656", "Đăng ký khai tử", ""),
    ("1.000419", "Đăng ký khai tử lưu động", ""),
    ("1.005461", "Đăng ký lại khai tử", ""),
    ("2.000635", "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh", ""),
    ("1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "độc thân"),
    ("1.001022", "Đăng ký nhận cha, mẹ, con", ""),
    ("1.004837", "Đăng ký giám hộ", ""),
    ("1.004859", "Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc", ""),
    ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "sao y; công chứng"),
    ("2.000884", "Chứng thực chữ ký trong các giấy tờ, văn bản", ""),
    ("2.001035", "Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản", ""),
    ("2.001019", "Chứng thực di chúc", ""),
    ("2.000908", "Cấp bản sao từ sổ gốc", ""),
    ("1.001612", "Đăng ký thành lập hộ kinh doanh", "HKD; mở cửa hàng"),
    ("2.000720", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", "HKD"),
    ("1.001570", "Tạm ngừng kinh doanh hộ kinh doanh", "HKD"),
    ("1.001266", "Chấm dứt hoạt động hộ kinh doanh", "HKD"),
    ("1.001776", "Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng", ""),
    ("1.001731", "Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội", ""),
    ("1.001699", "Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật", ""),
    ("1.011607", "Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm", ""),
    ("1.010803", "Giải quyết chế độ trợ cấp thờ cúng liệt sĩ", ""),
    ("1.013225", "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV", "GPXD; nhà ở"),
    ("1.013978", "Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu", "sổ đỏ; GCN"),
    ("1.012812", "Hòa giải tranh chấp đất đai", ""),
    ("1.001662", "Đăng ký khai thác nước dưới đất", ""),
    ("1.004222", "Đăng ký thường trú", "hộ khẩu"),
    ("1.004194", "Đăng ký tạm trú", ""),
    ("1.003677", "Khai báo tạm vắng", ""),
    ("2.002165", "Giải quyết yêu cầu bồi thường tại cơ quan trực tiếp quản lý", ""),
]
# The catalogue of a commune holds some 364 rows.
OTHERS = [
    (f"9.{number:06d}", f"{verb} giấy phép {subject}", "")
    for number, (verb, subject) in enumerate(
        product(
            ["Cấp", "Cấp lại", "Gia hạn", "Điều chỉnh", "Thu hồi", "Cấp đổi", "Tạm dừng"],
            [
                f"{kind} {place}"
                for kind, place in product(
                    [
                        "hoạt động thư viện",
                        "bán lẻ rượu",
                        "môi trường",
                        "hoạt động bến thủy",
                        "nuôi trồng thủy sản",
                        "hoạt động cơ sở giáo dục",
                        "tổ chức lễ hội",
                        "biểu diễn nghệ thuật",
                        "khai thác khoáng sản",
                        "hành nghề thú y",
                        "kinh doanh karaoke",
                        "hoạt động điểm trò chơi điện tử",
                    ],
                    ["cấp xã", "trong khu du lịch", "của tổ chức", "của cá nhân"],
                )
            ],
        )
    )
]
ROWS = (REAL + OTHERS)[:364]


class TestNormalise(TestCase):
    def test_strip_accents(self):
        for text, expected in [
            ("Đăng ký khai sinh", "Dang ky khai sinh"),
            ("ĐỐI TƯỢNG", "DOI TUONG"),
            ("Phường Phủ Lý", "Phuong Phu Ly"),
            ("Đăng", "Dang"),  # decomposed
            ("", ""),
        ]:
            with self.subTest(text=text):
                self.assertEqual(strip_accents(text), expected)

    def test_normalise(self):
        for text, expected in [
            ("  Đăng ký   KHAI SINH! ", "dang ky khai sinh"),
            ("1.001193", "1.001193"),
            ("1.001193.000.00.00.H35", "1.001193.000.00.00.h35"),
            ("2.Hộ tịch (cấp xã)", "2 ho tich cap xa"),
            ("trước_sau/trên-dưới", "truoc sau tren duoi"),
            ("...", ""),
        ]:
            with self.subTest(text=text):
                self.assertEqual(normalise(text), expected)

    @given(st.text())
    def test_normalising_twice_changes_nothing(self, text):
        self.assertEqual(normalise(normalise(text)), normalise(text))


DATA = Path(__file__).parents[1] / "data"


def read_csv(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


class TestEverydayQueries(TestCase):
    """What a citizen of sixty types: no accents, short forms, the words of the street. The Counter's search is held to the
    same queries (onestop_counter, search.test.js).
    """

    rows = [(row["code"], row["name"], row["keywords"]) for row in read_csv("catalogue_364.csv")]

    def missed(self, rows):
        queries = read_csv("search_queries.csv")
        self.assertGreaterEqual(len(queries), 60)
        missed = [
            row["query"]
            for row in queries
            if not {match.code for match in rank(row["query"], rows, limit=3)} & set(row["codes"].split())
        ]
        return missed, len(queries)

    def test_the_right_procedure_is_among_the_first_three(self):
        missed, total = self.missed(self.rows)
        self.assertLess(len(missed) / total, 0.05, missed)

    def test_also_where_a_national_file_brought_no_keywords(self):
        missed, total = self.missed([(code, name, "") for code, name, _keywords in self.rows])
        self.assertLess(len(missed) / total, 0.05, missed)

    def test_every_code_of_the_data_is_in_the_catalogue(self):
        codes = {code for code, _name, _keywords in self.rows}
        for row in read_csv("search_queries.csv"):
            self.assertLessEqual(set(row["codes"].split()), codes, row)

    def test_what_people_call_otherwise_comes_first(self):
        for query, code in [
            ("dk kinh doanh ho ca the", "1.001612"),
            ("giay khai sinh con toi", "1.001193"),
            ("lam lai so do", "1.013978"),
            ("giay bao tu", "1.000656"),
            ("mo quan an", "1.001612"),
            ("dkkd", "1.001612"),
        ]:
            with self.subTest(query=query):
                self.assertEqual(rank(query, self.rows, limit=1)[0].code, code)

    def test_a_keyword_that_stands_whole_in_the_query_outranks_a_word_in_a_name(self):
        rows = [("1", "Đăng ký nước uống", "giếng khoan"), ("2", "Khoan cắt bê tông", ""), ("3", "Giếng trời", "")]
        self.assertEqual(rank("lam gieng khoan nha toi", rows)[0].code, "1")

    def test_accents_count_where_they_are_typed(self):
        rows = [("1", "Cấp sổ đỏ", ""), ("2", "Cấp số đo", "")]
        self.assertEqual(rank("sổ đỏ", rows)[0].code, "1")
        self.assertEqual(rank("số đo", rows)[0].code, "2")
        self.assertEqual(len(rank("so do", rows)), 2)
        hoa = [("1", "Hòa giải", ""), ("2", "Hoá giải", "")]
        self.assertEqual([rank(query, hoa)[0].code for query in ("hoà giải", "hóa giải")], ["1", "2"], "whichever letter bears the tone")  # fmt: skip


class TestRank(TestCase):
    def test_the_right_procedure_comes_first(self):
        for query, code in [
            ("khai snh", "1.001193"),
            ("dang ky khai sinh", "1.001193"),
            ("Đăng ký khai sinh", "1.001193"),
            ("ĐĂNG KÝ KHAI SINH", "1.001193"),
            ("khai sihn", "1.001193"),
            ("khaisinh", "1.001193"),
            ("dkks", "1.001193"),
            ("lam khai sinh", "1.001193"),
            ("thủ tục khai sinh", "1.001193"),
            ("1.001193", "1.001193"),
            ("1.01193", "1.001193"),
            ("001193", "1.001193"),
            ("1001193", "1.001193"),
            ("1.001193.000.00.00.H35", "1.001193"),
            ("khai sinh lai", "1.004884"),
            ("dang ky lai khai sinh", "1.004884"),
            ("khai sinh nuoc ngoai", "2.000528"),
            ("ket hon", "1.000894"),
            ("kết hôn người nước ngoài", "2.000806"),
            ("doc than", "1.004873"),
            ("tinh trang hon nhan", "1.004873"),
            ("khai tu", "1.000656"),
            ("trich luc", "2.000635"),
            ("sao y", "2.000815"),
            ("chung thuc chu ki", "2.000884"),
            ("chung thuc di chuc", "2.001019"),
            ("nhan cha me con", "1.001022"),
            ("thanh lap ho kinh doanh", "1.001612"),
            ("ngung kinh doanh", "1.001570"),
            ("thanh lap hkd", "1.001612"),
            ("mai tang", "1.001731"),
            ("ho ngheo", "1.011607"),
            ("giay phep xay dung", "1.013225"),
            ("mo cua hang", "1.001612"),
            ("gpxd", "1.013225"),
            ("so do", "1.013978"),
            ("hoa giai dat", "1.012812"),
            ("tam tru", "1.004194"),
            ("thuong tru", "1.004222"),
            ("tam vang", "1.003677"),
            ("karaoke", "9.000040"),
        ]:
            with self.subTest(query=query):
                matches = rank(query, ROWS)
                self.assertTrue(matches)
                self.assertEqual(matches[0].code, code, matches[:3])

    def test_a_final_i_is_written_either_way(self):
        """Lí and lý, kĩ and kỹ are one word to whoever writes them."""
        rows = [("1.000001", "Cấp phiếu lý lịch tư pháp", ""), ("1.000002", "Lịch tiếp công dân", "")]
        for query in ("lí lịch", "lý lịch", "li lich", "ly lich"):
            self.assertEqual([match.code for match in rank(query, rows)][:1], ["1.000001"], query)

    def test_nothing_found(self):
        for query in ["", "   ", "?!", "xyzxyz", "7777", "1.9"]:
            with self.subTest(query=query):
                self.assertEqual(rank(query, ROWS), [])
        self.assertEqual(rank("khai sinh", []), [])

    def test_beginning_of_a_code(self):
        codes = [match.code for match in rank("1.0048", ROWS)]
        self.assertEqual(codes[:4], ["1.004837", "1.004859", "1.004873", "1.004884"])

    def test_far_matches_are_left_out(self):
        names = [match.name for match in rank("dang ky khai sinh", ROWS)]
        self.assertTrue(names)
        self.assertNotIn("Đăng ký giám hộ", names)

    def test_limit_and_order_of_rows(self):
        matches = rank("khai sinh", ROWS)
        self.assertEqual(rank("khai sinh", ROWS, limit=3), matches[:3])
        self.assertEqual(rank("khai sinh", reversed(ROWS)), matches)
        self.assertEqual(
            [match.score for match in matches],
            sorted((match.score for match in matches), reverse=True),
        )

    def test_rows_without_keywords(self):
        self.assertEqual(rank("ket hon", [("1.000894", "Đăng ký kết hôn", None)])[0].code, "1.000894")

    def test_what_is_named_and_what_only_resembles(self):
        judicial = ("2.000488", "Cấp Phiếu lý lịch tư pháp", "tư pháp số 1; không tiền án")
        for query, named in (
            ("phieu ly lich tu phap", True),
            ("xin cấp lý lịch tư pháp", True),
            ("lý lịch tư ph", True),
            ("2.000488", True),
            ("giấy không tiền án", True),
            ("cấp hộ chiếu", False),
            ("lý lịch đảng viên", False),
            ("lý lích tư pháp", False),
        ):
            self.assertEqual(names(query, *judicial), named, query)
        self.assertTrue(names("làm lại sổ đỏ", "1.004193", "Đăng ký, cấp lại Giấy chứng nhận quyền sử dụng đất", ""))

    @given(st.text(max_size=40))
    def test_any_query_is_answered(self, query):
        for match in rank(query, REAL):
            self.assertTrue(0 < match.score <= 100)
