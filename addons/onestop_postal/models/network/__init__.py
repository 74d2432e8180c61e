from . import onestop_postal_area, onestop_postal_office, onestop_postal_desk, onestop_postal_list, onestop_postal_right  # isort: skip
from . import onestop_dossier_postal_right  # isort: skip
