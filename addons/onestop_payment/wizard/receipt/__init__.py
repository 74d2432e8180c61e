from . import onestop_fee_receipt_replace
from . import onestop_fee_receipt_use
from . import onestop_fee_receipt_summary
