from . import (
    test_bank,
    test_month,
    test_faults,
    test_district_month,
    test_settlement,
    test_bank_buttons,
    test_demo,
    test_rights_matrix,
    test_translation,
)
from .engine import (
    test_engine_camt,
    test_engine_matching,
    test_engine_purity,
    test_engine_settlement,
    test_engine_statement,
)
