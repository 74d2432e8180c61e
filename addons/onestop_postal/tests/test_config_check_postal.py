from odoo.addons.onestop_core.tests.administration.config_check_case import ConfigCheckCase
from odoo.tests import tagged

from .postal_case import PostalCase


@tagged("post_install", "-at_install")
class TestConfigCheckPostal(PostalCase, ConfigCheckCase):
    def test_a_clerk_who_may_do_nothing(self):
        post = self.clerk.onestop_staff_ids
        self.assertNotFound(self.findings(), "postal_clerk is a clerk of the post")
        self.rights.unlink()
        self.assertFound(self.findings(), "error", post, "postal_clerk", "no right says what for")

    def test_nobody_has_trained_the_clerk(self):
        self.may["receive"].trained_on = False
        self.assertFound(self.findings(), "warning", self.may["receive"], "has not been trained")

    def test_a_point_that_lacks_something(self):
        self.assertFound(self.findings(), "warning", self.office, "lacks")
        self.office.write({"has_line": True, "computer_count": 1, "printer_count": 1, "scanner_count": 1})
        self.assertNotFound(self.findings(), "Bưu điện Thử lacks")
