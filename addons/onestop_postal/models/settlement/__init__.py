from . import onestop_postal_agreement, onestop_postal_form  # isort: skip
from . import onestop_postal_agreement_print  # isort: skip
from . import onestop_postal_settlement, onestop_postal_settlement_print  # isort: skip
from . import onestop_postal_payer, onestop_config_check_agreement  # isort: skip
