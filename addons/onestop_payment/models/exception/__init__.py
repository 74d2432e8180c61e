from . import onestop_fee_exception
from . import onestop_dossier_exception_home
