from lxml import etree
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import OnestopCase


@tagged("post_install", "-at_install")
class TestSettings(OnestopCase):
    """The settings screen: every parameter of the suite can be read and set there, 0 among its values."""

    def setUp(self):
        super().setUp()
        self.settings = self.env["res.config.settings"].with_user(self.env.ref("base.user_admin"))

    def saved(self, **values):
        with Form(self.settings) as form:
            for name, value in values.items():
                form[name] = value
        form.record.execute()

    def test_every_parameter_is_on_the_screen(self):
        arch = etree.fromstring(self.settings.get_view(view_type="form")["arch"])
        shown = {node.get("name") for node in arch.iter("field")}
        parameters = self.settings._onestop_parameters()
        self.assertEqual(set(parameters.values()), set(self.env["onestop.settings"]._defaults()))
        self.assertEqual(set(parameters) - shown, set())

    def test_what_is_set_holds_and_the_default_comes_back(self):
        number = self.env["onestop.settings"]._number
        self.saved(onestop_max_supplements=0)
        self.assertEqual(number("onestop_core.max_supplements"), 0)
        self.assertEqual(self.settings.get_values()["onestop_max_supplements"], 0)
        self.saved(onestop_max_supplements=1)
        self.assertFalse(self.env["ir.config_parameter"].search([("key", "=", "onestop_core.max_supplements")]))

    def test_tiers_of_local_government(self):
        levels = self.env["onestop.agency.level"]
        district = self.env.ref("onestop_core.level_district") | self.env.ref("onestop_core.level_district_office")
        self.saved(onestop_tiers="two")
        self.assertEqual({str(day) for day in district.mapped("valid_to")}, {"2025-06-30"})
        self.assertFalse(self.env.ref("onestop_core.level_commune").valid_to)
        self.saved(onestop_tiers="three")
        self.assertFalse(any(district.mapped("valid_to")))
        self.assertEqual(levels._tiers(), "three")
        self.saved(onestop_districts_end="2025-08-31")
        self.saved(onestop_tiers="two")
        self.assertEqual(str(district[0].valid_to), "2025-08-31")
        # saving the screen for another reason leaves a day that somebody set
        district.valid_to = "2026-01-31"
        self.saved(onestop_max_supplements=2)
        self.assertEqual(str(district[0].valid_to), "2026-01-31")

    def test_what_cannot_be_is_refused(self):
        self.assertRefused(ValidationError, "0 or more", self.saved, onestop_max_apologies=-1)
        self.assertRefused(ValidationError, "1 or more", self.saved, onestop_batch_limit=0)
        self.assertRefused(ValidationError, "not usable", self.saved, onestop_code_pattern="{seq}")

    def test_only_the_administrator_of_the_system_sets(self):
        self.assertRefused(AccessError, ".*", self.env["res.config.settings"].with_user(self.manager).create, {})
