from . import test_portal_counter, test_translation
