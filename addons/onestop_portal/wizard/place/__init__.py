from . import onestop_unit_update
