from . import onestop_postal_payment_demo
