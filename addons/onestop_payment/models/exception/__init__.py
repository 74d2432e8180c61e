"""Money that fits nothing, until somebody says what became of it."""

from . import onestop_fee_exception
from . import onestop_dossier_exception_home
from . import onestop_fee_transfer_exception
from . import onestop_fee_payment_exception
