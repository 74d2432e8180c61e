from . import onestop_demo
