from . import onestop_postal_delivery, onestop_postal_intake
