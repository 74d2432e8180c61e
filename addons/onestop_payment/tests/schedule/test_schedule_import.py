import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...engine import schedule_sheet
from ..payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestScheduleImport(PaymentCase):
    def setUp(self):
        super().setUp()
        self.office = self.money["finance_office"]
        self.draft = self.make_schedule(
            {"procedure_id": self.procedure.id, "type_id": self.levy.id, "amount": 5000},
            {"procedure_id": self.procedure_same_day.id, "type_id": self.charge.id, "amount": 7000},
            confirmed=False,
            agency_id=self.commune.id,
        )

    def wizard(self, rows, schedule=None, user=None):
        return (
            self.env["onestop.fee.schedule.import"]
            .with_user(user or self.office)
            .create({"schedule_id": (schedule or self.draft).id, "file": base64.b64encode(schedule_sheet.write(rows))})
        )

    def rows(self):
        return self.draft.rule_ids._as_rows()

    def test_out_and_in_again_changes_nothing(self):
        rows = self.schedule.rule_ids._as_rows()
        copy = self.schedule.copy({"agency_id": self.commune.id})
        self.assertEqual(copy.rule_ids._as_rows(), rows)
        wizard = self.wizard(rows, copy)
        wizard.action_check()
        self.assertEqual(set(wizard.line_ids.mapped("kind")), {"same"})

    def test_looked_at_then_applied(self):
        first, second = self.rows()
        new = schedule_sheet.RuleRow(
            self.procedure.code, "PCT", "bands", bands=((2, 2000, False), (0, 1000, False)), unit="trang", maximum=200_000,
            exemptions=(("TREEM", 10_000),),
        )  # fmt: skip
        wizard = self.wizard([schedule_sheet.replace(first, amount=6000), new])
        wizard.action_check()
        self.assertEqual(sorted(wizard.line_ids.mapped("kind")), ["change", "gone", "new"])
        self.assertIn("5000 → 6000", " ".join(wizard.line_ids.mapped("text")))
        self.assertEqual(self.rows(), [first, second])
        wizard.action_apply()
        self.draft.invalidate_recordset()
        self.assertEqual([row.amount for row in self.rows()], [6000, 0])
        self.assertEqual(self.rows()[1].bands, new.bands)
        self.assertEqual(self.rows()[1].exemptions, new.exemptions)

    def test_one_wrong_line_and_nothing_is_changed(self):
        first, _second = self.rows()
        for wrong in (
            {"procedure_code": "0.000000"}, {"type_code": "KHAC"}, {"exemptions": (("AI", 1),)},
            {"method": "bands", "unit": "trang"}, {"minimum": 9, "maximum": 1},
        ):  # fmt: skip
            wizard = self.wizard([schedule_sheet.replace(first, amount=1, **wrong)])
            wizard.action_check()
            self.assertEqual(wizard.error_count, 1, wrong)
            self.assertRefused(UserError, "nothing was changed", wizard.action_apply)
        self.assertEqual(self.rows()[0].amount, 5000)

    def test_what_is_no_workbook(self):
        wizard = self.wizard([])
        wizard.sudo().file = base64.b64encode(b"PK no")
        self.assertRefused(UserError, "not an Excel workbook", wizard.action_check)

    def test_only_drafts_and_only_the_finance_office(self):
        self.assertRefused(AccessError, "", self.wizard, self.rows(), user=self.cashier)
        self.draft.state = "confirmed"
        wizard = self.wizard([])
        self.assertRefused(UserError, "Only a draft", wizard.action_check)

    def test_a_download(self):
        action = self.draft.with_user(self.office).action_export()
        attachment = self.env["ir.attachment"].browse(int(action["url"].split("/")[3].split("?")[0]))
        found, problems = schedule_sheet.read(attachment.raw)
        self.assertEqual(([row.amount for row in found], problems), ([5000, 7000], []))

    def test_the_catalogue_offers_and_guesses_nothing(self):
        channels = self.env["onestop.procedure.channel"]
        versions = (self.procedure | self.procedure_same_day | self.procedure_province).current_version_id
        texts = ("8.000 đồng", "0 đồng (theo nghị quyết của HĐND cấp tỉnh)", "Không")
        for version, text in zip(versions, texts, strict=True):
            version.channel_ids.sudo().write({"fee_text": text})
        self.draft.rule_ids.unlink()
        offers = self.env["onestop.fee.catalogue.offer"].with_user(self.office).with_context(
            active_model="onestop.fee.schedule", active_id=self.draft.id
        )  # fmt: skip
        self.assertTrue(channels.search_count([("fee_text", "in", texts)]))
        offer = offers.create({})
        mine = offer.line_ids.filtered(lambda line: line.procedure_id in versions.procedure_id)
        self.assertEqual(
            {line.fee_text: (line.says, line.amount) for line in mine},
            {texts[0]: ("fixed", 8000), texts[1]: ("elsewhere", 0), texts[2]: ("free", 0)},
        )
        self.assertRefused(UserError, "Tick the lines", offer.action_take)
        mine.take = True
        self.assertRefused(UserError, "which fee", offer.action_take)
        mine.type_id = self.levy
        self.assertRefused(UserError, "names no amount", offer.action_take)
        mine.filtered(lambda line: line.says == "elsewhere").amount = 12_000
        offer.action_take()
        self.assertEqual(sorted(self.draft.rule_ids.mapped("amount")), [0, 8000, 12_000])
