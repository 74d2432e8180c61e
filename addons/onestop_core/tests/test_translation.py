from odoo.tests import TransactionCase, tagged

from .translation_tests import TranslationTests


@tagged("post_install", "-at_install")
class TestTranslation(TranslationTests, TransactionCase):
    module = "onestop_core"
