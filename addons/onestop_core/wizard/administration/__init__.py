from . import onestop_staff_import
