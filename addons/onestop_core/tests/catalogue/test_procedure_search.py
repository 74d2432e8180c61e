import csv

from odoo.tests import tagged
from odoo.tools import file_open

from ..common import OnestopCase

# what people type, and the procedure that they mean
QUERIES = [
    # the name, with and without accents, in any case
    ("Đăng ký khai sinh", "1.001193"),
    ("dang ky khai sinh", "1.001193"),
    ("DANG KY KHAI SINH", "1.001193"),
    ("khai sinh", "1.001193"),
    ("đăng kí khai sinh", "1.001193"),
    # slips of the hand
    ("khai snh", "1.001193"),
    ("kahi sinh", "1.001193"),
    ("dang ky khai sihn", "1.001193"),
    ("khaisinh", "1.001193"),
    ("dang ky ket hpn", "1.000894"),
    ("chugn thuc ban sao", "2.000815"),
    ("thanh lap ho kinh doah", "1.001612"),
    ("dang ky tam truu", "1.004194"),
    # the code, whole, in part, without its point, with the agency behind it
    ("1.001193", "1.001193"),
    ("001193", "1.001193"),
    ("1001193", "1.001193"),
    ("1.001193.000.00.00.H25", "1.001193"),
    ("2.000815", "2.000815"),
    ("1.013225", "1.013225"),
    # what tells it from its neighbours
    ("dang ky lai khai sinh", "1.004884"),
    ("khai sinh luu dong", "1.003583"),
    ("khai sinh co yeu to nuoc ngoai", "2.000528"),
    ("ket hon nuoc ngoai", "2.000806"),
    ("khai tu", "1.000656"),
    ("nhan cha me con", "1.001022"),
    ("giam ho", "1.004837"),
    ("cham dut giam ho", "1.004845"),
    ("trich luc ho tich", "2.000635"),
    ("tinh trang hon nhan", "1.004873"),
    ("chung thuc chu ky", "2.000884"),
    ("chung thuc chu ky nguoi dich", "2.000992"),
    ("di chuc", "2.001019"),
    ("ban sao tu so goc", "2.000908"),
    ("ho kinh doanh", "1.001612"),
    ("thay doi ho kinh doanh", "2.000720"),
    ("tam ngung ho kinh doanh", "1.001570"),
    ("cham dut ho kinh doanh", "1.001266"),
    ("ho ngheo thuong xuyen", "1.011607"),
    ("muc do khuyet tat", "1.001699"),
    ("tho cung liet si", "1.010803"),
    ("giay phep xay dung nha o", "1.013225"),
    ("gia han giay phep xay dung", "1.013227"),
    ("hoa giai tranh chap dat dai", "1.012812"),
    ("khai thac nuoc duoi dat", "1.001662"),
    ("dang ky thuong tru", "1.004222"),
    ("gia han tam tru", "1.002755"),
    ("ly lich tu phap", "2.000488"),
    ("hoi nghi hoi thao quoc te", "2.002312"),
    # the word of the street, which only the keywords know
    ("sao y", "2.000815"),
    ("doc than", "1.004873"),
    ("so do", "1.013978"),
    ("gpxd", "1.013225"),
    ("ho khau", "1.004222"),
    ("cccd", "1.116410"),
    ("mo cua hang", "1.001612"),
    # with the words that people put around it
    ("thủ tục làm giấy khai sinh", "1.001193"),
    ("toi muon dang ky ket hon", "1.000894"),
    ("xin giấy xác nhận độc thân", "1.004873"),
]


@tagged("post_install", "-at_install")
class TestProcedureSearch(OnestopCase):
    """A catalogue of 364 procedures, searched in the back office by a receptionist.

    The names are those of the national catalogue; rows whose code begins with 9 have a number of ours.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        env["onestop.procedure"].search([]).active = False  # the other procedures of this database
        with file_open("onestop_core/tests/data/catalogue_364.csv") as file:
            rows = list(csv.DictReader(file))
        sectors = {
            name: env["onestop.sector"].search([("name", "=", name)]).id for name in {row["sector"] for row in rows}
        }
        for name, found in sectors.items():
            sectors[name] = found or env["onestop.sector"].create({"name": name}).id
        # codes of the fixture may be those of the demo data
        for procedure in env["onestop.procedure"].with_context(active_test=False).search([]):
            procedure.code = f"demo.{procedure.code}"
        env.flush_all()
        cls.catalogue = env["onestop.procedure"].create(
            [
                {
                    "code": row["code"],
                    "sector_id": sectors[row["sector"]],
                    "version_ids": [
                        (
                            0,
                            0,
                            {
                                "name": row["name"],
                                "keywords": row["keywords"],
                                "valid_from": "2020-01-01",
                                "published": True,
                            },
                        )
                    ],
                }
                for row in rows
            ]
        )
        cls.procedures = env["onestop.procedure"].with_user(cls.users["receptionist"])

    def codes(self, found):
        return [self.procedures.browse(line[0]).code for line in found]

    def found_in_list(self, query, **kwargs):
        result = self.procedures.web_search_read([("search_query", "ilike", query)], {"code": {}}, **kwargs)
        return result["length"], [line["code"] for line in result["records"]]

    def test_the_right_procedure_comes_first(self):
        self.assertEqual(len(self.catalogue), 364)
        for query, code in QUERIES:
            with self.subTest(query=query):
                self.assertEqual(self.codes(self.procedures.name_search(query, limit=8))[:1], [code])
                self.assertEqual(self.found_in_list(query, limit=80)[1][:1], [code])

    def test_few_queries(self):
        self.procedures.name_search("khai sinh")  # fills the cache
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.procedures.name_search("khai snh", limit=8)
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            self.found_in_list("dang ky", limit=10)

    def test_limit_and_domain(self):
        everything = self.codes(self.procedures.name_search("dang ky khai sinh", limit=None))
        self.assertEqual(self.codes(self.procedures.name_search("dang ky khai sinh", limit=3)), everything[:3])
        self.assertIn("1.000689", everything)
        others = self.procedures.name_search("dang ky khai sinh", [("code", "!=", "1.001193")], limit=8)
        self.assertNotIn("1.001193", self.codes(others))
        self.assertEqual(self.codes(others), [code for code in everything if code != "1.001193"][:8])

    def test_without_text(self):
        found = self.procedures.name_search("", limit=5)
        self.assertEqual(self.codes(found), self.procedures.search([], limit=5).mapped("code"))
        self.assertEqual(self.found_in_list("", limit=5)[0], 364)

    def test_exact_operator_is_left_alone(self):
        self.assertEqual(self.codes(self.procedures.name_search("Đăng ký khai sinh", operator="=")), ["1.001193"])
        self.assertFalse(self.procedures.name_search("dang ky khai sinh", operator="="))

    def test_list_pages(self):
        length, everything = self.found_in_list("ho kinh doanh")
        self.assertEqual(length, len(everything))
        self.assertEqual(self.found_in_list("ho kinh doanh", limit=2, offset=1), (length, everything[1:3]))
        self.assertEqual(self.found_in_list("qwertyuiop"), (0, []))

    def test_list_keeps_an_order_that_was_asked_for(self):
        codes = self.found_in_list("khai sinh", order="code desc")[1]
        self.assertEqual(codes, sorted(codes, reverse=True))

    def test_list_with_filters_and_several_texts(self):
        sector = self.catalogue.filtered(lambda line: line.code == "1.001193").sector_id
        result = self.procedures.web_search_read(
            [
                "&",
                ("sector_id", "=", sector.id),
                "|",
                ("search_query", "ilike", "ket hon"),
                ("search_query", "ilike", "khai tu"),
            ],
            {"code": {}, "sector_id": {}},
        )
        self.assertEqual(result["records"][0]["code"], "1.000894")
        self.assertIn("1.000656", [line["code"] for line in result["records"]])
        self.assertEqual({line["sector_id"] for line in result["records"]}, {sector.id})

    def test_archived_procedures_only_when_asked_for(self):
        birth = self.catalogue.filtered(lambda line: line.code == "1.001193")
        birth.active = False
        self.assertNotIn("1.001193", self.codes(self.procedures.name_search("dang ky khai sinh")))
        self.assertNotIn("1.001193", self.found_in_list("1.001193")[1])
        archived = self.procedures.search([("search_query", "ilike", "khai sinh"), ("active", "=", False)])
        self.assertIn(birth.id, archived.ids)

    def test_changes_are_found_at_once(self):
        self.assertNotIn("9.777777", self.codes(self.procedures.name_search("9.777777")))
        procedure = self.make_procedure("9.777777", "Cấp phép đài thiên văn")
        self.assertEqual(self.codes(self.procedures.name_search("dai thien van", limit=1)), ["9.777777"])
        procedure.version_ids.keywords = "kính viễn vọng"
        self.assertEqual(self.codes(self.procedures.name_search("kinh vien vong", limit=1)), ["9.777777"])
        procedure.code = "9.888888"
        self.assertEqual(self.codes(self.procedures.name_search("9.888888")), ["9.888888"])
        procedure.version_ids.name = "Cấp phép trạm quan trắc"
        self.assertNotIn("9.888888", self.codes(self.procedures.name_search("dai thien van", limit=1)))
        procedure.unlink()
        self.assertNotIn("9.888888", self.codes(self.procedures.name_search("9.888888")))

    def test_dossiers_by_procedure(self):
        birth = self.catalogue.filtered(lambda line: line.code == "1.001193")
        dossier = self.receive(procedure=birth, documents=[])
        dossiers = dossier.with_user(self.users["receptionist"])
        self.assertEqual(dossiers.search([("procedure_id", "ilike", "khai snh")]), dossier)
        self.assertNotIn(dossier, dossiers.search([("procedure_id", "not ilike", "khai snh")]))
