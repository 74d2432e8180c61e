from . import onestop_fee_deposit, onestop_postal_remittance  # isort: skip
