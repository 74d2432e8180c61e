from . import onestop_dossier_act_wizard_form
from . import onestop_form_wording_wizard
from . import onestop_posting_wizard
from . import onestop_register_wizard
from . import onestop_working_slip_wizard
