import uuid

from odoo.addons.onestop_payment.tests.payment_case import PaymentCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

# how many more than a reception that takes no money, the number of the receipt among them
MORE_QUERIES = 12
IDENTITY = "035190012345"


@tagged("post_install", "-at_install")
class TestCounterFees(PaymentCase):
    @classmethod
    def set_up_onestop(cls):
        result = super().set_up_onestop()
        cls.clerk = cls.users["receptionist"]
        cls.place = cls.env["onestop.counter"].create({"name": "Quầy 7", "number": 7, "desk_id": cls.desk.id})
        cls.clerk_drawer = cls.open_drawer(cls.clerk, cls.place)
        # a body without one would ask the company that keeps its accounts
        cls.commune.tax_code = "0700123456"
        return result

    def setUp(self):
        super().setUp()
        self.app = self.env["onestop.counter.app"].with_user(self.clerk)

    def payload_with(self, pay, procedure=None, rule=None, answer=None, **changes):
        answers = {str((rule or self.extract).id): answer or {"quantity": 3}}
        return self.payload(procedure, fee_answers=answers, fee_pay=pay, counter_id=self.place.id, **changes)

    def cash(self, amount, tendered=0, others=()):
        return {
            "method": "cash",
            "amount": amount,
            "tendered": tendered,
            "others": list(others),
            "uuid": str(uuid.uuid4()),
        }

    def due(self, answer):
        return self.env["onestop.dossier"].browse(answer["id"]).due_ids

    # ------------------------------------------------------------------ what is owed

    def test_what_would_be_owed(self):
        def quote(**answers):
            said = {str(self.extract.id): answers} if answers else None
            [line] = self.app.fee_quote(self.procedure.id, self.commune.id, "direct", False, said)
            return line

        line = quote()
        self.assertEqual(
            (line["state"], line["asks_quantity"], line["unit"], line["quantity"]), ("asked", True, "bản", False)
        )
        line = quote(quantity=3)
        self.assertEqual(
            (line["state"], line["amount"], line["remaining"], line["quantity"]), ("open", 24_000, 24_000, 3)
        )
        self.assertIn("bản", line["why"])
        child = self.extract.exemption_ids.filtered(lambda one: one.group_id == self.child)
        self.assertEqual([one["id"] for one in line["exemptions"]], self.extract.exemption_ids.ids)
        line = quote(quantity=3, exemption_id=child.id, proof="Giấy khai sinh 5")
        self.assertEqual((line["state"], line["amount"], line["full"]), ("exempt", 0, 24_000))
        self.assertFalse(self.env["onestop.fee.due"].search([("payer_name", "=", "…")]))

    def test_who_receives_nothing_there_asks_nothing(self):
        self.assertRefused(AccessError, "receive no dossiers", self.app.fee_quote, self.procedure.id, self.commune_2.id)
        self.assertRefused(AccessError, "receive no dossiers", self.app.visitor_dues, self.commune_2.id, IDENTITY)

    def test_what_the_visitor_owes_besides(self):
        first = self.app.receive(self.payload_with(False, applicant_identity=IDENTITY))
        second = self.app.receive(
            self.payload_with(False, self.procedure_same_day, self.copies, applicant_identity=IDENTITY)
        )
        self.assertEqual(first["fee_done"], {"owed": 24_000, "asked": False})
        rows = self.app.visitor_dues(self.commune.id, IDENTITY)
        self.assertEqual(
            {row["id"]: row["remaining"] for row in rows}, {self.due(first).id: 24_000, self.due(second).id: 5_000}
        )
        [row] = self.app.visitor_dues(self.commune.id, "", first["id"])
        self.assertEqual(row["id"], self.due(second).id)
        self.assertEqual(self.app.visitor_dues(self.commune.id, ""), [])

    # ------------------------------------------------------------------ taken with the reception

    def test_received_and_paid_in_one_go(self):
        answer = self.app.receive(self.payload_with(self.cash(24_000, 100_000)))
        self.assertEqual(
            {key: answer["fee_done"][key] for key in ("method", "amount", "change")},
            {"method": "cash", "amount": 24_000, "change": 76_000},
        )
        payment = self.env["onestop.fee.payment"].browse(answer["fee_done"]["payment_id"])
        self.assertEqual(
            (payment.session_id, payment.counter_id, payment.collector_id), (self.clerk_drawer, self.place, self.clerk)
        )
        self.assertEqual(self.due(answer).state, "paid")
        self.assertEqual(answer["fee_done"]["receipts"], payment.receipt_ids.ids)
        self.assertEqual(len(payment.receipt_ids), 1)

    def test_sent_again_by_a_broken_line(self):
        payload = self.payload_with(self.cash(24_000, 50_000))
        first, again = self.app.receive(payload), self.app.receive(payload)
        self.assertEqual((first["id"], first["fee_done"]), (again["id"], again["fee_done"]))
        self.assertEqual(len(self.due(first).line_ids), 1)

    def test_sent_again_after_it_was_undone(self):
        payload = self.payload_with(self.cash(24_000, 50_000))
        first = self.app.receive(payload)
        self.env["onestop.fee.payment"].browse(first["fee_done"]["payment_id"]).with_user(self.clerk)._undo("Nhầm")
        again = self.app.receive(payload)
        self.assertEqual((again["id"], again["fee_done"]), (first["id"], {"owed": 24_000, "asked": False}))
        self.assertEqual(self.due(first).line_ids.payment_id.mapped("state"), ["undone"])

    def test_sent_again_that_paid_other_dossiers_alone(self):
        """Nothing is owed for the new dossier: by nature, or because somebody is let off."""
        free = self.make_procedure("9.000010", "Thủ tục không thu")
        child = self.extract.exemption_ids.filtered(lambda one: one.group_id == self.child)
        let_off = {"quantity": 1, "exemption_id": child.id, "proof": "Giấy khai sinh 5"}
        for procedure, answer in ((free, None), (self.procedure, let_off)):
            other = self.app.receive(self.payload_with(False))
            pay = self.cash(24_000, 50_000, self.due(other).ids)
            payload = self.payload_with(pay, procedure, answer=answer)
            first, again = self.app.receive(payload), self.app.receive(payload)
            self.assertEqual(first["fee_done"]["change"], 26_000)
            self.assertEqual((again["id"], again["fee_done"]), (first["id"], first["fee_done"]))
            payment = self.due(other).line_ids.payment_id.ensure_one()
            payment.with_user(self.clerk)._undo("Nhầm")
            self.assertFalse(self.app.receive(payload)["fee_done"])
            self.assertEqual((self.due(other).state, len(self.due(other).line_ids)), ("open", 1))
            self.assertRefused(UserError, "used already", self.app.collect_fees, self.due(first).ids, pay)

    def test_sent_again_that_asked_a_transfer_of_other_dossiers_alone(self):
        self.make_account(self.commune)
        other = self.app.receive(self.payload_with(False))
        pay = {"method": "transfer", "amount": 24_000, "others": self.due(other).ids, "uuid": str(uuid.uuid4())}
        payload = self.payload_with(pay, self.make_procedure("9.000010", "Thủ tục không thu"))
        first, again = self.app.receive(payload), self.app.receive(payload)
        self.assertEqual(first["fee_done"], again["fee_done"])
        [shown] = first["fee_done"]["transfers"]
        self.app.confirm_transfer(shown["id"], "FT26332123456", self.place.id)
        [paid] = self.app.receive(payload)["fee_done"]["transfers"]
        self.assertEqual((paid["code"], paid["state"]), (shown["code"], "paid"))

    def test_several_dossiers_of_one_visitor(self):
        first = self.app.receive(self.payload_with(False, applicant_identity=IDENTITY))
        answer = self.app.receive(
            self.payload_with(
                self.cash(29_000, 50_000, self.due(first).ids),
                self.procedure_same_day,
                self.copies,
                applicant_identity=IDENTITY,
            )
        )
        self.assertEqual((answer["fee_done"]["amount"], answer["fee_done"]["change"]), (29_000, 21_000))
        self.assertEqual((self.due(first).state, self.due(answer).state), ("paid", "paid"))
        self.assertEqual(self.due(first).line_ids.payment_id, self.due(answer).line_ids.payment_id)

    def test_what_does_not_add_up_receives_nothing(self):
        before = self.env["onestop.dossier"].search_count([])
        for pay, words in (
            (self.cash(23_000), "is owed, not"),
            (self.cash(24_000, 20_000), "not enough"),
            (self.cash(24_000) | {"method": "barter"}, "no such way"),
        ):
            self.assertRefused(UserError, words, self.app.receive, self.payload_with(pay))
        self.clerk_drawer._count({500_000: 1})
        self.assertRefused(UserError, "drawer is counted", self.app.receive, self.payload_with(self.cash(24_000)))
        self.assertEqual(self.env["onestop.dossier"].search_count([]), before)

    def test_handed_over_in_the_same_pass_only_when_paid(self):
        user = self.leader_at_the_desk()
        app = self.app.with_user(user)
        place = self.env["onestop.counter"].create({"name": "Quầy 8", "number": 8, "desk_id": self.desk.id})
        self.open_drawer(user, place)
        unpaid = self.payload_with(False, self.procedure_same_day, self.copies, result_number="1/CT")
        self.assertRefused(UserError, "Not paid yet", app.receive, unpaid | {"counter_id": place.id}, True)
        paid = self.payload_with(self.cash(5_000), self.procedure_same_day, self.copies, result_number="1/CT")
        answer = app.receive(paid | {"counter_id": place.id}, True)
        self.assertEqual((answer["state"], self.due(answer).state), ("returned", "paid"))

    def test_collecting_with_the_reception_costs_few_queries(self):
        def queries(pay):
            payload = self.payload_with(pay)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.app.receive(payload)
            # the receipt has its number
            self.end_transaction()
            return self.env.cr.sql_log_count - before

        queries(False), queries(self.cash(24_000, 50_000))
        without, paid = queries(False), queries(self.cash(24_000, 50_000))
        self.assertLessEqual(paid - without, MORE_QUERIES)

    # ------------------------------------------------------------------ by VietQR

    def test_a_vietqr_with_the_reception(self):
        self.make_account(self.commune)
        answer = self.app.receive(self.payload_with({"method": "transfer", "amount": 24_000, "others": []}))
        [shown] = answer["fee_done"]["transfers"]
        self.assertEqual((shown["amount"], shown["state"], shown["account"]), (24_000, "waiting", "1023456789"))
        dossier = self.env["onestop.dossier"].browse(answer["id"])
        self.assertEqual([one["code"] for one in dossier._slip_transfers()], [shown["code"]])
        slip = self.env["ir.actions.report"]._render_template("onestop_core.report_receipt_slip", {"docs": dossier})
        self.assertIn(shown["memo"], slip.decode())
        self.assertEqual(self.app.transfer_state(shown["id"])["state"], "waiting")
        self.assertRefused(UserError, "still awaited", self.clerk_drawer._count, {500_000: 1})
        self.assertEqual(self.app.confirm_transfer(shown["id"], "FT26332123456", self.place.id)["state"], "paid")
        self.assertEqual(self.due(answer).state, "paid")
        self.assertEqual(dossier._slip_transfers(), [])

    def test_a_vietqr_that_nobody_pays(self):
        self.make_account(self.commune)
        answer = self.app.receive(self.payload_with({"method": "transfer", "amount": 24_000, "others": []}))
        [shown] = answer["fee_done"]["transfers"]
        self.assertEqual(self.app.withdraw_transfer(shown["id"])["state"], "withdrawn")
        dues = self.due(answer).with_user(self.clerk)
        self.app.collect_fees(dues.ids, self.cash(24_000), self.place.id)
        late = self.app.confirm_transfer(shown["id"], "FT26332123456", self.place.id)
        self.assertEqual((late["in_vain"], late["state"]), (True, "withdrawn"))
        self.clerk_drawer._count({500_000: 1})

    # ------------------------------------------------------------------ an opened dossier

    def test_an_opened_dossier(self):
        answer = self.app.receive(self.payload() | {"counter_id": self.place.id})
        self.assertEqual(answer["fee_done"], {"owed": 0, "asked": True})
        opened = self.app.open_dossier(answer["id"])
        [line] = opened["fees"]
        self.assertEqual((line["state"], line["asks_quantity"]), ("asked", True))
        [line] = self.app.say_fee(line["id"], {"quantity": 2, "pieces": 1})
        self.assertEqual((line["state"], line["remaining"]), ("open", 16_000))
        poor = self.extract.exemption_ids.filtered(lambda one: one.group_id == self.poor)
        [line] = self.app.say_fee(line["id"], {"exemption_id": poor.id, "proof": "Sổ hộ nghèo 12/2026"})
        self.assertEqual((line["remaining"], line["proof"]), (8_000, "Sổ hộ nghèo 12/2026"))
        [line] = self.app.say_fee(line["id"], {"exemption_id": False, "reason": "Sổ đã hết hạn"})
        self.assertEqual(line["remaining"], 16_000)
        done = self.app.collect_fees([line["id"]], self.cash(16_000, 20_000), self.place.id)
        self.assertEqual((done["amount"], done["change"]), (16_000, 4_000))
        self.assertEqual(self.app.open_dossier(answer["id"])["fees"][0]["state"], "paid")

    # ------------------------------------------------------------------ the drawer

    def test_the_drawer(self):
        data = self.app.open_counter()["drawer"]
        self.assertEqual((data["id"], data["counter"], data["state"]), (self.clerk_drawer.id, "Quầy 7", "open"))
        self.assertEqual(data["notes"][0], 500_000)
        self.assertEqual(self.dialog(self.app.drawer_action(self.place.id)).task, "count")
        self.clerk_drawer._count({500_000: 1})
        self.assertEqual(self.dialog(self.app.drawer_action(self.place.id)).task, "close")
        self.clerk_drawer._close()
        self.assertFalse(self.app.drawer()["id"])
        opening = self.dialog(self.app.drawer_action(self.place.id))
        self.assertEqual((opening.task, opening.counter_id), ("open", self.place))

    def dialog(self, action):
        return self.env[action["res_model"]].browse(action["res_id"])
