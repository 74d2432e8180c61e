"""What a citizen is told without an account: by code, slip or digits; and what a citizen thinks of it.

Stands on worklist; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_dossier_slip_token
from . import onestop_dossier_lookup
from . import onestop_rating
