import io

from odoo.addons.onestop_core.tests import upload_samples as samples
from odoo.addons.onestop_core.tests.common import MONDAY, OnestopCase, local
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged


@tagged("post_install", "-at_install")
class TestCounterApp(OnestopCase):
    """What the Counter's browser side asks of the server, as the people who stand at it."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))
        self.app = self.env["onestop.counter.app"].with_user(self.users["receptionist"])

    def procedures(self, answer):
        return {row["code"]: row for row in answer["catalogue"]["procedures"]}

    # ------------------------------------------------------------------ loading

    def test_load(self):
        answer = self.app.open_counter()
        self.assertEqual([agency["name"] for agency in answer["agencies"]], ["Xã Một"])
        self.assertEqual([counter["name"] for counter in answer["agencies"][0]["counters"]], ["Quầy 1"])
        row = self.procedures(answer)["9.000001"]
        self.assertEqual((row["name"], len(row["papers"])), ("Thủ tục ba ngày", 5))
        self.assertEqual(row["channels"][0]["channel"], "direct")
        self.assertEqual(answer["upload"]["size_limit"], 50 * 1024 * 1024)
        self.assertIn("pdf", answer["upload"]["extensions"])

    def test_catalogue_leaves_out_what_is_not_received(self):
        self.make_procedure("9.000030", "Đã hết", version={"valid_to": "2021-12-31"})
        self.make_procedure("9.000031", "Ngoài một cửa", procedure={"excluded_from": "2021-01-01"})
        self.make_procedure("9.000032", "Nơi khác", procedure={"agency_ids": [(6, 0, self.commune_2.ids)]})
        codes = self.procedures(self.app.open_counter())
        self.assertFalse({"9.000030", "9.000031", "9.000032"} & codes.keys())

    def test_catalogue_is_sent_once(self):
        version = self.app.open_counter()["catalogue_version"]
        self.assertIsNone(self.app.open_counter(version)["catalogue"])
        paper = self.procedure.current_version_id.component_ids[0]
        paper.name = "Giấy tờ khác"
        self.env.flush_all()
        # the whole test is one transaction, and with it one moment for write_date
        self.env.cr.execute(
            "UPDATE onestop_procedure_component SET write_date = write_date + interval '1 s' WHERE id = %s", [paper.id]
        )
        again = self.app.open_counter(version)
        self.assertIn("Giấy tờ khác", str(again["catalogue"]))
        with freeze_time(local("2026-11-24")):
            self.assertNotEqual(self.app.open_counter()["catalogue_version"], again["catalogue_version"])

    def test_queries_do_not_grow_with_the_catalogue(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.app.open_counter()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(20):
            self.make_procedure(f"9.1000{number:02d}", f"Thủ tục {number}")
        count()
        self.assertEqual(count(), few)

    def test_most_used_first(self):
        for _again in range(2):
            self.receive(procedure=self.procedure_same_day)
        self.receive()
        self.assertEqual(self.app.open_counter()["most_used"][:2], [self.procedure_same_day.id, self.procedure.id])

    def test_only_desk_roles(self):
        for role in ("specialist", "leader", "cashier", "supervisor", "agency_admin"):
            app = self.app.with_user(self.users[role])
            for call in (
                app.open_counter,
                app.inbox,
                lambda app=app: app.find_person("0912000001"),
                lambda app=app: app.find_twice(self.procedure.id, "035190001234"),
            ):
                with self.subTest(role=role), self.assertRaisesRegex(AccessError, "for those who receive"):
                    call()

    # ------------------------------------------------------------------ while entering

    def test_preview_is_what_reception_gives(self):
        preview = self.app.preview(self.procedure.id, self.commune.id)
        before = self.env["onestop.dossier"].search_count([])
        self.assertEqual(preview["due_at"], str(self.receive().due_at))
        self.assertTrue(preview["lines"])
        self.assertEqual(self.env["onestop.dossier"].search_count([]), before + 1)

    def test_preview_elsewhere(self):
        with self.assertRaisesRegex(AccessError, "no dossiers at Xã Hai"):
            self.app.preview(self.procedure.id, self.commune_2.id)

    def test_find_person_stays_inside_the_agency(self):
        self.receive(applicant_identity="035190001234")
        self.receive(user=self.users_2["receptionist"], agency=self.commune_2, applicant_identity="035190009999")
        self.assertEqual(len(self.app.find_person("035190001234")), 1)
        self.assertEqual(len(self.app.find_person("0912000001")), 1)
        self.assertEqual(self.app.find_person("035190009999"), [])
        self.assertEqual(self.app.find_person("0351"), [])

    def test_one_person_under_two_numbers(self):
        earlier = self.receive(applicant_identity="168123456", applicant_phone="0912000779")
        later = self.receive(applicant_identity="035080005555", applicant_old_identity="168 123 456")
        self.receive(applicant_name="Trần Văn Số Cũ")
        for asked in (("168123456",), ("035080005555",), ("035080005555", "168123456")):
            [person] = self.app.find_person(*asked)
            self.assertEqual(person["person"]["applicant_identity"], "035080005555")
            self.assertEqual([one["id"] for one in person["dossiers"]], [later.id, earlier.id])

    def test_people_of_one_name_are_listed(self):
        self.receive(applicant_name="H’Bông Niê", applicant_identity="035190000001")
        self.receive(applicant_name="H'Bông Niê", applicant_identity="035190000002", applicant_birth_year=1950)
        found = self.app.find_person("hbong nie")
        self.assertEqual([one["person"]["applicant_identity"] for one in found], ["035190000002", "035190000001"])
        self.assertEqual(found[0]["person"]["applicant_birth_year"], 1950)
        self.assertEqual(len(self.app.find_person("hbong nie", limit=1)), 1)
        self.assertEqual(self.app.find_person("không có ai"), [])

    def test_filed_twice_is_said_before(self):
        who = "035190009999"
        self.assertIsNone(self.app.find_twice(self.procedure.id, who))
        first = self.receive(applicant_identity=who)
        said = {"id": first.id, "code": first.code, "agency": "Xã Một", "received_at": "2026-11-23 02:00:00"}
        self.assertEqual(self.app.find_twice(self.procedure.id, "035.190.009.999"), said)
        self.assertEqual(self.app.find_twice(self.procedure.id, "035190009998", who), said)
        self.assertIsNone(self.app.find_twice(self.procedure_same_day.id, who))
        self.assertIsNone(self.app.find_twice(self.procedure.id, False))
        # at another agency: that there is one, and where; its code is theirs
        other = self.app.with_user(self.users_2["receptionist"])
        self.assertEqual(other.find_twice(self.procedure.id, who), {**said, "id": False, "code": False})

    # ------------------------------------------------------------------ deciding

    def test_same_day_in_one_pass(self):
        self.procedure_same_day.process_id = self.env.ref("onestop_core.process_delegated")
        payload = self.payload(procedure=self.procedure_same_day)
        answer = self.app.receive(payload, decide=True)
        self.assertEqual(answer["state"], "returned")
        self.assertEqual(self.app.receive(payload, decide=True)["id"], answer["id"])

    def test_leader_at_the_desk_in_one_pass(self):
        user = self.leader_at_the_desk()
        app = self.app.with_user(user)
        self.assertEqual([agency["name"] for agency in app.open_counter()["agencies"]], ["Xã Một"])
        self.assertEqual(app.preview(self.procedure_same_day.id, self.commune.id)["same_day_refusal"], "")
        payload = self.payload(procedure=self.procedure_same_day, result_number="15/CT")
        answer = app.receive(payload, decide=True)
        self.assertEqual(answer["state"], "returned")
        dossier = self.env["onestop.dossier"].browse(answer["id"])
        self.assertEqual((dossier.outcome, dossier.result_number), ("granted", "15/CT"))
        events = dossier.event_ids
        self.assertEqual(events.mapped("action"), ["receive", "forward", "approve", "return_result"])
        self.assertEqual(events.user_id, user)
        self.assertEqual([event.data or None for event in events[:3]], [None, None, {"single_handed": True}])
        self.assertIn("received by the same person", events[2].action_label)
        self.assertEqual(app.receive(payload, decide=True)["id"], answer["id"])
        self.assertEqual(len(dossier.event_ids), 4)

    def test_one_pass_ends_where_another_decides(self):
        self.leader_at_the_desk()
        refusal = self.app.preview(self.procedure_same_day.id, self.commune.id)["same_day_refusal"]
        self.assertIn("“Ký” is done by: Leader, Xã Một", refusal)
        before = self.env["onestop.dossier"].search_count([])
        self.assertRefused(
            UserError, "“Ký”", self.app.receive, self.payload(procedure=self.procedure_same_day), decide=True
        )
        self.assertEqual(self.env["onestop.dossier"].search_count([]), before)
        # only what the law settles on the same day is asked for
        self.assertEqual(self.app.preview(self.procedure.id, self.commune.id)["same_day_refusal"], "")

    def test_one_pass_of_a_process_that_decides_nowhere(self):
        self.leader_at_the_desk()
        self.procedure_same_day.process_id.step_ids.can_approve = False
        self.procedure_same_day.process_id.step_ids[1].unlink()
        refusal = self.app.preview(self.procedure_same_day.id, self.commune.id)["same_day_refusal"]
        self.assertIn("no step of the process “Chứng thực” decides", refusal)

    def test_leader_without_a_desk_is_told_what_to_do(self):
        with self.assertRaisesRegex(AccessError, "adds the role “Receptionist” to your post"):
            self.app.with_user(self.users["leader"]).open_counter()
        with self.assertRaises(AccessError) as refusal:
            self.app.with_user(self.users["cashier"]).open_counter()
        self.assertNotIn("administrator", str(refusal.exception))

    def test_not_complete(self):
        payload = self.payload(documents=[])
        answer = self.app.not_complete(payload, "Thiếu giấy", "Bản sao giấy chứng sinh")
        dossier = self.env["onestop.dossier"].browse(answer["id"])
        self.assertEqual((dossier.state, dossier.code), ("intake_supplement", False))
        letter = self.env["onestop.dossier.letter"].browse(answer["letter_id"])
        asked = [f"Nộp: Giấy tờ {number}" for number in range(1, 6)]
        self.assertEqual((letter.kind, letter.content), ("supplement", "\n".join([*asked, "Bản sao giấy chứng sinh"])))
        self.assertEqual(self.app.not_complete(payload, "Thiếu giấy", "…"), answer)
        self.assertEqual(len(dossier.letter_ids), 1)

    def test_refuse(self):
        answer = self.app.refuse(self.payload(documents=[]), "Không thuộc thẩm quyền", "UBND xã Đồng Hoá")
        letter = self.env["onestop.dossier.letter"].browse(answer["letter_id"])
        self.assertEqual((answer["state"], letter.competent_body), ("rejected", "UBND xã Đồng Hoá"))
        with self.assertRaisesRegex(UserError, "Give a reason"):
            self.app.refuse(self.payload(), "")

    # ------------------------------------------------------------------ a dossier at the desk

    def test_open_and_hand_over(self):
        dossier = self.receive(applicant_identity="035190001234")
        self.assertEqual(self.app.open_code(f" {dossier.code.lower()} ")["pane"], "show")
        for spelling in (f"\u200e{dossier.code}", f"{dossier.code}\u00ad", f"{dossier.code}:", f"{dossier.code}."):
            self.assertEqual(self.app.open_code(spelling)["id"], dossier.id)
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        self.as_role(dossier, "leader").act("approve")
        opened = self.app.open_code(dossier.code)
        self.assertEqual(opened["pane"], "return")
        self.assertEqual([paper["name"] for paper in opened["papers"] if paper["return"]], ["Giấy tờ 1"])
        self.assertNotIn("035190001234", str(opened))
        paper = self.app.authority_paper(dossier.id)
        dossier._add_file(
            "uy-quyen.pdf", io.BytesIO(samples.pdf()), self.env["onestop.dossier.document"].browse(paper["id"])
        )
        self.assertEqual(self.app.open_dossier(dossier.id)["authority"], paper["id"])
        done = self.app.act(
            opened["id"], "return_result", opened["revision"],
            recipient_kind="other", recipient="Trần Văn Nhận", identity_seen=True, given_back=[opened["papers"][0]["id"]],
        )  # fmt: skip
        self.assertEqual((done["state"], dossier.result_recipient), ("returned", "Trần Văn Nhận"))
        self.assertTrue(dossier.result_identity_seen and dossier.document_ids[0].given_back_at)
        with self.assertRaisesRegex(UserError, "Somebody else"):
            self.app.act(opened["id"], "return_result", opened["revision"])

    def test_a_wrong_choice_is_corrected(self):
        dossier = self.receive()
        opened = self.app.open_dossier(dossier.id)
        self.assertIn("rechoose", opened["actions"])
        components = [paper["component"] for paper in opened["papers"]]
        self.assertEqual(components, dossier.document_ids.component_id.ids)
        done = self.app.act(
            dossier.id, "rechoose", opened["revision"],
            procedure_id=self.procedure_same_day.id, case_id=False, case_none=False, channel="direct",
            component_ids=self.procedure_same_day.current_version_id.component_ids.ids,
        )  # fmt: skip
        self.assertEqual((done["state"], done["procedure"]), ("received", "Thủ tục trong ngày"))
        self.assertEqual(dossier.procedure_id, self.procedure_same_day)
        self.assertEqual(self.app.open_dossier(dossier.id)["procedure"]["id"], self.procedure_same_day.id)

    def test_what_was_looked_up_is_kept(self):
        component = self.procedure.current_version_id.component_ids[1]
        component.in_national_data = True
        dossier = self.receive(
            documents=[
                {"component_id": one.id, "handed_in": True}
                for one in self.procedure.current_version_id.component_ids - component
            ]
        )
        paper = dossier.document_ids.filtered("in_national_data")
        lines = [{"document_id": paper.id, "kind": "missing"}]
        with self.assertRaisesRegex(UserError, "look it up first"):
            self.app.act(dossier.id, "request_supplement", dossier.revision, reason="Thiếu", lines=lines)
        self.app.act(
            dossier.id,
            "request_supplement",
            dossier.revision,
            reason="Thiếu",
            lines=lines,
            lookups={str(paper.id): "absent"},
        )
        self.assertEqual((paper.lookup_outcome, paper.is_missing), ("absent", True))
        opened = self.app.open_dossier(dossier.id)
        told = next(one for one in opened["papers"] if one["id"] == paper.id)
        self.assertEqual((told["in_data"], told["lookup_outcome"], told["verdict"]), (True, "absent", "missing"))

    def test_open_what_is_not_mine(self):
        foreign = self.receive(user=self.users_2["receptionist"], agency=self.commune_2)
        with self.assertRaisesRegex(UserError, "in your sight"):
            self.app.open_code(foreign.sudo().code)
        with self.assertRaises(AccessError):
            self.app.open_dossier(foreign.id)

    def test_inbox(self):
        online = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "Lê Trực Tuyến",
                    "applicant_address": "Xã Một",
                    "channel": "online",
                }
            )
        )
        online.act("submit")
        self.assertEqual([row["id"] for row in self.app.inbox()], [online.id])
        self.assertEqual(self.app.open_counter()["waiting"], 1)
        opened = self.app.open_dossier(online.id)
        self.assertEqual((opened["pane"], opened["may_attach"]), ("inbox", True))
        done = self.app.act(
            online.id, "receive", opened["revision"], handed_in=[paper["id"] for paper in opened["papers"]]
        )
        self.assertEqual(done["state"], "received")
        self.assertEqual(self.app.inbox(), [])

    # ------------------------------------------------------------------ a citizen who comes back

    def test_what_waits_for_the_citizen_comes_first(self):
        waiting = self.receive(applicant_identity="035190001234")
        self.app.act(waiting.id, "forward", waiting.revision)
        specialist = self.as_role(waiting, "specialist")
        specialist.act("request_supplement", lines=self.asked(specialist), reason="Thiếu giấy", content="Giấy tờ 2")
        for _newer in range(4):
            self.receive(applicant_identity="035190001234")
        [known] = self.app.find_person("035190001234")
        self.assertEqual(len(known["dossiers"]), 3)
        self.assertEqual((known["dossiers"][0]["id"], known["dossiers"][0]["waits"]), (waiting.id, True))

    def test_asked_why_and_until_when(self):
        payload = self.payload(documents=[])
        answer = self.app.not_complete(payload, "Thiếu giấy", "Bản sao giấy chứng sinh")
        asked = self.app.open_dossier(answer["id"])["asked"]
        letter = self.env["onestop.dossier.letter"].browse(answer["letter_id"])
        self.assertEqual((asked["content"], asked["reason"]), (letter.content, "Thiếu giấy"))
        self.assertEqual(asked["answer_by"], str(letter.answer_by))
        self.assertFalse(self.app.open_dossier(self.receive().id)["asked"])

    def test_still_missing_stays_missing(self):
        self.procedure.current_version_id.component_ids[2:].required = False
        payload = self.payload()
        for line in payload["documents"][2:]:
            line["handed_in"] = False
        dossier = self.receive(documents=payload["documents"])
        dossier.act("forward")
        self.as_role(dossier, "specialist").act(
            "request_supplement", lines=self.asked(dossier), reason="Thiếu", content="Giấy tờ 3, 4"
        )
        papers = dossier.document_ids
        opened = self.app.open_dossier(dossier.id)
        self.app.act(dossier.id, "resume", opened["revision"], handed_in=papers[:3].ids)
        self.assertEqual(papers.mapped("handed_in"), [True, True, True, False, False])

    # ------------------------------------------------------------------ what lies at the desk

    def test_pile(self):
        self.assertEqual(self.app.open_counter()["pile"], {"count": 0, "forward_by": False})
        first = self.app.receive(self.payload())
        self.assertEqual(first["forward_by"], str(local(MONDAY, "17:00")))
        self.receive()
        self.assertEqual(self.app.open_counter()["pile"], {"count": 2, "forward_by": str(local(MONDAY, "17:00"))})
        answer = self.app.forward_pile()
        self.assertEqual((answer["forwarded"], answer["failed"], answer["pile"]["count"]), (2, [], 0))
        dossier = self.env["onestop.dossier"].browse(first["id"])
        self.assertEqual(dossier.state, "processing")
        opened = self.app.open_dossier(dossier.id)
        self.assertIn("recall", opened["actions"])
        self.assertEqual(self.app.act(dossier.id, "recall", opened["revision"])["pile"]["count"], 1)

    def test_due_date_of_what_came_online_stands_before_it_is_accepted(self):
        online = (
            self.env["onestop.dossier"]
            .with_user(self.users["receptionist"])
            .create(
                {
                    "procedure_id": self.procedure.id,
                    "applicant_name": "Lê Trực Tuyến",
                    "applicant_address": "Thôn Một",
                    "channel": "online",
                }
            )
        )
        online.document_ids.handed_in = True
        online.act("submit")
        due = self.app.open_dossier(online.id)["due_if_received"]
        online.act("receive")
        self.assertEqual(due, str(online.due_at))
        self.assertFalse(self.app.open_dossier(online.id)["due_if_received"])

    def test_late_without_apology_in_the_words_of_the_core(self):
        dossier = self.receive()
        dossier.act("forward")
        self.as_role(dossier, "specialist").act("forward")
        with freeze_time(local("2026-12-14")):
            self.as_role(dossier, "leader").act("approve")
            opened = self.app.open_dossier(dossier.id)
            with self.assertRaises(UserError) as refused:
                self.app.act(dossier.id, "return_result", opened["revision"])
        self.assertIn("apology", opened["return_refusal"])
        self.assertEqual(str(refused.exception), opened["return_refusal"])
        self.assertEqual(self.app.open_dossier(self.receive().id)["return_refusal"], "")

    # ------------------------------------------------------------------ the wrong door

    def test_any_published_procedure_with_its_competent_body(self):
        self.make_procedure("9.000050", "Cấp lý lịch tư pháp", version={"competent_body": "Sở Tư pháp"})
        self.make_procedure("9.000051", "Cấp phiếu lý lịch cũ", version={"valid_to": "2021-12-31"})
        found = self.app.find_procedures("ly lich tu phap", self.commune.id)
        self.assertEqual({row["code"]: row["body"] for row in found}.get("9.000050"), "Sở Tư pháp")
        self.assertNotIn("9.000051", [row["code"] for row in found])
        named = {row["code"]: row["named"] for row in self.app.find_procedures("cap ho chieu", self.commune.id)}
        self.assertTrue(found[0]["named"])
        self.assertIs(named.get("9.000050", False), False, "what only resembles the words is not what they name")
        elsewhere = self.make_procedure(
            "9.000052", "Việc của xã khác", procedure={"agency_ids": [(6, 0, self.commune_2.ids)]}
        )
        row = self.app.find_procedures("viec cua xa khac", self.commune.id)[0]
        self.assertEqual((row["id"], row["body"]), (elsewhere.id, "Xã Hai"))
        answer = self.app.refuse(
            self.payload(procedure_id=elsewhere.id, documents=[]), "Không thuộc thẩm quyền", row["body"]
        )
        self.assertEqual(answer["state"], "rejected")
        self.assertEqual(self.app.find_procedures("", self.commune.id), [])
        with self.assertRaises(AccessError):
            self.app.find_procedures("ly lich", self.commune_2.id)

    def test_a_request_in_words(self):
        payload = self.payload(procedure_id=False, documents=[], summary="Xin nuôi hổ")
        answer = self.app.refuse(payload, "Không thuộc thẩm quyền", "Chi cục Kiểm lâm")
        opened = self.app.open_dossier(answer["id"])
        self.assertEqual((opened["state"], opened["procedure"]["name"]), ("rejected", "Xin nuôi hổ"))
        with self.assertRaisesRegex(UserError, "can only be refused"):
            self.app.receive(self.payload(procedure_id=False, documents=[], summary="Xin nuôi hổ"))
