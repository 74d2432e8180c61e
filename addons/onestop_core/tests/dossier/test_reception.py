import uuid

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestReception(OnestopCase):
    def count(self):
        return self.env["onestop.dossier"].search_count([])

    def send(self, user=None, **changes):
        return (
            self.env["onestop.dossier"].with_user(user or self.users["receptionist"]).receive(self.payload(**changes))
        )

    @freeze_time(local(MONDAY))
    def test_code_counts_per_agency_and_day(self):
        first, second = self.receive(), self.receive()
        self.assertEqual(first.code, "H99.11-261123-0001")
        self.assertEqual(second.code, "H99.11-261123-0002")
        other = self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        self.assertEqual(other.code, "H99.12-261123-0001")
        with freeze_time(local("2026-11-24")):
            self.assertEqual(self.receive().code, "H99.11-261124-0001")
        self.assertEqual((first | second).mapped("register_number"), [1, 2])

    def test_day_is_the_agencys_own(self):
        # 23:30 UTC is already the next morning in Vietnam
        with freeze_time("2026-11-23 23:30:00"):
            self.assertEqual(self.receive().code, "H99.11-261124-0001")

    @freeze_time(local(MONDAY))
    def test_agency_pattern(self):
        self.commune.code_pattern = "{agency_code}/{YYMMDD}/{seq:03d}"
        self.assertEqual(self.receive().code, "H99.11/261123/001")

    @freeze_time(local(MONDAY, "09:10"))
    def test_what_reception_fixes(self):
        dossier = self.receive()
        self.assertEqual(dossier.state, "received")
        self.assertEqual(dossier.received_at, local(MONDAY, "09:10"))
        self.assertEqual(dossier.clock_start_at, local(MONDAY, "09:10"))
        self.assertEqual(dossier.due_at, local("2026-11-26", "09:10"))
        self.assertEqual(dossier.due_original, dossier.due_at)
        self.assertEqual(dossier.version_id, self.procedure.current_version_id)
        self.assertEqual(dossier.receiver_id, self.users["receptionist"])
        self.assertEqual(dossier.holder_id, self.users["receptionist"])
        self.assertEqual(dossier.holder_agency_id, self.commune)
        self.assertEqual(dossier.competent_agency_id, self.commune)
        self.assertEqual(len(dossier.document_ids), 5)
        self.assertEqual(dossier.event_ids.mapped("action"), ["receive"])
        self.assertEqual(dossier.remaining_text, "3 days left")

    def test_after_closing_the_next_working_day_is_day_one(self):
        for day, clock in [("2026-11-27", "17:00"), ("2026-11-27", "18:20"), ("2026-11-28", "09:00")]:
            with self.subTest(day=day, clock=clock), freeze_time(local(day, clock)):
                dossier = self.receive()
                self.assertEqual(dossier.clock_start_at, local("2026-11-30", "07:30"))
                self.assertEqual(dossier.due_at, local("2026-12-02", "17:00"))
        with freeze_time(local("2026-11-27", "16:59")):
            self.assertEqual(self.receive().due_at, local("2026-12-02", "16:59"))

    @freeze_time(local(MONDAY))
    def test_replay_gives_the_first_answer(self):
        payload = self.payload()
        dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        first, again = dossiers.receive(payload), dossiers.receive(payload)
        papers = dossiers.browse(first["id"]).document_ids
        self.assertEqual(first["documents"], {paper.component_id.id: paper.id for paper in papers})
        self.assertFalse(first.pop("replayed"))
        self.assertTrue(again.pop("replayed"))
        self.assertEqual(first, again)
        self.assertEqual(dossiers.search_count([("client_uuid", "=", payload["client_uuid"])]), 1)

    def test_replay_by_another_agency_learns_nothing(self):
        payload = self.payload()
        self.env["onestop.dossier"].with_user(self.users["receptionist"]).receive(payload)
        stranger = self.env["onestop.dossier"].with_user(self.users_2["receptionist"])
        self.assertRefused(UserError, "used already", stranger.receive, dict(payload, agency_id=self.commune_2.id))

    def test_bad_receptions_store_nothing(self):
        ended = self.make_procedure("9.000010", "Thủ tục đã hết", version={"valid_to": "2021-12-31"})
        renumbered = self.make_procedure(
            "9.000011",
            "Thủ tục đổi mã",
            version={"valid_to": "2021-12-31"},
            procedure={"replaced_by_id": self.procedure.id},
        )
        excluded = self.make_procedure(
            "9.000012",
            "Thủ tục ngoài một cửa",
            procedure={"excluded_from": "2021-01-01", "exclusion_decision": "QĐ 1720/QĐ-UBND"},
        )
        elsewhere = self.make_procedure(
            "9.000013", "Thủ tục nơi khác", procedure={"agency_ids": [(6, 0, self.commune_2.ids)]}
        )
        papers = self.procedure.current_version_id.component_ids
        foreign_paper = self.procedure_same_day.current_version_id.component_ids[0]
        cases = [
            (
                "papers are missing:\n– Giấy tờ 2",
                {"documents": [{"component_id": p.id, "handed_in": p != papers[1]} for p in papers]},
            ),
            ("papers are missing", {"documents": []}),
            ("procedure has changed", {"documents": [{"component_id": foreign_paper.id, "handed_in": True}]}),
            ("not in force today", {"procedure": ended}),
            ("Use 9.000001", {"procedure": renumbered}),
            (r"not received through the one-stop \(QĐ 1720/QĐ-UBND\)", {"procedure": excluded}),
            ("does not receive Thủ tục nơi khác", {"procedure": elsewhere}),
            ("no such procedure", {"procedure_code": "0.000000"}),
            ("name of the applicant", {"applicant_name": "  "}),
            ("no valid identifier", {"client_uuid": "1"}),
            ("no valid identifier", {"client_uuid": None}),
            ("Choose the agency", {"agency_id": False}),
            ("Choose the agency", {"agency_id": 2**30}),
            ("at least one set", {"set_count": 0}),
        ]
        before = self.count()
        for pattern, changes in cases:
            with self.subTest(pattern=pattern, changes=str(changes)[:60]):
                self.assertRefused(Exception, pattern, self.send, **changes)
                self.assertEqual(self.count(), before)

    def test_closed_agency_names_its_successor(self):
        self.commune.write({"valid_to": "2025-06-30", "successor_id": self.commune_2.id})
        self.assertRefused(UserError, "no longer receives dossiers. Turn to Xã Hai", self.send)

    def test_only_desk_roles_receive_and_only_at_their_agency(self):
        for role in set(self.users) - {"receptionist", "postal_clerk"}:
            with self.subTest(role=role):
                self.assertRefused(AccessError, ".*", self.send, user=self.users[role])
        self.assertRefused(AccessError, "receive no dossiers at Xã Hai", self.send, agency=self.commune_2)

    def test_competent_agency_is_found_by_level(self):
        self.department.parent_id = self.province
        dossier = self.receive(procedure=self.procedure_province)
        # no department stands above the commune, so the commune itself stays competent
        self.assertEqual(dossier.competent_agency_id, self.commune)
        self.procedure_province.level_ids = self.province.level_id
        self.assertEqual(self.receive(procedure=self.procedure_province).competent_agency_id, self.province)

    def test_draft_entered_by_hand(self):
        """The form of the back office: the papers follow the procedure, receiving is the same action."""
        dossier = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {"procedure_id": self.procedure.id, "applicant_name": "Trần Văn Thử", "applicant_address": "Xã Một"}
            )
        )
        self.assertEqual(dossier.received_agency_id, self.commune)
        self.assertEqual(len(dossier.document_ids), 5)
        self.assertRefused(UserError, "papers are missing", dossier.act, "receive")
        dossier.document_ids.handed_in = True
        dossier.act("receive")
        self.assertTrue(dossier.code)

    def test_protected_fields(self):
        dossier = self.receive()
        for name, value in [
            ("state", "returned"),
            ("code", "X"),
            ("due_at", "2030-01-01"),
            ("received_agency_id", self.commune_2.id),
        ]:
            with self.subTest(field=name):
                self.assertRefused(AccessError, "only by an action", dossier.write, {name: value})
        new = self.env["onestop.dossier"].with_user(self.users["receptionist"])
        values = {
            "procedure_id": self.procedure.id,
            "applicant_name": "A",
            "applicant_address": "Xã Một",
            "state": "returned",
        }
        self.assertRefused(AccessError, "only by an action", new.create, values)

    def test_a_line_taken_off_the_draft_is_still_missing(self):
        dossier = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {"procedure_id": self.procedure.id, "applicant_name": "Trần Văn Thử", "applicant_address": "Xã Một"}
            )
        )
        dossier.document_ids.handed_in = True
        dossier.document_ids[1].unlink()
        self.assertRefused(UserError, "papers are missing:\n– Giấy tờ 2", dossier.act, "receive")
        dossier.document_ids[1].required = False
        dossier.document_ids[1].handed_in = False
        self.assertRefused(UserError, "– Giấy tờ 2\n– Giấy tờ 3", dossier.act, "receive")

    def test_what_it_is_about_is_settled_by_the_draft(self):
        dossier = self.receive()
        for vals in ({"procedure_id": self.procedure_same_day.id}, {"channel": "online"}):
            with self.subTest(vals=vals):
                self.assertRefused(AccessError, "only by an action", dossier.write, vals)
        paper = dossier.document_ids[0]
        self.assertRefused(AccessError, "no longer changes", paper.unlink)
        self.assertRefused(AccessError, "no longer changes", paper.write, {"required": False})
        paper.write({"note": "Bản sao mờ"})

    def test_amending_leaves_a_trace_without_values(self):
        dossier = self.receive()
        dossier.write({"applicant_phone": "0987654321"})
        event = dossier.event_ids[-1]
        self.assertEqual((event.action, event.data), ("amend", {"fields": ["applicant_phone"]}))

    def test_acting_on_what_was_amended_meanwhile(self):
        dossier = self.receive()
        seen = dossier.revision
        dossier.write({"applicant_phone": "0987654321"})
        self.assertRefused(UserError, "Somebody else has changed", dossier.act, "forward", revision=seen)

    def test_a_version_with_dossiers_stands(self):
        version = self.procedure.current_version_id.with_user(self.manager)
        version.channel_ids.duration = 4
        dossier = self.receive()
        for change in (
            lambda: version.write({"name": "Khác"}),
            lambda: version.channel_ids.write({"duration": 9}),
            version.component_ids[0].unlink,
            lambda: version.component_ids.create({"version_id": version.id, "name": "Thêm"}),
            version.unlink,
        ):
            self.assertRefused(UserError, "Make a new version", change)
        version.valid_to = "2099-12-31"
        draft = version.browse(version.action_new_version()["res_id"])
        draft.channel_ids.duration = 9
        draft.action_publish()
        self.assertEqual(dossier.version_id, version)

    def test_query_count(self):
        """A reception of five papers; caches warm, as on a counter that works all day."""
        self.receive()
        self.env.flush_all()
        self.env.invalidate_all()
        payload = self.payload(client_uuid=str(uuid.uuid4()), applicant_identity="035190001234")
        # of the core 18, three of them for a register without a gap; 7 of the notices; one each of reports, portal and payment
        with self.assertQueryCount(28):
            self.env["onestop.dossier"].with_user(self.users["receptionist"]).receive(payload)
            self.env.flush_all()
