import io
import json

from odoo import http
from odoo.tests import tagged
from openpyxl import load_workbook

from .common import OnestopHttpCase

FORMULAS = (
    "=1+1", "=cmd|'/C calc'!A0", "{=1+1}", "@SUM(1+1)", "+1+1", "-1+1", "\t=1+1", "=HYPERLINK(\"http://x\",\"y\")",
    "http://example.com", "external:\\\\share\\a", "mailto:a@example.com",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestFormulasHttp(OnestopHttpCase):
    """No cell of what is exported is computed or followed, whoever wrote it."""

    def setUp(self):
        super().setUp()
        self.dossiers = self.env["onestop.dossier"].create(
            [
                {
                    "procedure_id": self.procedure.id,
                    "received_agency_id": self.commune.id,
                    "applicant_name": "Nguyễn Văn A",
                    "applicant_address": text,
                }
                for text in FORMULAS
            ]
        )
        # an address is cleaned of blanks as it is stored
        self.texts = self.dossiers.mapped("applicant_address")
        self.authenticate("test_manager", "test_manager")

    def post(self, address, data):
        answer = self.url_open(address, data={"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)})
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        return answer.content

    def cells(self, content):
        sheet = load_workbook(io.BytesIO(content)).active
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        self.assertFalse([cell.value for cell in found if cell.data_type == "f" or cell.hyperlink])
        return [cell.value for cell in found]

    def export(self, kind, **more):
        return self.post(
            f"/web/export/{kind}",
            {
                "model": "onestop.dossier",
                "fields": [{"name": "applicant_address", "label": "=1+1", "type": "char"}],
                "ids": self.dossiers.ids,
                "domain": [],
                "groupby": [],
                "import_compat": False,
                "context": {},
                **more,
            },
        )

    def test_lists(self):
        self.assertEqual(sorted(self.cells(self.export("xlsx"))), sorted(["=1+1", *self.texts]))
        grouped = self.cells(
            self.export("xlsx", ids=False, domain=[("id", "in", self.dossiers.ids)], groupby=["applicant_address"])
        )
        self.assertLessEqual(set(self.texts), set(grouped))

    def test_csv(self):
        for line in self.export("csv").decode().splitlines():
            self.assertNotIn(line.lstrip('"')[:1], ("=", "+", "-", "@", "\t", "\r"), line)

    def test_pivot_of_nonsense(self):
        head = {"title": "x", "width": 1, "height": 1}
        row = {"title": "x", "indent": 0, "values": []}
        table = {"title": "x", "model": "onestop.dossier", "measure_count": 1, "measure_headers": []}
        for data in (
            "", "{", "[]", "{}", '{"title": 1}', json.dumps(table),
            json.dumps({**table, "col_group_headers": [], "rows": [{**row, "indent": 10**9}]}),
            json.dumps({**table, "col_group_headers": [[{**head, "height": 10**9}]], "rows": []}),
            json.dumps({**table, "col_group_headers": [], "rows": [], "measure_count": 10**9}),
        ):  # fmt: skip
            with self.subTest(data=data[:80]):
                token = http.Request.csrf_token(self)
                answer = self.url_open("/web/pivot/export_xlsx", data={"data": data, "csrf_token": token})
                self.assertEqual(answer.status_code, 422)

    def test_pivot(self):
        head = {"title": "=1+1", "width": 1, "height": 1, "measure_nbr": 1, "is_bold": False}
        content = self.post(
            "/web/pivot/export_xlsx",
            {
                "title": "Hồ sơ",
                "model": "onestop.dossier",
                "measure_count": 1,
                "origin_count": 1,
                "col_group_headers": [[head]],
                "measure_headers": [{"title": "=1+1", "is_bold": False}],
                "rows": [{"title": text, "indent": 0, "values": [{"value": text}]} for text in FORMULAS],
            },
        )
        self.assertGreater(len(self.cells(content)), 2 * len(FORMULAS))
