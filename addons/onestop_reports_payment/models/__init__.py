from . import onestop_report_fees
