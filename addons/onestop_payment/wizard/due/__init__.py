from . import onestop_fee_collect
from . import onestop_fee_due_change
from . import onestop_fee_payment_back
