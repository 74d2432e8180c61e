from odoo.addons.onestop_core.tests.common import OnestopCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorPast(OnestopCase):
    def classify(self, level):
        self.procedure.classification_ids.unlink()
        self.procedure.classification_ids = [(0, 0, {"service_level": level, "valid_from": "2020-01-01"})]

    def test_a_table_of_the_past_outlives_a_reorganisation(self):
        dossiers = self.env["onestop.dossier"]
        self.classify("2")
        dossier = self.receive(applicant_name="Cửa Một")
        level, channel = dossier.service_level, dossier.channel
        self.assertEqual((level, channel), ("2", "direct"))
        self.assertEqual(dossiers.door_table(self.province), [("2", "direct", 1)])
        other = self.env["onestop.agency"].create(
            {"name": "Tỉnh Mới", "code": "H98", "level_id": self.province.level_id.id}
        )
        self.commune.parent_id = other
        self.classify("4")
        self.receive(applicant_name="Cửa Hai")
        self.assertEqual(dossiers.door_table(self.province), [("2", "direct", 1)], "as it was at its reception")
        self.assertEqual(dossiers.door_table(other), [("4", "direct", 1)])

    def test_causes_are_data_with_dates(self):
        flood, past = self.env.ref("door_past.cause_flood"), self.env.ref("door_past.cause_past")
        dossier = self.receive()
        dossier.act("forward")
        specialist = self.as_role(dossier, "specialist")
        opened = specialist.with_context(onestop_action="request_supplement").action_act()
        offered = self.env[opened["res_model"]].browse(opened["res_id"]).cause_ids
        self.assertIn(flood, offered)
        self.assertNotIn(past, offered)
        lines = self.asked(dossier)
        specialist.act("request_supplement", lines=lines, reason="Mất giấy tờ", content="Bản sao", cause_id=flood.id)
        self.assertEqual(self.env["onestop.dossier"].door_causes(), {"door_flood": 1})
