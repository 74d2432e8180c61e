from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalRightsMatrix(RightsMatrixCase):
    addon = "onestop_portal"

    def make_table(self, agency):
        return self.make_eforms(agency) | self.make_feedbacks(agency)

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

    def make_feedbacks(self, agency):
        now = "2026-11-23 02:00:00"
        number = f"PA-{agency.code}"
        vals = {
            "number": number, "kind": "complaint", "about": "agency", "about_agency_id": agency.id, "agency_id": agency.id,
            "text": "Chờ lâu", "sender_name": "Bé", "sent_at": now, "clock_from": now, "answer_due_at": now, "client_uuid": number,
        }  # fmt: skip
        again = {"number": f"{number}-2", "client_uuid": f"{number}-2"}
        feedback = self.env["onestop.feedback"].create({**vals, "number": f"{number}-3", "client_uuid": f"{number}-3"})
        event = {"feedback_id": feedback.id, "at": now, "action": "send"}
        days = {"refuse_days": 1, "ask_days": 1, "answer_days": 1, "publish_days": 1, "source": "Thử"}
        year = 1900 + 2 * self.agency_index(agency)
        limit = {"valid_from": f"{year}-01-01", "valid_to": f"{year}-12-31", **days}
        other = {"valid_from": f"{year + 1}-01-01", "valid_to": f"{year + 1}-12-31"}
        return {
            "onestop.feedback": (vals, again, {"answer": "x"}),
            "onestop.feedback.event": (event, {}, {"text": "x"}),
            "onestop.feedback.limit": (limit, other, {"source": "Khác"}),
        }

    def agency_index(self, agency):
        return [self.commune, self.commune_2, self.former].index(agency)

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
