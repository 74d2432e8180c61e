from . import onestop_dossier
