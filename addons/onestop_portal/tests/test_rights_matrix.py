from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalRightsMatrix(RightsMatrixCase):
    addon = "onestop_portal"

    def make_table(self, agency):
        env = self.env
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        now = "2026-11-23 03:00:00"
        filing = {
            "procedure_id": self.procedure.id,
            "version_id": self.procedure.current_version_id.id,
            "agency_id": agency.id,
            "touched_at": now,
        }
        paper = env["onestop.filing.paper"].create(
            {"filing_id": env["onestop.filing"].create({**filing, "client_uuid": f"p{agency.id}"}).id}
        )
        letter = env["onestop.dossier.letter"].create(
            {
                "dossier_id": dossier.id,
                "kind": "stop",
                "stage": "appraisal",
                "name": "1",
                "issued_at": now,
                "agency_id": agency.id,
                "user_id": env.uid,
                "reason": "R",
            }
        )
        return (
            self.make_eforms(agency)
            | self.make_feedbacks(agency)
            | {
                "onestop.filing": (
                    {**filing, "client_uuid": f"u{agency.id}"},
                    {"client_uuid": f"v{agency.id}"},
                    {"result_address": "M"},
                ),
                "onestop.filing.paper": ({"filing_id": paper.filing_id.id}, {}, {"note": "M"}),
                "onestop.filing.file": (
                    {"paper_id": paper.id, "name": "a.pdf", "size": 1, "state": "coming"},
                    {},
                    {"name": "M"},
                ),
                "onestop.dossier.link": (
                    {"dossier_id": dossier.id, "letter_id": letter.id, "expires_at": now},
                    {},
                    {"spent_at": now},
                ),
                "onestop.portal.news": ({"name": "N"}, {"name": "O"}, {"text": "M"}),
                "onestop.unit": (
                    {
                        "code": f"9{agency.id:04d}"[-5:],
                        "name": "U",
                        "kind": "ward",
                        "decision": "D",
                        "valid_from": "2001-01-01",
                    },
                    {"valid_from": "2002-01-01"},
                    {"name": "M"},
                ),
                "onestop.unit.succession": (
                    {"old_code": "1", "new_code": "2", "share": "whole"},
                    {},
                    {"share": "part"},
                ),
                "onestop.sign.in": (
                    {"contact": "0912000001", "seal": "S", "expires_at": now},
                    {},
                    {"wrong_codes": 1},
                ),
                "onestop.dossier.message": (
                    {"dossier_id": dossier.id, "side": "citizen", "text": "T", "at": now},
                    {},
                    {"text": "M"},
                ),
            }
        )

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
        told = {"code": f"A{agency.id}", "version_id": self.procedure.current_version_id.id, "told": "–"}
        return {
            "onestop.guidance": (told, {"code": f"B{agency.id}"}, {"told": "x"}),
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
