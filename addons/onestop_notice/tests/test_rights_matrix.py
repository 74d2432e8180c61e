from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestNoticeRightsMatrix(RightsMatrixCase):
    addon = "onestop_notice"

    def make_table(self, agency):
        env = self.env
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        here = {"agency_id": agency.id}
        company, other_company = env["res.company"].create(
            [{"name": f"C{agency.id}"}, {"name": f"D{agency.id}"}],
        )
        return {
            "onestop.notice": (
                {
                    "dossier_id": dossier.id,
                    **here,
                    "event": "received",
                    "channel": "mail",
                    "recipient": "a@b.vn",
                    "text": "T",
                },
                {},
                {"text": "M"},
            ),
            "onestop.notice.template": (
                {"event": "received", "channel": "sms", "text": "T", **here},
                {"event": "ready"},
                {"text": "M"},
            ),
            "onestop.sms.gateway": (
                {"name": "G", "company_id": company.id},
                {"company_id": other_company.id},
                {"name": "M"},
            ),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
