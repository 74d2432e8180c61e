from . import onestop_dossier_act_wizard
from . import onestop_holiday_wizard
from . import onestop_procedure_version_compare
from . import onestop_due_review
from . import onestop_trail_check
from . import onestop_posting_wizard
from . import onestop_staff_import
from . import onestop_national_export
