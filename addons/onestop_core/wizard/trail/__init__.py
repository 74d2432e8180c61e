from . import onestop_trail_check
