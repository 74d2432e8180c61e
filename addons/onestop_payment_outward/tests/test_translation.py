from odoo.addons.onestop_core.tests.translation_tests import TranslationTests
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestPaymentOutwardTranslation(TranslationTests, TransactionCase):
    module = "onestop_payment_outward"
