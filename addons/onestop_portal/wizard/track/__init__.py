from . import onestop_dossier_reply
