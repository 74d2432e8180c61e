from . import onestop_dossier_postal_lookup, onestop_postal_attempt, onestop_postal_shipment_delivery  # isort: skip
