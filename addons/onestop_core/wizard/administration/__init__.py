from . import onestop_staff_account
from . import onestop_staff_import
from . import onestop_staff_leave
