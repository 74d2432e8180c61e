from . import onestop_process_step
from . import onestop_dossier
