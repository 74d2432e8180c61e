from . import onestop_dossier_act_wizard
