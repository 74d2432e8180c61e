from . import onestop_fee_receipt_replace
