from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestVneidRightsMatrix(RightsMatrixCase):
    addon = "onestop_portal_vneid"

    def make_table(self, agency):
        provider = self.env.ref("onestop_portal_vneid.provider_vneid")
        claim = {"provider_id": provider.id, "name": f"x{agency.id}", "what": "name"}
        return {"onestop.vneid.claim": (claim, {"name": f"y{agency.id}"}, {"sequence": 5})}

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
