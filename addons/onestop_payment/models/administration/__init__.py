from . import onestop_config_check_payment
