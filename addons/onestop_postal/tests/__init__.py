from . import (
    test_checklist,
    test_config_check_postal,
    test_demo,
    test_hoot,
    test_postal_buttons,
    test_rights_matrix,
    test_translation,
)
from .carrier import test_carrier, test_statement
from .custody import test_accept, test_attacks, test_bag, test_handover, test_random_histories, test_sight
from .delivery import test_address_change, test_delivery, test_unclaimed
from .engine import (
    test_engine_carrier,
    test_engine_carrier_sheet,
    test_engine_custody,
    test_engine_purity,
    test_engine_rooms,
    test_engine_settlement,
    test_engine_settlement_sheet,
    test_engine_targets,
    test_engine_tariff,
    test_engine_transit,
    test_engine_unclaimed,
)
from .incident import test_incident
from .network import test_rights
from .settlement import test_settlement
from .tariff import test_tariff
from .target import test_target
