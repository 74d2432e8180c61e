from . import onestop_postal_target  # isort: skip
