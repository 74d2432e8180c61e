"""Who works where: agencies in their tree, desks and counters, posts with their roles, working time, certificates.

Stands on the ground; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_role
from . import onestop_agency_level
from . import onestop_agency
from . import onestop_desk
from . import onestop_counter
from . import onestop_staff
from . import res_users
from . import onestop_calendar_day
from . import resource_calendar
from . import onestop_agency_day
from . import onestop_clock_rule
from . import onestop_agency_letterhead
from . import onestop_signing_certificate
from . import ir_http
