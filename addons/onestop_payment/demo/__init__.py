from . import onestop_fee_demo
from . import onestop_fee_demo_drawers
