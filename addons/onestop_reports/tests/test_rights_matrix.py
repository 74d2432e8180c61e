from freezegun import freeze_time
from odoo.addons.onestop_core.tests.common import local
from odoo.addons.onestop_core.tests.rights_matrix_case import RightsMatrixCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestReportsRightsMatrix(RightsMatrixCase):
    addon = "onestop_reports"

    def make_records(self, agency):
        records = super().make_records(agency)
        # counted by its reception: nobody makes such a row
        with freeze_time(local("2026-11-23")):
            dossier = self.env["onestop.dossier"].create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "A",
                    "applicant_address": "B",
                    "received_agency_id": agency.id,
                }
            )
            dossier.document_ids.handed_in = True
            dossier.act("receive")
        fact = dossier.report_fact_ids
        vals = {name: fact[name].id if fact._fields[name].type == "many2one" else fact[name] for name in FACT_FIELDS}
        place = fact.place_id
        task = self.env["onestop.report.task"].browse(dossier.task_ids.id)
        records["onestop.report.task"] = task, {"days": 1}, {"dossier_id": dossier.id}
        records["onestop.report.fact"] = fact, {"level": "4"}, vals
        records["onestop.report.place"] = place, {"path": "1/"}, {"agency_id": agency.id, "path": f"9/{agency.id}/"}
        correction = {
            "closing_id": records["onestop.report.closing"][0].id, "number": 1, "reason": "R", "corrected_at": "2026-11-02",
            "corrected_by_id": self.env.uid, "changes": [1], "figures": {"a": 1}, "record": "AAAA", "hash": "0",
        }  # fmt: skip
        error = {"import_id": records["onestop.history.import"][0].id, "line": 2}
        records["onestop.history.import.error"] = (
            self.env["onestop.history.import.error"].create(error),
            {"line": 3},
            error,
        )
        corrected = self.env["onestop.report.correction"].create(correction)
        records["onestop.report.correction"] = corrected, {"reason": "S"}, correction | {"number": 2}
        self.env.flush_all()
        self.env.invalidate_all()
        return records

    def make_table(self, agency):
        meaning = self.env.ref("onestop_reports.meaning_received")
        page = {
            "agency_id": agency.id, "year": 2026, "volume": 1, "number": 1, "first": 1, "last": 2, "row_count": 2, "hash": "0",
            "row_hashes": {"1": "0"}, "printed_at": "2026-11-01", "printed_by_id": self.env.uid,
        }  # fmt: skip
        closing = {
            "name": "C", "form_id": self.env.ref("onestop_reports.form_monitoring").id, "table_name": "monitoring",
            "agency_id": agency.id, "date_from": "2026-10-01", "date_to": "2026-10-31", "cut_off": "2026-10-31",
            "meaning": {"a": 1}, "printed": {"a": 1}, "figures": {"a": 1}, "record": "AAAA", "definition": "0", "hash": "0",
            "closed_at": "2026-11-01", "closed_by_id": self.env.uid,
        }  # fmt: skip
        return {
            "onestop.report.meaning": ({"name": "M"}, {"name": "N"}, {"name": "O"}),
            "onestop.report.form": (
                {"table_name": "monitoring", "name": "F", "meaning_id": meaning.id, "agency_id": agency.id},
                {"name": "G"},
                {"name": "H"},
            ),
            "onestop.report.export": (
                {"agency_id": agency.id, "year": 2026, "volume": 1, "volume_size": 9, "kind": "pdf", "file_name": "A"},
                {},
                {"year": 2025},
            ),
            "onestop.report.schedule": (
                {"form_id": self.env.ref("onestop_reports.form_monitoring").id, "agency_id": agency.id},
                {"day": 3},
                {"day": 4},
            ),
            "onestop.report.public": ({"made_at": "2026-11-01", "figures": {"a": 1}}, {}, {"figures": {"b": 1}}),
            "onestop.index.weight": ({"code": "X", "name": "N", "maximum": 1}, {"code": "Y"}, {"name": "O"}),
            "onestop.register.page": (page, {"number": 2}, {"number": 3}),
            "onestop.history.import": ({"file": "AAAA"}, {"file_name": "A"}, {"file_name": "B"}),
            "onestop.report.closing": (closing, {"date_from": "2026-09-01"}, {"name": "D"}),
        }

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()


FACT_FIELDS = (
    "dossier_id", "valid_from", "valid_to", "place_id", "competent_place_id", "procedure_id", "sector_id", "channel",
    "result_channel", "origin", "received_on", "due_on", "first_due_on", "settled_on", "closed_on", "waiting", "end",
)  # fmt: skip
