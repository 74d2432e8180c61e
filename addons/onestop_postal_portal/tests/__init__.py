from . import test_post_pages, test_translation
