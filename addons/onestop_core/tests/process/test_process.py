import io

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .. import upload_samples
from ..common import MONDAY, OnestopCase, local


@tagged("post_install", "-at_install")
class TestProcess(OnestopCase):
    """Processes beyond the default one, and the work inside a step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role = {code: cls.env.ref(f"onestop_core.role_{code}") for code in ("receptionist", "specialist", "leader")}

    def make_process(self, procedure, *steps):
        """Steps are ``(role, values)``."""
        process = self.env["onestop.process"].create(
            {
                "name": "Quy trình thử",
                "step_ids": [
                    (
                        0,
                        0,
                        {"name": f"Bước {n}", "sequence": n, "role_id": self.role[role].id, "time_share": 25, **values},
                    )
                    for n, (role, values) in enumerate(steps, start=1)
                ],
            }
        )
        procedure.process_id = process
        return process

    # ------------------------------------------------------------------ interagency

    @freeze_time(local(MONDAY))
    def test_interagency(self):
        """Commune → department of the province → commune: two tasks at two agencies, each with its own due."""
        self.make_process(
            self.procedure,
            ("receptionist", {"agency_mode": "received"}),
            ("specialist", {"agency_mode": "fixed", "agency_id": self.department.id, "can_refuse": True}),
            ("leader", {"agency_mode": "competent", "can_approve": True}),
        )
        dossier = self.receive()
        at_department = dossier.with_user(self.users_department["specialist"])
        # nobody at the department sees it before it gets there
        self.assertFalse(at_department.search([("id", "=", dossier.id)]))
        self.assertRefused(AccessError, ".*", at_department.act, "forward")

        dossier.act("forward")
        self.assertEqual(dossier.holder_agency_id, self.department)
        self.assertRefused(AccessError, "Sở Thử", self.as_role(dossier, "specialist").act, "forward")
        self.assertEqual(at_department.search([("id", "=", dossier.id)]), dossier)
        at_department.act("forward")
        self.assertEqual(dossier.holder_agency_id, self.commune)
        # it was in their hands, so it stays in their sight, but no longer in their power
        self.assertEqual(at_department.search([("id", "=", dossier.id)]), dossier)
        self.assertFalse(at_department.allowed_actions)
        self.assertRefused(AccessError, ".*", at_department.act, "approve")
        self.as_role(dossier, "leader").act("approve")

        tasks = dossier.task_ids
        self.assertEqual(tasks.agency_id, self.commune | self.department)
        self.assertEqual(len(set(tasks.mapped("due_at"))), 3)
        # other agencies never saw anything
        for user in (*self.users_2.values(), self.users_department["leader"]):
            found = dossier.with_user(user).search([("id", "=", dossier.id)])
            self.assertEqual(bool(found), user == self.users_department["leader"])

    def test_leader_of_the_province_sees_all_below(self):
        dossier = self.receive()
        self.assertTrue(dossier.with_user(self.province_leader).search([("id", "=", dossier.id)]))

    def test_step_without_agency_above(self):
        self.make_process(
            self.procedure, ("receptionist", {"agency_mode": "received"}), ("leader", {"agency_mode": "parent"})
        )
        self.commune.parent_id = False
        dossier = self.receive()
        self.assertRefused(UserError, "nothing stands above Xã Một", dossier.act, "forward")

    def test_fixed_step_needs_an_agency(self):
        with self.assertRaises(ValidationError):
            self.make_process(self.procedure, ("leader", {"agency_mode": "fixed"}))

    # ------------------------------------------------------------------ steps by case, preconditions

    def test_steps_by_case(self):
        version = self.procedure.current_version_id
        easy, hard = self.env["onestop.procedure.case"].create(
            [{"version_id": version.id, "name": name} for name in ("Thường", "Cần xác minh")]
        )
        self.make_process(
            self.procedure,
            ("receptionist", {"agency_mode": "received"}),
            ("specialist", {"only_case": "Cần xác minh"}),
            ("leader", {"can_approve": True}),
        )
        dossier = self.receive(case_id=easy.id)
        dossier.act("forward")
        self.assertEqual(dossier.step_id.role_id, self.role["leader"])
        dossier = self.receive(case_id=hard.id)
        dossier.act("forward")
        self.assertEqual(dossier.step_id.role_id, self.role["specialist"])
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("send_back", reason="Thiếu")
        self.assertEqual(dossier.holder_id, self.users["specialist"])

    def test_preconditions(self):
        step = self.make_process(
            self.procedure,
            ("receptionist", {"agency_mode": "received", "check_ids": [(0, 0, {"check_name": "scans_attached"})]}),
            ("leader", {"can_approve": True, "check_ids": [(0, 0, {"check_name": "result_entered"})]}),
        ).step_ids[1]
        dossier = self.receive()
        self.assertRefused(UserError, "Scan these papers first:\n– Giấy tờ 1", dossier.act, "forward")
        for paper in dossier.document_ids:
            dossier._add_file("s.pdf", io.BytesIO(upload_samples.pdf()), paper)
        dossier.act("forward")
        leader = self.as_role(dossier, "leader")
        self.assertRefused(UserError, "number of the result", leader.act, "approve")
        leader.act("approve", result_number="12/GKS")
        self.assertEqual(dossier.result_number, "12/GKS")
        self.assertEqual(step.check_ids.check_name, "result_entered")

    def test_every_named_check_has_its_method(self):
        dossiers = self.env["onestop.dossier"]
        for name in dossiers._step_checks():
            self.assertTrue(callable(getattr(dossiers, f"_check_{name}")))

    # ------------------------------------------------------------------ delegated authority

    def test_decided_at_the_desk(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        dossier = self.receive(procedure=self.procedure_same_day)
        self.assertIn("approve", dossier.allowed_actions)
        dossier.act("approve")
        dossier.act("return_result")
        self.assertEqual(dossier.state, "returned")
        # with the default process the desk decides nothing
        other = self.receive()
        self.assertNotIn("approve", other.allowed_actions)
        self.assertRefused(UserError, "does not allow", other.act, "approve")

    # ------------------------------------------------------------------ opinions

    def test_opinion(self):
        dossier = self.receive()
        dossier.act("forward")
        specialist = self.as_role(dossier, "specialist")
        asked = self.users_department["specialist"]
        self.assertFalse(dossier.with_user(asked).search([("id", "=", dossier.id)]))
        opinion = specialist.ask_opinion(self.department.id, "Có quy hoạch không?", days=2)
        self.assertEqual(dossier.with_user(asked).search([("id", "=", dossier.id)]), dossier)
        self.assertFalse(dossier.with_user(asked).allowed_actions)

        dossier.step_id.sudo().check_ids = [(0, 0, {"check_name": "opinions_answered"})]
        self.assertRefused(UserError, "Sở Thử has not given", specialist.act, "forward")
        self.assertRefused(
            AccessError, "given by Sở Thử", opinion.with_user(self.users["specialist"]).action_answer, "Không"
        )
        self.assertRefused(UserError, "Write the opinion", opinion.with_user(asked).action_answer, " ")
        opinion.with_user(asked).action_answer("Không vướng quy hoạch.")
        self.assertRefused(UserError, "opinion was given", opinion.with_user(asked).action_answer, "Khác")
        specialist.act("forward")
        self.assertEqual(
            dossier.event_ids.mapped("action"), ["receive", "forward", "opinion_ask", "opinion_answer", "forward"]
        )

    def test_opinion_only_by_the_holder(self):
        dossier = self.receive()
        self.assertRefused(UserError, "does not ask for opinions", dossier.ask_opinion, self.department.id, "?")
        dossier.act("forward")
        self.assertRefused(AccessError, "not in your hands", dossier.ask_opinion, self.department.id, "?")

    # ------------------------------------------------------------------ the citizen confirms a draft

    def confirming(self):
        self.make_process(
            self.procedure,
            ("receptionist", {"agency_mode": "received"}),
            ("specialist", {"confirm_days": 1}),
            ("leader", {"can_approve": True}),
        )
        dossier = self.receive()
        dossier.act("forward")
        return dossier

    def test_silence_confirms(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.confirming()
            self.assertEqual(dossier.task_id.due_at, local("2026-11-24"))
            clock.move_to(local("2026-11-24", "08:59"))
            self.env["onestop.dossier"]._cron_confirmations()
            self.assertEqual(dossier.step_id.role_id, self.role["specialist"])
            clock.move_to(local("2026-11-24", "09:01"))
            self.env["onestop.dossier"]._cron_confirmations()
        self.assertEqual(dossier.step_id.role_id, self.role["leader"])
        self.assertIn("did not answer", dossier.event_ids[-1].note)

    def test_citizen_answers(self):
        dossier = self.confirming()
        self.as_role(dossier, "specialist").act("forward", note="Người dân đã xác nhận")
        self.assertEqual(dossier.event_ids[-1].note, "Người dân đã xác nhận")

    # ------------------------------------------------------------------ claim, assign, absence

    def test_claim(self):
        dossier = self.receive()
        dossier.act("forward")
        self.assertFalse(dossier.holder_id)
        specialist = self.as_role(dossier, "specialist")
        self.assertRefused(AccessError, "not in your hands", dossier.action_claim)
        specialist.action_claim()
        self.assertEqual(dossier.holder_id, self.users["specialist"])
        colleague = self.make_staff("specialist", self.commune, "_b")
        self.assertRefused(AccessError, "not in your hands", dossier.with_user(colleague).action_claim)

    def test_assign(self):
        dossier = self.receive()
        dossier.act("forward")
        colleague = self.make_staff("specialist", self.commune, "_b")
        self.assertRefused(
            AccessError, "Only the holder or a leader", self.as_role(dossier, "cashier").action_assign, colleague.id
        )
        leader = self.as_role(dossier, "leader")
        self.assertRefused(UserError, "is not Specialist there", leader.action_assign, self.users["cashier"].id)
        leader.action_assign(colleague.id)
        self.assertEqual(dossier.holder_id, colleague)
        dossier.with_user(colleague).action_assign(self.users["specialist"].id)
        self.assertEqual(dossier.holder_id, self.users["specialist"])
        self.assertEqual(dossier.event_ids.mapped("action"), ["receive", "forward", "assign", "assign"])

    def test_absence(self):
        """What lies with an absent person may be done by the stand-in, and what comes goes to the stand-in."""
        colleague = self.make_staff("specialist", self.commune, "_b")
        held, coming = self.receive(), self.receive()
        held.act("forward", user_id=self.users["specialist"].id)
        self.assertNotIn("forward", held.with_user(colleague).allowed_actions or [])
        post = self.env["onestop.staff"].search([("user_id", "=", self.users["specialist"].id)])
        today = self.env["onestop.agency"]._today()
        with self.assertRaises(ValidationError):
            post.write({"absent_from": today, "absent_to": today})
        post.write({"absent_from": today, "absent_to": today, "cover_id": colleague.id})
        held.invalidate_recordset()
        held.with_user(colleague).act("forward")
        coming.act("forward", user_id=self.users["specialist"].id)
        self.assertEqual(coming.holder_id, colleague)

    # ------------------------------------------------------------------ many at once

    def test_batch(self):
        dossiers = self.receive() | self.receive() | self.receive()
        for dossier in dossiers:
            dossier.act("forward")
            self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossiers[1], "leader").act("send_back", reason="Sai")
        foreign = self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        leader = self.env["onestop.dossier"].with_user(self.users["leader"])
        results = leader.act_batch([*dossiers.ids, foreign.id], "approve")
        self.assertEqual([row["done"] for row in results], [True, False, True, False])
        self.assertIn("Specialist", results[1]["message"])
        self.assertNotIn(foreign.sudo().code, str(results[3]))
        self.assertEqual(dossiers.mapped("state"), ["ready", "processing", "ready"])

    def test_batch_has_a_cap(self):
        self.env["ir.config_parameter"].set_param("onestop_core.batch_limit", "2")
        leader = self.env["onestop.dossier"].with_user(self.users["leader"])
        self.assertRefused(UserError, "at most 2", leader.act_batch, [1, 2, 3], "approve")


@tagged("post_install", "-at_install")
class TestDueDates(OnestopCase):
    """What the model feeds into the engine; the arithmetic itself is tested in test_engine_deadline."""

    def due(self, **kwargs):
        with freeze_time(local(MONDAY)):
            return self.receive(**kwargs).due_at

    def test_channel_has_its_own_limit(self):
        version = self.procedure.current_version_id
        self.env["onestop.procedure.channel"].create(
            {"version_id": version.id, "channel": "online", "duration": 1, "duration_unit": "working_day"}
        )
        self.assertEqual(self.due(), local("2026-11-26"))
        self.assertEqual(self.due(channel="online"), local("2026-11-24"))
        # no limit of its own by post: that of the desk
        self.assertEqual(self.due(channel="post"), local("2026-11-26"))

    def test_case_has_its_own_limit(self):
        version = self.procedure.current_version_id
        case = self.env["onestop.procedure.case"].create({"version_id": version.id, "name": "Khó"})
        self.env["onestop.procedure.channel"].create(
            {"version_id": version.id, "case_id": case.id, "channel": "direct", "duration": 1, "duration_unit": "hour"}
        )
        self.assertEqual(self.due(case_id=case.id), local(MONDAY, "10:00"))

    def test_no_limit(self):
        self.procedure.current_version_id.channel_ids.write({"duration_unit": "none", "duration": 0})
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
        self.assertFalse(dossier.due_at or dossier.due_original or dossier.remaining_text or dossier.task_id.due_at)

    def test_hard_area(self):
        self.procedure.current_version_id.channel_ids.hard_area_days = 10
        self.assertEqual(self.due(), local("2026-11-26"))
        self.commune.hard_area = True
        self.assertEqual(self.due(), local("2026-12-10"))

    def test_holiday_and_make_up_day(self):
        days = self.env["onestop.calendar.day"]
        days.create({"date": "2026-11-24", "name": "Nghỉ thử"})
        self.assertEqual(self.due(), local("2026-11-27"))
        days.create({"date": "2026-11-28", "name": "Làm bù", "working": True})
        days.create({"date": "2026-11-27", "name": "Nghỉ thử"})
        self.assertEqual(self.due(), local("2026-11-28"))

    def test_verification(self):
        self.procedure.current_version_id.channel_ids.verification_days = 5
        with freeze_time(local(MONDAY)):
            dossier = self.receive()
            dossier.act("forward")
            specialist = self.as_role(dossier, "specialist")
            specialist.act("verify", reason="Cần xác minh nơi cư trú")
            self.assertEqual(dossier.due_at, local("2026-12-03"))
            self.assertEqual(dossier.due_original, local("2026-11-26"))
            self.assertRefused(UserError, "added already", specialist.act, "verify", reason="Nữa")

    def test_own_practice_of_a_province_is_frozen(self):
        rule = (
            self.env["onestop.clock.rule"]
            .with_user(self.manager)
            .create(
                {
                    "agency_id": self.province.id,
                    "valid_from": "2026-11-01",
                    "clock_start": "next_opening",
                    "source": "Quyết định 1/2026/QĐ-UBND",
                }
            )
        )
        with freeze_time(local("2026-11-27", "18:20")) as clock:
            dossier = self.receive()
            self.assertEqual(dossier.due_at, local("2026-12-03", "07:30"))
            rule.valid_to = "2026-11-27"
            clock.move_to(local("2026-11-28"))
            self.assertEqual(self.receive().due_at, local("2026-12-02", "17:00"))
            dossier.sudo()._update_due()
            self.assertEqual(dossier.due_at, local("2026-12-03", "07:30"), "what held at the reception")
            # a nearer agency decides before the one above it
            rule.copy(
                {"agency_id": self.commune.id, "valid_from": "2026-11-01", "valid_to": False, "clock_start": "law"}
            )
            clock.move_to(local("2026-11-27", "18:20"))
            self.assertEqual(self.receive().due_at, local("2026-12-02", "17:00"))

    def test_cut_off_hour_is_dated(self):
        self.env["onestop.clock.rule"].create(
            [
                {"agency_id": self.commune.id, "valid_from": "2026-11-01", "valid_to": "2026-11-23", "cut_off": 16,
                 "source": "Quyết định 1"},
                {"agency_id": self.commune.id, "valid_from": "2026-11-24", "has_cut_off": False, "source": "Quyết định 2"},
            ]
        )  # fmt: skip
        for moment, due in [
            ((MONDAY, "15:30"), (MONDAY, "17:00")),
            ((MONDAY, "16:01"), ("2026-11-24", "17:00")),
            (("2026-11-24", "16:59"), ("2026-11-24", "17:00")),
        ]:
            with self.subTest(moment=moment), freeze_time(local(*moment)):
                dossier = self.receive(procedure=self.procedure_same_day)
                self.assertEqual(dossier.due_at, local(*due))
                if moment == (MONDAY, "16:01"):
                    self.assertIn("Received after 16:00", dossier._due_lines()[0]["label"])

    def test_a_rule_says_where_it_holds(self):
        law = self.env.ref("onestop_core.clock_rule_law").with_user(self.manager)
        self.assertEqual(law.with_context(lang="vi_VN").display_name, "Mọi cơ quan, 01/01/2017")
        self.assertEqual(law.with_context(lang="en_US").display_name, "Everywhere, 01/01/2017")

    def test_rules_of_one_agency_do_not_overlap(self):
        rules = self.env["onestop.clock.rule"].with_user(self.manager)
        rules.create({"agency_id": self.commune.id, "valid_from": "2026-01-01", "source": "A"})
        self.assertRefused(
            ValidationError, "another rule", rules.create,
            {"agency_id": self.commune.id, "valid_from": "2026-06-01", "source": "B"},
        )  # fmt: skip

    def test_verification_needs_a_law(self):
        dossier = self.receive()
        dossier.act("forward")
        self.assertRefused(UserError, "no extra time", self.as_role(dossier, "specialist").act, "verify", reason="X")

    def test_out_of_territory(self):
        """Received at another commune: the clock starts when the competent one has the papers."""
        with freeze_time(local(MONDAY, "15:30")) as clock:
            dossier = (
                self.env["onestop.dossier"]
                .with_user(self.users["receptionist"])
                .create(
                    {
                        "procedure_id": self.procedure.id,
                        "applicant_name": "Lê Thử",
                        "applicant_address": "Xã Một",
                        "competent_agency_id": self.commune_2.id,
                    }
                )
            )
            dossier.document_ids.handed_in = True
            dossier.act("receive")
            self.assertTrue(dossier.out_of_territory)
            # after 15:00 it must be handed on at the beginning of the next working day
            self.assertEqual(dossier.clock_start_at, local("2026-11-24", "07:30"))
            self.assertEqual(dossier.due_at, local("2026-11-27", "07:30"))
            clock.move_to(local("2026-11-24", "10:00"))
            dossier.act("forward")
        self.assertEqual(dossier.holder_agency_id, self.commune_2)
        self.assertEqual(dossier.clock_start_at, local("2026-11-24", "10:00"))
        self.assertEqual(dossier.due_at, local("2026-11-27", "10:00"))
        self.assertEqual(dossier.due_original, local("2026-11-27", "07:30"))

    def test_due_state_and_search(self):
        with freeze_time(local(MONDAY)) as clock:
            dossier = self.receive()
            dossiers = dossier.browse()
            for moment, state in [
                ((MONDAY, "10:00"), "on_time"),
                (("2026-11-25", "10:00"), "soon"),
                (("2026-11-27", "10:00"), "late"),
            ]:
                clock.move_to(local(*moment))
                dossier.invalidate_recordset()
                with self.subTest(state=state):
                    self.assertEqual(dossier.due_state, state)
                    self.assertIn(dossier, dossiers.search([("due_state", "=", state)]))
                    for other in {"on_time", "soon", "late", "paused"} - {state}:
                        self.assertNotIn(dossier, dossiers.search([("due_state", "=", other)]))
            self.assertEqual(dossier.remaining_text, "Over by 1 days 1 hours")
            clock.move_to(local("2026-11-25", "16:20"))
            dossier.invalidate_recordset()
            self.assertEqual(dossier.remaining_text, "2 hours 10 minutes left")

    def test_soon_is_the_same_for_the_state_and_its_search(self):
        """Each agency by its own hours: one that opens at noon is a working day ahead at another moment."""
        noon = self.env["resource.calendar"].create(
            {
                "name": "Chiều",
                "tz": "Asia/Ho_Chi_Minh",
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Chiều",
                            "dayofweek": str(day),
                            "hour_from": 12,
                            "hour_to": 18,
                            "day_period": "afternoon",
                        },
                    )
                    for day in range(5)
                ],
            }
        )
        self.commune_2.calendar_id = noon
        with freeze_time(local(MONDAY, "14:00")) as clock:
            dossiers = self.receive() | self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
            dossiers = dossiers.with_user(self.users["receptionist"]).sudo()
            for day, hour in [
                ("2026-11-25", "11:00"),
                ("2026-11-25", "13:59"),
                ("2026-11-25", "14:00"),
                ("2026-11-25", "17:30"),
                ("2026-11-25", "20:00"),
                ("2026-11-26", "13:00"),
            ]:
                clock.move_to(local(day, hour))
                dossiers.invalidate_recordset()
                for state in ("on_time", "soon", "late"):
                    with self.subTest(day=day, hour=hour, state=state):
                        self.assertEqual(
                            dossiers.search([("due_state", "=", state), ("id", "in", dossiers.ids)]),
                            dossiers.filtered(lambda one, state=state: one.due_state == state),
                        )

    def test_explanation_names_what_was_skipped(self):
        self.env["onestop.calendar.day"].create({"date": "2026-11-24", "name": "Nghỉ thử"})
        with freeze_time(local("2026-11-20", "18:00")):
            dossier = self.receive()
        text = [line["label"] for line in dossier._due_lines()]
        self.assertIn("Public holiday: Nghỉ thử", text)
        self.assertTrue(any("received after closing" in line for line in text), text)
        self.assertEqual(
            [line["amount"] for line in dossier._due_lines() if line["amount"] != "–"], ["1 days", "2 days"]
        )
        self.assertEqual(dossier.due_at, local("2026-11-26", "17:00"))
        # no line ends at the midnight, or the opening, after it
        self.assertEqual(dossier._due_lines()[-1]["end"], "26/11/2026 17:00")
        self.assertIn("Nghỉ thử", str(dossier.due_explanation))

    def test_explanation_adds_up_in_hours_and_minutes(self):
        with freeze_time(local("2026-11-27", "16:20")):
            dossier = self.receive()
        self.assertEqual(
            [(line["start"], line["end"], line["amount"]) for line in dossier._due_lines()],
            [
                ("27/11/2026 16:20", "27/11/2026 17:00", "40 minutes"),
                ("28/11/2026", "29/11/2026", "–"),
                ("30/11/2026 07:30", "02/12/2026 16:20", "2 days 6 hours 50 minutes"),
            ],
        )

    def test_explanation_of_calendar_days_counts_dates(self):
        self.procedure.current_version_id.channel_ids.write({"duration_unit": "calendar_day", "duration": 5})
        with freeze_time(local("2026-11-23", "18:00")):
            dossier = self.receive()
        self.assertEqual(
            [(line["start"], line["end"], line["amount"]) for line in dossier._due_lines()],
            [
                ("23/11/2026", "28/11/2026", "5 days"),
                ("28/11/2026", "29/11/2026", "–"),
                ("30/11/2026 07:30", "30/11/2026 17:00", "–"),
            ],
        )
