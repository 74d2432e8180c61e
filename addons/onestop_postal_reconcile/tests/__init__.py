from . import test_deposit, test_translation
