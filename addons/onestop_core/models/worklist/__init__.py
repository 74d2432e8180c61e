"""What staff have before them: who does a step, piles, reminders, flags, the home and the form.

Stands on trail; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_dossier_work
from . import onestop_dossier_desk_pile
from . import onestop_dossier_reminder
from . import onestop_dossier_flags
from . import onestop_dossier_progress
from . import onestop_dossier_screen
from . import onestop_dossier_home
