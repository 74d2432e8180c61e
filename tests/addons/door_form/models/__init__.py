from . import onestop_form
from . import onestop_dossier
from . import onestop_settings
from . import res_config_settings
