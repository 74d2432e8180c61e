from . import onestop_demo_reports
