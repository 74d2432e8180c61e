"""What looks over all the others: reorganisations, the configuration check, staff accounts and their review.

Stands on national; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_config_check
from . import onestop_config_check_organisation
from . import onestop_config_check_catalogue
from . import onestop_config_check_papers
from . import onestop_reorganisation
from . import onestop_reorganisation_renaming
from . import onestop_staff_accounts
from . import onestop_staff_giving
from . import onestop_staff_way_in
from . import onestop_review_mixin
from . import onestop_staff_review
from . import ir_http_inactivity
from . import res_users_second_factor
from . import res_users_password
from . import res_users_sign_up
from . import onestop_process_review
from . import res_config_settings
from . import onestop_config_check_trail
from . import onestop_config_check_sign_in
