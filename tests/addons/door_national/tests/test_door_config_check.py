from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorConfigCheck(ConfigCheckCase):
    def test_a_check_of_a_module_concerns_whom_it_says(self):
        findings = self.findings().filtered(lambda one: one.area == "door")
        self.assertFound(findings, "error", self.env["onestop.agency"], "The province")
        self.assertFound(findings, "warning", self.commune_2, "Xã Hai has no door")
        concerns = {one.message: one.group_id.get_external_id()[one.group_id.id] for one in findings}
        self.assertEqual(concerns["The province has no door."], "onestop_core.group_manager")
        self.assertEqual(concerns["Xã Hai has no door."], "onestop_core.group_agency_admin")
        findings = self.findings(self.users["agency_admin"]).filtered(lambda one: one.area == "door")
        self.assertEqual(findings.mapped("message"), ["Xã Một has no door."])
