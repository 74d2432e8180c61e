from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestPostalRights(PostalCase):
    """A clerk of the post does what a right opens, for procedures of an approved list, at the agencies of their desks."""

    def test_receives_what_the_list_names(self):
        dossier = self.receive(self.clerk)
        self.assertEqual(dossier.state, "received")
        self.assertRefused(AccessError, "no approved list", self.receive, self.clerk, procedure=self.procedure_same_day)

    def test_nothing_without_a_right(self):
        for change in (
            {"valid_to": "2020-12-31"},
            {"trained_on": False},
            {"trained_on": "2999-01-01"},
            {"procedure_ids": [(6, 0, self.procedure_same_day.ids)]},
            {"act": "assist"},
        ):
            with self.subTest(change=change), self.env.cr.savepoint() as savepoint:
                self.may["receive"].write(change)
                self.assertRefused(AccessError, "The post may not do this here", self.receive, self.clerk)
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self.env.registry.clear_cache()
        self.postal_desk.valid_to = "2020-12-31"
        self.assertRefused(AccessError, "The post may not do this here", self.receive, self.clerk)

    def test_a_list_has_its_dates_and_another_keeps_back(self):
        self.list.valid_to = "2020-12-31"
        self.assertRefused(AccessError, "no approved list", self.receive, self.clerk)
        self.list.valid_to = False
        self.assertEqual(self.receive(self.clerk).state, "received")
        kept = self.list.copy({"kind": "kept", "number": "02/QĐ-UBND", "procedure_ids": [(6, 0, self.procedure.ids)]})
        self.assertRefused(AccessError, "no approved list", self.receive, self.clerk)
        kept.agency_id = self.commune_2
        self.assertEqual(self.receive(self.clerk).state, "received")

    def test_receive_for_one_return_for_another(self):
        # a desk at the agency, where results lie
        self.postal_desk.mode = "centre"
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        mine = dossier.with_user(self.clerk)
        self.assertIn("return_result", mine.allowed_actions)
        self.may["return"].unlink()
        self.assertRefused(AccessError, "", mine.act, "return_result")
        self.assertRefused(AccessError, "", mine.read, ["allowed_actions"])
        dossier.sudo().counter_id = self.counter
        self.postal_desk.desk_id = self.desk
        mine.invalidate_recordset(["allowed_actions"])
        self.assertNotIn("return_result", mine.allowed_actions or [], "seen as one of the desk, and not returned")
        self.assertRefused(AccessError, "The post may not do this here", mine.act, "return_result")
        self.assertIn("return_result", dossier.allowed_actions, "the agency's own desk returns it as before")
        dossier.act("return_result")
        self.assertEqual(dossier.state, "returned")

    def test_decides_nothing_whatever_else_they_are(self):
        self.clerk.onestop_staff_ids.role_ids |= self.env.ref("onestop_core.role_receptionist")
        draft = self.env["onestop.dossier"].with_user(self.clerk)._enter(self.payload())[0]
        self.assertRefused(AccessError, "decides nothing", draft.act, "reject", reason="Không đúng")
        dossier = self.receive(self.clerk)
        self.assertFalse({"approve", "refuse", "request_supplement"} & set(dossier.allowed_actions))
        self.assertIn("forward", dossier.allowed_actions)

    def test_sees_no_other_agencys_dossiers(self):
        other = self.receive(self.users_2["receptionist"], agency=self.commune_2)
        dossiers = self.env["onestop.dossier"].with_user(self.clerk)
        self.assertFalse(dossiers.search([("id", "=", other.id)]))
        with self.assertRaises(AccessError):
            other.with_user(self.clerk).read(["code"])
        self.assertRefused(AccessError, "", self.receive, self.clerk, agency=self.commune_2)

    def test_who_only_carries_receives_nothing(self):
        self.may["receive"].unlink()
        self.postal_desk.mode = "carry"
        with self.assertRaises(ValidationError):
            self.may["carry"].copy({"act": "receive"})

    def test_no_query_once_known(self):
        right = self.env["onestop.postal.right"]
        today = self.commune._today()
        right._open_to(self.clerk.id, self.commune.id, "receive", today)
        with self.assertQueryCount(0):
            self.assertEqual(
                right._open_to(self.clerk.id, self.commune.id, "receive", today), frozenset(self.procedure.ids)
            )
