"""Declarations: what an e-form asks, its published versions, and the answers of a dossier."""

from . import onestop_eform_mixin
from . import onestop_eform_words
from . import onestop_eform
from . import onestop_eform_version
from . import onestop_eform_field
from . import onestop_dossier_eform
