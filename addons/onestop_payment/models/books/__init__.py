"""What the money becomes in the books, and the home page of whoever keeps them."""

from . import account_move
from . import onestop_fee_books
from . import onestop_fee_payment_books
from . import payment_transaction
from . import res_users
from . import onestop_agency_books
from . import onestop_finance_home
