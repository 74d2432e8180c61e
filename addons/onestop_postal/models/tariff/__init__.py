from . import onestop_postal_group, onestop_postal_tariff  # isort: skip
