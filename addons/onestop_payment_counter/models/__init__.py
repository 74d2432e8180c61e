from . import onestop_counter_app
