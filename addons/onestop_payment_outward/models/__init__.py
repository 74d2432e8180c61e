from . import onestop_receipt_layout
from . import onestop_revocation_list
from . import onestop_signing_certificate
from . import onestop_receipt_file
from . import onestop_fee_receipt_outward
from . import onestop_config_check_outward
