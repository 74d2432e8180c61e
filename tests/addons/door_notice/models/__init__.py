from . import door_ticket
from . import onestop_notice_template
from . import onestop_notice
from . import onestop_dossier
