from . import (
    test_config_check_postal,
    test_demo,
    test_hoot,
    test_postal_buttons,
    test_rights_matrix,
    test_translation,
)
from .carrier import test_carrier
from .custody import test_accept, test_bag, test_handover, test_random_histories
from .delivery import test_delivery
from .engine import (
    test_engine_carrier,
    test_engine_custody,
    test_engine_purity,
    test_engine_rooms,
    test_engine_settlement,
    test_engine_settlement_sheet,
    test_engine_targets,
    test_engine_tariff,
    test_engine_transit,
)
from .incident import test_incident
from .network import test_rights
from .settlement import test_settlement
from .tariff import test_tariff
from .target import test_target
