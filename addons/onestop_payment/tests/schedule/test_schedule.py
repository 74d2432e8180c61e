import io
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestSchedule(PaymentCase):
    def draft(self, **vals):
        return self.make_schedule(
            {"procedure_id": self.procedure_province.id, "type_id": self.levy.id, "amount": 50_000},
            confirmed=False,
            agency_id=self.commune.id,
            **vals,
        )

    def test_two_persons(self):
        office, approver = self.money["finance_office"], self.money["fee_approver"]
        schedule = self.draft().with_user(office)
        schedule.action_propose()
        self.assertRefused(AccessError, "second person", schedule.action_confirm)
        self.assertRefused(AccessError, "fee approver", schedule.with_user(self.cashier).action_confirm)
        schedule.with_user(approver).action_confirm()
        self.assertEqual((schedule.state, schedule.confirmed_by_id), ("confirmed", approver))

    def test_whoever_drafts_does_not_confirm(self):
        both = self.make_money_staff("finance_office", self.commune, "_both")
        both.onestop_staff_ids.role_ids |= self.env.ref("onestop_payment.role_fee_approver")
        schedule = self.draft().with_user(both)
        schedule.action_propose()
        self.assertRefused(AccessError, "second person", schedule.action_confirm)

    def test_what_is_confirmed_stays(self):
        rule = self.schedule.rule_ids[:1].with_user(self.money["finance_office"])
        for change in (
            lambda: rule.write({"amount": 1}),
            rule.unlink,
            lambda: rule.exemption_ids.write({"share": 1}),
            lambda: self.copies.band_ids[:1].with_user(self.money["finance_office"]).write({"amount": 1}),
            lambda: rule.schedule_id.write({"valid_from": "2021-01-01"}),
            rule.schedule_id.unlink,
        ):
            self.assertRefused((UserError, AccessError), "", change)

    def test_a_rule_is_found_by_day_and_place(self):
        rules = self.env["onestop.fee.rule"]

        def amounts(agency, day):
            return [engine.amount for _rule, engine in rules._chosen(self.procedure, agency, day)]

        self.assertEqual(amounts(self.commune, date(2026, 11, 23)), [8000])
        self.assertEqual(amounts(self.commune, date(2019, 12, 31)), [])
        # a new one ends the old one, and what was owed before it is not touched
        dossier = self.received()
        self.make_schedule(
            {"procedure_id": self.procedure.id, "type_id": self.levy.id, "amount": 9000},
            agency_id=self.commune.id,
            number="1/2026/NQ-HĐND",
        )
        self.assertEqual(amounts(self.commune, date(2026, 11, 23)), [9000])
        self.assertEqual(amounts(self.commune_2, date(2026, 11, 23)), [8000])
        self.assertEqual(dossier.due_ids.amount, 24_000)
        self.assertIn("3 bản at 8.000\N{NO-BREAK SPACE}đ", dossier.due_ids.explanation)

    def test_a_schedule_ends(self):
        today = self.env["onestop.agency"]._today()
        schedule = self.schedule.with_user(self.make_money_staff("fee_approver", self.province, "_p"))
        self.assertRefused(UserError, "today at the earliest", schedule.action_end, "2020-02-01")
        schedule.action_end(today)
        self.assertEqual(schedule.valid_to, today)

    def test_rules_that_say_nothing(self):
        base = {"procedure_id": self.procedure.id, "type_id": self.charge.id}
        for vals, words in (
            ({"method": "per_unit", "amount": 5}, "what is counted"),
            ({"method": "bands", "unit": "trang"}, "Bands rise"),
            ({"method": "bands", "unit": "trang", "band_ids": [(0, 0, {"upto": 2, "amount": 1})]}, "Bands rise"),
            ({"amount": 5, "maximum": 1, "minimum": 2}, "At most"),
            ({"amount": 5, "type_id": self.levy.id, "retention_share": 10}, "levy"),
        ):
            self.assertRefused(ValidationError, words, self.make_schedule, {**base, **vals}, confirmed=False)

    def test_an_account_needs_two(self):
        accounts = self.env["onestop.fee.account"]
        vals = {
            "agency_id": self.commune.id, "kind": "levy", "number": "3511012345678", "holder": "UBND Xã Một",
            "bank_name": "Kho bạc Nhà nước", "treasury": True, "valid_from": "2026-01-01",
        }  # fmt: skip
        account = accounts.with_user(self.money["finance_office"]).create(vals)
        day = date(2026, 11, 23)
        self.assertFalse(accounts._for(self.commune, self.levy, day))
        self.assertRefused(AccessError, "second person", account.action_confirm)
        self.assertRefused(AccessError, "role", account.with_user(self.cashier).action_confirm)
        # who has entered the number does not confirm it, whoever has written since
        both = self.money["fee_approver"]
        self.env["onestop.staff"].create(
            {
                "user_id": both.id,
                "agency_id": self.money["finance_office"].sudo().onestop_staff_ids.agency_id.id,
                "role_ids": [(6, 0, self.env.ref("onestop_payment.role_finance_office").ids)],
                "valid_from": "2020-01-01",
            }
        )
        account.with_user(both).write({"number": "3511012345678"})
        account.write({"holder": "UBND Xã Một"})
        self.assertRefused(AccessError, "second person", account.with_user(both).action_confirm)
        account.with_user(self.make_money_staff("fee_approver", self.province, "_p")).action_confirm()
        self.assertEqual(accounts._for(self.commune, self.levy, day), account)
        self.assertFalse(accounts._for(self.commune, self.charge, day))
        self.assertFalse(accounts._for(self.commune_2, self.levy, day))
        self.assertRefused(UserError, "stays as it is", account.write, {"number": "123456789"})
        new = accounts.with_user(self.money["finance_office"]).create(
            {**vals, "number": "3511099999999", "valid_from": "2026-11-24"}
        )
        new.with_user(self.money["fee_approver"]).action_confirm()
        self.assertEqual(accounts._for(self.commune, self.levy, day), account)
        self.assertEqual(accounts._for(self.commune, self.levy, date(2026, 11, 24)), new)
        for number in ("12 34", "123", "12345678-9"):
            self.assertRefused(ValidationError, "account number", accounts.create, {**vals, "number": number})

    def test_the_poster(self):
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(self.users["receptionist"])
            .with_context(force_report_rendering=True)
            ._render_qweb_pdf("onestop_payment.action_report_fee_poster", self.schedule.ids)
        )
        self.assertEqual(kind, "pdf")
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfFileReader(io.BytesIO(content)).pages)
        for words in (
            "BẢNG NIÊM YẾT PHÍ, LỆ PHÍ", "25/2024/NQ-HĐND", "HĐND tỉnh Thử", "8.000 đồng/bản", "Trẻ em: miễn", "Hộ nghèo: giảm 50 %",
            "Từ trang thứ 1 đến trang thứ 2: 2.000 đồng/trang", "Từ trang thứ 3 trở lên: 1.000 đồng/trang",
            "Tối đa 200.000 đồng/bản", "Thủ tục ba ngày",
        ):  # fmt: skip
            self.assertIn(words, text)
        self.assertNotIn("DỰ THẢO", text)
