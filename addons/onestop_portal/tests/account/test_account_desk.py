from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

NUMBER = "001185000123"


@tagged("post_install", "-at_install")
class TestAccountDesk(OnestopCase):
    """An account for whoever is present at the desk, and what they prepared at home."""

    def test_one_press_opens_an_account_with_the_paper_dossier(self):
        dossier = self.receive(applicant_identity=NUMBER, applicant_phone="0912345678")
        words = dossier.open_citizen_account()
        self.assertIn("0912345678", words)
        partner = dossier.sudo().applicant_id
        self.assertEqual((partner.name, partner.onestop_proven_by), ("Nguyễn Thị Thử", "counter"))
        self.assertTrue(partner.user_ids._is_portal())
        self.assertIn("account_opened", dossier.event_ids.mapped("action"))
        # the next paper dossier of this person lies there at once, and a second press opens no second account
        other = self.receive(applicant_identity=NUMBER, applicant_phone="0987654321", procedure=self.procedure_same_day)
        self.assertEqual(other.sudo().applicant_id, partner)
        self.assertIn("0912345678", other.open_citizen_account())

    def test_not_without_number_or_telephone_and_not_by_others(self):
        nobody = self.receive(applicant_phone="0912345678")
        self.assertRefused(UserError, "identity number", nobody.open_citizen_account)
        silent = self.receive(applicant_identity=NUMBER, applicant_phone="", procedure=self.procedure_same_day)
        self.assertRefused(UserError, "phone", silent.open_citizen_account)
        self.assertRefused(AccessError, "desk", self.as_role(nobody, "leader").open_citizen_account)

    def test_the_telephone_of_somebody_else_opens_nothing(self):
        first = self.receive(applicant_identity=NUMBER, applicant_phone="0912345678")
        first.open_citizen_account()
        other = self.receive(
            applicant_identity="001185000124", applicant_phone="0912345678", procedure=self.procedure_same_day
        )
        self.assertRefused(UserError, "another person", other.open_citizen_account)

    def test_a_prepared_filing_is_opened_by_the_staff_of_a_desk(self):
        self.procedure.classification_ids = [(0, 0, {"online_scope": "full", "valid_from": "2020-01-01"})]
        filing = self.env["onestop.filing"]._begin(self.procedure)
        desk = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        typed = filing._desk_code_words().lower()
        self.assertTrue(desk.open_prepared_filing(typed).startswith(filing._path()))
        self.assertEqual(filing.assisted_by_id, self.users["receptionist"])
        self.assertRefused(UserError, "code", desk.open_prepared_filing, "AAAA AAAA")
        self.assertRefused(UserError, "code", desk.open_prepared_filing, "")
        self.assertRefused(AccessError, "desk", desk.with_user(self.users["specialist"]).open_prepared_filing, typed)
