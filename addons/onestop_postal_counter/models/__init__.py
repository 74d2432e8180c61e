from . import onestop_counter_bag, onestop_counter_postal
