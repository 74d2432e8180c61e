"""What citizens say of a procedure, an agency or staff, how it is dealt with within its limits, and the rating."""

from . import onestop_settings
from . import res_config_settings
from . import onestop_feedback_limit
from . import onestop_feedback
from . import onestop_feedback_act
from . import onestop_feedback_form
from . import onestop_feedback_notice
from . import onestop_feedback_home
from . import onestop_config_check
from . import onestop_rating_form
from . import onestop_dossier_rating
