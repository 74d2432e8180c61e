"""What is told to the national system; a later add-on can take this room whole.

Stands on papers; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_national_code
from . import onestop_national_endpoint
from . import onestop_national_message
from . import onestop_dossier_national
