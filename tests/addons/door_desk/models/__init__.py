from . import onestop_role
from . import onestop_dossier
from . import onestop_dossier_document
from . import res_users
