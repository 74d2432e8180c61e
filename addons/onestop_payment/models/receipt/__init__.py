"""Receipts: forms, series and numbers without a gap, how they are cancelled, replaced and printed."""

from . import onestop_agency_receipt
from . import onestop_fee_receipt_form
from . import onestop_fee_receipt_series
from . import onestop_fee_receipt_loss
from . import onestop_fee_receipt
from . import onestop_fee_receipt_print
from . import onestop_fee_payment_receipt
from . import onestop_number_book_title
from . import ir_module_module
