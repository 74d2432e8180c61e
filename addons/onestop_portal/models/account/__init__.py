"""Accounts of citizens: opened by a phone number or an e-mail address, tied to a person once identity is proven."""

from . import onestop_settings
from . import res_config_settings
from . import res_partner
from . import res_users
from . import onestop_sign_in
from . import onestop_notice
from . import onestop_dossier_account
