from . import demo_authority, onestop_fee_demo_outward
