"""What is printed by law: form sets with their dates, slips, letters, registers, postings.

Stands on public; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_form_set
from . import onestop_form
from . import onestop_print
from . import onestop_form_mixin
from . import onestop_dossier_print
from . import onestop_receipt_roll
from . import onestop_dossier_due_print
from . import onestop_dossier_issue_letter
from . import onestop_dossier_letter_print
from . import onestop_working_slip
from . import onestop_working_slip_print
from . import onestop_form_preview
from . import ir_actions_report
from . import onestop_posting
from . import onestop_posting_sheet
from . import ir_http
