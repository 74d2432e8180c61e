import re
from collections import Counter

import polib
from odoo.modules.module import get_module_path
from odoo.tools.translate import TranslationModuleReader

# what a translation has to keep: values filled in, and tags without the texts in their attributes
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%|</?\w+")


class TranslationTests:
    """The screens of an add-on speak Vietnamese: no term of its source is without its translation.

    Each add-on has a ``TransactionCase`` of them with its name in ``module``.
    """

    allow_inherited_tests_method = True
    module = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = get_module_path(cls.module)
        cls.catalogue = polib.pofile(f"{cls.path}/i18n/vi.po")

    def source_terms(self):
        """Terms that Odoo exports for the add-on, without those of the demo data, which are Vietnamese already."""
        demo = set()
        for name in self.env["ir.module.module"].get_module_info(self.module).get("demo", []):
            with open(f"{self.path}/{name}", encoding="utf-8") as file:
                demo |= set(re.findall(r'<record id="(\w+)"', file.read()))
        for _module, _type, _name, place, source, _value, _comments in TranslationModuleReader(
            self.env.cr, [self.module]
        ):
            if str(place).removeprefix(f"{self.module}.") not in demo:
                yield source

    def test_every_term_is_translated(self):
        translated = {entry.msgid for entry in self.catalogue.translated_entries()}
        missing = sorted(set(self.source_terms()) - translated)
        self.assertFalse(missing, f"add these terms to i18n/vi.po:\n{chr(10).join(missing)}")

    def test_nothing_is_uncertain(self):
        self.assertEqual([entry.msgid for entry in self.catalogue.fuzzy_entries()], [])

    def test_translations_keep_what_is_filled_in(self):
        for entry in self.catalogue:
            with self.subTest(entry.msgid):
                self.assertEqual(Counter(PLACEHOLDER.findall(entry.msgid)), Counter(PLACEHOLDER.findall(entry.msgstr)))
