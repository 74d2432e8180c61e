"""What the configuration check looks for."""

from . import onestop_config_check_payment
