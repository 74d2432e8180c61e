from . import onestop_postal_carrier, onestop_postal_waybill, onestop_postal_carrier_event  # isort: skip
from . import onestop_postal_difference, onestop_postal_carrier_feed  # isort: skip
from . import onestop_postal_statement  # isort: skip
