from . import onestop_fee_payment_back_online
