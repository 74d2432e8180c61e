from . import onestop_fee_demo_online
