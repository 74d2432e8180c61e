from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalRightsMatrix(RightsMatrixCase):
    addon = "onestop_portal"

    def make_table(self, agency):
        return self.make_eforms(agency)

    def make_eforms(self, agency):
        eform = self.env["onestop.eform"].create({"name": "Tờ khai", "procedure_id": self.procedure.id})
        version = self.env["onestop.eform.version"].create({"eform_id": eform.id, "agency_id": agency.id})
        line = self.env["onestop.eform.field"].create({"version_id": version.id, "label": "Câu hỏi", "kind": "choice"})
        return {
            "onestop.eform": ({"name": "Tờ khai", "procedure_id": self.procedure.id}, {}, {"name": "Khác"}),
            "onestop.eform.version": ({"eform_id": eform.id, "agency_id": agency.id}, {}, {"source": "Khác"}),
            "onestop.eform.field": ({"version_id": version.id, "label": "Câu"}, {"label": "Câu nữa"}, {"help": "Khác"}),
            "onestop.eform.choice": ({"field_id": line.id, "label": "A"}, {"label": "B"}, {"label": "C"}),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
