from . import account_move
from . import onestop_fee_books
from . import onestop_fee_payment_books
from . import payment_transaction
from . import res_users
from . import onestop_finance_home
