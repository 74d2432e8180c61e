"""The files of a dossier: taken in, examined, signed, replaced, exported.

Stands on forms; the order of all rooms is in ``models/__init__.py``.
"""

from . import ir_attachment
from . import onestop_dossier_file
from . import onestop_dossier_file_scan
from . import onestop_dossier_file_sent
from . import onestop_dossier_file_sign
from . import onestop_dossier_file_superseded
from . import onestop_dossier_export
from . import onestop_dossier_hand_over
