"""Notices: how they are worded, how they leave, and which actions on a dossier cause one."""

from . import onestop_settings
from . import res_config_settings
from . import onestop_sms_gateway
from . import sms_provider
from . import onestop_notice_template
from . import onestop_notice
from . import onestop_notice_subject
from . import onestop_dossier_notice
from . import onestop_config_check_notice
