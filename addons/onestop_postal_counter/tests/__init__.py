from . import test_counter_bag, test_counter_post, test_counter_post_tour, test_translation
