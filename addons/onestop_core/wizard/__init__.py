from . import onestop_holiday_wizard
from . import onestop_procedure_version_compare
