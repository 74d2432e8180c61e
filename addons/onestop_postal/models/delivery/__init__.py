from . import onestop_dossier_postal_lookup, onestop_postal_attempt, onestop_postal_shipment_delivery  # isort: skip
from . import onestop_postal_unclaimed, onestop_postal_address_change  # isort: skip
from . import onestop_dossier_postal_alarm  # isort: skip
