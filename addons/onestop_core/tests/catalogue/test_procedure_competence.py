from odoo.tests import tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestProcedureCompetence(OnestopCase):
    """Whoever stands at the wrong door is told the right one."""

    def body(self, procedure, agency=None):
        return procedure.with_user(self.users["receptionist"])._competent_body(agency or self.commune)

    def test_the_agencies_that_alone_receive_it(self):
        procedure = self.make_procedure("9.000040", "Nơi khác", procedure={"agency_ids": [(6, 0, self.commune_2.ids)]})
        self.assertEqual(self.body(procedure), "Xã Hai")

    def test_the_nearest_above_of_the_level(self):
        level = self.env.ref("onestop_core.level_province")
        procedure = self.make_procedure("9.000041", "Của tỉnh", procedure={"level_ids": [(6, 0, level.ids)]})
        self.assertEqual(self.body(procedure), "Tỉnh Thử")
        procedure.level_ids = self.env.ref("onestop_core.level_commune")
        self.assertEqual(self.body(procedure), "Xã Một")

    def test_the_words_of_the_catalogue(self):
        version = {"competent_body": "Sở Tư pháp", "executing_body": "Phòng Công chứng"}
        procedure = self.make_procedure("9.000042", "Của sở", version=version)
        self.assertEqual(self.body(procedure), "Sở Tư pháp")
        version = {"executing_body": "Phòng Công chứng"}
        procedure = self.make_procedure("9.000043", "Công chứng", version=version)
        self.assertEqual(self.body(procedure), "Phòng Công chứng")
        # a department stands beside the communes, not above them
        self.assertEqual(self.body(self.procedure_province), self.env.ref("onestop_core.level_department").name)
