from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..common import MONDAY, OnestopCase, local

CARD = "035080005555|168123456|Trần Văn Số Cũ|01021980|Nam|Thôn 1, xã Khả Phong|01072021"


@tagged("post_install", "-at_install")
class TestPeople(OnestopCase):
    """People as they give their data at a desk: stored in one way, found in any, told where they can be."""

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(local(MONDAY)))
        self.dossiers = self.env["onestop.dossier"].with_user(self.users["receptionist"])

    def find(self, text, old_number=None):
        return self.dossiers._find_people(text, old_number)

    # ------------------------------------------------------------------ one cleaner at every entrance

    def test_every_entrance_cleans(self):
        typed = {
            "applicant_name": "Hoàng\u00a0 Thị\tKiểm",
            "applicant_identity": "035 190.005-000\u200b",
            "applicant_phone": "+84 (0)912.345.670 / 0987 654 321",
            "applicant_email": "A.B@Vidu.vn\u200b",
            "submitter_name": "H`Bông  Niê",
            "submitter_identity": "c1234567",
            "submitter_phone": "84912345671",
        }
        right = {
            "applicant_name": "Hoàng Thị Kiểm",
            "applicant_identity": "035190005000",
            "applicant_phone": "0912345670; 0987654321",
            "applicant_email": "a.b@vidu.vn",
            "submitter_name": "H`Bông Niê",
            "submitter_identity": "C1234567",
            "submitter_phone": "0912345671",
        }
        base = {"procedure_id": self.procedure.id, "applicant_name": "A"}
        written = self.dossiers.create(base)
        written.write(typed)
        [stored] = self.dossiers.create([base]).web_save(typed, {"id": {}})
        lines = [["procedure_id/.id", *typed], [str(self.procedure.id), *typed.values()]]
        imported = self.dossiers.load(lines[0], lines[1:])
        self.assertFalse(imported["messages"])
        with Form(self.dossiers.create(base)) as form:
            for name in ("applicant_name", "applicant_identity", "applicant_phone", "applicant_email"):
                setattr(form, name, typed[name])
        for entrance, dossier in {
            "RPC create": self.dossiers.create({**base, **typed}),
            "RPC write": written,
            "web_save": self.dossiers.browse(stored["id"]),
            "import": self.dossiers.browse(imported["ids"]),
            "Counter": self.receive(**typed),
        }.items():
            self.env.flush_all()
            dossier.invalidate_recordset()
            with self.subTest(entrance):
                self.assertEqual({name: dossier[name] for name in right}, right)
        form.record.invalidate_recordset()
        self.assertEqual(form.record.applicant_phone, right["applicant_phone"])

    def test_what_is_compared_is_cleaned(self):
        dossier = self.receive(applicant_identity="035190005001", applicant_phone="0912345670")
        for domain in (
            [("applicant_identity", "=", "035.190.005.001")],
            [("applicant_identity", "in", ["x", "035 190 005 001"])],
            [("applicant_phone", "=", "+84 912 345 670")],
            [("applicant_phone", "ilike", "+84 912 345")],
            [("applicant_phone", "ilike", "345.670")],
            [("applicant_name", "ilike", "Nguyễn  Thị\u00a0Thử")],
            [("code", "=", f"\u200e{dossier.code}:")],
        ):
            with self.subTest(domain=domain):
                self.assertIn(dossier, self.dossiers.search(domain))
                self.assertEqual(dossier.filtered_domain(domain), dossier)

    def test_an_identity_number_is_only_compared_whole(self):
        dossier = self.receive(applicant_identity="035190005001")
        for operator, value in [("ilike", "0351"), ("like", "0351"), ("=like", "0351%"), (">", "0"), ("<=", "9")]:
            domain = [("applicant_identity", operator, value)]
            with self.subTest(operator=operator):
                self.assertRefused(UserError, "given whole", self.dossiers.search, domain)
                self.assertRefused(UserError, "given whole", dossier.filtered_domain, domain)
        for name in ("applicant_identity", "applicant_old_identity", "submitter_identity"):
            description = self.dossiers.fields_get([name])[name]
            self.assertFalse(description["sortable"] or description["groupable"], name)
        self.assertEqual(dossier.applicant_identity_masked, "*********001")

    def test_staff_and_agencies_too(self):
        user = self.users["specialist"]
        user.sudo().write({"name": "Lê\u00a0 Văn\u200b Ba", "phone": "84 912 345 678", "email": "LE.BA@Vidu.vn "})
        user.invalidate_recordset()
        self.assertEqual((user.name, user.phone, user.email), ("Lê Văn Ba", "0912345678", "le.ba@vidu.vn"))
        self.commune.write({"phone": "0226\u00a03851 234  (máy lẻ 12)", "email": "UBND@Vidu.vn"})
        self.assertEqual(self.commune.phone, "0226 3851 234 (máy lẻ 12)")
        self.assertEqual(self.commune.email, "ubnd@vidu.vn")
        partner = self.env["res.partner"].create({"name": "A", "onestop_identity_number": "0700.123.459-001"})
        self.assertEqual(partner.onestop_identity_number, "0700123459-001")

    def test_old_number_beside_the_new_one(self):
        dossier = self.receive(applicant_identity="168.123.456 / 035080005555")
        self.assertEqual((dossier.applicant_identity, dossier.applicant_old_identity), ("035080005555", "168123456"))

    # ------------------------------------------------------------------ found again

    def test_phone_in_any_spelling(self):
        stored = [
            "0912 345 670",
            "0912.345.671",
            "+84 912 345 672",
            "84912345673",
            "0987654321/0912345674",
            "0912345675\u200b",
        ]
        for number, spelling in enumerate(stored):
            dossier = self.receive(applicant_phone=spelling)
            last = f"091234567{number}"
            for typed in (last, f"+84{last[1:]}", f"{last[:4]} {last[4:7]} {last[7:]}", f"84{last[1:]}"):
                with self.subTest(stored=spelling, typed=typed):
                    self.assertEqual(self.find(typed), dossier)
        self.assertFalse(self.find("0912345679"))

    def test_numbers(self):
        for stored, typed in [
            ("035 190 005 000", ("035190005000", "035.190.005.000", "０３５190005000")),
            ("035.190.005.001", ("035190005001",)),
            ("035190005002\u200b", ("035190005002", "035190005002|168999999|Trần Thị Thử|01021990|Nữ|X|01072021")),
            ("C1234567", ("C1234567", "c1234567", "C 123 4567")),
            ("168123457", ("168123457", "168 123 457")),
            ("0700123459", ("0700123459", "0700.123.459")),
            ("0700123459-001", ("0700123459001", "0700123459-001")),
        ]:
            dossier = self.receive(applicant_identity=stored)
            for text in typed:
                with self.subTest(stored=stored, typed=text):
                    self.assertEqual(self.find(text), dossier)
        self.assertFalse(self.find("0351900050"))

    def test_what_is_empty_finds_nobody(self):
        empty = {"applicant_old_identity": "", "applicant_email": " \u200b", "submitter_identity": ""}
        dossier = self.receive(applicant_identity="035190005008", **empty)
        self.receive(applicant_identity=" ")
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT applicant_old_identity, applicant_email, submitter_identity FROM onestop_dossier WHERE id = %s",
            [dossier.id],
        )
        self.assertEqual(self.env.cr.fetchone(), (None, None, None))
        self.assertEqual(self.find("035190005008"), dossier)
        self.assertIn(dossier, self.dossiers.search([("applicant_old_identity", "=", "")]))
        self.assertIn(dossier, self.dossiers.search([("applicant_old_identity", "=", False)]))
        self.assertNotIn(dossier, self.dossiers.search([("applicant_identity", "=", "")]))

    def test_old_number_of_a_card(self):
        earlier = self.receive(applicant_identity="168123456", applicant_phone="0912000779")
        self.assertEqual(self.find("168123456"), earlier)
        self.assertEqual(self.find("035080005555", "168123456"), earlier)
        self.assertEqual(self.find(CARD), earlier)
        later = self.receive(applicant_identity="035080005555", applicant_old_identity="168 123 456")
        # and the other way round: the new card is found by the number on the old one
        self.assertEqual(self.find("168123456"), later | earlier)

    def test_names(self):
        names = {
            "Hoàng  Thị   Kiểm": ("hoang thi kiem", "Hoàng Thị Kiểm", "kiểm"),
            "H`Bông Niê": ("H'Bông", "hbong", "h’bong nie", "H Bông"),
            "H´Bia Ksor": ("hbia", "Ksor H'Bia"),
            "Đinh": ("dinh", "Đinh"),
        }
        for stored, queries in names.items():
            dossier = self.receive(applicant_name=stored)
            for typed in queries:
                with self.subTest(stored=stored, typed=typed):
                    self.assertEqual(self.find(typed), dossier)
        self.assertFalse(self.find("Hoàng Thị Không"))
        self.assertFalse(self.find("o"))

    def test_a_rare_name_is_found_beyond_the_last_dossiers(self):
        self.patch(type(self.dossiers), "_find_recent", lambda dossiers, words: dossiers.browse())
        dossier = self.receive(applicant_name="Lò Thị Hiếm")
        self.assertEqual(self.find("hiem"), dossier)
        # and by whoever comes to see it later
        other = dossier.with_user(self.users_2["receptionist"])
        self.assertFalse(other._find_people("lo thi hiem"))
        dossier.sudo().holder_agency_id = self.commune_2
        self.assertEqual(other._find_people("lo thi hiem"), dossier)
        dossier.applicant_name = "Lò Thị Khác"
        self.assertFalse(self.find("hiem"))

    def test_nobody_elses_people(self):
        self.receive(
            user=self.users_2["receptionist"], agency=self.commune_2, applicant_name="Vàng Thị Xa",
            applicant_identity="035190009998", applicant_old_identity="168000001", applicant_phone="0912999998",
        )  # fmt: skip
        for typed in ("035190009998", "168000001", "0912999998", "vang thi xa"):
            self.assertFalse(self.find(typed), typed)

    def test_the_register_is_searched_in_the_same_way(self):
        dossier = self.receive(
            applicant_name="H’Bông Niê", applicant_identity="035190005007", applicant_phone="0912345677"
        )
        for typed in ("hbong", "035.190.005.007", "+84 912 345 677"):
            self.assertEqual(self.dossiers.search([("person_search", "=", typed)]), dossier, typed)
        self.assertFalse(self.dossiers.search([("person_search", "=", "không có ai")]))
        self.assertFalse(self.dossiers.search([("person_search", "=", "?")]))

    # ------------------------------------------------------------------ who they are

    def test_year_of_birth_alone(self):
        dossier = self.receive(applicant_birth_year=1950, applicant_identity="035050001234", applicant_sex="male")
        self.assertEqual((dossier.applicant_birth_date, dossier.applicant_birth_year), (False, 1950))
        self.assertNotIn("year of birth", dossier.person_warnings)
        dossier.applicant_birth_year = 1951
        self.assertIn("another year of birth", dossier.person_warnings)
        dossier.applicant_birth_date = "1950-03-02"
        self.assertEqual(dossier.applicant_birth_year, 1950)
        dossier.write({"applicant_birth_date": "1949-03-02", "applicant_birth_year": 1980})
        self.assertEqual(dossier.applicant_birth_year, 1949)
        dossier.applicant_birth_date = False
        self.assertEqual(dossier.applicant_birth_year, 1949)
        self.assertRefused(ValidationError, "four digits", dossier.write, {"applicant_birth_year": 50})

    def test_birth_in_the_future(self):
        dossier = self.receive(applicant_birth_date="2026-11-24")
        self.assertIn("future", dossier.person_warnings)
        self.assertNotIn("future", self.receive(applicant_birth_date="2026-11-23").person_warnings)

    def test_tax_codes_are_checked(self):
        for number, words in [
            ("0100233488", ""),
            ("0100233480", "last digit"),
            ("01/GP-UBND", ""),
            ("123", "ten digits"),
        ]:
            dossier = self.receive(applicant_kind="organisation", applicant_identity=number)
            self.assertIn(words, dossier.person_warnings)
            if not words:
                self.assertNotIn("tax code", dossier.person_warnings, number)

    def test_nobody_is_received_by_a_name_alone(self):
        alone = {"applicant_identity": False, "applicant_address": False}
        self.assertRefused(UserError, "identity number or the address", self.receive, **alone)
        self.assertTrue(self.receive(**{**alone, "applicant_identity": "C1234567"}))
        self.assertTrue(self.receive(**{**alone, "applicant_address": "Xã Một"}))
        self.assertTrue(self.receive(**alone, applicant_kind="organisation"))

    # ------------------------------------------------------------------ whom news cannot reach

    def test_reached_where_a_number_or_address_can_be_read(self):
        for phone, email in [
            ("0912.345.678/0987.654.321", ""),
            ("0912345678 (con gái)", ""),
            ("+84(0)912345678", ""),
            ("0912345678\u200b", ""),
            ("0226 3851 234; 0912345678", ""),
            ("0912 345 67", "a.b@vidu.vn;c.d@vidu.vn"),
            ("", "Con gái <a.b@vidu.vn>"),
        ]:
            dossier = self.receive(applicant_phone=phone, applicant_email=email)
            with self.subTest(phone=phone, email=email):
                self.assertFalse(dossier.citizen_unreachable)
                self.assertNotIn("cannot reach", dossier.person_warnings)

    def test_not_reached(self):
        for phone, email, words in [
            ("0912 345 67", "", "phone number cannot be read"),
            ("0226 3851 234", "", "cannot reach"),
            ("", "a.b@vidu,vn", "e-mail address cannot work"),
            (False, False, "cannot reach"),
            ("không có", "không có", "cannot be read"),
        ]:
            dossier = self.receive(applicant_phone=phone, applicant_email=email)
            with self.subTest(phone=phone, email=email):
                self.assertTrue(dossier.citizen_unreachable)
                self.assertIn(words, dossier.person_warnings)
                self.assertIn(dossier, self.dossiers.search([("citizen_unreachable", "=", True)]))
        # whoever hands it in can be told
        self.assertFalse(self.receive(applicant_phone=False, submitter_phone="0912345678").citizen_unreachable)

    # ------------------------------------------------------------------ filed twice

    def test_spellings_of_one_number_are_one_person(self):
        for first, second in [
            ("035 190 005 100", "035190005100"),
            ("035.190.005.101", "035190005101"),
            ("035190005102\u200b", "035190005102"),
        ]:
            one, two = self.receive(applicant_identity=first), self.receive(applicant_identity=second)
            with self.subTest(first=first):
                self.assertEqual(two.duplicate_id, one)
                self.assertEqual(one.applicant_identity, second)
                self.assertEqual(self.find(second), two | one)

    def test_the_old_number_tells_too(self):
        one = self.receive(applicant_identity="168123456")
        two = self.receive(applicant_identity="035080005555", applicant_old_identity="168123456")
        self.assertEqual(two.duplicate_id, one)

    def test_twins(self):
        who = {"applicant_identity": "035190009999"}
        first = self.receive(**who, summary="Khai sinh cho cháu A")
        second = self.receive(**who, summary="Khai sinh cho cháu B", not_the_same="Sinh đôi")
        self.assertFalse(second.duplicate_id)
        event = second.event_ids[-1]
        self.assertEqual((event.action, event.note, event.data), ("not_the_same", "Sinh đôi", {"dossier": first.code}))
        # said afterwards, with a reason
        third = self.receive(**who, summary="Khai sinh cho cháu C")
        self.assertEqual(third.duplicate_id, second)
        self.assertIn("not_the_same", third.allowed_actions)
        self.assertRefused(UserError, "Give a reason", third.act, "not_the_same")
        third.act("not_the_same", reason="Sinh ba")
        self.assertFalse(third.duplicate_id)
        self.assertEqual(third.state, "received")
        self.assertNotIn("not_the_same", third.allowed_actions)
        self.assertRefused(UserError, "No other dossier", third.act, "not_the_same", reason="Sinh ba")
