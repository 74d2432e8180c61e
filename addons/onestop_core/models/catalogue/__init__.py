"""What the law offers: sectors, procedures, their versions with papers, limits and fees, and the national import.

Stands on organisation; the order of all rooms is in ``models/__init__.py``.
"""

from . import onestop_sector
from . import onestop_procedure
from . import onestop_procedure_version
from . import onestop_procedure_version_part
from . import onestop_procedure_case
from . import onestop_procedure_instruction
from . import onestop_procedure_component
from . import onestop_procedure_channel
from . import onestop_procedure_legal_basis
from . import onestop_procedure_result
from . import onestop_procedure_status
from . import onestop_procedure_version_diff
from . import onestop_procedure_catalogue
from . import onestop_procedure_export
from . import onestop_catalogue_progress
from . import onestop_catalogue_decision
from . import onestop_catalogue_import
from . import onestop_catalogue_plan
from . import onestop_catalogue_import_line
from . import onestop_catalogue_question
from . import onestop_procedure_classification
from . import onestop_procedure_search
from . import onestop_procedure_competence
from . import onestop_procedure_address
