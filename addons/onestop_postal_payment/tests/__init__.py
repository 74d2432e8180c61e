from . import (
    test_demo,
    test_post_fees,
    test_post_fees_buttons,
    test_remittance,
    test_rights_matrix,
    test_translation,
)
