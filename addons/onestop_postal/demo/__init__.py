from . import onestop_postal_demo
