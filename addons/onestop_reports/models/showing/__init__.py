"""How reports reach people: screen, files, the register, the public page, by mail."""

from . import onestop_report_view
from . import onestop_report_export
from . import onestop_register_page
from . import onestop_report_public
from . import onestop_report_schedule
from . import onestop_dossier_home_reports
