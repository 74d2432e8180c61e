"""After it is sent: who may see and change a dossier from home, and what they do with it."""

from . import onestop_dossier_key
from . import onestop_filing_key
from . import onestop_dossier_citizen
from . import onestop_dossier_citizen_act
from . import onestop_dossier_message
from . import onestop_dossier_inbox
from . import onestop_dossier_hand_out
from . import onestop_dossier_verify
