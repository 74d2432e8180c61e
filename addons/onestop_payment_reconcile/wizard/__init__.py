from . import onestop_bank_dialog
from . import onestop_bank_import
