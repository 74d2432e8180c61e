import io

from odoo.addons.onestop_core.tests.common import MONDAY, local
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools.pdf import PdfFileReader

from ..payment_case import PaymentCase

REASON = "Ghi sai tên"


@tagged("post_install", "-at_install")
class TestReceipt(PaymentCase):
    def paid(self, *dossiers, **kwargs):
        """The receipts of what is paid now, with their numbers."""
        payment = self.pay(*(dossiers or (self.received(),)), **kwargs)
        self.end_transaction()
        return payment.receipt_ids

    def test_a_number_with_the_commit(self):
        with freeze_time(local(MONDAY)):
            payment = self.pay(self.received())
            receipt = payment.receipt_ids
            self.assertEqual((receipt.number, receipt.name), (0, False))
            # not assertRefused: its savepoint would already be the end of a transaction
            with self.assertRaisesRegex(UserError, "no number yet"):
                receipt._check_printable(None)
            self.end_transaction()
        self.assertEqual(
            (receipt.number, receipt.name, receipt.symbol, str(receipt.issued_on), receipt.kind, receipt.amount),
            (1, "EBL01 26TAB 1", "26TAB", MONDAY, "levy", 24_000),
        )
        self.assertEqual(receipt.amount_words, "Hai mươi bốn nghìn đồng")
        self.assertEqual((receipt.payer_name, receipt.issuer_name), ("Nguyễn Thị Thử", "Xã Một"))

    def test_charges_and_levies_apart_and_each_dossier(self):
        receipts = self.paid(
            self.received(), self.received(), self.received(self.procedure_same_day, quantity=3, pieces=2)
        )
        self.assertEqual(
            receipts.sorted("id").mapped(lambda one: (one.kind, one.number, one.amount)),
            [("levy", 1, 24_000), ("levy", 2, 24_000), ("charge", 1, 10_000)],
        )

    def test_nothing_is_issued_for_nothing(self):
        child = self.extract.exemption_ids[:1]
        dossier = self.received(quantity=1, exemption_id=child.id, proof="Giấy khai sinh")
        self.end_transaction()
        self.assertFalse(self.env["onestop.fee.receipt"].search([("dossier_id", "=", dossier.id)]))

    def test_no_series_no_money(self):
        self.series_levy.valid_to = "2020-12-31"
        self.assertRefused(UserError, "no series of receipts", self.pay, self.received())
        # what has come in already is taken, and shows
        payment = self.pay(self.received(), method="online", reference="GW1")
        self.assertFalse(payment.receipt_ids)

    def test_begins_anew_each_year(self):
        with freeze_time(local("2026-12-31", "16:00")):
            old = self.paid() | self.paid()
        with freeze_time(local("2027-01-01", "08:00")):
            new = self.paid()
        self.assertEqual(old.sorted("id").mapped("name"), ["EBL01 26TAB 1", "EBL01 26TAB 2"])
        self.assertEqual(new.name, "EBL01 27TAB 1")

    def test_no_day_before_the_last_one(self):
        with freeze_time(local("2026-11-24")):
            self.paid()
        with freeze_time(local("2026-11-23")):
            self.assertEqual(str(self.paid().issued_on), "2026-11-24")

    def test_d2_29_the_day_is_that_of_hanoi(self):
        """23:59:59 in Hanoi is that day, though it is 16:59 in UTC; a second later is the next, as is the year."""
        with freeze_time("2026-12-31 16:59:59"):
            payment = self.pay(self.received())
            self.end_transaction()
        self.assertEqual((str(payment.day), payment.receipt_ids.name), ("2026-12-31", "EBL01 26TAB 1"))
        with freeze_time("2026-12-31 17:00:00"):
            payment = self.pay(self.received())
            self.end_transaction()
        self.assertEqual((str(payment.day), payment.receipt_ids.name), ("2027-01-01", "EBL01 27TAB 1"))

    def test_a_part_that_is_rolled_back_leaves_no_gap(self):
        first = self.paid()
        dossier = self.received()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.paid(dossier)
            raise ZeroDivisionError
        self.assertEqual((first | self.paid(dossier)).sorted("id").mapped("number"), [1, 2])

    def test_paper_ends_with_the_year(self):
        paper = self.env.ref("onestop_payment.receipt_form_01blp2")
        self.series_levy.unlink()
        self.make_series("levy", "28AA", form_id=paper.id, first_number=501)
        with freeze_time(local("2026-12-31")):
            self.assertEqual(self.paid().name, "01BLP2-001 28AA-26T 0000501")
        with freeze_time(local("2027-01-01")):
            self.assertRefused(UserError, "may not be issued after 31/12/2026", self.pay, self.received())

    def test_paper_counts_on(self):
        paper = self.env.ref("onestop_payment.receipt_form_01blp2")
        self.series_levy.unlink()
        self.make_series("levy", "28AA", form_id=paper.id)
        with freeze_time(local("2025-12-31")):
            self.paid()
        with freeze_time(local("2026-01-05")):
            self.assertEqual(self.paid().name, "01BLP2-001 28AA-26T 0000002")

    def test_a_delegate_issues_from_its_range(self):
        self.series_levy.last_number = 1000
        post_desk = self.env["onestop.desk"].create({"name": "Bưu cục", "agency_id": self.commune.id})
        counter = self.env["onestop.counter"].create({"name": "B1", "desk_id": post_desk.id})
        vals = {
            "first_number": 1001, "last_number": 1002, "delegate_name": "Bưu điện tỉnh Thử", "delegate_address": "Số 1",
            "delegate_desk_id": post_desk.id, "delegate_told_on": "2026-11-20",
        }  # fmt: skip
        self.assertRefused(ValidationError, "overlap", self.make_series, "levy", "AB", **{**vals, "first_number": 1000})
        self.assertRefused(
            ValidationError,
            "told of the delegate",
            self.make_series,
            "levy",
            "AB",
            **{**vals, "delegate_told_on": False},
        )
        self.make_series("levy", "AB", **vals)
        with freeze_time(local("2026-11-22")):
            # told of it two days ago: not yet
            self.assertEqual(self.paid(counter=counter).number, 1)
        with freeze_time(local(MONDAY)):
            first, second = self.paid(counter=counter), self.paid(counter=counter)
            self.assertEqual((first.number, second.number, first.delegate_name), (1001, 1002, "Bưu điện tỉnh Thử"))
            self.assertEqual(self.paid().number, 2)
            self.pay(self.received(), counter=counter)
            with self.assertRaisesRegex(UserError, "used up"):
                self.end_transaction()

    def test_a_series_that_was_used_stays(self):
        self.paid()
        for change in ({"letters": "AC"}, {"kind": "charge"}, {"first_number": 2}):
            self.assertRefused(UserError, "only its end", self.series_levy.write, change)
        self.assertRefused(UserError, "last day", self.series_levy.unlink)

    def test_cancelled_with_the_payment(self):
        payment = self.pay(self.received())
        self.end_transaction()
        payment._undo("Nhập nhầm")
        receipt = payment.receipt_ids
        self.assertEqual((receipt.state, receipt.number, receipt.closed_reason), ("cancelled", 1, "Nhập nhầm"))
        # its number is not given out again
        self.assertEqual(self.paid().number, 2)

    def test_d2_23_given_back_without_a_receipt_left(self):
        payment = self.pay(self.received())
        self.end_transaction()
        refund = payment._refund("Hồ sơ bị rút")
        self.assertEqual(payment.receipt_ids.state, "issued")
        refund.with_user(self.money["fee_approver"]).action_approve_refund()
        self.assertEqual(payment.receipt_ids.state, "cancelled")

    def test_given_back_in_part(self):
        """Of two fees of one dossier one goes back: the receipt for both is replaced by one for the rest."""
        other = self.env["onestop.fee.type"].create({"code": "LPX", "name": "Lệ phí khác", "kind": "levy"})
        self.make_schedule(
            {"procedure_id": self.procedure.id, "type_id": other.id, "amount": 5000}, number="26/2024/NQ-HĐND"
        )
        payment = self.pay(self.received())
        self.end_transaction()
        first = payment.receipt_ids
        self.assertEqual((first.amount, len(first.line_ids)), (29_000, 2))
        line = payment.line_ids.filtered(lambda one: one.amount == 5000)
        payment._refund("Thu thừa", lines=line).with_user(self.money["fee_approver"]).action_approve_refund()
        self.end_transaction()
        rest = payment.receipt_ids - first
        self.assertEqual((first.state, first.replaced_by_id), ("replaced", rest))
        self.assertEqual((rest.amount, rest.number, rest.state), (24_000, 2, "issued"))

    def test_replaced(self):
        receipt = self.paid().with_user(self.cashier)
        self.assertRefused(UserError, "right name", receipt.replace, "", "Nguyễn Thị Thử")
        new = receipt.browse(receipt.replace(REASON, "Nguyễn Thị Thử A"))
        self.end_transaction()
        self.assertEqual((receipt.state, receipt.replaced_by_id, receipt.closed_by_id), ("replaced", new, self.cashier))
        self.assertEqual(
            (new.number, new.payer_name, new.amount, new.replaces_id, new.state),
            (2, "Nguyễn Thị Thử A", 24_000, receipt, "issued"),
        )
        self.assertRefused(UserError, "cancelled or replaced already", receipt.replace, REASON, "X")
        self.assertRefused(AccessError, "take no money", new.with_user(self.money["auditor"]).replace, REASON, "X")
        self.assertRefused(UserError, "never deleted", receipt.sudo().unlink)

    def test_a_printed_amount(self):
        form = self.env.ref("onestop_payment.receipt_form_ebl02")
        self.assertRefused(ValidationError, "printed amount", self.make_series, "levy", "AC", form_id=form.id)
        self.assertRefused(ValidationError, "printed amount", self.make_series, "levy", "AC", face_value=8000)
        self.make_series("levy", "AC", form_id=form.id, face_value=8000)
        self.assertEqual(self.paid(self.received(quantity=1)).form_code, "EBL02")
        self.assertEqual(self.paid(self.received(quantity=2)).form_code, "EBL01")

    def test_letters(self):
        for letters in ("A", "AF", "aa"):
            self.assertRefused(ValidationError, "letters of a series", self.make_series, "levy", letters)

    def test_what_holds_receipts_is_not_uninstalled(self):
        self.paid()
        modules = self.env["ir.module.module"].search([("name", "in", ("onestop_payment", "onestop_core"))])
        modules.demo = False
        for module in modules:
            self.assertRefused(UserError, "the law has them kept", module.button_uninstall)

    def test_printed(self):
        with freeze_time(local(MONDAY)):
            receipt = self.paid(self.received(self.procedure_same_day, quantity=300, pieces=2)).with_user(self.cashier)
            report = self.env["ir.actions.report"].with_user(self.cashier).with_context(force_report_rendering=True)
            texts = []
            for _ in range(2):
                content, kind = report._render_qweb_pdf("onestop_payment.action_report_fee_receipt", receipt.ids)
                self.assertEqual(kind, "pdf")
                pages = PdfFileReader(io.BytesIO(content)).pages
                self.assertEqual(len(pages), 1)
                texts.append(" ".join(pages[0].extract_text().split()))
        for words in (
            "Xã Một", "Mẫu số: EBL01", "Ký hiệu: 26TAA", "Số: 1", "BIÊN LAI THU PHÍ", "Nguyễn Thị Thử", "Phí chứng thực bản sao",
            "400.000 đồng", "Bốn trăm nghìn đồng", "Tiền mặt", "Ngày 23 tháng 11 năm 2026",
        ):  # fmt: skip
            self.assertIn(words, texts[0])
        self.assertNotIn("BẢN SAO", texts[0])
        self.assertIn("BẢN SAO", texts[1])
        self.assertEqual(receipt.print_count, 2)

    def test_query_count(self):
        """Collecting adds little to a reception: two dues of one dossier, paid in cash, with its receipt."""
        self.paid()
        dossier = self.received()
        self.env.flush_all()
        self.env.invalidate_all()
        # one of them for the drawer, into which something went
        with self.assertQueryCount(27):
            self.pay(dossier)
            self.end_transaction()
