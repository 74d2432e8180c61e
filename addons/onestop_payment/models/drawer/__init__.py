"""Cash at a counter, from the opening of a drawer to its handover, with counts and numbered reports."""

from . import onestop_drawer_session
from . import onestop_drawer_session_print
from . import onestop_fee_payment_drawer
from . import onestop_fee_transfer_drawer
from . import onestop_drawer_session_books
from . import onestop_drawer_settings
from . import onestop_dossier_drawer_home
