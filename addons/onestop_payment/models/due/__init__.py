"""What is owed for a dossier, and the money that was taken or given back for it."""

from . import onestop_fee_due
from . import onestop_fee_payment
from . import onestop_fee_payment_undo
from . import onestop_dossier_fee
from . import onestop_dossier_fee_national
