from . import onestop_fee_transfer_dialog
