from . import test_checklist, test_deposit, test_translation
