import base64
from dataclasses import replace

from odoo.addons.onestop_core.tests.buttons_case import ButtonsCase
from odoo.tests import tagged

from ..engine import schedule_sheet

DAY = "2026-11-23"
LOGINS = ("khaphong.ketoan", "kimbang.taichinh", "kimbang.pheduyet", "hanam.taichinh", "hanam.kiemtoan")


@tagged("post_install", "-at_install")
class TestPaymentButtons(ButtonsCase):
    addon = "onestop_payment"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.actors |= cls.env["res.users"].search([("login", "in", LOGINS)])

    def test_every_button(self):
        self.check_buttons()

    def button_records(self):
        env = self.env
        commune = env.ref("onestop_core.agency_kha_phong")
        cashier = env.ref("onestop_core.user_khaphong_thuphi")
        confirmed = env["onestop.fee.schedule"].search([("state", "=", "confirmed")], limit=1)
        rule = confirmed.rule_ids[0]
        dossiers = env["onestop.dossier"].search(
            [("received_agency_id", "=", commune.id), ("code", "!=", False)], limit=2
        )
        due_vals = {
            "agency_id": commune.id, "rule_id": rule.id, "type_id": rule.type_id.id, "kind": rule.kind, "label": "Phí", "payer_name": "Trần Văn A",
            "moment": "reception", "day": DAY, "amount": 8000, "full_amount": 8000, "quantity": 1, "state": "open",
        }  # fmt: skip
        owed, paid = env["onestop.fee.due"].create([{**due_vals, "dossier_id": dossier.id} for dossier in dossiers])
        exemption = env["onestop.fee.exemption"].search([("rule_id.schedule_id.state", "=", "confirmed")], limit=1)
        let_off = env["onestop.fee.due"].create(
            {
                **due_vals, "dossier_id": dossiers[0].id, "rule_id": exemption.rule_id.id, "type_id": exemption.rule_id.type_id.id,
                "kind": exemption.rule_id.kind, "amount": 0, "state": "exempt", "exemption_id": exemption.id,
                "exemption_proof": "Giấy khai sinh số 5",
            }
        )  # fmt: skip
        payments = env["onestop.fee.payment"].with_user(cashier)
        payment = payments._collect(paid.with_user(cashier), "transfer", 8000, reference="FT1")
        env.cr.flush()
        return [
            *super().button_records(),
            confirmed.copy({"agency_id": env.ref("onestop_core.agency_kim_bang").id}),
            env["onestop.fee.account"].create(
                {
                    "agency_id": commune.id, "kind": "levy", "number": "0351000999999", "holder": commune.name, "bank_name": "BIDV",
                }
            ),
            owed,
            let_off,
            payment,
            *payment.receipt_ids,
            *self.drawers(commune, cashier),
            self.late_transfer(commune, owed),
        ]  # fmt: skip

    def drawers(self, commune, cashier):
        """A drawer that is counted, and closed ones: to be handed over, to be taken over, with a difference to accept."""
        clerk = self.env.ref("onestop_core.user_khaphong_tiepnhan")
        first, second = (self.env.ref(f"onestop_core.counter_kha_phong_{number}") for number in (1, 2))
        vals = {
            "agency_id": commune.id, "opened_at": DAY, "opened_on": DAY, "opening_amount": 500_000, "counted_at": DAY,
            "expected_amount": 500_000, "counted_amount": 500_000,
        }  # fmt: skip
        closed = {
            **vals,
            "counter_id": first.id,
            "user_id": clerk.id,
            "counted_by_id": clerk.id,
            "state": "closed",
            "closed_at": DAY,
        }
        short = {"counted_amount": 400_000, "difference": -100_000, "reason": "Chưa rõ"}
        return self.env["onestop.drawer.session"].create(
            [
                {
                    **vals,
                    "counter_id": second.id,
                    "user_id": cashier.id,
                    "counted_by_id": cashier.id,
                    "state": "counted",
                },
                closed,
                {**closed, "receiver_id": cashier.id},
                {**closed, **short},
            ]
        )

    def late_transfer(self, commune, due):
        """A transfer that nobody awaits any more; its money may have come all the same."""
        account = self.env["onestop.fee.account"].search(
            [("agency_id", "=", commune.id), ("state", "=", "confirmed")], limit=1
        )
        return self.env["onestop.fee.transfer"].create(
            {
                "code": "MC9999999907", "due_ids": [(6, 0, due.ids)], "agency_id": commune.id, "account_id": account.id,
                "payer_name": due.payer_name, "amount": due.amount, "memo": "MC9999999907", "text": "00", "state": "withdrawn",
                "made_at": DAY, "user_id": self.env.ref("onestop_core.user_khaphong_tiepnhan").id,
            }
        )  # fmt: skip

    def dialog_records(self, env):
        made = super().dialog_records(env)
        # of a fee that is owed, and of one that somebody was let off
        changes, dues = env["onestop.fee.due.change"], env["onestop.fee.due"]
        if changes.has_access("create") and dues.has_access("read"):
            for state in ("open", "exempt"):
                if due := dues.search([("state", "=", state), ("rule_id", "!=", False)], limit=1):
                    made.append(changes.create({"due_id": due.id}))
        imports = env["onestop.fee.schedule.import"]
        drafts = env["onestop.fee.schedule"].search([("state", "=", "draft")], limit=1)
        if drafts and imports.has_access("create") and drafts.has_access("write"):
            row = replace(drafts.rule_ids._as_rows()[0], amount=12_345)
            one = imports.create({"schedule_id": drafts.id, "file": base64.b64encode(schedule_sheet.write([row]))})
            one.action_check()
            made.append(one)
        return made
