from odoo import fields
from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.addons.onestop_reports.engine.meaning import Meaning
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestFees(PaymentCase):
    """24.000 in cash and 34.000 by transfer for three dossiers: by agency, by fee, by collector."""

    @classmethod
    def make_series(cls, kind, letters, **vals):
        # the demo data has receipts of the other letters
        return super().make_series(kind, {"AA": "RA", "AB": "RB"}[letters], **vals)

    def setUp(self):
        super().setUp()
        self.today = self.commune._today()
        self.first = self.received()
        self.pay(self.first, tendered=50_000)
        self.second, self.third = self.received(), self.received(self.procedure_same_day, quantity=3, pieces=2)
        self.pay(self.second, self.third, method="transfer")

    def table(self, name, user=None):
        tables = self.env["onestop.report.table"].with_user(user or self.manager)
        begin = fields.Date.subtract(self.today, days=1)
        scope = tables._scope(name, Meaning(begin, self.today, self.today), self.province)
        return tables, scope, tables._fill(scope)

    def test_each_amount_once(self):
        _tables, _scope, filled = self.table("fees")
        [row] = [one for one in filled.rows if one.key == str(self.commune.id)]
        keys = ("cash", "transfer", "online", "post", "sum", "back", "net")
        self.assertEqual([row.values[key] for key in keys], [24_000, 34_000, 0, 0, 58_000, 0, 58_000])
        _tables, _scope, filled = self.table("fees-type")
        said = {one.label: one.values["sum"] for one in filled.rows}
        self.assertEqual((said["Lệ phí hộ tịch"], said["Phí chứng thực bản sao"]), (48_000, 10_000))
        _tables, _scope, filled = self.table("fees-collector")
        [row] = [one for one in filled.rows if one.label == self.cashier.name]
        self.assertEqual(row.values["net"], 58_000)

    def test_every_figure_opens_its_lines(self):
        for name in ("fees", "fees-type", "fees-collector"):
            tables, scope, filled = self.table(name)
            self.assertEqual(filled.findings, [])
            for row in [*filled.rows, filled.total]:
                for column in scope.table.columns:
                    if column.is_text or column.key == "net":
                        continue
                    model, domain = tables._list(scope, row.key, column.key)
                    lines = self.env[model].with_user(self.manager).search(domain)
                    with self.subTest(table=name, row=row.label, column=column.key):
                        self.assertEqual(abs(sum(lines.mapped("amount"))), row.values[column.key])

    def test_a_commune_sees_its_own_money(self):
        _tables, _scope, filled = self.table("fees", user=self.users["leader"])
        self.assertEqual([row.label for row in filled.rows], ["Xã Một"])

    def test_files_and_record(self):
        tables, scope, filled = self.table("fees")
        form = self.env["onestop.report.form"]._form("fees", self.province, self.today)
        made = tables._document(scope, filled, form)
        self.assertIn("58.000", " ".join(made.cells()[-1]))
        self.assertIn("Đơn vị tính: đồng", made.notes[0])
        self.assertTrue(tables._file(made, "xlsx").startswith(b"PK"))
        record = tables._record(scope)
        self.assertEqual(len(record["taken"][str(self.commune.id)]), 3)
