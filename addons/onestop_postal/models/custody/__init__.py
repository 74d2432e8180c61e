from . import onestop_postal_shipment, onestop_postal_paper, onestop_postal_custody  # isort: skip
from . import onestop_postal_handover, onestop_postal_handover_sign, onestop_postal_handover_scan  # isort: skip
from . import onestop_postal_shipment_accept, onestop_postal_print, onestop_dossier_postal  # isort: skip
from . import onestop_postal_right_sight, res_users_postal_sight  # isort: skip
