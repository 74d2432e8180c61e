from . import onestop_report_feedback
