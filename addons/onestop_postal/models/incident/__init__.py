from . import onestop_postal_incident  # isort: skip
