"""How an agency settles a procedure inside: processes, their steps, the checks that a step may demand.

Stands on catalogue; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_process
from . import onestop_process_step
from . import onestop_procedure_process
from . import onestop_process_version
from . import onestop_process_check
