from . import (
    test_counter_app,
    test_counter_rating,
    test_counter_tour,
    test_hoot,
    test_papers_sent_http,
    test_search_data,
    test_translation,
)
