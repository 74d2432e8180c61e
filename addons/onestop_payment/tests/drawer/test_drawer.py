from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..payment_case import PaymentCase

FLOAT = {500_000: 1}


@tagged("post_install", "-at_install")
class TestDrawer(PaymentCase):
    def count(self, amount, drawer=None):
        """Count ``amount`` (a multiple of 500) in the drawer."""
        (drawer or self.drawer)._count(self.pieces(amount))

    def receiver(self):
        return self.money["accountant"]

    def closed(self, amount, reason=""):
        self.count(amount)
        self.drawer._close(reason)

    # ------------------------------------------------------------------ opening

    def test_opened_once_and_taken_up(self):
        drawers = self.env["onestop.drawer.session"].with_user(self.cashier)
        self.assertEqual(
            (self.drawer.state, self.drawer.opening_amount, self.drawer.agency_id), ("open", 500_000, self.commune)
        )
        self.assertEqual(drawers._open(self.counter.with_user(self.cashier), 0), self.drawer)
        self.assertEqual(self.drawer.opening_amount, 500_000)
        self.assertEqual(drawers._of_user(), self.drawer)

    def test_one_at_a_counter_and_one_of_a_person(self):
        other = self.users["receptionist"]
        self.assertRefused(UserError, "cashier has the drawer", self.open_drawer, other, self.counter)
        self.assertRefused(UserError, "still open", self.open_drawer, self.cashier)
        self.open_drawer(other)

    def test_who_takes_no_money_opens_no_drawer(self):
        for user in (self.users["leader"], self.money["accountant"], self.make_staff("cashier", self.commune_2, "_2")):
            self.assertRefused(AccessError, "take no money", self.open_drawer, user, self.counter)

    # ------------------------------------------------------------------ cash goes in and out

    def test_cash_needs_an_open_drawer(self):
        dossier = self.received()
        other = self.users["receptionist"]
        dues = dossier.due_ids.with_user(other)
        collect = dues.env["onestop.fee.payment"]._collect
        self.assertRefused(UserError, "Open your drawer first", collect, dues, "cash", 24_000)
        self.open_drawer(other)
        self.assertRefused(
            UserError, "Your open drawer is that of", collect, dues, "cash", 24_000, counter=self.counter
        )
        payment = self.pay(dossier, user=other)
        self.assertEqual(payment.session_id.user_id, other)

    def test_a_transfer_needs_none_but_is_counted_with_it(self):
        self.assertEqual(self.pay(self.received(), method="transfer").session_id, self.drawer)
        other = self.users["receptionist"]
        payment = self.pay(self.received(), user=other, method="transfer")
        self.assertFalse(payment.session_id)
        # nobody takes it at a counter that is not theirs, whose receipts may be those of a delegate
        desk = self.env["onestop.desk"].create({"name": "Bưu cục", "agency_id": self.commune.id})
        foreign = self.env["onestop.desk"].create({"name": "Một cửa Xã Hai", "agency_id": self.commune_2.id})
        there, abroad = self.env["onestop.counter"].create(
            [{"name": "B1", "number": 1, "desk_id": desk.id}, {"name": "B2", "number": 2, "desk_id": foreign.id}]
        )
        refused = self.received()
        self.assertRefused(UserError, "open drawer is that of", self.pay, refused, method="transfer", counter=there)
        self.assertRefused(
            AccessError, "take no money", self.pay, refused, user=other, method="transfer", counter=abroad
        )
        payment._undo("Nhầm")
        self.assertEqual(payment.state, "undone")

    def test_undone_as_long_as_the_drawer_is_open(self):
        payment = self.pay(self.received())
        other = self.users["receptionist"]
        self.assertRefused(UserError, "who alone can undo it", payment.with_user(other)._undo, "Nhầm")
        payment._undo("Nhầm")
        self.assertEqual(self.drawer.sudo()._cash_inside(), 500_000)
        counted = self.pay(self.received())
        self.count(524_000)
        self.assertRefused(UserError, "counted or closed", counted._undo, "Nhầm")
        self.drawer._close()
        self.assertRefused(UserError, "in the books", counted._undo, "Nhầm")

    def test_a_refund_belongs_to_the_drawer_that_pays_it(self):
        payment = self.pay(self.received())
        self.closed(524_000)
        refund = payment._refund("Thu thừa")
        approver = refund.with_user(self.money["fee_approver"])
        self.assertRefused(UserError, "has none open", approver.action_approve_refund)
        tomorrow = self.open_drawer(self.cashier, amount=20_000)
        self.assertRefused(UserError, "not enough cash", approver.action_approve_refund)
        self.pay(self.received())
        approver.action_approve_refund()
        self.assertEqual((refund.session_id, tomorrow.sudo()._cash_inside()), (tomorrow, 20_000))
        self.assertEqual(self.drawer.expected_amount, 524_000)

    # ------------------------------------------------------------------ counting

    def test_counted_blind_and_once(self):
        self.pay(self.received())
        self.assertEqual((self.drawer.expected_amount, self.drawer.counted_amount), (0, 0))
        self.count(523_500)
        self.assertEqual(
            (self.drawer.expected_amount, self.drawer.counted_amount, self.drawer.difference, self.drawer.state),
            (524_000, 523_500, -500, "counted"),
        )
        self.assertEqual(sum(self.drawer.count_ids.mapped("amount")), 523_500)
        self.assertRefused(UserError, "is “Counted”", self.count, 524_000)
        self.assertRefused(UserError, "stays as it was counted", self.drawer.sudo().write, {"counted_amount": 524_000})
        self.assertRefused(AccessError, "system alone", self.drawer.write, {"difference": 0})
        self.assertRefused(UserError, "stays as it was counted", self.drawer.sudo().count_ids.unlink)
        dues = self.received().due_ids.with_user(self.cashier)
        self.assertRefused(UserError, "is counted", dues.env["onestop.fee.payment"]._collect, dues, "cash", 24_000)

    def test_who_counts(self):
        self.assertRefused(
            AccessError, "counts this drawer", self.count, 500_000, self.drawer.with_user(self.users["receptionist"])
        )
        self.count(500_000, self.drawer.with_user(self.money["accountant"]))
        self.assertEqual(self.drawer.counted_by_id, self.money["accountant"])

    def test_what_is_no_count(self):
        for pieces in ({3_000: 1}, {500_000: -1}, {500_000: 1.5}):
            self.assertRefused(UserError, "no count of notes", self.drawer._count, pieces)

    def test_pending_money_keeps_it_open(self):
        self.make_account(self.commune)
        dossier = self.received()
        transfers = self.env["onestop.fee.transfer"].with_user(self.cashier)
        transfer = transfers._await(dossier.due_ids.with_user(self.cashier))
        self.assertRefused(UserError, transfer.code, self.count, 500_000)
        transfer.action_withdraw()
        self.count(500_000)
        self.assertEqual(self.drawer.difference, 0)

    # ------------------------------------------------------------------ closing

    def test_a_difference_is_explained(self):
        self.count(499_000)
        self.assertRefused(UserError, "Explain the difference", self.drawer._close, " ")
        self.assertRefused(AccessError, "closes it", self.drawer.with_user(self.money["accountant"])._close, "x")
        self.drawer._close("Trả nhầm tiền thừa")
        self.assertEqual((self.drawer.state, self.drawer.number, self.drawer.needs_approval), ("closed", 1, False))
        move = self.drawer.difference_move_id
        self.assertEqual((move.state, move.amount_total, move.onestop_agency_id), ("posted", 1_000, self.commune))

    def test_closed_and_in_the_books_in_one_go(self):
        payment = self.pay(self.received())
        self.assertFalse(payment.line_ids.move_id)
        self.assertFalse(payment._may_be_posted())
        self.closed(524_000)
        self.assertEqual(payment.line_ids.move_id.state, "posted")
        self.assertIn("Z0001", payment.line_ids.move_id.ref)
        self.assertFalse(self.drawer.difference_move_id)

    def test_no_difference_needs_no_words(self):
        self.closed(500_000)
        self.assertEqual((self.drawer.state, self.drawer.difference), ("closed", 0))

    def test_reports_of_a_counter_are_numbered_without_a_gap(self):
        self.closed(500_000)
        again = self.open_drawer(self.cashier, self.counter)
        again._count(FLOAT)
        again._close()
        elsewhere = self.open_drawer(self.cashier)
        elsewhere._count(FLOAT)
        elsewhere._close()
        self.assertEqual((self.drawer.number, again.number, elsewhere.number), (1, 2, 1))

    def test_a_large_difference_waits_for_a_second_person(self):
        self.closed(400_000, "Chưa rõ")
        self.assertTrue(self.drawer.needs_approval)
        self.assertRefused(UserError, "an accountant approves", self.drawer._hand_over, self.receiver())
        self.assertRefused(AccessError, "accountant", self.drawer.action_approve_difference)
        self.drawer.with_user(self.money["accountant"]).action_approve_difference()
        self.assertFalse(self.drawer.needs_approval)
        self.drawer._hand_over(self.receiver())

    def test_who_counted_does_not_approve(self):
        self.count(400_000, self.drawer.with_user(self.money["accountant"]))
        self.drawer._close("Chưa rõ")
        self.assertRefused(
            AccessError, "second person", self.drawer.with_user(self.money["accountant"]).action_approve_difference
        )

    # ------------------------------------------------------------------ handing over

    def test_d2_27_both_confirm_and_what_was_counted_stays(self):
        payment = self.pay(self.received())
        self.closed(523_000, "Trả nhầm")
        self.assertRefused(UserError, "somebody else", self.drawer._hand_over, self.cashier)
        self.assertRefused(UserError, "takes over no cash", self.drawer._hand_over, self.users["leader"])
        receiver = self.receiver()
        taking = self.drawer.with_user(receiver)
        self.assertRefused(AccessError, "Nobody yet", taking._receive, self.pieces(523_000))
        self.drawer._hand_over(receiver)
        self.assertTrue(taking.is_receiver)
        self.assertRefused(AccessError, "takes over this drawer", self.drawer._receive, self.pieces(523_000))
        self.assertRefused(UserError, "Count again together", taking._receive, self.pieces(522_000))
        taking._receive(self.pieces(522_000), "Thiếu một tờ 1.000 đ khi đếm lại")
        self.assertEqual(
            (
                self.drawer.state,
                self.drawer.counted_amount,
                self.drawer.received_amount,
                self.drawer.handover_difference,
            ),
            ("received", 523_000, 522_000, -1_000),
        )
        self.open_drawer(self.cashier)
        refund = payment._refund("Thu thừa")
        refund.with_user(self.money["fee_approver"]).action_approve_refund()
        self.assertEqual(
            (self.drawer.expected_amount, self.drawer.counted_amount, self.drawer.difference),
            (524_000, 523_000, -1_000),
        )
        for name in ("received_amount", "handover_difference", "closed_at", "reason"):
            self.assertRefused(UserError, "stays as it was", self.drawer.sudo().write, {name: False})

    def test_handed_to_somebody_else_instead(self):
        self.closed(500_000)
        self.drawer._hand_over(self.receiver())
        second = self.make_staff("cashier", self.commune, "_b")
        self.drawer._hand_over(second)
        self.assertRefused(AccessError, "takes over", self.drawer.with_user(self.receiver())._receive, FLOAT)
        self.drawer.with_user(second)._receive(FLOAT)
        self.assertEqual(self.drawer.state, "received")

    def test_never_deleted(self):
        self.assertRefused(UserError, "never deleted", self.drawer.sudo().unlink)

    # ------------------------------------------------------------------ the dialogs

    def test_the_dialogs(self):
        def dialog(action, user):
            return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

        counting = dialog(self.drawer.action_count(), self.cashier)
        self.assertRefused(UserError, "tick that there is nothing", counting.action_confirm)
        counting.line_ids.filtered(lambda line: line.worth == 200_000).pieces = 2
        self.assertEqual(counting.total, 400_000)
        closing = dialog(counting.action_confirm(), self.cashier)
        self.assertEqual((closing.task, closing.difference), ("close", -100_000))
        closing.reason = "Nộp trước 100.000 đ cho thủ quỹ, chưa ghi"
        closing.action_confirm()
        self.drawer.with_user(self.receiver()).action_approve_difference()
        giving = dialog(self.drawer.action_hand_over(), self.cashier)
        self.assertIn(self.receiver(), giving.receiver_ids)
        giving.receiver_id = self.receiver()
        giving.action_confirm()
        taking = dialog(self.drawer.with_user(self.receiver()).action_receive(), self.receiver())
        taking.line_ids.filtered(lambda line: line.worth == 200_000).pieces = 2
        taking.action_confirm()
        self.assertEqual(self.drawer.state, "received")

    def test_opening_says_what_lies_in_it(self):
        user = self.users["receptionist"]
        action = self.env["onestop.drawer.session"].with_user(user).action_open_drawer()
        opening = self.env[action["res_model"]].with_user(user).browse(action["res_id"])
        opening.counter_id = self.env["onestop.counter"].create({"name": "Q9", "number": 9, "desk_id": self.desk.id})
        self.assertIn(opening.counter_id, opening.counter_ids)
        self.assertRefused(UserError, "tick that there is nothing", opening.action_confirm)
        opening.nothing = True
        answer = opening.action_confirm()
        drawer = self.env["onestop.drawer.session"].browse(answer["infos"]["drawer"])
        self.assertEqual((drawer.opening_amount, drawer.user_id), (0, user))

    # ------------------------------------------------------------------ the report

    def test_the_report(self):
        self.pay(self.received(), tendered=50_000)
        self.pay(self.received(self.procedure_same_day, quantity=3), method="transfer")
        self.pay(self.received())._undo("Nhầm")
        self.assertRefused(UserError, "counted blind", self.drawer._check_printable, self.report())
        interim = self.drawer.with_user(self.money["accountant"])._report_values()
        self.assertEqual((interim["final"], interim["expected"], interim["counted"]), (False, "524.000 đ", ""))
        self.assertFalse(self.drawer._printed(self.report()))
        self.closed(523_000, "Trả nhầm")
        values = self.drawer._report_values()
        self.assertEqual(values["number"], "Z0001/Quầy 1")
        self.assertEqual(values["methods"][0], ("Tiền mặt", 1, "24.000 đ", "0 đ", "24.000 đ"))
        self.assertEqual(values["methods"][1], ("Chuyển khoản", 1, "5.000 đ", "0 đ", "5.000 đ"))
        self.assertEqual(
            values["fees"],
            [("Phí", "PCT", "Phí chứng thực bản sao", "5.000 đ"), ("Lệ phí", "LPHT", "Lệ phí hộ tịch", "24.000 đ")],
        )
        self.assertEqual(
            (values["expected"], values["counted"], values["difference"]), ("524.000 đ", "523.000 đ", "−1.000 đ")
        )
        self.assertEqual(values["undone"][0][1:4], ("Nguyễn Thị Thử", "24.000 đ", "Nhầm"))

    def report(self):
        return self.env.ref("onestop_payment.action_report_drawer")

    def test_the_closing_report_is_kept(self):
        self.closed(500_000)
        reports = self.env["ir.actions.report"].with_user(self.cashier).with_context(force_report_rendering=True)
        first, _kind = reports._render_qweb_pdf("onestop_payment.action_report_drawer", self.drawer.ids)
        kept = self.env["onestop.print"].search([("key", "=", f"onestop.drawer.session,{self.drawer.id}")])
        self.assertEqual((kept.copy_number, kept.agency_ids), (0, self.commune))
        self.assertEqual(kept._content(), first)

    def test_the_finance_home(self):
        def figures():
            section = self.env["onestop.dossier"].with_user(self.money["accountant"])._home_finance()
            return {one["key"]: one["count"] for one in section["figures"]}

        self.make_account(self.commune)
        self.env["onestop.fee.transfer"].with_user(self.cashier)._await(self.received().due_ids.with_user(self.cashier))
        before = figures()
        self.assertEqual((before["drawers_open"], before["drawers_left"], before["transfers"]), (1, 0, 1))
        self.drawer.sudo().opened_on = "2020-01-01"
        self.assertEqual(figures()["drawers_left"], 1)
        self.env["onestop.fee.transfer"].search([("session_id", "=", self.drawer.id)])._withdraw("x")
        self.closed(400_000, "Chưa rõ")
        after = figures()
        self.assertEqual((after["drawers_open"], after["cash_to_receive"], after["differences"]), (0, 1, 1))
        self.env["onestop.fee.exception"]._note("x", "paid_twice", self.commune, "Nộp hai lần")
        self.assertEqual(figures()["unclear"], 1)

    def test_the_preview_of_its_form(self):
        form = self.env.ref("onestop_payment.form_drawer_report")
        self.assertTrue(form._preview().startswith(b"%PDF"))
