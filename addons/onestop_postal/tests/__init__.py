from . import (
    test_config_check_postal,
    test_demo,
    test_rights_matrix,
    test_translation,
)
from .engine import (
    test_engine_custody,
    test_engine_purity,
    test_engine_settlement,
    test_engine_tariff,
    test_engine_transit,
)
from .network import test_rights
from .tariff import test_tariff
