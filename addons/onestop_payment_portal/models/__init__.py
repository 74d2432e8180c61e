from . import onestop_filing_pay
from . import onestop_dossier_pay
from . import payment_provider_pay
