"""What the public reads of procedures and agencies."""

from . import onestop_agency_public
from . import onestop_procedure_public
from . import onestop_procedure_page
from . import onestop_portal_news
from . import onestop_config_check_portal
