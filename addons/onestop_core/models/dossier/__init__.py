"""A dossier from its entry to its result: the table of transitions, due dates, letters, its history.

Stands on process; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_dossier
from . import res_users_sight
from . import onestop_dossier_document
from . import onestop_dossier_task
from . import onestop_dossier_pause
from . import onestop_dossier_letter
from . import onestop_dossier_letter_line
from . import onestop_dossier_event
from . import onestop_dossier_action
from . import onestop_dossier_history
from . import onestop_used_by_dossiers
from . import onestop_dossier_deadline
from . import onestop_calendar_day
from . import onestop_dossier_transition
from . import onestop_cause
from . import onestop_dossier_supplement
from . import onestop_dossier_fee
from . import onestop_dossier_apology
from . import onestop_dossier_origin
from . import onestop_dossier_choice
from . import onestop_dossier_correction
from . import onestop_dossier_person
from . import onestop_dossier_reception
from . import onestop_dossier_case
from . import onestop_dossier_frozen
from . import onestop_dossier_opinion
from . import onestop_dossier_one_pass
from . import onestop_number_book_title
from . import onestop_dossier_view_log
