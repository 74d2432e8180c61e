from . import onestop_national_export
