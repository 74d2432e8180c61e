from . import onestop_holiday_wizard
