from odoo.addons.onestop_core.tests.common import OnestopHttpCase
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDoorPage(OnestopHttpCase):
    def test_what_the_module_serves_is_not_what_core_answers_last(self):
        answer = self.url_open("/dich-vu-cong/door")
        self.assertEqual((answer.status_code, answer.text), (200, "the page of the door"))
        self.assertEqual(self.url_open("/dich-vu-cong/door/other").status_code, 404)
