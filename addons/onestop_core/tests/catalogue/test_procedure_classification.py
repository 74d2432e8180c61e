import base64
from dataclasses import replace
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from psycopg2 import IntegrityError

from ...engine import catalogue_sheet
from ..common import MONDAY, OnestopCase

REASON = {"partial_reason": "presence", "partial_legal_text": "Hai bên phải có mặt (Luật Hộ tịch, Điều 18)."}


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestProcedureClassification(OnestopCase):
    """Levels 1 to 4 and toàn trình / một phần are one dated classification, kept by the provincial administrator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classified = cls.procedure.with_user(cls.manager)

    def classify(self, valid_from, **vals):
        lines = self.env["onestop.procedure.classification"].with_user(self.manager)
        return lines.create({"procedure_id": self.procedure.id, "valid_from": valid_from, **vals})

    def test_one_view_gives_the_other(self):
        for vals, views in [
            ({"service_level": "1"}, ("1", "none")),
            ({"service_level": "2"}, ("2", "none")),
            ({"service_level": "3", **REASON}, ("3", "partial")),
            ({"service_level": "4"}, ("4", "full")),
            ({"online_scope": "none"}, ("2", "none")),
            ({"online_scope": "partial", **REASON}, ("3", "partial")),
            ({"online_scope": "full"}, ("4", "full")),
            # level 3 is toàn trình where there is no fee and the result comes online or by post
            ({"service_level": "3", "online_scope": "full"}, ("3", "full")),
        ]:
            with self.subTest(vals=vals):
                line = self.classify("2026-01-01", **vals)
                self.assertEqual(self.classified._classification_on(date(2026, 1, 1)), views)
                line.unlink()

    def test_an_agency_may_have_its_own(self):
        self.classify("2026-01-01", online_scope="full", decision="1/QĐ-UBND", decision_date="2025-12-20")
        own = self.classify(
            "2026-02-01", online_scope="partial", agency_id=self.commune.id, decision="2/QĐ-UBND", **REASON
        )
        self.assertFalse(own.valid_to, "the general one goes on beside it")
        day = date(2026, 3, 1)
        self.assertEqual(self.classified._classification_on(day), ("4", "full"))
        self.assertEqual(self.classified._classification_on(day, self.commune), ("3", "partial"))
        self.assertEqual(self.classified._classification_on(date(2026, 1, 15), self.commune), ("4", "full"))
        below = self.env["onestop.agency"].create(
            {"name": "Bên dưới", "code": "H99.9.9", "level_id": self.commune.level_id.id, "parent_id": self.commune.id}
        )
        self.assertEqual(self.classified._classification_on(day, below), ("3", "partial"))
        self.assertEqual(self.procedure.online_scope, "full")
        own.valid_to = "2026-12-31"
        self.assertRefused(ValidationError, "same time", self.classify, "2026-03-01", valid_to="2026-04-01", online_scope="full", agency_id=self.commune.id)  # fmt: skip

    def test_any_date(self):
        self.classify("2019-12-01", service_level="3", valid_to="2022-08-14")
        self.classify("2022-08-15", online_scope="partial", **REASON)
        self.classify("2026-12-01", online_scope="full")
        for day, views in [
            (date(2019, 11, 30), (False, False)),
            (date(2019, 12, 1), ("3", "partial")),
            (date(2022, 8, 14), ("3", "partial")),
            (date(2022, 8, 15), ("3", "partial")),
            (date(2026, 11, 30), ("3", "partial")),
            (date(2026, 12, 1), ("4", "full")),
            (date(2040, 1, 1), ("4", "full")),
        ]:
            with self.subTest(day=day):
                self.assertEqual(self.classified._classification_on(day), views)

    def test_new_one_ends_the_one_before(self):
        first = self.classify("2020-01-01", service_level="2")
        self.classify("2026-11-23", online_scope="full")
        self.assertEqual(first.valid_to, date(2026, 11, 22))
        self.assertEqual((self.procedure.service_level, self.procedure.online_scope), ("4", "full"))
        # the same in the form: two lines in one save
        other = self.procedure_same_day.with_user(self.manager)
        other.classification_ids = [
            Command.create({"valid_from": "2020-01-01", "service_level": "2"}),
            Command.create({"valid_from": "2021-01-01", "service_level": "4"}),
        ]
        self.assertEqual(other._classification_on(date(2020, 6, 1)), ("2", "none"))
        self.assertEqual(other.online_scope, "full")

    def test_no_two_at_the_same_time(self):
        self.classify("2020-01-01", service_level="2", valid_to="2021-12-31")
        self.assertRefused(ValidationError, "same time", self.classify, "2021-12-31", service_level="4")
        self.classify("2022-01-01", service_level="4")

    def test_something_is_said(self):
        self.assertRefused(IntegrityError, "says_something", self.classify, "2020-01-01")

    def test_partial_needs_its_reason_in_words(self):
        for vals in (
            {},
            {"partial_reason": "presence"},
            {"partial_legal_text": "Luật"},
            {**REASON, "partial_legal_text": "  "},
        ):
            for view in ({"online_scope": "partial"}, {"service_level": "3"}):
                with self.subTest(vals=vals, view=view):
                    self.assertRefused(ValidationError, "01/07/2026", self.classify, "2026-07-01", **view, **vals)
        self.classify("2026-07-01", online_scope="partial", **REASON)

    def test_partial_before_the_law_needs_none(self):
        line = self.classify("2022-08-15", online_scope="partial", valid_to="2026-06-30")
        # one that goes on past the first day of the rule needs it, whenever it began
        self.assertRefused(ValidationError, "01/07/2026", line.write, {"valid_to": "2026-07-01"})
        self.assertRefused(ValidationError, "01/07/2026", line.write, {"valid_to": False})

    def test_first_day_of_the_rule_is_a_setting(self):
        self.env["ir.config_parameter"].set_param("onestop_core.partial_reason_from", "2027-01-01")
        self.classify("2026-07-01", online_scope="partial", valid_to="2026-12-31")
        self.assertRefused(ValidationError, "01/01/2027", self.classify, "2027-01-01", online_scope="partial")

    def test_today_is_kept_for_filters(self):
        self.classify("2026-01-01", online_scope="none")
        self.classify("2026-11-24", online_scope="full")
        procedures = self.env["onestop.procedure"].with_user(self.users["specialist"])
        self.assertIn(self.procedure, procedures.search([("online_scope", "=", "none")]))
        with freeze_time("2026-11-24"):
            procedures.sudo()._cron_current_version()
            self.assertIn(
                self.procedure, procedures.search([("online_scope", "=", "full"), ("service_level", "=", "4")])
            )

    def test_classify_writes_only_what_changes(self):
        day = date(2026, 3, 1)
        self.classified._classify(day, {"service_level": "", "online_scope": "full"})
        self.classified._classify(date(2026, 9, 1), {"online_scope": "none"})
        lines = self.classified.classification_ids
        self.assertEqual(len(lines), 2)
        self.classified._classify(date(2026, 10, 1), {"online_scope": "none"})
        self.assertEqual(self.classified.classification_ids, lines)
        # between two that are known: until the second
        self.classified._classify(date(2026, 5, 1), {"online_scope": "partial", **REASON})
        self.assertEqual(self.classified._classification_on(date(2026, 8, 31)), ("3", "partial"))
        self.assertEqual(self.classified._classification_on(date(2026, 9, 1)), ("2", "none"))
        # before all
        self.classified._classify(date(2025, 1, 1), {"service_level": "2"})
        self.assertEqual(self.classified._classification_on(date(2026, 2, 28)), ("2", "none"))
        # the same day: changed in place; nothing said: not classified any more
        self.classified._classify(day, {"online_scope": "none"})
        self.assertEqual(self.classified._classification_on(day), ("2", "none"))
        self.classified._classify(day, {"online_scope": ""})
        self.assertEqual(self.classified._classification_on(day), (False, False))
        self.assertEqual(len(self.classified.classification_ids), 3)

    # ------------------------------------------------------------------ in files of the catalogue

    def import_workbook(self, day, **said):
        data = self.classified.current_version_id._catalogue_data(date.fromisoformat(day))
        content = catalogue_sheet.write_workbook([replace(data, **said)])
        imports = self.env["onestop.catalogue.import"].with_user(self.manager)
        record = imports.create({"file": base64.b64encode(content), "file_name": "thu-tuc.xlsx", "valid_from": day})
        record.action_check()
        return record

    def test_workbook_classifies_without_a_new_version(self):
        self.classify("2020-01-01", service_level="2")
        versions = self.procedure.version_ids
        self.import_workbook("2026-12-01", service_level="", online_scope="partial", **REASON).action_apply()
        with patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 1):
            self.env["onestop.catalogue.import"]._cron_apply()
        self.assertEqual(self.procedure.version_ids, versions)
        self.assertEqual(self.classified._classification_on(date(2026, 11, 30)), ("2", "none"))
        self.assertEqual(self.classified._classification_on(date(2026, 12, 1)), ("3", "partial"))
        self.assertEqual(self.import_workbook("2026-12-01").line_ids.mapped("action"), ["unchanged"])

    def test_workbook_without_the_reason_is_an_error_by_name(self):
        record = self.import_workbook("2026-12-01", online_scope="partial")
        self.assertEqual(record.line_ids.mapped("action"), ["error"])
        self.assertEqual(record.line_ids.field_label, "Reason for Partly Online")

    def test_only_the_manager_changes_it(self):
        line = self.classify("2026-01-01", online_scope="full")
        for role in ("receptionist", "leader", "agency_admin"):
            self.assertRefused(AccessError, "", line.with_user(self.users[role]).write, {"online_scope": "none"})
            self.assertEqual(line.with_user(self.users[role]).online_scope, "full")
