import json

from odoo.addons.onestop_portal.tests.filing.portal_case import PortalCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestPortalCounter(PortalCase):
    browser_size = "1366x768"

    def test_at_the_counter(self):
        """A filing prepared at home is opened by its code; an account is opened for whoever is present."""
        filing = self.filing(self.begin())
        dossier = self.receive(applicant_identity="001185000123", applicant_phone="0912345678").sudo()
        stored = {"onestop_test_desk_code": filing._desk_code_words().lower(), "onestop_test_code": dossier.code}
        name = "onestop_portal_counter"
        code = f"Object.assign(sessionStorage, {json.dumps(stored)}); odoo.startTour({name!r})"
        self.start_tour("/odoo/counter", name, login="test_receptionist", code=code)
        self.env.invalidate_all()
        self.assertEqual(filing.assisted_by_id, self.users["receptionist"])
        self.assertEqual(dossier.applicant_id.user_ids.login, "0912345678")
