from . import onestop_receipt_aside
