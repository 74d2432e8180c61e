from . import onestop_config_check
from . import onestop_dossier
