"""What the configuration check says of the reports."""

from . import onestop_config_check_reports
