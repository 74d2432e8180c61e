from . import onestop_bank_dialog
from . import onestop_bank_import
from . import onestop_fee_difference_dialog
