from odoo.addons.onestop_core.engine import transitions
from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorAct(OnestopCase):
    def test_what_has_happened_is_told_once(self):
        dossier = self.receive()
        self.assertEqual([heard["action"] for heard in dossier.door_heard], ["receive"])
        first = dossier.door_heard[0]
        self.assertEqual(first["states"], ["draft", "received"])
        self.assertEqual(first["holders"], [False, "Xã Một"])
        self.assertEqual((first["rights"], first["user"]), (True, self.users["receptionist"].login))
        dossier.act("forward", note="Xem giúp")
        lines = self.asked(dossier)
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=lines, reason="Thiếu trang 2", content="Trang 2"
        )
        self.assertEqual(
            [heard["action"] for heard in dossier.door_heard], ["receive", "forward", "request_supplement"]
        )
        self.assertEqual(dossier.door_heard[1]["params"], {"note": "Xem giúp"})
        last = dossier.door_heard[2]
        self.assertEqual(last["row"], "supplement")
        self.assertEqual(last["states"], ["processing", "supplement"])
        self.assertEqual(last["event"], "request_supplement")
        self.assertEqual((last["reason"], last["params"]), ("Thiếu trang 2", {"content": "Trang 2", "lines": lines}))

    def test_a_row_that_is_there_gets_a_guard(self):
        dossier = self.receive()
        dossier.sudo().door_deposit = 26000
        self.assertRefused(UserError, "deposit", dossier.act, "withdraw", reason="Không cần nữa")
        self.assertEqual(dossier.state, "received")
        self.assertEqual(len(dossier.door_heard), 1)
        dossier.sudo().door_deposit = 0
        dossier.act("withdraw", reason="Không cần nữa")
        self.assertEqual(dossier.state, "withdrawn")

    def test_a_row_that_is_there_gets_an_effect(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve", result_number="1")
        dossier.sudo().door_deposit = 26000
        dossier.act("return_result")
        self.assertEqual(dossier.door_deposit, 0)
        self.assertTrue(dossier.returned_at, "the row's own effects are still there")

    def test_rows_that_nobody_has_are_an_error(self):
        rows = transitions.TRANSITIONS
        for action, sources in (("withdrow", None), ("withdraw", ("received", "draft"))):
            with self.assertRaises(ValueError):
                transitions.extend(rows, action, sources=sources, guards=("x",))
