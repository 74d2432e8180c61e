from . import (
    test_closing,
    test_fact,
    test_history_import,
    test_public,
    test_register,
    test_report_http,
    test_rights_matrix,
    test_schedule,
    test_table,
    test_translation,
)
from .engine import (
    test_engine_history,
    test_engine_meaning,
    test_engine_purity,
    test_engine_register,
    test_engine_svg,
    test_engine_table,
)

__all__ = [
    "test_closing",
    "test_engine_history",
    "test_engine_meaning",
    "test_engine_purity",
    "test_engine_register",
    "test_engine_svg",
    "test_engine_table",
    "test_fact",
    "test_history_import",
    "test_public",
    "test_register",
    "test_report_http",
    "test_rights_matrix",
    "test_schedule",
    "test_table",
    "test_translation",
]
