"""Transfers that are awaited: payment codes, VietQR, the banks."""

from . import res_bank
from . import onestop_fee_account_bank
from . import onestop_fee_transfer
from . import onestop_fee_due_transfer
from . import onestop_fee_payment_transfer
from . import onestop_dossier_transfer
