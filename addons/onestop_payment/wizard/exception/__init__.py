from . import onestop_fee_exception_dialog
