from . import onestop_fee_payment, onestop_fee_receipt, onestop_fee_exception  # isort: skip
from . import onestop_postal_shipment, onestop_postal_handover  # isort: skip
from . import onestop_postal_remittance, onestop_postal_remittance_payment, onestop_postal_office  # isort: skip
from . import onestop_dossier_home, onestop_postal_delivery, onestop_postal_intake  # isort: skip
