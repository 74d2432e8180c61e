import base64
from datetime import date, timedelta

from odoo.tests import new_test_user, tagged

from . import upload_samples
from .rights_matrix_case import RightsMatrixCase


@tagged("post_install", "-at_install")
class TestRightsMatrix(RightsMatrixCase):
    addon = "onestop_core"

    def make_table(self, agency):
        env = self.env
        dossier = env["onestop.dossier"].create(
            {"procedure_id": self.procedure.id, "applicant_name": "A", "received_agency_id": agency.id}
        )
        # dossiers of their own: one that is rated is not deleted
        rated_dossier, unrated_dossier = dossier.copy(), dossier.copy()
        desk = env["onestop.desk"].create({"name": "D", "agency_id": agency.id})
        reorganisation, renaming = env["onestop.reorganisation"].create([{"name": "R", "date": "2030-01-01"}] * 2)
        review = env["onestop.staff.review"].create({"agency_id": agency.id})
        process_review = env["onestop.process.review"].create({"agency_id": agency.id})
        post = env["onestop.staff"].search([("agency_id", "=", agency.id)], limit=1)
        version = self.make_procedure(f"9.1{agency.id:05d}", "Thủ tục quyền").current_version_id
        process = env["onestop.process"].create(
            {"name": "P", "step_ids": [(0, 0, {"name": "S", "role_id": env.ref("onestop_core.role_leader").id})] * 2}
        )
        step = process.step_ids[0]
        # not in force yet: nobody alters the words of what is
        form_set = env["onestop.form.set"].create({"name": "F", "valid_from": "2040-01-01", "agency_id": agency.id})
        user = new_test_user(env, f"matrix_{agency.id}")
        catalogue_import = env["onestop.catalogue.import"].create({"file": "W10=", "file_name": "F"})
        import_line = env["onestop.catalogue.import.line"].create(
            {"import_id": catalogue_import.id, "sequence": 1, "action": "new", "code": f"9.1{agency.id:05d}"}
        )
        here = {"agency_id": agency.id}
        now = "2026-11-23 02:00:00"
        dossier_part = {"dossier_id": dossier.id}
        version_part = {"version_id": version.id, "name": "N"}
        letter = self.env["onestop.dossier.letter"].create(
            {
                **dossier_part, **here, "kind": "supplement", "stage": "intake", "name": "0", "issued_at": now,
                "user_id": user.id, "reason": "R",
            }
        )  # fmt: skip
        key_file, password, _root = upload_samples.key_file()
        step_vals = {"name": "S", "role_id": step.role_id.id}
        return {
            "onestop.agency.level": ({"name": "L", "code": f"l{agency.id}"}, {"code": "l"}, {"name": "M"}),
            "onestop.role": (
                {"name": "R", "code": f"r{agency.id}", "group_id": env.ref("onestop_core.group_user").id},
                {"code": "r"},
                {"name": "M"},
            ),
            "onestop.cause": ({"kind": "late", "code": f"c{agency.id}", "name": "C"}, {"code": "c"}, {"name": "M"}),
            "onestop.sector": ({"name": f"S{agency.id}"}, {"name": "S"}, {"sequence": 3}),
            "onestop.procedure": (
                {"code": f"9.2{agency.id:05d}", "sector_id": self.sector.id},
                {"code": "9.3"},
                {"note": "M"},
            ),
            "onestop.procedure.version": ({"procedure_id": version.procedure_id.id, "name": "V"}, {}, {"name": "M"}),
            "onestop.procedure.classification": (
                {
                    "procedure_id": version.procedure_id.id,
                    "valid_from": "2020-01-01",
                    "valid_to": "2020-12-31",
                    "service_level": "2",
                },
                {"valid_from": "2021-01-01", "valid_to": "2021-12-31"},
                {"online_scope": "none"},
            ),
            "onestop.procedure.case": (version_part, {}, {"name": "M"}),
            "onestop.procedure.instruction": ({"version_id": version.id, "text": "N"}, {}, {"text": "M"}),
            "onestop.procedure.component": (version_part, {}, {"name": "M"}),
            "onestop.procedure.channel": (
                {"version_id": version.id, "channel": "post", "duration": 1},
                {},
                {"note": "M"},
            ),
            "onestop.procedure.legal.basis": (version_part, {}, {"name": "M"}),
            "onestop.procedure.result": (version_part, {}, {"name": "M"}),
            "onestop.catalogue.import": ({"file": "W10=", "file_name": "F"}, {}, {"complete": True}),
            "onestop.catalogue.import.line": (
                {"import_id": catalogue_import.id, "sequence": 1, "action": "new"},
                {},
                {"limit_question_ids": []},
            ),
            "onestop.catalogue.question": (
                {"line_id": import_line.id, "key": "k", "kind": "limit", "code": "limit_unclear"},
                {},
                {"answer": "3 ngày"},
            ),
            "onestop.catalogue.decision": (
                {"procedure_code": f"9.2{agency.id:05d}", "key": "k", "kind": "limit", "answer": "3 ngày"},
                {"key": "l"},
                {"answer": "4 ngày"},
            ),
            "onestop.process": ({"name": "P", "step_ids": [(0, 0, step_vals)]}, {}, {"name": "M"}),
            "onestop.process.step": ({"process_id": process.id, **step_vals}, {}, {"name": "M"}),
            "onestop.process.check": (
                {"step_id": step.id, "check_name": "result_entered"},
                {"check_name": "scans_attached"},
                {"check_name": "opinions_answered"},
            ),
            "onestop.national.code": (
                {
                    "kind": "channel",
                    "channel": "post",
                    "code": agency.id,
                    "valid_from": date(2041, 1, 1) + timedelta(agency.id),
                    "source": "N",
                },
                {"valid_from": date(2042, 1, 1)},
                {"source": "M"},
            ),
            "onestop.clock.rule": (
                {"agency_id": agency.id, "valid_from": "2041-01-01", "valid_to": "2041-12-31", "source": "N"},
                {"valid_from": "2042-01-01", "valid_to": "2042-12-31"},
                {"source": "M"},
            ),
            "onestop.calendar.day": (
                {"date": date(2041, 1, 1) + timedelta(agency.id), "name": "N"},
                {"date": date(2042, 1, 1)},
                {"name": "M"},
            ),
            "onestop.reorganisation": ({"name": "R", "date": "2030-01-01"}, {}, {"name": "M"}),
            "onestop.reorganisation.line": (
                {"reorganisation_id": reorganisation.id, "source_id": agency.id, "target_id": self.department.id},
                {"source_id": self.province.id},
                {"sequence": 3},
            ),
            "onestop.reorganisation.renaming": (
                {"reorganisation_id": renaming.id, "agency_id": agency.id, "name": "N"},
                {"agency_id": self.province.id},
                {"sequence": 3},
            ),
            "onestop.staff.review": (here, {}, {"date": "2030-01-01"}),
            "onestop.staff.review.line": (
                {"review_id": review.id, "staff_id": post.id},
                {},
                {"note": "M"},
            ),
            "onestop.process.review": (here, {}, {"date": "2030-01-01"}),
            "onestop.process.review.line": (
                {"review_id": process_review.id, "process_id": process.id},
                {},
                {"note": "M"},
            ),
            "onestop.trail.entry": (
                {"position": 10**6 + agency.id, "kind": "head", "res_id": 1, "dossier_id": 0, "number": 0, "leaf": "0"},
                {"position": 2 * 10**6 + agency.id},
                {"leaf": "1"},
            ),
            "onestop.trail.node": (
                {"height": 8, "position": 10**6 + agency.id, "hash": "0"},
                {"position": 2 * 10**6 + agency.id},
                {"hash": "1"},
            ),
            "onestop.trail.head": (
                {"size": 10**6 + agency.id, "at": now, "last_event": 0, "note": "a\n1\nb\n"},
                {"size": 2 * 10**6 + agency.id},
                {"note": "c"},
            ),
            "onestop.trail.restore": (
                {"reason": "R", "requested_by_id": self.env.uid, "requested_at": now, "salt": "0"},
                {},
                {"reason": "S"},
            ),
            "onestop.number.book": (
                {"book": f"b{agency.id}", "period": "p", "last_number": 1},
                {"book": "b"},
                {"last_number": 9},
            ),
            "onestop.form.set": ({"name": "F", "valid_from": "2040-01-01", **here}, {}, {"name": "M"}),
            "onestop.national.endpoint": (
                {"name": "E", "url": "https://a.vn", "unit_code": "H", "in_use": False},
                {},
                {"name": "M"},
            ),
            "onestop.national.message": (
                {**dossier_part, "service": "DongBoHoSoMC", "status": 2},
                {},
                {"status": 4},
            ),
            "onestop.form": (
                {"set_id": form_set.id, "code": "stop", "number": "5", "name": "F"},
                {"code": "refusal"},
                {"name": "M"},
            ),
            "onestop.print": (
                {
                    "name": "P",
                    "key": f"k{agency.id}",
                    "form": "register",
                    "report_name": "r",
                    "agency_ids": [(6, 0, agency.ids)],
                    "edition": 1,
                    "copy_number": 0,
                    "said_hash": "0",
                    "sha256": "0",
                    "size": 1,
                    "user_id": user.id,
                    "printed_at": now,
                },
                {"edition": 2},
                {"name": "M"},
            ),
            "onestop.working.slip": (
                {
                    "kind": "handover",
                    "name": "1",
                    **here,
                    "to_agency_id": agency.id,
                    "issued_at": now,
                    "user_id": user.id,
                },
                {},
                {"note": "M"},
            ),
            "onestop.desk": ({"name": "D", **here}, {}, {"name": "M"}),
            "onestop.posting": ({"desk_id": desk.id, "version_id": version.id}, {}, {"place": "M"}),
            "onestop.counter": ({"name": "C", "number": 7, "desk_id": desk.id}, {"number": 8}, {"name": "M"}),
            "onestop.staff": (
                {"user_id": user.id, "role_ids": [(6, 0, env.ref("onestop_core.role_cashier").ids)], **here},
                {},
                {"title": "M"},
            ),
            "onestop.dossier.document": ({**dossier_part, "name": "N"}, {}, {"note": "M"}),
            "onestop.dossier.file": (
                {
                    **dossier_part,
                    "kind": "result",
                    "name": "a.pdf",
                    "mimetype": "application/pdf",
                    "size": 1,
                    "sha256": "0",
                    "user_id": user.id,
                    "added_at": now,
                },
                {},
                {"name": "M"},
            ),
            "onestop.signing.certificate": (
                {**here, "file": base64.b64encode(key_file), "password": password},
                {},
                {"active": False},
            ),
            "onestop.dossier.task": (
                {**dossier_part, **here, "step_id": step.id, "taken_at": now, "state": "done"},
                {},
                {"note": "M"},
            ),
            "onestop.dossier.pause": (
                {**dossier_part, "kind": "payment", "start_at": now, "end_at": now, "resume_state": "received"},
                {},
                {"reason": "M"},
            ),
            "onestop.dossier.letter": (
                {
                    **dossier_part,
                    **here,
                    "kind": "stop",
                    "stage": "intake",
                    "name": "1",
                    "issued_at": now,
                    "user_id": user.id,
                    "reason": "R",
                },
                {},
                {"reason": "M"},
            ),
            "onestop.dossier.letter.line": (
                {"letter_id": letter.id, "name": "N", "kind": "missing"},
                {},
                {"note": "M"},
            ),
            "onestop.dossier.opinion": (
                {**dossier_part, **here, "question": "Q", "asked_by_id": user.id, "asked_at": now},
                {},
                {"answer": "M"},
            ),
            "onestop.rating": (
                {
                    "dossier_id": rated_dossier.id,
                    **here,
                    "rated_user_id": user.id,
                    "verdict": "2",
                    "source": "counter",
                    "rated_at": now,
                    "client_uuid": f"u{agency.id}",
                },
                {"dossier_id": unrated_dossier.id, "client_uuid": f"v{agency.id}"},
                {"verdict": "0"},
            ),
            "onestop.dossier.event": ({**dossier_part, "action": "amend", "at": now}, {}, {"note": "M"}),
        }

    def make_records(self, agency):
        records = super().make_records(agency)
        # with its parts, as a dossier has them in real life
        records["onestop.dossier"] = (
            records["onestop.dossier.document"][0].dossier_id,
            {"summary": "M"},
            {"procedure_id": self.procedure.id, "applicant_name": "B", "received_agency_id": agency.id},
        )
        # with dossiers
        records["onestop.agency"] = (
            agency,
            {"phone": "1"},
            {"name": "A", "code": f"H98.{agency.id}", "level_id": agency.level_id.id},
        )
        return records

    def test_matrix(self):
        self.check_matrix()

    def test_matrix_is_complete(self):
        self.check_matrix_is_complete()
