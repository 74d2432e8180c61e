from . import onestop_dossier_act_wizard
from . import onestop_dossier_act_wizard_choice
from . import onestop_dossier_act_wizard_supplement
from . import onestop_dossier_correction
from . import onestop_due_review
