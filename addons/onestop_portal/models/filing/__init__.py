"""What a citizen prepares before it is sent: step by step, kept at each, and sent once."""

from . import onestop_settings
from . import res_config_settings
from . import onestop_filing
from . import onestop_filing_paper
from . import onestop_filing_upload
from . import onestop_filing_person
from . import onestop_filing_steps
from . import onestop_filing_known
from . import onestop_dossier_filed
from . import onestop_filing_summary
from . import onestop_filing_send
from . import onestop_filing_desk
from . import onestop_filing_eform
from . import onestop_filing_notice
