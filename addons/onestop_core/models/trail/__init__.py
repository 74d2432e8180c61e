"""The signed log of all histories, what is stamped of it, and what a restore leaves in it.

Stands on dossier; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_trail_entry
from . import onestop_trail_head
from . import onestop_trail_restore
from . import onestop_trail_stamp
