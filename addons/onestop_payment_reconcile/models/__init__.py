from . import onestop_bank_statement
from . import onestop_bank_line
from . import onestop_bank_matching
from . import onestop_fee_transfer_bank
from . import onestop_fee_exception_bank
